"""When a period of law ends: limitation, answers, withdrawal, moratorium."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tracker.domain.calendar import add_months

_MONTHS_A_YEAR = 12
_WORKING = 5


def years_after(on: date, years: int) -> date:
    """The corresponding day so many years later, the month's last where there is none (民法典202)."""
    return add_months(on, years * _MONTHS_A_YEAR)


def days_after(on: date, days: int) -> date:
    """The last day of a period in days; the day it starts from is not counted (民法典201)."""
    return on + timedelta(days=days)


def working_days_after(on: date, days: int) -> date:
    """The last of so many working days after a day, Monday to Friday; public holidays are not known here."""
    while days:
        on += timedelta(days=1)
        days -= on.weekday() < _WORKING
    return on


def limitation_ends(*, due_on: date, years: int, restarts: Iterable[date] = ()) -> date:
    """When limitation ends, counted from the due date or from the last restart before it had ended.

    For instalments of one debt `due_on` is the last instalment's (民法典189). A restart after the end
    changes nothing here: whether it waives the defence is not for a calculator to say.
    """
    ends = years_after(due_on, years)
    for restart in sorted(restarts):
        if due_on < restart <= ends:
            ends = max(ends, years_after(restart, years))
    return ends


def moratorium(entered_on: date, days: int) -> tuple[date, date]:
    """The first and the last day of a moratorium, which starts the day after its entry."""
    first = entered_on + timedelta(days=1)
    return first, days_after(entered_on, days)
