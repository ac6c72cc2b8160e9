"""The repayment schedule a loan's terms call for, to the cent (DOMAIN A.5, E).

Amounts are minor units. The principal parts sum to the principal exactly: the last instalment
clears what rounding left over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import partial
from itertools import count
from operator import add
from typing import NamedTuple, assert_never

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
    with localcontext() as context:
        context.prec = 60
        rate = Decimal(num) / den
        growth = (1 + rate) ** periods
        if growth == 1:
            return round_minor(Decimal(principal) / periods, rounding)
        return round_minor(principal * rate * growth / (growth - 1), rounding)


def due_series(first: date, every: Frequency, day: int) -> Iterator[date]:
    """The first due date as stated, then each one step on, on the anchor day or the month's last."""
    yield first
    months = every.months
    if not months:
        for days in range(every.days, (date.max - first).days, every.days):
            yield first + timedelta(days=days)
        return
    year, month = first.year, first.month
    while True:
        month += months
        while month > 12:
            year, month = year + 1, month - 12
        if year > MAXYEAR:
            return
        last = day if day <= 28 else days_in_month(year, month)
        yield date(year, month, day if day < last else last)


class Stepper:
    """Computes one instalment after another from the principal left, so that a replay can stop anywhere.

    `original` is the sum that flat fees are computed on; `base` keeps the level payment or the equal
    part of an earlier schedule.
    """

    __slots__ = ("base", "dates", "den", "done", "endless", "fee", "last", "level", "method", "num", "terms")

    def __init__(
        self,
        method: Method,
        terms: Terms,
        principal: int,
        *,
        first: Anchor,
        original: int | None = None,
        base: int | None = None,
    ) -> None:
        self.method = method
        self.terms = terms
        self.num, self.den = (
            rate_ratio(terms.rate, terms.every, terms.day_count.year_basis) if terms.rate else (0, 1)
        )
        self.done = 0
        self.endless = False
        """Whether the payment of the latest instalment did not reach the principal."""
        self.fee = self._fee(original or principal) if method is Method.FLAT_FEE else 0
        self.last = terms.periods if terms.periods is not None else LONGEST
        self.dates = due_series(first.on, terms.every, first.day)
        self.level = method in (Method.LEVEL_PAYMENT, Method.INFORMAL, Method.REVOLVING)
        if method is Method.BULLET or (self.level and not self._has_payment()):
            self.last = 1
        if method is Method.FLAT_FEE:
            self.num = 0
        self.base = base if base is not None else self._base(principal)

    def _has_payment(self) -> bool:
        terms = self.terms
        known = terms.rate is not None or self.method is Method.INFORMAL
        return terms.payment_minor is not None or (terms.periods is not None and known)

    def _base(self, principal: int) -> int:
        """The level payment, or the part of the principal in each instalment."""
        terms = self.terms
        if self.last == 1:
            return principal
        if self.method is Method.INTEREST_ONLY:
            return 0
        if not self.level:
            return round_minor(Decimal(principal) / (terms.periods or 1), terms.rounding)
        if terms.payment_minor is not None:
            return terms.payment_minor
        return level_payment(principal, self.num, self.den, terms.periods or 1, terms.rounding)

    def _fee(self, original: int) -> int:
        if self.terms.fee_percent is not None:
            return round_minor(Decimal(original) * self.terms.fee_percent / 100, self.terms.rounding)
        return round_ratio(original, self.num, self.den, self.terms.rounding)

    def interest(self, balance: int, start: date, due: date) -> int:
        """Interest on the principal left for one period, by the loan's day count."""
        if self.terms.day_count is not DayCount.EQUAL_MONTHS or self.method is Method.BULLET:
            return interest_between(self.terms, balance, start, due)
        return round_ratio(balance, self.num, self.den, self.terms.rounding)

    def next(self, balance: int, start: date, due: date) -> tuple[int, int, int]:
        """The coming instalment's principal, interest and fee, given the principal left before it."""
        self.done = done = self.done + 1
        self.endless = False
        interest = self.interest(balance, start, due) if self.num else 0
        if done >= self.last:
            return balance, interest, self.fee
        if not self.level:
            return min(self.base, balance), interest, self.fee
        principal = self.base - interest
        if principal <= 0:
            # The payment does not even meet the interest: the principal stays.
            self.endless = balance > 0
            return 0, self.base, 0
        return min(principal, balance), interest, 0


def interest_between(terms: Terms, balance: int, start: date, end: date) -> int:
    """Interest on a balance over days, the first counted and the last not, by the day count."""
    if terms.rate is None or end <= start:
        return 0
    share = year_ratio(start, end, terms.day_count)
    share *= Fraction(terms.rate.yearly(terms.day_count.year_basis))
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

    `custom` is the lender's own table: number, due date, principal, interest, fee. A payment that
    never reaches the principal leaves a balance after the last row.
    """
    if method is Method.CUSTOM:
        return _table(principal, custom)
    first = first_due(method, terms, start, lent=True)
    if first is None or principal <= 0 or not has_schedule(method, terms):
        return ()
    stepper = Stepper(method, terms, principal, first=first, original=original)
    return _equal_periods(stepper, principal) or _by_steps(stepper, principal, start)


_make_row = partial(tuple.__new__, ScheduleRow)


def _equal_periods(stepper: Stepper, principal: int) -> tuple[ScheduleRow, ...]:
    """The commonest schedules column by column, as one is drawn while a key is held down.

    Empty where each period's interest needs its dates, or the payment does not reach the principal.
    """
    terms, num, base = stepper.terms, stepper.num, stepper.base
    equal = terms.day_count is DayCount.EQUAL_MONTHS and terms.rounding is Rounding.HALF_UP
    least = round_ratio(principal, num, stepper.den) if stepper.level else 0
    if not equal or stepper.method is Method.BULLET or base <= least:
        return ()
    level, half, whole, double = stepper.level, stepper.den, 2 * stepper.den, 2 * num
    balance, parts, interests, balances = principal, [], [], []
    for _ in range(stepper.last - 1):
        interest = (double * balance + half) // whole
        part = base - interest if level else base
        if part >= balance:
            break
        balance -= part
        parts.append(part)
        interests.append(interest)
        balances.append(balance)
    parts.append(balance)
    interests.append((double * balance + half) // whole)
    balances.append(0)
    fees = [stepper.fee] * len(parts)
    payments = map(add, map(add, parts, interests), fees)
    numbers = count(terms.first_number)
    columns = zip(numbers, stepper.dates, payments, parts, interests, fees, balances, strict=False)
    return tuple(map(_make_row, columns))


def _by_steps(stepper: Stepper, principal: int, start: date) -> tuple[ScheduleRow, ...]:
    rows: list[ScheduleRow] = []
    opened, balance, number, stuck = start, principal, stepper.terms.first_number, 0
    for due in stepper.dates:
        part, interest, fee = stepper.next(balance, opened, due)
        balance -= part
        rows.append(ScheduleRow(number, due, part + interest + fee, part, interest, fee, balance))
        stuck += stepper.endless
        over = balance <= 0 or stepper.done >= stepper.last
        if over or (stuck >= ROWS_WHEN_ENDLESS and stepper.terms.periods is None):
            break
        number, opened = number + 1, due
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
        case _ as unknown:  # pragma: no cover - no method is left
            assert_never(unknown)


def _table(principal: int, custom: Iterable[tuple[int, date, int, int, int]]) -> tuple[ScheduleRow, ...]:
    rows = []
    balance = principal
    for number, due, part, interest, fee in custom:
        balance -= part
        rows.append(ScheduleRow(number, due, part + interest + fee, part, interest, fee, balance))
    return tuple(rows)
