"""The annual percentage rate of flows by a method, or why there is none or more than one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate, pairwise

from tracker.domain import yields
from tracker.domain.apr.counting import Anchors, unit_periods, years_back, years_forward
from tracker.domain.apr.facts import Apr, AprMethod, Flow, Interval, Moment, UnitPeriod
from tracker.domain.apr.rhythm import Rhythm
from tracker.domain.apr.unit_period import chains, is_regular, months_between, unit_period
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import percent_digits, round_percent
from tracker.domain.yields import Yield

_DIGITS = 40
_NONE = Fraction(0)
_EIGHTH, _QUARTER = Decimal("0.125"), Decimal("0.25")


def find_apr(
    method: AprMethod,
    flows: Iterable[Flow],
    *,
    every: Rhythm = Rhythm.MONTH,
    unit: UnitPeriod | None = None,
) -> Checked[Apr]:
    """The yearly rate of flows; `every` is what equal periods are, where the dates only order them.

    `unit` is what European intervals are counted in where a contract says so; else the dates tell.
    """
    kept = by_date(flows)
    problem = _one_sided(kept)
    if problem:
        return None, (Problem(code=problem, field="flows"),)
    found = _solve(method, kept, every, unit)
    rates = found.rates.rates
    meant = _meant(kept, rates)
    if meant is None:
        each = [_both(method, rate, found) for rate in rates]
        printed = (round_percent(three[0] * 100, method.places) for three in each)
        params = {"rates": ", ".join(f"{percent_digits(percent)} %" for percent in printed)}
        return None, (Problem(code="rates_several" if each else "rate_none", field="flows", params=params),)
    rate, nominal, effective = _both(method, meant, found)
    return Apr(
        method=method,
        rate=rate,
        nominal=nominal,
        effective=effective,
        unit=found.unit,
        received=sum((flow.amount for flow in kept if flow.amount > 0), Decimal(0)),
        paid=-sum((flow.amount for flow in kept if flow.amount < 0), Decimal(0)),
        moments=_moments(kept, found, meant),
        others=tuple(_both(method, other, found)[0] for other in rates if other != meant),
        regular=is_regular(kept),
    ), ()


def by_date(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """One flow for each date in order of time; what comes to nothing is left out."""
    sums: dict[object, Flow] = {}
    for flow in flows:
        known = sums.get(flow.on)
        sums[flow.on] = Flow(flow.on, known.amount + flow.amount) if known else flow
    return tuple(sorted((flow for flow in sums.values() if flow.amount), key=lambda flow: flow.on))


def accurate(disclosed: Decimal, actual: Decimal, *, regular: bool = True) -> bool:
    """Whether a disclosed rate in percent is near enough to the actual one (12 CFR 1026.22(a))."""
    return abs(disclosed - actual) <= (_EIGHTH if regular else _QUARTER)


def open_end_apr(charges: Iterable[Decimal], amounts: Iterable[Decimal], cycles: int = 12) -> Decimal:
    """Finance charges of a cycle over all they were imposed on, for a year, in percent (Appendix F)."""
    return sum(charges, Decimal(0)) / sum(amounts, Decimal(0)) * cycles * 100


@dataclass(frozen=True, slots=True)
class _Found:
    """Rates for one period of which there are so many a year, and the unit-period if one was found."""

    rates: Yield
    per_year: Fraction
    times: Sequence[tuple[Fraction, Fraction]]
    """For each flow the time from the first, and the part of a unit-period beyond it."""
    unit: UnitPeriod | None = None


def _meant(flows: Sequence[Flow], rates: Sequence[Decimal]) -> Decimal | None:
    """The one rate; of several the one above zero where it is sure that there is no other above zero.

    That is where what was received less what was paid, added up in order of time, turns once (Norstrøm).
    """
    if len(rates) < 2:
        return rates[0] if rates else None
    totals = list(accumulate(flow.amount for flow in flows))
    turns = sum(1 for one, other in pairwise(filter(None, totals)) if (one > 0) != (other > 0))
    above = [rate for rate in rates if rate > 0]
    return above[0] if turns == 1 and totals[-1] and len(above) == 1 else None


def _one_sided(flows: Sequence[Flow]) -> str:
    received = any(flow.amount > 0 for flow in flows)
    paid = any(flow.amount < 0 for flow in flows)
    if not flows:
        return "flows_empty"
    if not received:
        return "flows_none_received"
    return "" if paid else "flows_none_paid"


def _solve(method: AprMethod, flows: Sequence[Flow], every: Rhythm, counted: UnitPeriod | None) -> _Found:
    start = flows[0].on
    match method:
        case AprMethod.XIRR:
            dated = [(Fraction((flow.on - start).days, 365), _NONE) for flow in flows]
            return _Found(yields.xirr((flow.on, flow.amount) for flow in flows), Fraction(1), dated)
        case AprMethod.IRR | AprMethod.IRR_NOMINAL:
            numbered = [(Fraction(number), _NONE) for number in range(len(flows))]
            return _Found(yields.irr([flow.amount for flow in flows]), Fraction(every.per_year), numbered)
        case AprMethod.US_ACTUARIAL:
            return _actuarial(flows)
    unit = counted or _european_unit(flows)
    anchors = Anchors(flow.on for flow in flows)
    if method is AprMethod.EU:
        times = [years_back(start, flow.on, unit, anchors.day(flow.on)) for flow in flows]
    else:
        times = [years_forward(start, flow.on, unit, anchors.day(start)) for flow in flows]
    amounts = (flow.amount for flow in flows)
    found = yields.at_years(zip(times, amounts, strict=True))
    return _Found(found, Fraction(1), [(time, _NONE) for time in times], unit)


def _actuarial(flows: Sequence[Flow]) -> _Found:
    unit, start = unit_period(flows), flows[0].on
    advances, payments = map(Anchors, chains(flows))
    terms = []
    for flow in flows:
        anchor = (advances if flow.amount > 0 else payments).day(flow.on)
        terms.append((*unit_periods(start, flow.on, unit, anchor), flow.amount))
    times = [(Fraction(whole), part) for whole, part, _ in terms]
    return _Found(yields.at_periods(terms), unit.per_year, times, unit)


def _moments(flows: Sequence[Flow], found: _Found, rate: Decimal) -> tuple[Moment, ...]:
    """What each flow is worth at the rate of one period."""
    if rate <= -1:
        return ()  # all but everything is lost: nothing later is worth anything
    with localcontext(prec=_DIGITS):
        moments = []
        for flow, (time, part) in zip(flows, found.times, strict=True):
            growth = (1 + rate) ** (Decimal(time.numerator) / time.denominator)
            growth *= 1 + rate * part.numerator / part.denominator
            worth = flow.amount / growth
            moments.append(Moment(on=flow.on, amount=flow.amount, time=time, part=part, worth=worth))
    return tuple(moments)


def _european_unit(flows: Sequence[Flow]) -> UnitPeriod:
    """Months where all intervals are whole ones, else weeks where those are, else as the payments fall."""
    start = flows[0].on
    month = UnitPeriod(Interval.MONTH)
    unit = unit_period(flows)
    if unit.interval is Interval.MONTH and unit.count == 12 and len(flows) > 2:
        return unit
    if all(months_between(start, flow.on) is not None for flow in flows):
        return month
    weekly = all((flow.on - start).days % 7 == 0 for flow in flows)
    return UnitPeriod(Interval.WEEK) if weekly or unit.interval is Interval.WEEK else month


def _both(method: AprMethod, rate: Decimal, found: _Found) -> tuple[Decimal, Decimal, Decimal]:
    """A rate for one period as the method prints it for a year, without and with compounding."""
    with localcontext(prec=_DIGITS):
        per_year = Decimal(found.per_year.numerator) / found.per_year.denominator
        if method in (AprMethod.XIRR, AprMethod.EU, AprMethod.UK):
            return rate, yields.effective_to_nominal(rate), rate
        nominal, effective = rate * per_year, (1 + rate) ** per_year - 1
    return effective if method is AprMethod.IRR else nominal, nominal, effective
