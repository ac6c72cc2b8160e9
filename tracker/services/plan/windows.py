"""The months of a plan as dates: each is the window from one day after today's day to today's day again."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.domain.calendar import add_months, on_or_after

_DAY = timedelta(days=1)


def window(today: date, month: int) -> tuple[date, date]:
    """The first and the last day of a month of the plan."""
    return add_months(today, month) + _DAY, add_months(today, month + 1)


def month_of(on: date, today: date, day: int | None = None) -> int:
    """The month of the plan a day falls in; below 0 before it begins.

    `day` is the day of the month that a row of due dates keeps to: where short months draw them
    together, each still has a month of its own.
    """
    months = (on.year - today.year) * 12 + on.month - today.month
    return months - (0 if (day or on.day) > today.day else 1)


def due_within(today: date, month: int, day: int) -> date:
    """The day of the month as it falls in a month of the plan."""
    first, last = window(today, month)
    return min(on_or_after(day, first), last)


def begun(first: date, today: date) -> tuple[int, date]:
    """The running month of a plan that began on a day: its number from 0, and the day before it.

    The last day of a month still belongs to it.
    """
    number = max(0, month_of(today, first))
    return number, add_months(first, number)
