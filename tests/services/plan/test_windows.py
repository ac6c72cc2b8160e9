"""The months of a plan as dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.calendar import add_months
from tracker.services.plan.windows import due_within, month_of, window

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(days, st.integers(0, 400))
def test_a_day_falls_in_the_window_of_its_month(today, ahead):
    on = date.fromordinal(today.toordinal() + 1 + ahead)
    first, last = window(today, month_of(on, today))
    assert first <= on <= last


@given(days, st.integers(1, 31))
def test_a_row_of_due_dates_has_one_in_each_month(today, day):
    dues = [add_months(today, number, day) for number in range(14)]
    months = [month_of(on, today, day) for on in dues if on > today]
    assert months == list(range(months[0], months[0] + len(months)))
    assert months[0] in (0, 1)


@pytest.mark.parametrize(
    ("today", "month", "day", "on"),
    [
        (date(2026, 11, 21), 0, 28, date(2026, 11, 28)),
        (date(2026, 11, 21), 0, 9, date(2026, 12, 9)),
        (date(2026, 11, 21), 3, 31, date(2027, 2, 28)),
        (date(2027, 1, 31), 0, 31, date(2027, 2, 28)),
    ],
)
def test_a_day_of_the_month_in_a_window(today, month, day, on):
    assert due_within(today, month, day) == on
