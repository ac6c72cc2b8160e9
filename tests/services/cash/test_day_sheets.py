"""Cash by the day and what to do next as sheets."""

from __future__ import annotations

from datetime import date

from tracker.services.cash.answers import CashPoint, CashUntilPayday, DayCash, MonthCash
from tracker.services.cash.day_sheets import days_sheet, points_sheet, steps_sheet
from tracker.services.next_step_views import NextStep

ON = date(2026, 12, 1)


def test_a_day_bears_its_sums_and_who_falls_short():
    day = DayCash(on=ON, low_minor=-500, income_minor=200, out_minor=700, short=("A", "B"))
    month = MonthCash(first=ON, currency="CNY", days=(day,), income_minor=200, low=None, shortfalls=())
    (row,) = days_sheet(month).rows
    assert (row[0], [each.minor for each in row[1:4]], row[5]) == (ON, [200, 700, -500], "A, B")
    assert list(days_sheet(None).rows) == []


def test_the_curve_is_a_row_a_day():
    cash = CashUntilPayday(
        currency="JPY", points=(CashPoint(on=ON, low_minor=7),), payday=None, payday_name="", low=None,
        first=None, count=0, left_out=0, costs=(), unknown=(),
    )  # fmt: skip
    (row,) = points_sheet(cash).rows
    assert (row[0], row[1].minor, row[2]) == (ON, 7, "JPY")


def test_what_to_do_bears_its_command():
    step = NextStep(
        code="overdue", key="k", severity="!!", text="Pay", why="late", on=ON, screen="loans",
        command="debt pay 1 2", loan_id=1,
    )  # fmt: skip
    sheet = steps_sheet((step,))
    assert dict(zip(sheet.fields, next(iter(sheet.rows)), strict=True))["command"] == "debt pay 1 2"
