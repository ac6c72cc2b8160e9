"""The first failure of an account: how much is missing, what prevents it, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.cash.debits import Consequence, consequence
from tracker.domain.cash.facts import Account, Moves
from tracker.domain.cash.walk import Side, Step
from tracker.domain.cash.workdays import Workdays

_DAY = timedelta(days=1)
_MIDNIGHT = "00:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day and a time of it (HH:MM); a blank time is the end of the day."""

    on: date
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """The first event an account cannot meet, and the least sum that carries it over the stretch.

    The stretch runs from that event until the account would hold its buffer again by itself, or until
    income reaches another account from which more can be moved. `top_up_minor` keeps the buffer
    throughout it; one unit less does not.
    """

    account: Account
    step: Step
    short_minor: int
    top_up_minor: int
    by: Moment
    in_time: bool
    last_on: date
    consequence: Consequence | None

    @property
    def on(self) -> date:
        """The day it happens."""
        return self.step.movement.on

    @property
    def loan_id(self) -> int | None:
        """The loan whose debit fails; None for an expense."""
        return self.step.movement.loan_id


def first_shortfall(
    account: Account, steps: Sequence[Step], today: date, workdays: Workdays, paydays: Iterable[date] = ()
) -> Shortfall | None:
    """The first event from today on that finds too little money; `paydays` are those of other accounts."""
    at = next((n for n, step in enumerate(steps) if step.short_minor and step.movement.on >= today), None)
    if at is None:
        return None
    first = steps[at]
    movement = first.movement
    until = min((on for on in paydays if on >= movement.on), default=date.max)
    low, last_on = _lowest(steps[at:], account.buffer_minor, until)
    by = last_moment(account, movement.on, movement.at, workdays)
    debit = movement.debit
    return Shortfall(
        account=account,
        step=first,
        short_minor=first.short_minor,
        top_up_minor=account.buffer_minor - low,
        by=by,
        in_time=by.on >= today,
        last_on=last_on,
        consequence=consequence(debit, debit.open_minor + first.moved_minor) if debit else None,
    )


def _lowest(steps: Sequence[Step], buffer: int, until: date) -> tuple[int, date]:
    """The lowest the account gets if every debit is met, until it has recovered, and the day it has."""
    balance = low = steps[0].before_minor or 0
    last_on = steps[0].movement.on
    met: set[tuple[int, int]] = set()
    for step in steps:
        if step.movement.on > until:
            break
        last_on = step.movement.on
        debit = step.movement.debit
        if debit is None:
            balance += step.moved_minor
        elif (key := (debit.loan_id, debit.number)) not in met:
            met.add(key)
            balance -= step.short_minor + (step.before_minor or 0) if step.short_minor else -step.moved_minor
        low = min(low, balance)
        if step.movement.side is Side.IN and balance >= buffer:
            break
    return low, last_on


def last_moment(account: Account, on: date, at: str, workdays: Workdays) -> Moment:
    """The last moment to send money that must be there before an attempt; an unknown time is midnight."""
    daily = account.moves is Moves.DAILY
    if at > _MIDNIGHT and not account.lead_days and (daily or workdays.works(on)):
        return Moment(on=on, at=min(at, account.cut_off or at))
    before = on - _DAY
    if daily:
        return Moment(on=before - timedelta(days=account.lead_days), at=account.cut_off)
    return Moment(on=workdays.back(before, account.lead_days), at=account.cut_off)


def arrival(account: Account, sent_on: date, workdays: Workdays) -> date:
    """The day on which money sent to an account is there."""
    if account.moves is Moves.DAILY:
        return sent_on + timedelta(days=account.lead_days)
    return workdays.ahead(sent_on, account.lead_days)
