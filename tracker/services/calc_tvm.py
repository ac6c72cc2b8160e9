"""The time value of money as spreadsheets reckon it, and a rate told in other times; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from tracker.domain import tvm, yields
from tracker.domain.apr.rhythm import Rhythm, parse_rhythm
from tracker.domain.loan.reading import Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import RatePer
from tracker.domain.typed.amount import parse_amount
from tracker.domain.typed.count import MOST, parse_periods
from tracker.domain.typed.rate import Unit

FIVE = ("rate", "periods", "payment", "present", "future")
"""Of these one is found from the others."""
TYPED = (*FIVE, "every", "number", "last")
_COMPOUNDED = {RatePer.DAY: Rhythm.DAY, RatePer.MONTH: Rhythm.MONTH, RatePer.YEAR: Rhythm.MONTH}


@dataclass(frozen=True, slots=True, kw_only=True)
class TvmAnswer:
    """All five, what one instalment or several hold, and which of the five was found.

    Money received is positive and money paid negative; `rate` is a fraction for one period.
    """

    found: str
    rate: Decimal
    periods: Decimal
    payment: Decimal
    present: Decimal
    future: Decimal
    every: Rhythm
    begin: bool
    number: int | None = None
    last: int | None = None
    interest: Decimal | None = None
    principal: Decimal | None = None

    @property
    def yearly(self) -> Decimal:
        """The nominal rate a year."""
        return self.rate * self.every.per_year


@dataclass(frozen=True, slots=True, kw_only=True)
class RateAnswer:
    """One rate as it is called for a year, a period and a day, all as fractions."""

    every: Rhythm
    """How often it compounds."""
    basis: int
    """Days in the year that a daily rate is multiplied by."""
    nominal: Decimal
    effective: Decimal
    periodic: Decimal

    @property
    def daily(self) -> Decimal:
        """The nominal rate over the days of a year."""
        return self.nominal / self.basis


def value_of_typed(
    fields: Mapping[str, str], *, begin: bool = False, rate_unit: Unit | None = None
) -> Checked[TvmAnswer]:
    """The one of rate, periods, payment, present and future that was left out.

    Where two were, the future is nothing, as in spreadsheets.
    """
    reader = Reader(fields, today=date.min, currency="", rate_unit=rate_unit)
    every = reader.take("every", None, parse_rhythm) or Rhythm.MONTH
    known = _known(reader, every)
    number, last = reader.number("number", None, 1, MOST), reader.number("last", None, 1, MOST)
    missing = [name for name in FIVE if known[name] is None]
    if len(missing) == 2 and missing[1] == "future":
        known["future"], missing = Decimal(0), missing[:1]
    if not reader.problems and len(missing) != 1:
        reader.problems.append(Problem(code="one_of_five", field="value"))
    if last is not None and number is None:
        reader.problems.append(Problem(code="required", field="number"))
    if reader.problems:
        return None, tuple(reader.problems)
    name = missing[0]
    value = _solve(name, known, begin)
    if value is None:
        return None, (Problem(code="value_none", field=name),)
    known[name] = value
    five = {each: found or Decimal(0) for each, found in known.items()}
    answer = TvmAnswer(
        found=name, every=every, begin=begin,
        rate=five["rate"], periods=five["periods"], payment=five["payment"],
        present=five["present"], future=five["future"],
    )  # fmt: skip
    return (answer, ()) if number is None else _with_parts(answer, number, last or number)


def rate_of_typed(
    text: str, *, every: str = "", basis: str = "", effective: bool = False, rate_unit: Unit | None = None
) -> Checked[RateAnswer]:
    """A rate as quoted: what a year of it comes to without and with compounding."""
    reader = Reader(
        {"rate": text, "every": every, "basis": basis}, today=date.min, currency="", rate_unit=rate_unit
    )
    rate = reader.rate("rate", None)
    rhythm = reader.take("every", None, parse_rhythm) or _COMPOUNDED[rate.per if rate else RatePer.YEAR]
    days = reader.number("basis", None, 360, 366) or 365
    if not reader.given("rate"):
        reader.problems.append(Problem(code="required", field="rate"))
    if reader.problems or rate is None:
        return None, tuple(reader.problems)
    if effective:
        nominal = yields.effective_to_nominal(rate.yearly(days), rhythm.per_year)
        return RateAnswer(
            every=rhythm, basis=days, nominal=nominal, effective=rate.yearly(days),
            periodic=nominal / rhythm.per_year,
        ), ()  # fmt: skip
    nominal = rate.yearly(days)
    # A daily rate compounds on each day there is, whatever the year is divided by.
    periodic = rate.daily(days) if rhythm is Rhythm.DAY else nominal / rhythm.per_year
    compounded = yields.effective(periodic, rhythm.per_year)
    return RateAnswer(
        every=rhythm, basis=days, nominal=nominal, effective=compounded, periodic=periodic
    ), ()  # fmt: skip


def _known(reader: Reader, every: Rhythm) -> dict[str, Decimal | None]:
    """The five as far as they are typed, the rate for one period."""
    rate, periods = reader.rate("rate", None), reader.take("periods", None, parse_periods)
    known = {
        "rate": None if rate is None else rate.yearly() / every.per_year,
        "periods": None if periods is None else Decimal(periods),
    }
    for name in FIVE[2:]:
        known[name] = reader.take(name, None, partial(parse_amount, field=name))
    return known


def _solve(name: str, known: Mapping[str, Decimal | None], begin: bool) -> Decimal | None:
    rate, periods, payment, present, future = (known[each] or Decimal(0) for each in FIVE)
    match name:
        case "rate":
            return tvm.rate(periods, payment, present, future, begin=begin)
        case "periods":
            found = tvm.nper(rate, payment, present, future, begin=begin)
            return found if found is not None and found >= 0 else None
        case "payment":
            return tvm.pmt(rate, periods, present, future, begin=begin)
        case "present":
            return tvm.pv(rate, periods, payment, future, begin=begin)
        case _:
            return tvm.fv(rate, periods, payment, present, begin=begin)


def _with_parts(answer: TvmAnswer, number: int, last: int) -> Checked[TvmAnswer]:
    """The interest and principal of one instalment, or of all from one to another."""
    whole = int(answer.periods)
    for field, value in (("number", number), ("last", last)):
        low = number if field == "last" else 1
        if not low <= value <= whole:
            params = {"low": str(low), "high": str(whole)}
            return None, (Problem(code="not_in_range", field=field, value=str(value), params=params),)
    given = answer.rate, answer.periods, answer.present, answer.future
    places = range(number, last + 1)
    interest = sum((tvm.ipmt(given[0], each, *given[1:], begin=answer.begin) for each in places), Decimal(0))
    principal = sum((tvm.ppmt(given[0], each, *given[1:], begin=answer.begin) for each in places), Decimal(0))
    return replace(answer, number=number, last=last, interest=interest, principal=principal), ()
