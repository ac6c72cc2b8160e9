"""An account walked event by event: what it holds after each, and which debits it can meet.

Within a day the worst case holds: money that goes out before money that comes in. Debits of a day go
by their time; one whose time nobody knows goes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from tracker.domain.cash.debits import Debit, DebitKind
from tracker.domain.cash.facts import Certainty
from tracker.domain.loan.autopay import AutopayStatus, OnShort


class MovementKind(StrEnum):
    """What moves the money."""

    INCOME = "income"
    EXPENSE = "expense"
    TRANSFER_IN = "transfer_in"
    TRANSFER_OUT = "transfer_out"
    PAYMENT = "payment"
    AUTOPAY = "autopay"
    PLANNED = "planned"


class Side(IntEnum):
    """The order within a day: what is already there, what goes out, what comes in."""

    THERE = 0
    OUT = 1
    IN = 2


class Outcome(StrEnum):
    """What becomes of an attempt to take money."""

    WILL_CLEAR = "will_clear"
    WILL_FAIL = "will_fail"
    UNKNOWN = "unknown"


class WhyCode(StrEnum):
    """Why an attempt ends as it does."""

    ENOUGH = "enough"
    SHORT = "short"
    PART = "part"
    CARD_EXPIRED = "card_expired"
    NO_BALANCE = "no_balance"
    OLD_BALANCE = "old_balance"
    AMOUNT_UNKNOWN = "amount_unknown"
    NEVER_CHECKED = "never_checked"
    CHECK_OLD = "check_old"
    FAILED_LAST = "failed_last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One event of an account; `amount_minor` is negative where money goes out, None if nobody knows."""

    on: date
    kind: MovementKind
    name: str
    amount_minor: int | None
    side: Side
    at: str = ""
    loan_id: int | None = None
    event_id: int | None = None
    planned_on: date | None = None
    certainty: Certainty = Certainty.SURE
    estimate: bool = False
    debit: Debit | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Its place among the events of an account."""
        return (self.on, self.side, self.at, list(MovementKind).index(self.kind), self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Something that took money before an attempt that then fails."""

    name: str
    on: date
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A movement with what the account holds after it; `short_minor` is what was missing for it."""

    movement: Movement
    before_minor: int | None
    after_minor: int | None
    moved_minor: int
    short_minor: int = 0
    outcome: Outcome | None = None
    why: WhyCode | None = None
    takers: tuple[Taker, ...] = ()


def walk(
    opening_minor: int | None, movements: Iterable[Movement], *, old_balance: bool = False
) -> tuple[Step, ...]:
    """The steps of one account from what it held; an attempt that fails leaves the balance as it is.

    A debit is drawn until it is paid, so a retry of one that was taken is no step. An attempt of
    which nobody knows whether the binding works takes its money: the others have to do without it.
    """
    balance = opening_minor
    rest: dict[tuple[int, int], int] = {}
    steps: list[Step] = []
    for each in sorted(movements, key=lambda one: one.order):
        if each.debit is None:
            after = None if balance is None else balance + (each.amount_minor or 0)
            short = 0 if after is None or each.side is not Side.OUT else max(0, -after)
            steps.append(
                Step(
                    movement=each, before_minor=balance, after_minor=after,
                    moved_minor=each.amount_minor or 0, short_minor=short,
                    takers=_takers(steps, -(each.amount_minor or 0)) if short else (),
                )
            )  # fmt: skip
            balance = after
            continue
        key = (each.debit.loan_id, each.debit.number)
        wanted = rest.setdefault(key, each.debit.amount_minor or 0)
        if each.debit.amount_minor is not None and wanted <= 0:
            continue
        step = _attempt(each, each.debit, balance, wanted, steps, old_balance=old_balance)
        rest[key] = wanted + step.moved_minor
        balance = step.after_minor
        steps.append(step)
    return tuple(steps)


def _attempt(
    movement: Movement,
    debit: Debit,
    balance: int | None,
    wanted: int,
    steps: list[Step],
    *,
    old_balance: bool,
) -> Step:
    expired = debit.binding is AutopayStatus.EXPIRED and debit.kind is DebitKind.AUTOPAY
    taken = short = 0
    if not expired and balance is not None:
        taken = wanted
        if balance < wanted:
            taken = max(0, balance) if debit.on_short is OnShort.SWEEP else 0
            short = wanted - balance
    outcome, why = _verdict(debit, balance, short, taken, expired=expired, old_balance=old_balance)
    return Step(
        movement=movement,
        before_minor=balance,
        after_minor=None if balance is None else balance - taken,
        moved_minor=-taken,
        short_minor=short,
        outcome=outcome,
        why=why,
        takers=_takers(steps, wanted) if short else (),
    )


def _verdict(
    debit: Debit, balance: int | None, short: int, taken: int, *, expired: bool, old_balance: bool
) -> tuple[Outcome, WhyCode]:
    if expired:
        return Outcome.WILL_FAIL, WhyCode.CARD_EXPIRED
    if balance is None:
        return Outcome.UNKNOWN, WhyCode.NO_BALANCE
    if debit.amount_minor is None:
        return Outcome.UNKNOWN, WhyCode.AMOUNT_UNKNOWN
    if old_balance:
        return Outcome.UNKNOWN, WhyCode.OLD_BALANCE
    if short:
        return Outcome.WILL_FAIL, WhyCode.PART if taken else WhyCode.SHORT
    if debit.kind is DebitKind.AUTOPAY:
        if debit.failed_last:
            return Outcome.UNKNOWN, WhyCode.FAILED_LAST
        if debit.binding is not AutopayStatus.ON:
            return Outcome.UNKNOWN, WhyCode.NEVER_CHECKED if debit.never_checked else WhyCode.CHECK_OLD
    return Outcome.WILL_CLEAR, WhyCode.ENOUGH


def _takers(steps: list[Step], wanted: int) -> tuple[Taker, ...]:
    """What went out since the account last held enough; nothing if it never did."""
    found: list[Taker] = []
    for step in reversed(steps):
        if step.moved_minor < 0:
            found.append(Taker(name=step.movement.name, on=step.movement.on, amount_minor=-step.moved_minor))
        if step.before_minor is not None and step.before_minor >= wanted:
            return tuple(reversed(found))
    return ()
