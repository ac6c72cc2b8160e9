"""What a US card statement says minimum payments come to (12 CFR 1026, Appendices M1 and M2).

The balances of one card bear interest apart, each rounded every month, and what is paid goes to the
lowest rate first. Interest of a month is a twelfth of the yearly rate: (APR / 365) x (365 / 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.domain.plan.charges import Ratio, half_up, monthly, ratio

MONTHS = 36
"""The other way of paying that a statement names."""
LIMIT = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBalance:
    """A part of what is owed on a card, at one yearly rate."""

    amount: int
    yearly: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTerms:
    """The minimum of a card, and the rate that its lowest one becomes when a promotion ends."""

    percent: Decimal
    floor: int
    promo_last_month: int = 0
    """0 if there is none."""
    after_promo: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Paying the minimums only, beside equal payments over three years."""

    months: int | None
    """None if the minimums never end the debt."""
    total: int | None
    payment: int
    """What ends the debt in 36 months."""
    payment_total: int
    saving: int | None
    """Of equal payments, both totals rounded to whole units of 100; None where the minimums cost less."""
    first_balance: int
    """What is owed after the first minimum."""


def disclose(balances: Sequence[CardBalance], terms: CardTerms) -> Disclosure:
    """The figures of a statement; `balances` in ascending order of their rates."""
    payment = _over_three_years(balances, terms)
    months, total, first = _by_minimums(balances, terms)
    saving = None
    if total is not None:
        saving = (total + 50) // 100 * 100 - (payment * MONTHS + 50) // 100 * 100
    return Disclosure(
        months=months,
        total=total,
        payment=payment,
        payment_total=payment * MONTHS,
        saving=saving if saving and saving > 0 else None,
        first_balance=first,
    )


def _by_minimums(balances: Sequence[CardBalance], terms: CardTerms) -> tuple[int | None, int | None, int]:
    """Months, what is paid in all, and what the first month leaves."""
    owed = [each.amount for each in balances]
    rates: list[Ratio] = [monthly(each.yearly) for each in balances]
    share = ratio(terms.percent, 100)
    paid = first = 0
    for month in range(1, LIMIT + 1):
        if terms.promo_last_month and month >= terms.promo_last_month:
            rates[0] = monthly(terms.after_promo)
        left = payment = max(half_up(sum(owed), share), terms.floor)
        owed = [amount + half_up(amount, rate) for amount, rate in zip(owed, rates, strict=True)]
        if sum(owed) <= payment:
            return month, paid + sum(owed), first
        for at, amount in enumerate(owed):
            taken = min(amount, left)
            owed[at] -= taken
            left -= taken
        paid += payment
        first = first or sum(owed)
    return None, None, first


def _over_three_years(balances: Sequence[CardBalance], terms: CardTerms) -> int:
    """The equal payment at the rates of the balances, weighted by them; a promotion by its months."""
    total = sum(each.amount for each in balances)
    weighted = Fraction(0)
    for at, each in enumerate(balances):
        yearly = Fraction(each.yearly)
        if terms.promo_last_month and at == 0:
            part = Fraction(min(terms.promo_last_month, MONTHS), MONTHS)
            yearly = yearly * part + Fraction(terms.after_promo) * (1 - part)
        weighted += yearly * each.amount / total
    rate = weighted / 12
    factor = (1 - (1 + rate) ** -MONTHS) / rate if rate else Fraction(MONTHS)
    exact = total / factor
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
