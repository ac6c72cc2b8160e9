"""Penalty interest on what is overdue, and what waiting longer costs (DOMAIN A.5, CN-R13).

Amounts are minor units. Penalty interest takes the place of contract interest on the overdue
principal; unpaid contract interest bears compound interest at the same rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.money import Rounding, round_minor
from tracker.domain.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """Penalty interest on overdue principal and compound interest on overdue interest."""

    on_principal: int
    on_interest: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.on_principal + self.on_interest


def penalty_rate(contract: Rate, uplift_percent: Decimal) -> Rate:
    """The contract rate raised by a percentage of itself: 12 % raised by 50 is 18 %."""
    return Rate(contract.percent * (100 + uplift_percent) / 100, contract.per)


def penalty_interest(
    overdue: int, rate: Rate, days: int, *, basis: int = 365, rounding: Rounding = Rounding.HALF_UP
) -> int:
    """Simple interest on an overdue sum from the first overdue day; none before it."""
    return round_minor(rate.interest(overdue, max(days, 0), basis), rounding)


def penalty(
    principal: int,
    interest: int,
    rate: Rate,
    days: int,
    *,
    basis: int = 365,
    rounding: Rounding = Rounding.HALF_UP,
) -> Penalty:
    """Penalty interest on overdue principal with compound interest (复利) on overdue interest."""
    return Penalty(
        on_principal=penalty_interest(principal, rate, days, basis=basis, rounding=rounding),
        on_interest=penalty_interest(interest, rate, days, basis=basis, rounding=rounding),
    )


def cost_of_waiting(
    principal: int,
    interest: int,
    rate: Rate,
    days: int,
    *,
    since_days: int = 0,
    basis: int = 365,
    rounding: Rounding = Rounding.HALF_UP,
) -> int:
    """What waiting so many more days adds, for sums already overdue for `since_days`."""
    now = penalty(principal, interest, rate, since_days, basis=basis, rounding=rounding)
    then = penalty(principal, interest, rate, since_days + days, basis=basis, rounding=rounding)
    return then.total - now.total
