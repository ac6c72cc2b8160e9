"""The repayment schedule a loan's terms call for, to the cent (DOMAIN A.5, E).

Amounts are minor units. The principal parts sum to the principal exactly: the last instalment
clears what rounding left over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import count
from typing import NamedTuple

from tracker.domain.calendar import Frequency, add_months, days_in_month, step
from tracker.domain.daycount import year_ratio
from tracker.domain.loan.facts import Method, Terms
from tracker.domain.money import Rounding, round_minor
from tracker.domain.rates import DayCount, Rate

ROWS_WHEN_ENDLESS = 120
"""Instalments shown of a loan whose payment never reaches the principal."""

LONGEST = 3660
"""No schedule has more instalments than this, whatever was typed."""


class ScheduleRow(NamedTuple):
    """One instalment as planned; `balance` is the principal left after it."""

    number: int
    due_on: date
    payment: int
    principal: int
    interest: int
    fee: int
    balance: int


def rate_ratio(rate: Rate, every: Frequency, basis: int) -> tuple[int, int]:
    """One period's rate as an exact fraction, numerator and denominator."""
    share = Fraction(rate.percent) / 100 * _per_period(rate, every, basis)
    return share.numerator, share.denominator


def _per_period(rate: Rate, every: Frequency, basis: int) -> Fraction:
    if rate.per == "month" and every.months:
        return Fraction(every.months)
    return Fraction(rate.times_a_year(basis), every.per_year)


def round_ratio(amount: int, num: int, den: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """amount x num / den in whole minor units, for amounts that are not negative."""
    if rounding == Rounding.HALF_UP:
        return (2 * amount * num + den) // (2 * den)
    if rounding == Rounding.DOWN:
        return amount * num // den
    return -(-amount * num // den)


def level_payment(principal: int, num: int, den: int, periods: int, rounding: Rounding) -> int:
    """The equal payment that clears the principal: P r (1+r)^n / ((1+r)^n - 1)."""
    if not num:
        return round_minor(Decimal(principal) / periods, rounding)
    with localcontext() as context:
        context.prec = 60
        rate = Decimal(num) / den
        growth = (1 + rate) ** periods
        return round_minor(principal * rate * growth / (growth - 1), rounding)


def due_series(first: date, every: Frequency, day: int) -> Iterator[date]:
    """Due dates from the first on, each one step from the anchor day of the month."""
    if every is not Frequency.MONTH:
        for number in count():
            yield step(first, number, every, day if every.months else None)
    year, month = first.year, first.month
    while True:
        if day <= 28:
            yield date(year, month, day)
        else:
            last = days_in_month(year, month)
            yield date(year, month, day if day < last else last)
        month += 1
        if month == 13:
            year, month = year + 1, 1


class Stepper:
    """Computes one instalment after another from the principal left, so that a replay can stop anywhere.

    `original` is the sum that flat fees and equal principal parts are computed on.
    """

    __slots__ = (
        "base", "dates", "den", "done", "endless", "every_days", "fee", "last", "level", "method", "num",
        "simple", "terms", "twice",
    )  # fmt: skip

    def __init__(
        self, method: Method, terms: Terms, principal: int, *, first: Anchor, original: int | None = None
    ) -> None:
        self.method = method
        self.terms = terms
        basis = terms.day_count.year_basis
        self.num, self.den = rate_ratio(terms.rate, terms.every, basis) if terms.rate else (0, 1)
        self.every_days = terms.day_count is not DayCount.EQUAL_MONTHS
        self.done = 0
        self.endless = False
        self.fee = 0
        periods = terms.periods
        self.last = periods if periods is not None else LONGEST
        self.dates = due_series(first.on, terms.every, first.day)
        self.base = self._base(principal, original or principal)
        self.level = method not in (Method.EQUAL_PRINCIPAL, Method.FLAT_FEE, Method.INTEREST_ONLY)
        self.simple = (
            not self.every_days and terms.rounding is Rounding.HALF_UP and method is not Method.BULLET
        )
        self.twice = 2 * self.den

    def _base(self, principal: int, original: int) -> int:
        terms, periods = self.terms, self.terms.periods
        match self.method:
            case Method.LEVEL_PAYMENT | Method.INFORMAL | Method.REVOLVING | Method.CUSTOM:
                if terms.payment_minor is not None:
                    return terms.payment_minor
                if periods and (terms.rate or self.method is Method.INFORMAL):
                    return level_payment(principal, self.num, self.den, periods, terms.rounding)
                self.last = 1
                return principal
            case Method.EQUAL_PRINCIPAL:
                return round_minor(Decimal(principal) / (periods or 1), terms.rounding)
            case Method.FLAT_FEE:
                if terms.fee_percent is not None:
                    self.fee = round_minor(Decimal(original) * terms.fee_percent / 100, terms.rounding)
                elif terms.rate:
                    self.fee = round_ratio(original, self.num, self.den, terms.rounding)
                self.num = 0
                return round_minor(Decimal(principal) / (periods or 1), terms.rounding)
            case Method.INTEREST_ONLY:
                return 0
            case Method.BULLET:
                self.last = 1
                return principal

    def interest(self, balance: int, start: date, due: date) -> int:
        """Interest on the principal left for one period, by the loan's day count."""
        if self.every_days:
            return interest_between(self.terms, balance, start, due)
        periods = (self.terms.periods or 1) if self.method is Method.BULLET else 1
        return round_ratio(balance * periods, self.num, self.den, self.terms.rounding)

    def next(self, balance: int, start: date, due: date) -> tuple[int, int, int]:
        """The coming instalment's principal, interest and fee, given the principal left before it."""
        self.done = done = self.done + 1
        # The commonest case written out: a schedule of thirty years is drawn while a key is held down.
        if self.simple:
            interest = (2 * balance * self.num + self.den) // self.twice
        else:
            interest = self.interest(balance, start, due) if self.num else 0
        if done >= self.last:
            return balance, interest, self.fee
        if self.level:
            principal = self.base - interest
            if principal <= 0:
                return self._never()
        else:
            principal = self.base
        return (principal if principal < balance else balance), interest, self.fee

    def _never(self) -> tuple[int, int, int]:
        """A payment that does not even meet the interest: the principal stays."""
        self.endless = True
        if self.terms.periods is None:
            self.last = min(self.last, self.done + ROWS_WHEN_ENDLESS)
        return 0, self.base, 0


def interest_between(terms: Terms, balance: int, start: date, end: date) -> int:
    """Interest on a balance over days, the first counted and the last not, by the day count."""
    if terms.rate is None or end <= start:
        return 0
    convention = DayCount.THIRTY_360 if terms.day_count is DayCount.EQUAL_MONTHS else terms.day_count
    share = year_ratio(start, end, convention) * Fraction(terms.rate.yearly(terms.day_count.year_basis))
    return round_ratio(balance, share.numerator, share.denominator, terms.rounding)


class Anchor(NamedTuple):
    """The first due date, and the day of the month the series keeps to."""

    on: date
    day: int


def first_due(method: Method, terms: Terms, start: date, *, lent: bool) -> Anchor | None:
    """When the first instalment falls due, or None where nobody said.

    `lent` says that the principal was lent on `start`, so that instalments count from there; a loan
    joined half-way has its next due day, which may be `start` itself.
    """
    day = terms.due_day
    if terms.first_due_on:
        return Anchor(terms.first_due_on, day or terms.first_due_on.day)
    if method is Method.BULLET:
        if not (lent and terms.periods):
            return None
        return Anchor(step(start, terms.periods, terms.every, day), day or start.day)
    if day is None:
        return Anchor(step(start, 1, terms.every), start.day) if lent else None
    on = add_months(start, 0, day)
    if on > start or (on == start and not lent):
        return Anchor(on, day)
    return Anchor(add_months(start, 1, day), day)


def amortise(
    method: Method,
    terms: Terms,
    principal: int,
    *,
    start: date,
    original: int | None = None,
    custom: Iterable[tuple[int, date, int, int, int]] = (),
) -> tuple[ScheduleRow, ...]:
    """The whole schedule of a principal lent on `start`; empty where the terms do not give one.

    `custom` is the lender's own table: number, due date, principal, interest, fee.
    """
    if method is Method.CUSTOM:
        return _table(principal, custom)
    first = first_due(method, terms, start, lent=True)
    if first is None or principal <= 0 or not has_schedule(method, terms):
        return ()
    stepper = Stepper(method, terms, principal, first=first, original=original)
    rows: list[ScheduleRow] = []
    append, following, make = rows.append, stepper.next, ScheduleRow._make
    opened, balance, number = start, principal, terms.first_number
    for due in stepper.dates:
        part, interest, fee = following(balance, opened, due)
        balance -= part
        append(make((number, due, part + interest + fee, part, interest, fee, balance)))
        if balance <= 0 or stepper.done >= stepper.last:
            break
        number += 1
        opened = due
    return tuple(rows)


def has_schedule(method: Method, terms: Terms) -> bool:
    """Whether the terms known so far are enough to say what falls due."""
    match method:
        case Method.LEVEL_PAYMENT:
            return terms.payment_minor is not None or (terms.periods is not None and terms.rate is not None)
        case Method.EQUAL_PRINCIPAL | Method.FLAT_FEE | Method.INTEREST_ONLY:
            return terms.periods is not None
        case Method.BULLET:
            return terms.first_due_on is not None or terms.periods is not None
        case Method.INFORMAL:
            return (
                terms.payment_minor is not None or terms.periods is not None or terms.first_due_on is not None
            )
        case Method.REVOLVING | Method.CUSTOM:
            return True


def _table(principal: int, custom: Iterable[tuple[int, date, int, int, int]]) -> tuple[ScheduleRow, ...]:
    rows = []
    balance = principal
    for number, due, part, interest, fee in custom:
        balance -= part
        rows.append(ScheduleRow(number, due, part + interest + fee, part, interest, fee, balance))
    return tuple(rows)
