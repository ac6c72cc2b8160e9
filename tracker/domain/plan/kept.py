"""Plans that are kept, and how far the one that is followed was paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.plan.run import Strategy

TOLERANCE = 100
"""Of what was expected, one part in so many may be missing: a minimum is printed otherwise than estimated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """A question that was kept under a name, and what it came to where it was adopted."""

    id: int
    name: str
    currency: str
    method: Strategy
    monthly_minor: int | None
    extra_minor: int
    one_off_minor: int
    one_off_on: date | None
    rate_points: Decimal
    drop_percent: Decimal
    drop_months: int
    buffer_minor: int
    saved_on: date
    adopted_on: date | None
    ended_on: date | None
    debt_free_on: date | None
    interest_minor: int | None
    money_minor: int | None
    """What a month brought when it was adopted."""
    version: int
    order: tuple[int, ...] = ()
    frozen: tuple[int, ...] = ()

    @property
    def is_followed(self) -> bool:
        """Whether it is the plan of its currency."""
        return self.adopted_on is not None and self.ended_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One payment an adopted plan expects; `sum_minor` is what the loan has got by then since adoption."""

    loan_id: int
    loan: str
    due_on: date
    amount_minor: int
    extra_minor: int
    sum_minor: int
    balance_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One loan of an adopted plan as it stands."""

    loan_id: int
    loan: str
    paid_minor: int
    """What it got since adoption."""
    is_over: bool
    """Whether nothing is owed any more, or it was closed or thrown away."""
    expected_minor: int = 0
    """What it was to have got by the day that is asked about."""

    @property
    def off_minor(self) -> int:
        """Paid beyond what was expected; a loan that is over misses nothing."""
        off = self.paid_minor - self.expected_minor
        return max(0, off) if self.is_over else off


def off_by(before: Sequence[Followed], month: Sequence[Followed]) -> int:
    """How far the payments are off: below zero behind what was due, above it ahead of the whole month.

    `before` says what was due before today, `month` what is due until the end of the running month. Money
    that went to another loan than planned is not missing.
    """
    missing = sum(each.off_minor for each in before)
    if missing < 0:
        slack = sum(each.expected_minor for each in before) // TOLERANCE
        return missing if -missing > slack else 0
    beyond = sum(each.off_minor for each in month)
    slack = sum(each.expected_minor for each in month) // TOLERANCE
    return beyond if beyond > slack else 0


def months_kept(ends: Sequence[Sequence[Followed]]) -> int:
    """At how many ends of months as much was paid as was expected by then."""
    return sum(off_by(each, each) >= 0 for each in ends)
