"""What it takes to be rid of a loan early, and borrowing by the day (DOMAIN A.5, A.8, D.2).

Amounts are minor units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.money import Rounding, round_minor
from tracker.domain.rates import Rate


class InstalmentCountError(ValueError):
    """More instalments were said to be paid than the loan has."""

    def __init__(self, paid: int, periods: int) -> None:
        super().__init__(f"{paid} paid of {periods} instalments")
        self.paid = paid
        self.periods = periods


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatFeePayoff:
    """Paying off a flat-fee plan early: many contracts still charge the fees that are left."""

    principal: int
    remaining_fees: int

    @property
    def total(self) -> int:
        """What the contract asks for."""
        return self.principal + self.remaining_fees

    @property
    def total_if_fees_waived(self) -> int:
        """What is left to pay if the lender lets the remaining fees go."""
        return self.principal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A payoff figure for one date, and what each further day adds."""

    principal: int
    interest: int
    unpaid: int
    fee: int
    per_diem: int

    @property
    def total(self) -> int:
        """All that clears the loan on that date."""
        return self.principal + self.interest + self.unpaid + self.fee


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyInterest:
    """Interest for borrowing by the day, and what is paid back with it."""

    days: int
    principal: int
    interest: int

    @property
    def total(self) -> int:
        """Principal and interest."""
        return self.principal + self.interest


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What clears a debt on a date; `overpaid` is what came in beyond it."""

    principal: int
    interest: int
    overpaid: int = 0

    @property
    def total(self) -> int:
        """Principal and interest."""
        return self.principal + self.interest


def rule_of_78_rebate(charge: int, periods: int, paid: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """The unearned part of a finance charge by the sum of digits: k(k+1) / n(n+1) with k periods left."""
    left = _left(periods, paid)
    return round_minor(Decimal(charge) * left * (left + 1) / (periods * (periods + 1)), rounding)


def prepayment_fee(principal: int, percent: Decimal, rounding: Rounding = Rounding.HALF_UP) -> int:
    """The fee for paying principal early, a share of it."""
    return round_minor(principal * percent / 100, rounding)


def flat_fee_payoff(
    principal: int, fee_percent: Decimal, periods: int, paid: int, rounding: Rounding = Rounding.HALF_UP
) -> FlatFeePayoff:
    """A flat-fee plan after some instalments: parts and fees are rounded for each instalment."""
    left = _left(periods, paid)
    part = round_minor(Decimal(principal) / periods, rounding)
    fee = round_minor(principal * fee_percent / 100, rounding)
    return FlatFeePayoff(principal=max(principal - part * paid, 0) if left else 0, remaining_fees=fee * left)


def payoff_quote(
    principal: int,
    rate: Rate,
    days: int,
    *,
    basis: int = 365,
    unpaid: int = 0,
    fee_percent: Decimal | None = None,
    rounding: Rounding = Rounding.HALF_UP,
) -> Quote:
    """Outstanding principal with interest for the days since it was last paid, arrears and early fee."""
    return Quote(
        principal=principal,
        interest=round_minor(rate.interest(principal, days, basis), rounding),
        unpaid=unpaid,
        fee=prepayment_fee(principal, fee_percent, rounding) if fee_percent is not None else 0,
        per_diem=round_minor(rate.interest(principal, 1, basis), rounding),
    )


def daily_interest(
    principal: int,
    rate: Rate,
    drawn_on: date,
    repaid_on: date,
    *,
    basis: int = 365,
    rounding: Rounding = Rounding.HALF_UP,
) -> DailyInterest:
    """Borrowing by the day (随借随还): the day of drawing counts, the day of repayment does not."""
    days = (repaid_on - drawn_on).days
    interest = round_minor(rate.interest(principal, days, basis), rounding)
    return DailyInterest(days=days, principal=principal, interest=interest)


def settle(
    principal: int,
    rate: Rate,
    start: date,
    payments: Iterable[tuple[date, int]],
    on: date,
    *,
    basis: int = 365,
    rounding: Rounding = Rounding.DOWN,
) -> Settlement:
    """What clears a debt under daily simple interest, each payment meeting interest before principal.

    Interest is rounded at every payment, and unpaid interest bears none. Payments after `on` do
    not count.
    """
    interest = overpaid = 0
    since = start
    for paid_on, amount in sorted(payment for payment in payments if payment[0] <= on):
        interest += round_minor(rate.interest(principal, (paid_on - since).days, basis), rounding)
        since = paid_on
        to_interest = min(amount, interest)
        to_principal = min(amount - to_interest, principal)
        interest -= to_interest
        principal -= to_principal
        overpaid += amount - to_interest - to_principal
    interest += round_minor(rate.interest(principal, (on - since).days, basis), rounding)
    return Settlement(principal=principal, interest=interest, overpaid=overpaid)


def _left(periods: int, paid: int) -> int:
    if not 0 <= paid <= periods or periods < 1:
        raise InstalmentCountError(paid, periods)
    return periods - paid
