"""Given three of amount, rate, number and payment of a loan, find the fourth (DOMAIN A.5, E).

Amounts are minor units. The answers are those the schedule gives: a payment is rounded as the
lender rounds, the number is rounded up with a smaller last payment, a rate is found to a millionth
of a percent. A payment that never reaches the principal is a problem, not an endless loan.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.domain import tvm
from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import Method
from tracker.domain.loan.schedule import LONGEST, level_payment, rate_ratio, round_ratio
from tracker.domain.money import Rounding, decimal_text, round_minor, split
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate, round_percent

_RATE_PLACES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a loan; exactly one of the four is None and is looked for.

    The rate is `rate`, or for a flat fee `fee_percent` of the original principal each period. The
    payment of an equal-principal loan is its first; a number of parts found from a payment may call
    for a smaller one, as all parts are equal.
    """

    principal: int | None = None
    rate: Rate | None = None
    fee_percent: Decimal | None = None
    periods: int | None = None
    payment: int | None = None
    every: Frequency = Frequency.MONTH
    basis: int = 365
    rounding: Rounding = Rounding.HALF_UP
    currency: str = "CNY"
    """Problems write amounts with the decimals of the currency."""

    def text(self, minor: int) -> str:
        """An amount as a person would have typed it."""
        return decimal_text(minor, self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """All four of amount, rate, number and payment, and the last payment with the residue."""

    principal: int
    rate: Rate | None
    fee_percent: Decimal | None
    periods: int
    payment: int
    last_payment: int


class UnsolvableMethodError(ValueError):
    """A repayment method without a regular payment to solve for."""

    def __init__(self, method: Method) -> None:
        super().__init__(f"{method} has no regular payment")
        self.method = method


def solve(method: Method, known: Known) -> Checked[Solution]:
    """The missing one of the four, or what is wrong with the other three."""
    flat = method is Method.FLAT_FEE
    price: Rate | Decimal | None = known.fee_percent if flat else known.rate
    missing = [
        name
        for name, value in (
            ("principal", known.principal),
            ("fee_percent" if flat else "rate", price),
            ("periods", known.periods),
            ("payment", known.payment),
        )
        if value is None
    ]
    if len(missing) != 1:
        return None, (Problem(code="three_of_four", field="terms", value=", ".join(missing)),)
    problems = _unusable(known, flat)
    if problems:
        return None, problems
    if method is Method.LEVEL_PAYMENT:
        return _solve_level(known)
    if method in (Method.EQUAL_PRINCIPAL, Method.FLAT_FEE):
        return _solve_parts(known, flat)
    raise UnsolvableMethodError(method)


def _unusable(known: Known, flat: bool) -> tuple[Problem, ...]:
    found = [
        Problem(code="not_positive", field=name, value=known.text(value))
        for name, value in (("principal", known.principal), ("payment", known.payment))
        if value is not None and value <= 0
    ]
    if known.periods is not None and not 1 <= known.periods <= LONGEST:
        range_ = {"low": "1", "high": str(LONGEST)}
        found.append(Problem(code="not_in_range", field="periods", value=str(known.periods), params=range_))
    rate_percent = known.rate.percent if known.rate else None
    percent = known.fee_percent if flat else rate_percent
    if percent is not None and percent < 0:
        found.append(Problem(code="negative", field="fee_percent" if flat else "rate", value=str(percent)))
    return tuple(found)


def _never_reached(known: Known, payment: int, interest: int) -> tuple[None, tuple[Problem, ...]]:
    return None, (
        Problem(
            code="payment_below_interest",
            field="payment",
            value=known.text(payment),
            params={"interest": known.text(interest)},
        ),
    )


def _below_principal(known: Known, payment: int) -> tuple[None, tuple[Problem, ...]]:
    """The payments end before the principal does, or would go on beyond the longest schedule."""
    return None, (Problem(code="payments_below_principal", field="payment", value=known.text(payment)),)


def _found_percent(percent: Decimal) -> Decimal:
    """A rate as a person would have typed it: 24, not 24.000000."""
    return Decimal(f"{round_percent(percent, _RATE_PLACES).normalize():f}")


def _solve_level(known: Known) -> Checked[Solution]:
    principal, rate, periods, payment = known.principal, known.rate, known.periods, known.payment
    if rate is None:
        assert principal and periods and payment  # noqa: S101 - only one is missing
        found: Decimal | None = Decimal(0)
        if payment != level_payment(principal, 0, 1, periods, known.rounding):
            if payment * periods < principal:
                return _below_principal(known, payment)
            found = tvm.rate(periods, Decimal(-payment), Decimal(principal))
        if found is None:
            return None, (Problem(code="no_rate", field="payment", value=known.text(payment)),)
        rate = Rate(_found_percent(found * known.every.per_year * 100))
    num, den = rate_ratio(rate, known.every, known.basis)
    if payment is None:
        assert principal and periods  # noqa: S101 - only one is missing
        payment = max(level_payment(principal, num, den, periods, known.rounding), 1)
    if principal is None:
        assert periods  # noqa: S101 - only one is missing
        principal = round_minor(tvm.pv(Decimal(num) / den, periods, Decimal(-payment)))
    interest = round_ratio(principal, num, den, known.rounding)
    if payment <= interest and periods != 1:
        return _never_reached(known, payment, interest)
    number, last = _run_level(principal, num, den, payment, periods, known.rounding)
    if periods is None:
        if number > LONGEST:
            return _below_principal(known, payment)
        # A lender's rounding of one payment fewer may give this very payment: then the last is larger.
        fewer = level_payment(principal, num, den, number - 1, known.rounding) if number > 1 else None
        if fewer == payment:
            number, last = _run_level(principal, num, den, payment, number - 1, known.rounding)
        periods = number
    return (
        Solution(
            principal=principal,
            rate=rate,
            fee_percent=None,
            periods=periods,
            payment=payment,
            last_payment=last,
        ),
        (),
    )


def _run_level(
    principal: int, num: int, den: int, payment: int, periods: int | None, rounding: Rounding
) -> tuple[int, int]:
    """Pay until nothing is left or the last period comes: the number of payments and the last of them."""
    balance = principal
    for number in range(1, (periods or LONGEST) + 1):
        due = balance + round_ratio(balance, num, den, rounding)
        if due <= payment or number == periods:
            return number, due
        balance = due - payment
    return LONGEST + 1, 0


def _solve_parts(known: Known, flat: bool) -> Checked[Solution]:
    """Equal parts of the principal, with interest on what is left or a fee on the original."""
    principal, periods, payment = known.principal, known.periods, known.payment
    rate, fee_percent = (None, known.fee_percent) if flat else (known.rate, None)
    if rate is None and fee_percent is None:
        assert principal and periods and payment  # noqa: S101 - only one is missing
        extra = payment - split(principal, periods, known.rounding)[0]
        if extra < 0:
            return _below_principal(known, payment)
        share = Decimal(extra * 100) / principal
        if flat:
            fee_percent = _found_percent(share)
        else:
            rate = Rate(_found_percent(share * known.every.per_year))
    num, den = (
        rate_ratio(rate, known.every, known.basis)
        if rate is not None
        else (Fraction(fee_percent or 0) / 100).as_integer_ratio()
    )
    if principal is None:
        assert periods and payment  # noqa: S101 - only one is missing
        principal = round_minor(Decimal(payment) / (Decimal(1) / periods + Decimal(num) / den))
    extra = round_ratio(principal, num, den, known.rounding)
    if periods is None:
        assert payment  # noqa: S101 - only one is missing
        if payment <= extra:
            return _never_reached(known, payment, extra)
        periods = _count_parts(principal, payment - extra, known.rounding)
        if periods > LONGEST:
            return _below_principal(known, payment)
    parts = split(principal, periods, known.rounding)
    last_extra = extra if flat else round_ratio(parts[-1], num, den, known.rounding)
    return (
        Solution(
            principal=principal,
            rate=rate,
            fee_percent=fee_percent,
            periods=periods,
            payment=parts[0] + extra,
            last_payment=parts[-1] + last_extra,
        ),
        (),
    )


def _count_parts(principal: int, part: int, rounding: Rounding) -> int:
    """How many parts of that size: the number whose rounded part it is, else enough to cover the sum."""
    enough = -(-principal // part)
    if 1 < enough <= LONGEST and split(principal, enough - 1, rounding)[0] == part:
        return enough - 1
    return enough
