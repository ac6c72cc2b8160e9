"""Credit cards: the minimum payment, the late fee, interest on balances by the day (DOMAIN A.5).

Amounts are minor units.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from tracker.domain.loan.facts import LateFee
from tracker.domain.money import Rounding, round_minor
from tracker.domain.rates import Rate


def minimum_payment(
    *,
    percent: Decimal,
    purchases: int,
    cash_advance: int = 0,
    fees: int = 0,
    interest: int = 0,
    over_limit: int = 0,
    unpaid_previous_minimum: int = 0,
    instalment_due: int = 0,
    floor: int = 0,
    rounding: Rounding = Rounding.HALF_UP,
) -> int:
    """A share of purchases and cash, and all of the rest; at least the floor, at most what is owed."""
    share = round_minor((purchases + cash_advance) * percent / 100, rounding)
    in_full = fees + interest + over_limit + unpaid_previous_minimum + instalment_due
    return max(share + in_full, min(floor, purchases + cash_advance + in_full))


def late_fee(minimum: int, paid_by_due: int, terms: LateFee, rounding: Rounding = Rounding.HALF_UP) -> int:
    """The fee for a missed minimum or instalment: the flat sum and the share of what is short, in bounds."""
    short = minimum - paid_by_due
    if short <= 0:
        return 0
    fee = terms.flat_minor or 0
    if terms.percent is not None:
        fee += round_minor(short * terms.percent / 100, rounding)
    if terms.floor_minor is not None:
        fee = max(fee, terms.floor_minor)
    if terms.cap_minor is not None:
        fee = min(fee, terms.cap_minor)
    return fee


def interest_on_segments(
    segments: Iterable[tuple[int, int]],
    rate: Rate,
    *,
    basis: int = 365,
    rounding: Rounding = Rounding.HALF_UP,
) -> int:
    """Interest on (balance, days) pairs, rounded once for the statement.

    Full-amount interest (全额计息) counts the whole balance from each posting date until it is paid.
    """
    product = sum(balance * days for balance, days in segments)
    return round_minor(rate.interest(product, 1, basis), rounding)
