from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

from tracker.domain.money import Money
from tracker.formats.sheet import Sheet, sheet_text


def sheet() -> Sheet:
    rows = (
        ("=cmd|' /C calc'", Money(190520, "CNY"), date(2026, 11, 9), True, None, Decimal("15.4")),
        ("借呗\x1b[31m", Money(-500, "JPY"), None, False, 12, Decimal(0)),
    )
    return Sheet(name="loans", fields=("name", "sum", "on", "late", "count", "rate"), rows=rows)


def test_csv_keeps_values_exact_and_runs_no_formula() -> None:
    found = list(csv.reader(io.StringIO("".join(sheet_text(sheet(), "csv")))))
    assert found[0] == ["name", "sum", "on", "late", "count", "rate"]
    assert found[1] == ["'=cmd|' /C calc'", "1905.20", "2026-11-09", "true", "", "15.4"]
    assert found[2][:2] == ["借呗[31m", "-500"]


def test_json_is_one_object_with_its_head() -> None:
    found = json.loads("".join(sheet_text(sheet(), "json", head={"today": date(2026, 11, 21)})))
    assert (found["schema"], found["today"]) == ("debt/export.loans@1", "2026-11-21")
    assert found["data"][0]["sum"] == "1905.20"
    assert found["data"][1] == {
        "name": "借呗[31m", "sum": "-500", "on": None, "late": False, "count": 12, "rate": "0",
    }  # fmt: skip
    empty = json.loads("".join(sheet_text(Sheet(name="x", fields=("a",)), "json")))
    assert empty["data"] == []


def test_hidden_sums_are_nowhere_in_it() -> None:
    for form in ("csv", "json"):
        text = "".join(sheet_text(sheet(), form, hidden=True))
        assert "1905.20" not in text
        assert "-500" not in text
        assert text.count("••••") == 2
