"""Cells corrected as people type: what the suggestion of a problem names is understood."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.formats.corrections import corrected_cell
from tracker.formats.options import ReadOptions

TODAY = ReadOptions(today=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("key", "typed", "cell"),
    [
        ("date", "11-28", "2026-11-28"),
        ("date", "+7", "2026-11-28"),
        ("posted_on", "tomorrow", "2026-11-22"),
        ("date", "2026/1/2", "2026/1/2"),
        ("date", "2026-11-31", "2026-11-31"),
        ("date", "soon", "soon"),
        ("amount", "12万/48", "2500.00"),
        ("amount", "一万二", "12000.00"),
        ("balance", "1,234.56", "1,234.56"),
        ("amount", "much", "much"),
        ("note", "+7", "+7"),
        ("", "+7", "+7"),
    ],
)
def test_a_cell_reads_as_it_was_typed(key: str, typed: str, cell: str) -> None:
    assert corrected_cell(key, typed, TODAY) == cell


def test_what_is_typed_is_read_in_the_order_and_with_the_mark_of_the_file() -> None:
    day_first = ReadOptions(today=date(2026, 11, 21), date_order="dmy", decimal_mark=",")
    assert corrected_cell("date", "5/11", day_first) == "2026-11-05"
    assert corrected_cell("amount", "1/3", day_first) == "0,33"


def test_without_a_day_nothing_is_told_from_it() -> None:
    assert corrected_cell("date", "+7", ReadOptions()) == "+7"
