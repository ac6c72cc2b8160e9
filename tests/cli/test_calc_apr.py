"""The true yearly rate on the command line: by every method, word for word, and what it refuses."""

from __future__ import annotations

import io
import json
import sys
from decimal import Decimal

import pytest

# 12 CFR 1026 Appendix J (c)(1)(ii): 11.82 %
ODD_FIRST = "date,amount\n1978-02-10,6000\n" + "".join(
    f"{1978 + month // 12}-{month % 12 + 1:02d}-01,-200\n" for month in range(3, 39)
)
TYPED = ("calc", "apr", "--received", "9700", "--payment", "888.49", "--periods", "12")
FIELDS = {"method", "apr_pct", "apr_pct_unrounded", "effective_pct", "nominal_pct"}


@pytest.fixture
def flows(tmp_path):
    path = tmp_path / "flows.csv"
    path.write_text(ODD_FIRST, "utf-8")
    return str(path)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_reads_word_for_word(bare, flows, golden, language) -> None:
    said = ("--lang", language)
    lines = (
        ("calc", "apr", flows, "--method", "us-actuarial", "--disclosed", "11.7%", *said),
        ("calc", "apr", flows, "--method", "eu", *said),
        (*TYPED, *said),
        ("calc", "apr", "--flat-fee", "0.6%", "--periods", "12", *said),
        (*TYPED, "--received", "12000", "--method", "xirr", *said),
        (*TYPED[:-1], "3", "--payment", "3300", "--method", "eu", "--detail", *said),
        (
            *TYPED[:-1],
            "3",
            "--payment",
            "3300",
            "--method",
            "us-actuarial",
            "--first-due",
            "2026-12-31",
            "--detail",
            *said,
        ),
    )
    done = [bare(*line) for line in lines]
    golden(f"golden/{language}/calc-apr.txt", "\n".join(each.out + each.err for each in done))
    golden(f"golden/{language}/help-calc-apr.txt", bare("calc", "apr", "--help", *said).out)


@pytest.mark.parametrize(
    ("method", "printed", "nominal", "effective"),
    [
        ("us-actuarial", "11.82", "11.82", "12.48"),
        ("eu", "12.5", "11.82", "12.49"),
        ("uk", "12.4", "11.77", "12.43"),
        ("xirr", "12.45", "11.79", "12.45"),
        ("irr", "12.96", "12.25", "12.96"),
        ("irr-nominal", "12.25", "12.25", "12.96"),
    ],
)
def test_the_document(bare, flows, method, printed, nominal, effective) -> None:
    answer = bare("calc", "apr", flows, "--method", method, "--json").json
    assert answer["schema"] == "debt/calc.apr@1"
    data = answer["data"]
    assert set(data) >= FIELDS
    assert (data["method"], data["apr_pct"]) == (method, printed)
    assert abs(Decimal(data["apr_pct_unrounded"]) - Decimal(printed)) <= Decimal("0.05")
    assert len(data["apr_pct_unrounded"].partition(".")[2]) == 12
    for key, expected in (("nominal_pct", nominal), ("effective_pct", effective)):
        assert round(Decimal(data[key]), 2) == Decimal(expected)


def test_standard_input_is_a_file_too(bare, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ODD_FIRST.encode())))
    data = bare("calc", "apr", "-", "--method", "us-actuarial", "--json").json["data"]
    assert (data["apr_pct"], data["unit_period"], data["flows"]) == ("11.82", "1 month", 37)


def test_a_rate_without_sums_names_none(bare) -> None:
    data = bare("calc", "apr", "--flat-fee", "0.6%", "--periods", "12", "--json").json["data"]
    assert (data["nominal_pct"], data["effective_pct"], data["paid"]) == ("13.0342", "13.8418", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("date,amount\n2025-01-01,-1000\n2026-01-01,2300\n2027-01-01,-1320\n", "rates_several"),
        ("date,amount\n2025-01-01,-1000\n2026-01-01,2200\n2027-01-01,-1211\n", "rate_none"),
        ("date,amount\n2025-01-01,1000\n", "flows_none_paid"),
        ("date,amount\n2025-01-01,-1000\n", "flows_none_received"),
        ("date,amount\n2025-02-30,-1000\n", "no_such_date"),
    ],
)
def test_without_one_rate_it_says_so_and_exits_4(bare, tmp_path, text, code) -> None:
    path = tmp_path / "flows.csv"
    path.write_text(text)
    done = bare("calc", "apr", str(path), "--method", "xirr", "--json")
    assert (done.code, done.out, done.error["code"]) == (4, "", code)


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (("calc", "apr"), 2, "Name a file"),
        (("calc", "apr", "nowhere.csv"), 3, "nowhere.csv"),
        (("calc", "apr", "nowhere.csv", "--received", "5"), 2, "--received"),
        ((*TYPED, "--method", "guess"), 2, "irr-nominal"),
        ((*TYPED, "--disclosed", "5%"), 2, "--method us-actuarial"),
        ((*TYPED, "--method", "us-actuarial", "--disclosed", "x"), 4, "rate"),
        ((*TYPED, "--currency", "??"), 4, "currency"),
        (("calc", "apr", "--received", "9700"), 4, "instalment amount is missing"),
        (("calc", "apr", "x.csv", "--map", "nonsense"), 4, "KEY=COLUMN"),
    ],
)
def test_what_cannot_be_meant_is_refused(bare, line, code, words) -> None:
    done = bare(*line)
    assert done.code == code
    assert words in done.err


def test_rates_without_end_are_told_and_not_refused(bare, tmp_path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text("date,amount\n2026-01-01,100\n2026-01-02,-200\n")
    for method in ("eu", "uk", "xirr"):
        done = bare("calc", "apr", str(path), "--method", method)
        assert (done.code, "7.52e+111%" in done.out) == (0, True)
        assert len(bare("calc", "apr", str(path), "--method", method, "--json").json["data"]["apr_pct"]) > 110
    path.write_text("date,amount\n2026-01-01,-100\n2026-01-02,230\n2026-01-03,-132\n")
    several = bare("calc", "apr", str(path), "--json")
    assert (several.code, several.error["code"]) == (4, "rates_several")
    assert "1.28e+17 %" in several.error["message"]


def test_a_deposit_given_back_leaves_one_rate_and_names_the_other(bare, tmp_path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text("date,amount,times,every\n2026-01-01,1000,,\n2026-02-01,-100,12,month\n2027-12-01,10,,\n")
    done = bare("calc", "apr", str(path))
    assert done.code == 0
    assert "fits these sums too" in done.out + done.err
    data = bare("calc", "apr", str(path), "--json").json["data"]
    assert (len(data["other_rates_pct"]), data["flows"]) == (1, 14)


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (("--count-in", "month"), 2, "--method eu|uk"),
        (("--method", "us-actuarial", "--count-in", "month"), 2, "--method eu|uk"),
        (("--method", "eu", "--count-in", "day"), 2, "week"),
        (("--method", "eu", "--count-in", "weeks"), 0, "1 week"),
    ],
)
def test_what_intervals_are_counted_in(bare, flows, said, code, words) -> None:
    done = bare("calc", "apr", flows, *said)
    assert (done.code, words in done.out + done.err) == (code, True)


def test_a_bad_row_is_named(bare, tmp_path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text("日期;金额\n2026-01-31;9700\n2026-02-28;x\n", "utf-8")
    problems = bare("calc", "apr", str(path), "--json").error["problems"]
    assert [(each["line"], each["column"], each["value"]) for each in problems] == [(3, "金额", "x")]
    path.write_text('date,amount\n01/02/2026,"1,234"\n', "utf-8")
    assert bare("calc", "apr", str(path)).code == 6
    said = bare("calc", "apr", str(path), "--date-format", "dmy", "--decimal-mark", ".", "--json").error
    assert said["code"] == "flows_none_paid"
    assert json.dumps(said)
