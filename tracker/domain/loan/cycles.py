"""The cycles of a card or credit line: the day of each statement and the day it is due by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date
from typing import NamedTuple

from tracker.domain.calendar import add_months, on_or_after
from tracker.domain.loan.facts import Statement, Terms

NEAR_DAYS = 10
"""A printed statement this near to a cycle of ours is that cycle's."""


class Cycle(NamedTuple):
    """One statement day and the due day that goes with it."""

    stated_on: date
    due_on: date

    def is_of(self, statement: Statement) -> bool:
        """Whether the issuer's statement is this cycle's, though its dates may differ by some days."""
        return (
            abs((statement.due_on - self.due_on).days) <= NEAR_DAYS
            or abs((statement.statement_on - self.stated_on).days) <= NEAR_DAYS
        )


def cycles(terms: Terms, after: date) -> Iterator[Cycle]:
    """The cycles that are due on or after a date, none where the due day is unknown.

    Where the issuer's statement day is unknown, a cycle opens on the due date before.
    """
    first = terms.first_due_on
    if terms.due_day is None and first is None:
        return
    day = terms.due_day or (first.day if first else 1)
    start = first if first and first >= after else on_or_after(day, after)
    stated_day = terms.statement_day or day
    back = 0 if stated_day < day else 1
    for number in range(12 * (MAXYEAR - start.year)):
        due = add_months(start, number, day)
        yield Cycle(add_months(due, -back, stated_day), due)


def days_of(terms: Terms) -> tuple[object, ...]:
    """What decides the days of the cycles."""
    return terms.due_day, terms.statement_day, terms.first_due_on
