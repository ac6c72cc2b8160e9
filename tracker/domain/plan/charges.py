"""What one month of a debt costs and asks for."""

from __future__ import annotations

from decimal import Decimal

from tracker.domain.plan.debt import Debt, Fixed, Parts, PrepayFee, Share

Ratio = tuple[int, int]
"""A fraction as it is multiplied by: twice its numerator, twice its denominator."""


def ratio(part: Decimal, over: int = 1) -> Ratio:
    """A fraction, divided by a whole number, ready for `half_up`."""
    numerator, denominator = part.as_integer_ratio()
    return 2 * numerator, 2 * denominator * over


def half_up(amount: int, part: Ratio) -> int:
    """A part of an amount that is not negative, rounded half up to a whole unit."""
    return (amount * part[0] + (part[1] >> 1)) // part[1]


def rate_in(debt: Debt, month: int) -> Decimal:
    """The nominal yearly rate of a month."""
    begun = [step for step in debt.rates if step.month <= month]
    return max(begun, key=lambda step: step.month).yearly if begun else Decimal(0)


def monthly(yearly: Decimal) -> Ratio:
    """The part of a balance that a month costs."""
    return ratio(yearly, 12)


def interest_in(debt: Debt, balance: int, month: int) -> int:
    """What a month costs on a balance: a twelfth of the yearly rate, half up to the smallest unit."""
    return half_up(balance, monthly(rate_in(debt, month)))


def share_of(minimum: Share, balance: int, interest: int) -> int:
    """The share of a balance that is asked for: never below the floor, nor below one unit."""
    share = half_up(balance, ratio(minimum.percent, 100))
    return max(share + interest if minimum.plus_interest else share, minimum.floor, 1)


def regular_minimum(debt: Debt, balance: int, interest: int, month: int) -> int:
    """What a month asks for without arrears and without the rest that is asked for as the debt ends."""
    if month < debt.starts_month:
        return 0
    match debt.minimum:
        case Fixed(amount=amount):
            asked = amount
        case Share(rest=rest):
            asked = share_of(debt.minimum, balance, interest)
            if balance + interest - asked < rest:
                asked = balance + interest
        case Parts(principal=parts):
            asked = interest + (parts[month] if month < len(parts) else 0)
    return min(asked, balance + interest)


def minimum_in(debt: Debt, balance: int, interest: int, month: int) -> int:
    """What a month asks for, given what was owed before its interest; arrears are part of month 0."""
    owed = balance + interest
    if debt.ends_month is not None and month >= debt.ends_month:
        return owed
    asked = regular_minimum(debt, balance, interest, month)
    if month == 0 and debt.arrears:
        asked += debt.arrears
        if isinstance(debt.minimum, Share) and owed - asked < debt.minimum.rest:
            return owed
    return min(owed, asked)


def fee_in(fee: PrepayFee | None, month: int) -> Ratio | None:
    """What a unit paid above the minimum costs in a month, if anything."""
    if fee is None or (fee.last_month is not None and month > fee.last_month):
        return None
    return ratio(fee.percent, 100)


def most_within(money: int, balance: int, fee: Ratio | None) -> tuple[int, int]:
    """The most that can be paid off a balance so that it and its fee are within the money, and that fee."""
    if fee is None:
        return min(money, balance), 0
    most = min(balance, money * fee[1] // (fee[0] + fee[1]) + 1)
    while most and most + half_up(most, fee) > money:
        most -= 1
    return most, half_up(most, fee)
