"""The annual percentage rate of flows by a method, or why there is none or more than one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from tracker.domain import yields
from tracker.domain.apr.counting import Anchors, unit_periods, years_back, years_forward
from tracker.domain.apr.facts import Apr, AprMethod, Flow, Interval, UnitPeriod
from tracker.domain.apr.unit_period import chains, is_regular, months_between, unit_period
from tracker.domain.calendar import Frequency
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import round_percent
from tracker.domain.yields import Yield

_DIGITS = 40
_EIGHTH, _QUARTER = Decimal("0.125"), Decimal("0.25")


def find_apr(method: AprMethod, flows: Iterable[Flow], *, every: Frequency = Frequency.MONTH) -> Checked[Apr]:
    """The yearly rate of flows; `every` is what equal periods are, where the dates only order them."""
    kept = by_date(flows)
    problem = _one_sided(kept)
    if problem:
        return None, (Problem(code=problem, field="flows"),)
    found = _solve(method, kept, every)
    each = [_both(method, rate, found) for rate in found.rates.rates]
    if len(each) != 1:
        printed = (round_percent(three[0] * 100, method.places) for three in each)
        params = {"rates": ", ".join(f"{percent:f} %" for percent in printed)}
        return None, (Problem(code="rates_several" if each else "rate_none", field="flows", params=params),)
    rate, nominal, effective = each[0]
    return Apr(
        method=method,
        rate=rate,
        nominal=nominal,
        effective=effective,
        unit=found.unit,
        received=sum((flow.amount for flow in kept if flow.amount > 0), Decimal(0)),
        paid=-sum((flow.amount for flow in kept if flow.amount < 0), Decimal(0)),
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
    unit: UnitPeriod | None = None


def _one_sided(flows: Sequence[Flow]) -> str:
    received = any(flow.amount > 0 for flow in flows)
    paid = any(flow.amount < 0 for flow in flows)
    if not flows:
        return "flows_empty"
    if not received:
        return "flows_none_received"
    return "" if paid else "flows_none_paid"


def _solve(method: AprMethod, flows: Sequence[Flow], every: Frequency) -> _Found:
    match method:
        case AprMethod.XIRR:
            return _Found(yields.xirr((flow.on, flow.amount) for flow in flows), Fraction(1))
        case AprMethod.IRR | AprMethod.IRR_NOMINAL:
            return _Found(yields.irr([flow.amount for flow in flows]), Fraction(every.per_year))
        case AprMethod.US_ACTUARIAL:
            return _actuarial(flows)
    unit = _european_unit(flows)
    start = flows[0].on
    anchors = Anchors(flow.on for flow in flows)
    if method is AprMethod.EU:
        times = [years_back(start, flow.on, unit, anchors.day(flow.on)) for flow in flows]
    else:
        times = [years_forward(start, flow.on, unit, anchors.day(start)) for flow in flows]
    amounts = (flow.amount for flow in flows)
    return _Found(yields.at_years(zip(times, amounts, strict=True)), Fraction(1), unit)


def _actuarial(flows: Sequence[Flow]) -> _Found:
    unit, start = unit_period(flows), flows[0].on
    advances, payments = map(Anchors, chains(flows))
    terms = []
    for flow in flows:
        anchor = (advances if flow.amount > 0 else payments).day(flow.on)
        terms.append((*unit_periods(start, flow.on, unit, anchor), flow.amount))
    return _Found(yields.at_periods(terms), unit.per_year, unit)


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
