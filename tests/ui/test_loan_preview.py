"""The preview's table: no sum is cut while there is room that something else can give up."""

from __future__ import annotations

from rich.cells import cell_len

from tracker.ui.loan_preview import _fitted

TITLES = ("#", "还款日", "还款", "余额")


def test_the_table_fills_its_width():
    rows = ("1", "08-09", "1,927.78", "19,072.22"), ("12", "27-07-09", "1,552.56", "0.00")
    table = _fitted((TITLES, *rows), 30)
    assert [cell_len(line.rstrip("\n")) for line in table] == [30, 30, 30]
    assert "19,072.22" in table[1]
    assert "27-07-09" in table[2]


def test_a_day_goes_without_its_year_before_a_sum_is_cut():
    line = _fitted((TITLES, ("360", "56-07-09", "6,512.33", "512,300.45")), 30)[1]
    assert "512,300.45" in line
    assert " 07-09 " in line
    assert "56-" not in line
