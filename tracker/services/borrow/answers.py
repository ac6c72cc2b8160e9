"""What a loan that is not taken out yet would do, as front ends show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.loan.due import LoanDue
from tracker.domain.loan.facts import Loan
from tracker.domain.recovery.borrowing import Effect, Load
from tracker.domain.recovery.comparison import Outline
from tracker.domain.rule.cost import CapCheck, NotHeld

NEW = 2**31
"""The number of the loan that is not in the book: above every other, as a real one would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """The first event that finds too little money: what cannot be paid then, by how much."""

    on: date
    account: str
    currency: str
    event: str
    short_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRate:
    """What an existing loan costs a year, in percent; by its contract where that is not known."""

    loan: str
    nominal: Decimal
    effective: Decimal
    is_true: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Another loan paid out of the new one; `saves_minor` is negative where it costs, None if not known."""

    loan: str
    clears_minor: int
    paid_minor: int
    is_cleared: bool
    as_now_minor: int | None
    """All that its schedule still asks for."""
    saves_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The first shortfall without and with the loan; `why` says why it is not known.

    `why` is no_schedule, no_account or no_balance.
    """

    effect: Effect
    until: date
    before: Short | None
    after: Short | None
    account: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowing:
    """What a loan would do, all of it computed and none of it kept."""

    loan: Loan
    currency: str
    today: date
    start: date
    received_minor: int
    already_there: bool
    """Whether it was received before today, so that the forecast adds no money."""
    made: Outline
    dearest: OwnRate | None
    cheapest: OwnRate | None
    unrated: int
    """Other loans of which no rate is known."""
    month: Load | None
    worst: Load | None
    income_minor: int
    ahead: Ahead
    free_before: date | None
    free_after: date | None
    endless: tuple[str, ...]
    """Loans whose end is not known, so that of all debts is not either."""
    to_pay: Switch | None
    product: str
    checks: tuple[CapCheck, ...]
    not_held: tuple[NotHeld, ...]

    @property
    def extra_minor(self) -> int | None:
        """What all debts come to above today's way; below zero where the loan saves by paying another."""
        if self.to_pay is not None:
            saves = self.to_pay.saves_minor
            return None if saves is None else -saves
        return self.made.cost_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """Another loan as it stands once it was paid out of the new one."""

    loan: Loan
    switch: Switch
    dues: tuple[LoanDue, ...]
    ends_on: date | None
