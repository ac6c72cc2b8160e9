"""What paying an instalment late costs: the late fee once, penalty interest by the day.

An estimate by the contract: lenders post their own figures. The late fee bears no interest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.loan.card import late_fee
from tracker.domain.loan.facts import Terms
from tracker.domain.loan.penalty import penalty_interest

STEPS = (1, 3, 7, 30)
"""Days late that are always shown beside the number asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCost:
    """What being so many days late adds to what is due, in minor units."""

    days: int
    late_fee: int
    penalty: int
    due: int
    within_grace: bool
    """Whether the days of grace are not over, so that nothing is added."""

    @property
    def extra(self) -> int:
        """What lateness alone costs."""
        return self.late_fee + self.penalty

    @property
    def total(self) -> int:
        """What is to be paid then."""
        return self.due + self.extra


def late_costs(
    terms: Terms, *, due: int, days: Iterable[int], principal: int | None = None, paid: int = 0
) -> tuple[LateCost, ...]:
    """What a due of which `paid` has been paid costs when late, after the usual days and those asked for.

    Penalty interest is on the `principal` in it that is open, on all that is open if nobody knows. Inside the
    days of grace nothing is added; after them it counts from the due date.
    """
    base = due - paid if principal is None else principal
    return tuple(_cost(terms, each, due, paid, base) for each in sorted({*STEPS, *days}))


def _cost(terms: Terms, days: int, due: int, paid: int, base: int) -> LateCost:
    within = days <= terms.grace
    penalty = fee = 0
    if not within and terms.penalty_rate is not None:
        penalty = penalty_interest(
            base, terms.penalty_rate, days, basis=terms.day_count.year_basis, rounding=terms.rounding
        )
    if not within and terms.late_fee is not None:
        fee = late_fee(due, paid, terms.late_fee, terms.rounding)
    return LateCost(days=days, late_fee=fee, penalty=penalty, due=due - paid, within_grace=within)
