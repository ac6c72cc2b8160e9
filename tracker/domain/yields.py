"""The yearly rate that a row of payments comes to: IRR, XIRR, nominal and effective rates.

A row of flows may have no rate, one, or several; which it is, is part of the answer. Floats guide
the search and never leave it: every rate returned is a Decimal refined by Newton's method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import groupby, pairwise
from math import exp, inf, lcm, log
from typing import NamedTuple

from tracker.domain import tvm

_DIGITS = 40
_CLOSE = Decimal("1e-32")
_SAME = Decimal("1e-9")
_TOUCHES = 1e-12
_DAYS_A_YEAR = 365
_MONTHS_A_YEAR = 12

Term = tuple[int, Decimal]
"""An exponent of the discount factor and the amount it discounts."""

Curve = Callable[[Decimal], tuple[Decimal, Decimal]]
"""What the flows are worth at a discount factor, and how fast that changes with it."""

Worth = Callable[[float], float]
"""The same by the logarithm of growth, of any size but with the right sign: it only guides the search."""


@dataclass(frozen=True, slots=True)
class Yield:
    """Every rate at which the flows are worth nothing today, as fractions in rising order."""

    rates: tuple[Decimal, ...] = ()

    @property
    def rate(self) -> Decimal | None:
        """The one rate there is; None if there is none or more than one."""
        return self.rates[0] if len(self.rates) == 1 else None

    @property
    def nearest(self) -> Decimal | None:
        """The rate nearest to zero, which is what spreadsheets show of several."""
        return min(self.rates, key=abs, default=None)


class FlatFeeRates(NamedTuple):
    """What a flat fee is as a rate on the money really owed, in percent."""

    monthly: Decimal
    nominal: Decimal
    effective: Decimal


def irr(flows: Sequence[Decimal]) -> Yield:
    """The rate for one period of equally spaced flows, the first now."""

    def guess() -> float | None:
        import pyxirr  # deferred: nothing but a rate of return needs it

        found: float | None = pyxirr.irr([float(flow) for flow in flows], silent=True)
        return found

    terms = [(number, flow) for number, flow in enumerate(flows) if flow]
    return _yield_of(terms, 1, guess)


def xirr(flows: Iterable[tuple[date, Decimal]]) -> Yield:
    """The effective yearly rate of dated flows, days over 365 as spreadsheets count them."""
    by_day: dict[date, Decimal] = {}
    for on, amount in flows:
        by_day[on] = by_day.get(on, Decimal(0)) + amount
    dated = sorted((on, amount) for on, amount in by_day.items() if amount)

    def guess() -> float | None:
        import pyxirr  # deferred: nothing but a rate of return needs it

        days, amounts = zip(*dated, strict=True)
        found: float | None = pyxirr.xirr(days, [float(amount) for amount in amounts], silent=True)
        return found

    terms = [((on - dated[0][0]).days, amount) for on, amount in dated]
    return _yield_of(terms, _DAYS_A_YEAR, guess)


def at_years(flows: Iterable[tuple[Fraction, Decimal]]) -> Yield:
    """The effective yearly rate of flows at times in years, each an exact fraction."""
    by_time: dict[Fraction, Decimal] = {}
    for years, amount in flows:
        by_time[years] = by_time.get(years, Decimal(0)) + amount
    per_year = lcm(*(years.denominator for years in by_time))
    terms = [(int(years * per_year), amount) for years, amount in sorted(by_time.items()) if amount]
    return _yield_of(terms, per_year)


def at_periods(flows: Iterable[tuple[int, Fraction, Decimal]]) -> Yield:
    """The rate for one period of flows after whole periods and a fraction, which bears simple interest.

    The general equation of 12 CFR 1026 Appendix J (b)(8).
    """
    by_time: dict[tuple[Fraction, int], Decimal] = {}
    for whole, fraction, amount in flows:
        by_time[fraction, whole] = by_time.get((fraction, whole), Decimal(0)) + amount
    kept = sorted((fraction, whole, amount) for (fraction, whole), amount in by_time.items() if amount)
    if not kept:
        return Yield()
    in_order = [amount for _time, amount in sorted((whole + part, amount) for part, whole, amount in kept)]
    first, last = min(whole for _, whole, _ in kept), max(whole for _, whole, _ in kept)
    with localcontext(prec=_DIGITS):
        groups = [
            # The zero makes every group a polynomial from the same exponent on.
            (Decimal(part.numerator) / part.denominator, [(first, Decimal(0)), *((w, a) for _, w, a in rows)])
            for part, rows in groupby(kept, key=lambda row: row[0])
        ]

        def curve(u: Decimal) -> tuple[Decimal, Decimal]:
            value = slope = Decimal(0)
            for part, terms in groups:
                worth, change = _worth(terms, u)
                share = u + part * (1 - u)
                value += worth * u / share
                slope += change * u / share + worth * part / share**2
            return value, slope

        times = sorted((whole + part, part, whole) for part, whole, _ in kept)
        ends = [
            _fractional(
                [(part, whole, a) for (_, part, whole), a in zip(times, each, strict=True)], first, last
            )
            for each in _against(in_order)
        ]
        rates = _rates(curve, _fractional(kept, first, last), ends, in_order, 1)
    return Yield(tuple(+rate for rate in rates))


def nominal(periodic: Decimal, per_year: int = _MONTHS_A_YEAR) -> Decimal:
    """The yearly rate without compounding: twelve times the monthly one."""
    return periodic * per_year


def effective(periodic: Decimal, per_year: int = _MONTHS_A_YEAR) -> Decimal:
    """The yearly rate with compounding."""
    with localcontext(prec=_DIGITS):
        result = (1 + periodic) ** per_year - 1
    return +result


def nominal_to_effective(rate: Decimal, per_year: int = _MONTHS_A_YEAR) -> Decimal:
    """What a nominal yearly rate comes to when compounded each period."""
    with localcontext(prec=_DIGITS):
        result = effective(rate / per_year, per_year)
    return +result


def effective_to_nominal(rate: Decimal, per_year: int = _MONTHS_A_YEAR) -> Decimal:
    """The nominal yearly rate that compounds to an effective one."""
    with localcontext(prec=_DIGITS):
        result = ((1 + rate) ** (Decimal(1) / per_year) - 1) * per_year
    return +result


def flat_fee_rates(fee_percent: Decimal, periods: int) -> FlatFeeRates:
    """The real rates of a monthly fee on the original principal, which is paid back in equal parts."""
    # On a principal of 100 for each period all sums are exact.
    payment = 100 + fee_percent * periods
    monthly = tvm.rate(periods, -payment, Decimal(100 * periods)) or Decimal(0)
    return FlatFeeRates(monthly * 100, nominal(monthly) * 100, effective(monthly) * 100)


def _yield_of(terms: Sequence[Term], per_rate: int, guess: Callable[[], float | None] | None = None) -> Yield:
    """Rates of terms in u = (1 + rate) ** (-1 / per_rate)."""
    with localcontext(prec=_DIGITS):
        amounts = [amount for _, amount in terms]
        ends = [
            _compound([(exponent, a) for (exponent, _), a in zip(terms, each, strict=True)])
            for each in _against(amounts)
        ]
        rates = _rates(lambda u: _worth(terms, u), _compound(terms), ends, amounts, per_rate, guess)
    return Yield(tuple(+rate for rate in rates))


def _rates(
    curve: Curve,
    worth: Worth,
    ends: Sequence[Worth],
    amounts: Sequence[Decimal],
    per_rate: int,
    guess: Callable[[], float | None] | None = None,
) -> list[Decimal]:
    """The rates at which amounts in order of time are worth nothing, in rising order.

    Flows that turn more than once are looked at where a rate can be meant, from -99.9 % to a million
    percent; a fee before the loan or a refund after it has a second rate far beyond, which is not told.
    Only where there is none in between all growth is looked at that can bring one.
    """
    changes = sum((one > 0) != (other > 0) for one, other in pairwise(amounts))
    if not changes:
        return []
    roots: list[Decimal | None] = [None]
    if changes == 1:  # by Descartes' rule there is exactly one
        near = guess() if guess else None
        if near is not None and -1 < near < inf:
            roots = [_refine(curve, Decimal(exp(-log(1 + near) / per_rate)))]
        if roots == [None]:
            roots = [_refine(curve, Decimal(exp(-_only(worth, per_rate))))]
    if roots == [None]:
        usual = _SCAN_FROM / per_rate, _SCAN_TO / per_rate
        widest = min(_only(end, per_rate) for end in ends), max(_only(end, per_rate) for end in ends)
        starts = _scan(worth, *usual) or _scan(worth, *widest)
        roots = [_refine(curve, Decimal(exp(-start))) for start in starts]
    rates: list[Decimal] = []
    for rate in sorted(root**-per_rate - 1 for root in roots if root is not None):
        if not rates or rate - rates[-1] > _SAME:
            rates.append(rate)
    return rates


def _against(amounts: Sequence[Decimal]) -> list[list[Decimal]]:
    """All amounts but the first, or all but the last, turned against it.

    Beyond the one rate each of the two has, the first or the last amount outweighs all the others
    together: no rate of the flows lies there.
    """
    last = len(amounts) - 1
    return [
        [abs(amount) * (1 if place == alone else -1) for place, amount in enumerate(amounts)]
        for alone in (0, last)
    ]


def _worth(terms: Sequence[Term], u: Decimal) -> tuple[Decimal, Decimal]:
    """The polynomial and its derivative, by Horner's scheme over the gaps between exponents."""
    value, slope, above = Decimal(0), Decimal(0), terms[-1][0]
    powers: dict[int, Decimal] = {}  # months have few lengths
    for exponent, amount in reversed(terms):
        gap = above - exponent
        if gap:
            power = powers.get(gap)
            if power is None:
                power = powers[gap] = u ** (gap - 1)
            slope = (slope * u + gap * value) * power
            value *= power * u
        value += amount
        above = exponent
    return value, slope


def _refine(curve: Curve, u: Decimal) -> Decimal | None:
    """Newton's method from a close start; None where it runs away."""
    step = u
    for _ in range(60):
        value, slope = curve(u)
        if not slope:
            return None if value else u
        step = value / slope
        # A double root is approached by halves only, and a long step would leave the positive side.
        u = u - step if step < u else u / 2
        if abs(step) <= _CLOSE * u:
            return u
    return u if abs(step) <= _SAME * u else None


_SCAN_STEPS = 1200
_SCAN_FROM, _SCAN_TO = log(0.001), log(10_000)
_FARTHEST = 350.0
"""Growth, as a logarithm, twice of which a float still holds."""


def _compound(terms: Sequence[Term]) -> Worth:
    """Growth for one unit of the exponent, as a logarithm, against what the flows are worth."""
    if not terms:
        return lambda _growth: 0.0
    first, last = terms[0][0], terms[-1][0]
    amounts = [(exponent, float(amount)) for exponent, amount in terms]
    size = max(abs(amount) for _, amount in amounts)

    def worth(growth: float) -> float:
        base = first if growth >= 0 else last  # keeps every power below one
        return sum(amount * exp((base - exponent) * growth) for exponent, amount in amounts) / size

    return worth


def _fractional(rows: Sequence[tuple[Fraction, int, Decimal]], first: int, last: int) -> Worth:
    """The same where a fraction of a period bears simple interest."""
    amounts = [(float(part), whole, float(amount)) for part, whole, amount in rows]
    size = max(abs(amount) for _, _, amount in amounts)

    def worth(growth: float) -> float:
        base, rate = first if growth >= 0 else last, exp(growth) - 1
        flows = (amount * exp((base - whole) * growth) / (1 + part * rate) for part, whole, amount in amounts)
        return sum(flows) / size

    return worth


def _only(worth: Worth, per_rate: int) -> float:
    """Where flows that turn once are worth nothing, as growth for one unit of the exponent."""
    low, high = -1 / per_rate, 1 / per_rate
    while worth(low) * worth(high) > 0 and high < _FARTHEST:
        low, high = 2 * low, 2 * high
    return _halve(worth, low, high)


def _scan(worth: Worth, low: float, high: float) -> list[float]:
    """Growth for one unit of the exponent, as logarithms, near which the flows are worth nothing."""
    step = (high - low) / _SCAN_STEPS
    grid = [low + number * step for number in range(_SCAN_STEPS + 1)]
    values = [worth(growth) for growth in grid]
    found = []
    for index in range(_SCAN_STEPS):
        if values[index] * values[index + 1] <= 0:
            found.append(_halve(worth, grid[index], grid[index + 1]))
        elif index and abs(values[index - 1]) > abs(values[index]) < abs(values[index + 1]):
            # The curve turns back before zero, or touches it, or crosses twice between grid points.
            turn = _turn(worth, grid[index - 1], grid[index + 1])
            if worth(turn) * values[index] <= 0:
                found += [_halve(worth, grid[index - 1], turn), _halve(worth, turn, grid[index + 1])]
            elif abs(worth(turn)) < _TOUCHES:
                found.append(turn)
    return found


def _halve(worth: Worth, low: float, high: float) -> float:
    rising = worth(high) > 0
    for _ in range(50):
        middle = (low + high) / 2
        if (worth(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _turn(worth: Worth, low: float, high: float) -> float:
    """Where the curve comes nearest to zero from its side, by thirds."""
    side = 1 if worth(low) > 0 else -1
    for _ in range(80):
        third = (high - low) / 3
        if side * worth(low + third) < side * worth(high - third):
            high -= third
        else:
            low += third
    return (low + high) / 2
