"""What is known about the money that comes and goes: accounts, income, expenses, transfers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.calendar import Frequency, step

STALE_AFTER = timedelta(days=35)
"""A balance looked at longer ago than this says nothing of today's."""


class CashKind(StrEnum):
    """Which way the money goes."""

    INCOME = "income"
    EXPENSE = "expense"


class Certainty(StrEnum):
    """How far money can be counted on; the base line counts only what is sure."""

    SURE = "sure"
    LIKELY = "likely"
    HOPED = "hoped"

    def within(self, limit: Certainty) -> bool:
        """Whether a line that goes down to the limit counts it."""
        order = list(Certainty)
        return order.index(self) <= order.index(limit)


class OccurrenceState(StrEnum):
    """What became of one occurrence: it moved to another day, it came, it did not come."""

    MOVED = "moved"
    CAME = "came"
    MISSED = "missed"


class Moves(StrEnum):
    """On which days money sent to an account travels."""

    DAILY = "daily"
    WORKDAYS = "workdays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account that payments come from; an unknown balance is None, never zero.

    `balance_minor` is what it held on `balance_on`, entered at the instant `balance_at`. Money sent to
    it arrives `lead_days` later, and counts for the day only if it is sent before `cut_off` (HH:MM).
    """

    id: int
    name: str
    currency: str
    tail: str = ""
    balance_minor: int | None = None
    balance_on: date | None = None
    balance_at: str = ""
    buffer_minor: int = 0
    lead_days: int = 0
    cut_off: str = ""
    moves: Moves = Moves.DAILY
    note: str = ""
    version: int = 1

    def knows_balance(self, today: date) -> bool:
        """Whether a balance is known, and not so old that it says nothing."""
        return self.balance_on is not None and today - self.balance_on <= STALE_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class CashEvent:
    """Income or an expense, once or by a rule; a monthly one keeps its day where the month has it."""

    id: int
    kind: CashKind
    name: str
    account_id: int
    amount_minor: int
    currency: str
    first_on: date
    certainty: Certainty = Certainty.SURE
    every: Frequency | None = None
    month_day: int | None = None
    until_on: date | None = None
    note: str = ""
    essential: bool | None = None
    """Whether living depends on it; None is not said, and counts as yes."""
    version: int = 1

    def planned(self, first: date, last: date) -> Iterator[date]:
        """The days it has by its rule between two dates, both included."""
        if self.until_on is not None:
            last = min(last, self.until_on)
        if self.every is None:
            if first <= self.first_on <= last:
                yield self.first_on
            return
        number = self._steps_before(first)
        while (on := step(self.first_on, number, self.every, self.month_day)) <= last:
            number += 1
            if on >= max(first, self.first_on):
                yield on

    def _steps_before(self, first: date) -> int:
        """A number of steps that surely ends before a date, so that old rules cost no more than new ones."""
        every = self.every or Frequency.MONTH
        days = (first - self.first_on).days
        return max(0, days // (every.days or every.months * 31) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """What became of an event on one of its planned days; a blank amount is the event's own."""

    id: int
    event_id: int
    planned_on: date
    state: OccurrenceState
    actual_on: date | None = None
    amount_minor: int | None = None
    recorded_at: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Money moved into an account, from another of one's own or from elsewhere (`from_id` is None)."""

    id: int
    from_id: int | None
    to_id: int
    amount_minor: int
    currency: str
    left_on: date
    arrives_on: date
    recorded_at: str = ""
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """A payment that has left an account, or is planned to, with the instant at which it was recorded."""

    loan_id: int
    loan: str
    account_id: int
    paid_on: date
    amount_minor: int
    recorded_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One occurrence of an event, corrections applied: the day it is expected or came on, and how much."""

    event: CashEvent
    planned_on: date
    on: date
    amount_minor: int
    settled: bool
    """Whether the person said that it came."""
    recorded_at: str = ""


def occurrences(
    event: CashEvent, corrections: Iterable[Occurrence], first: date, last: date
) -> tuple[Coming, ...]:
    """What an event brings or takes between two dates, corrections applied, by date."""
    known = {each.planned_on: each for each in corrections if each.event_id == event.id}
    planned = set(event.planned(first, last)) | set(known)
    found = []
    for on in sorted(planned):
        told = known.get(on)
        if told is None:
            found.append(
                Coming(event=event, planned_on=on, on=on, amount_minor=event.amount_minor, settled=False)
            )
        elif told.actual_on is not None and first <= told.actual_on <= last:
            found.append(
                Coming(
                    event=event, planned_on=on, on=told.actual_on,
                    amount_minor=told.amount_minor or event.amount_minor,
                    settled=told.state is OccurrenceState.CAME, recorded_at=told.recorded_at,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.on, each.planned_on)))
