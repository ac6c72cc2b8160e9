"""Where will I fail first: every account walked ahead, from what it was last known to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tracker.domain.cash.debits import Debit
from tracker.domain.cash.facts import (
    Account,
    CashEvent,
    CashKind,
    Certainty,
    Coming,
    Occurrence,
    Spent,
    Transfer,
    occurrences,
)
from tracker.domain.cash.moves import Remedy, remedies
from tracker.domain.cash.shortfall import Shortfall, first_shortfall
from tracker.domain.cash.walk import Movement, MovementKind, Side, Step, walk
from tracker.domain.cash.workdays import Workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFacts:
    """Everything a forecast goes by."""

    accounts: tuple[Account, ...]
    events: tuple[CashEvent, ...] = ()
    corrections: tuple[Occurrence, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    spent: tuple[Spent, ...] = ()
    debits: tuple[Debit, ...] = ()
    workdays: Workdays = field(default_factory=Workdays)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForecast:
    """One account ahead: what it holds at the start of today, and each step from then on."""

    account: Account
    opening_minor: int | None
    replayed: tuple[Step, ...]
    """The steps between the day its balance was read and today."""
    steps: tuple[Step, ...]
    shortfall: Shortfall | None
    unconfirmed: tuple[Coming, ...]
    """Income that is counted as come, though nobody said so."""

    @property
    def low(self) -> tuple[date | None, int] | None:
        """The lowest balance and its day (None: as it stands today); None where no balance is known."""
        if self.opening_minor is None:
            return None
        found: tuple[date | None, int] = (None, self.opening_minor)
        for step in self.steps:
            if step.after_minor is not None and step.after_minor < found[1]:
                found = (step.movement.on, step.after_minor)
        return found

    def dips_on(self) -> date | None:
        """The first day on which it holds less than its buffer."""
        return next(
            (
                step.movement.on
                for step in self.steps
                if step.after_minor is not None and step.after_minor < self.account.buffer_minor
            ),
            None,
        )

    def balance_on(self, on: date) -> int | None:
        """What it holds at the end of a day."""
        found = self.account.balance_minor
        for step in (*self.replayed, *self.steps):
            if step.movement.on <= on:
                found = step.after_minor
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """All accounts ahead, and what can be done about their shortfalls, the earliest first."""

    today: date
    until: date
    include: Certainty
    accounts: tuple[AccountForecast, ...]
    remedies: tuple[Remedy, ...]

    @property
    def attempts(self) -> tuple[tuple[Account, Step], ...]:
        """Every attempt to take money for a loan, by date."""
        found = [
            (each.account, step) for each in self.accounts for step in each.steps if step.outcome is not None
        ]
        return tuple(sorted(found, key=lambda one: (one[1].movement.order, one[0].id)))


def forecast(
    facts: CashFacts, *, today: date, days: int = 60, include: Certainty = Certainty.SURE
) -> Forecast:
    """Every account from what it last held to some days from today; `include` is how far to trust."""
    until = today + timedelta(days=days)
    walked = tuple(_account(each, facts, today, until, include) for each in facts.accounts)
    found = tuple(
        replace(
            each,
            shortfall=first_shortfall(
                each.account, each.steps, today, facts.workdays, _paydays(walked, each.account)
            ),
        )
        if each.account.balance_on is None or each.account.knows_balance(today)
        else each
        for each in walked
    )
    short = [each.shortfall for each in found if each.shortfall is not None]
    spare = {
        each.account.id: (each.account, each.low[1] - each.account.buffer_minor)
        for each in found
        if each.low is not None and each.shortfall is None and each.account.knows_balance(today)
    }
    return Forecast(
        today=today, until=until, include=include, accounts=found, remedies=remedies(short, spare)
    )


def _account(
    account: Account, facts: CashFacts, today: date, until: date, include: Certainty
) -> AccountForecast:
    since = account.balance_on or today
    comings = [
        each
        for event in facts.events
        if event.account_id == account.id
        for each in occurrences(event, facts.corrections, since, until)
        if (each.settled or event.certainty.within(include)) and _counts(each, account)
    ]
    movements = [
        *map(_coming, comings),
        *_transfers(account, facts, since, until, today),
        *_spent(account, facts.spent, since, until),
        *_debits(account, facts, today, until),
    ]
    stale = account.balance_on is not None and not account.knows_balance(today)
    steps = walk(account.balance_minor, movements, old_balance=stale)
    replayed = tuple(each for each in steps if each.movement.on < today)
    ahead = steps[len(replayed) :]
    return AccountForecast(
        account=account,
        opening_minor=replayed[-1].after_minor if replayed else account.balance_minor,
        replayed=replayed,
        steps=ahead,
        shortfall=None,
        unconfirmed=tuple(
            each
            for each in comings
            if each.event.kind is CashKind.INCOME and not each.settled and each.on < today
        ),
    )


def _paydays(walked: Iterable[AccountForecast], account: Account) -> Iterator[date]:
    """The days on which income reaches another account from which money can be moved into this one."""
    return (
        step.movement.on
        for each in walked
        if each.account.id != account.id and each.account.currency == account.currency
        for step in each.steps
        if step.movement.kind is MovementKind.INCOME
    )


def _counts(each: Coming, account: Account) -> bool:
    """Whether the balance does not hold it yet.

    On the day the balance was read, what the person told of counts by when it was told (in the same
    second: after it, as commands one after another are); of the rest, income counts as received and an
    expense as still to come.
    """
    if account.balance_on is None or each.on > account.balance_on:
        return True
    if each.settled:
        return each.recorded_at >= account.balance_at
    return each.event.kind is CashKind.EXPENSE


def _coming(each: Coming) -> Movement:
    event = each.event
    income = event.kind is CashKind.INCOME
    return Movement(
        on=each.on,
        kind=MovementKind.INCOME if income else MovementKind.EXPENSE,
        name=event.name,
        amount_minor=each.amount_minor if income else -each.amount_minor,
        side=Side.OUT if not income else Side.THERE if each.settled else Side.IN,
        event_id=event.id,
        planned_on=each.planned_on,
        certainty=Certainty.SURE if each.settled else event.certainty,
    )


def _after_reading(account: Account, on: date, recorded_at: str) -> bool:
    if account.balance_on is None or on > account.balance_on:
        return True
    return on == account.balance_on and recorded_at >= account.balance_at


def _transfers(
    account: Account, facts: CashFacts, since: date, until: date, today: date
) -> Iterator[Movement]:
    names = {each.id: each.name for each in facts.accounts}
    for each in facts.transfers:
        if each.to_id == account.id:
            on, sign, kind, other = each.arrives_on, 1, MovementKind.TRANSFER_IN, each.from_id
            side = Side.THERE if on <= today else Side.IN
        elif each.from_id == account.id:
            on, sign, kind, other = each.left_on, -1, MovementKind.TRANSFER_OUT, each.to_id
            side = Side.OUT
        else:
            continue
        if since <= on <= until and _after_reading(account, on, each.recorded_at):
            name = names.get(other or 0, "")
            yield Movement(on=on, kind=kind, name=name, amount_minor=sign * each.amount_minor, side=side)


def _spent(account: Account, spent: Iterable[Spent], since: date, until: date) -> Iterator[Movement]:
    for each in spent:
        if each.account_id != account.id or not since <= each.paid_on <= until:
            continue
        if _after_reading(account, each.paid_on, each.recorded_at):
            yield Movement(
                on=each.paid_on, kind=MovementKind.PAYMENT, name=each.loan, loan_id=each.loan_id,
                amount_minor=-each.amount_minor, side=Side.OUT,
            )  # fmt: skip


def _debits(account: Account, facts: CashFacts, today: date, until: date) -> Iterator[Movement]:
    for debit in facts.debits:
        if debit.account_id != account.id:
            continue
        for on in debit.days(facts.workdays, today):
            if on <= until:
                yield Movement(
                    on=on, kind=MovementKind(debit.kind.value), name=debit.loan, loan_id=debit.loan_id,
                    amount_minor=None if debit.amount_minor is None else -debit.amount_minor,
                    side=Side.OUT, at=debit.at, estimate=debit.estimate, debit=debit,
                )  # fmt: skip
