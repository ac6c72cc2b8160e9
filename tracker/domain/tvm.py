"""The time value of money with the sign convention of spreadsheets.

Money received is positive, money paid is negative; rates are fractions for one period; `begin`
says that payments fall at the beginning of each period. Results carry the caller's precision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext

_DIGITS = 50
_ZERO = Decimal(0)
_ONE = Decimal(1)
_GUESS = Decimal("0.1")
_CLOSE = Decimal("1e-32")
_NUDGE = Decimal("1e-25")

Count = int | Decimal


class PeriodOutOfRangeError(ValueError):
    """A period was asked for that the loan does not have."""

    def __init__(self, period: int, periods: Count) -> None:
        super().__init__(f"period {period} is not one of {periods}")
        self.period = period
        self.periods = periods


def _growth(rate: Decimal, periods: Count, begin: bool) -> tuple[Decimal, Decimal]:
    """What one unit grows to, and what one unit paid each period adds up to."""
    if not rate:
        return _ONE, Decimal(periods)
    grown = (1 + rate) ** periods
    added = (grown - 1) / rate
    return grown, added * (1 + rate) if begin else added


def pmt(rate: Decimal, periods: Count, pv: Decimal, fv: Decimal = _ZERO, *, begin: bool = False) -> Decimal:
    """The level payment that turns the present value into the future value."""
    with localcontext(prec=_DIGITS):
        grown, added = _growth(rate, periods, begin)
        result = -(pv * grown + fv) / added
    return +result


def fv(rate: Decimal, periods: Count, pmt: Decimal, pv: Decimal = _ZERO, *, begin: bool = False) -> Decimal:
    """What is there after the last period."""
    with localcontext(prec=_DIGITS):
        grown, added = _growth(rate, periods, begin)
        result = -(pv * grown + pmt * added)
    return +result


def pv(rate: Decimal, periods: Count, pmt: Decimal, fv: Decimal = _ZERO, *, begin: bool = False) -> Decimal:
    """What all payments and the future value are worth today."""
    with localcontext(prec=_DIGITS):
        grown, added = _growth(rate, periods, begin)
        result = -(fv + pmt * added) / grown
    return +result


def ipmt(
    rate: Decimal, period: int, periods: Count, pv: Decimal, fv: Decimal = _ZERO, *, begin: bool = False
) -> Decimal:
    """The interest in one payment, counted from 1."""
    if not 1 <= period <= periods:
        raise PeriodOutOfRangeError(period, periods)
    with localcontext(prec=_DIGITS):
        result = _interest(rate, period, pmt(rate, periods, pv, fv, begin=begin), pv, begin)
    return +result


def ppmt(
    rate: Decimal, period: int, periods: Count, pv: Decimal, fv: Decimal = _ZERO, *, begin: bool = False
) -> Decimal:
    """The principal in one payment, counted from 1."""
    if not 1 <= period <= periods:
        raise PeriodOutOfRangeError(period, periods)
    with localcontext(prec=_DIGITS):
        payment = pmt(rate, periods, pv, fv, begin=begin)
        result = payment - _interest(rate, period, payment, pv, begin)
    return +result


def _interest(rate: Decimal, period: int, payment: Decimal, start: Decimal, begin: bool) -> Decimal:
    if begin and period == 1:
        return _ZERO  # nothing has accrued when the first payment is made on the first day
    interest = fv(rate, period - 1, payment, start, begin=begin) * rate
    return interest / (1 + rate) if begin else interest


def cumulative_interest(
    rate: Decimal, periods: int, pv: Decimal, first: int, last: int, *, begin: bool = False
) -> Decimal:
    """The interest in payments `first` to `last`, both included."""
    for period in (first, last):
        if not 1 <= period <= periods:
            raise PeriodOutOfRangeError(period, periods)
    with localcontext(prec=_DIGITS):
        payment = pmt(rate, periods, pv, begin=begin)
        numbers = range(first, last + 1)
        result = sum((_interest(rate, number, payment, pv, begin) for number in numbers), _ZERO)
    return +result


def cumulative_principal(
    rate: Decimal, periods: int, pv: Decimal, first: int, last: int, *, begin: bool = False
) -> Decimal:
    """The principal in payments `first` to `last`, both included."""
    with localcontext(prec=_DIGITS):
        interest = cumulative_interest(rate, periods, pv, first, last, begin=begin)
        paid = pmt(rate, periods, pv, begin=begin) * max(last - first + 1, 0)
        result = paid - interest
    return +result


def nper(
    rate: Decimal, pmt: Decimal, pv: Decimal, fv: Decimal = _ZERO, *, begin: bool = False
) -> Decimal | None:
    """How many periods it takes, or None if it is never reached."""
    if rate <= -1:
        return None
    with localcontext(prec=_DIGITS):
        if not rate:
            result = -(pv + fv) / pmt if pmt else None
        else:
            perpetual = pmt * (1 + rate) if begin else pmt
            target, start = perpetual - fv * rate, perpetual + pv * rate
            reached = target / start if start else _ZERO
            result = reached.ln() / (1 + rate).ln() if reached > 0 else None
    return None if result is None else +result


def npv(rate: Decimal, flows: Iterable[Decimal], *, first_period: int = 0) -> Decimal:
    """Present value of equally spaced flows; the first is now, or one period on as in spreadsheets (1)."""
    with localcontext(prec=_DIGITS):
        discount = 1 / (1 + rate)
        factor = discount**first_period
        result = _ZERO
        for flow in flows:
            result += flow * factor
            factor *= discount
    return +result


def rate(
    periods: Count, pmt: Decimal, pv: Decimal, fv: Decimal = _ZERO, *, begin: bool = False
) -> Decimal | None:
    """The rate for one period at which the sums agree, or None if there is none.

    Where two rates agree, the one nearer to ten percent is returned, as spreadsheets do.
    """
    if periods <= 0:
        return None

    def worth(guess: Decimal) -> Decimal:
        grown, added = _growth(guess, periods, begin)
        return (pv * grown + pmt * added + fv) / max(grown, _ONE)

    with localcontext(prec=_DIGITS):
        brackets = _brackets(worth)
        roots = [_root(worth, low, high) for low, high in brackets]
        result = min(roots, key=lambda root: abs(root - _GUESS), default=None)
    return None if result is None else +result


# Growth from a near total loss to a thousandfold in one period, finer where loans live.
_GRID = tuple(
    Decimal(text)
    for text in [
        "-0.9999",
        "-0.999",
        "-0.99",
        "-0.9",
        "-0.7",
        "-0.5",
        "-0.3",
        "-0.2",
        "-0.1",
        "-0.05",
        "-0.02",
        "-0.01",
        "-0.005",
        "-0.002",
        "-0.001",
        "0",
        "0.001",
        "0.002",
        "0.005",
        "0.01",
        "0.02",
        "0.03",
        "0.05",
        "0.07",
        "0.1",
        "0.15",
        "0.2",
        "0.3",
        "0.5",
        "0.7",
        "1",
        "2",
        "5",
        "10",
        "100",
        "1000",
    ]
)


def _brackets(worth: Callable[[Decimal], Decimal]) -> list[tuple[Decimal, Decimal]]:
    values = [worth(guess) for guess in _GRID]
    places = range(len(_GRID))
    exact = [(_GRID[place], _GRID[place]) for place in places if not values[place]]
    between = [
        (_GRID[place - 1], _GRID[place]) for place in places[1:] if values[place - 1] * values[place] < 0
    ]
    return exact + between


def _root(worth: Callable[[Decimal], Decimal], low: Decimal, high: Decimal) -> Decimal:
    """The zero between two guesses: Newton steps by a secant slope, halving where one leaves the bracket."""
    rising = worth(high) > 0
    guess = (low + high) / 2
    while high - low > _CLOSE:
        value = worth(guess)
        if (value > 0) == rising:
            high = guess
        else:
            low = guess
        slope = (worth(guess + _NUDGE) - value) / _NUDGE
        wanted = guess - value / slope if slope else low
        if abs(wanted - guess) <= _CLOSE:
            return wanted
        guess = wanted if low < wanted < high else (low + high) / 2
    return guess
