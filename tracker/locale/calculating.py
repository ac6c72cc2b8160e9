"""Words of the calculators: how a yearly rate was found, and why there is none."""

from __future__ import annotations

from decimal import Decimal

from tracker.domain.apr.facts import Apr, AprMethod, Interval, Moment, UnitPeriod
from tracker.domain.apr.rhythm import Rhythm
from tracker.domain.rates import round_percent
from tracker.locale import _, ngettext
from tracker.locale.amounts import format_percent


def method_name(method: AprMethod) -> str:
    """What a method is called in a list."""
    return {
        AprMethod.US_ACTUARIAL: _("US actuarial"),
        AprMethod.EU: _("EU APRC"),
        AprMethod.UK: _("UK APR"),
        AprMethod.XIRR: _("XIRR"),
        AprMethod.IRR: _("IRR, compounded"),
        AprMethod.IRR_NOMINAL: _("IRR, not compounded"),
    }[method]


def method_text(method: AprMethod, every: Rhythm) -> str:
    """How a rate was found, in one line."""
    count = every.per_year
    return {
        AprMethod.US_ACTUARIAL: _(
            "US actuarial method, 12 CFR 1026 Appendix J: unit-periods counted back from each date, not"
            " compounded"
        ),
        AprMethod.EU: _(
            "EU, Directive 2008/48/EC Annex I: equal months or weeks counted back from each date, then days;"
            " compounded"
        ),
        AprMethod.UK: _(
            "UK, FCA CONC App 1.2: whole months or weeks counted forwards, then days; compounded"
        ),
        AprMethod.XIRR: _("XIRR: days over 365, compounded; the dates count"),
        AprMethod.IRR: _("IRR: equal periods, {count} a year, compounded; the dates only order the sums"),
        AprMethod.IRR_NOMINAL: _(
            "IRR: {count} times the rate of one period, not compounded; the dates only order the sums"
        ),
    }[method].format(count=count)


def unit_text(unit: UnitPeriod) -> str:
    """A unit-period in words."""
    count = unit.count
    match unit.interval:
        case Interval.DAY:
            return ngettext("{count} day", "{count} days", count).format(count=count)
        case Interval.WEEK:
            return ngettext("{count} week", "{count} weeks", count).format(count=count)
        case Interval.SEMIMONTH:
            return _("half a month")
        case Interval.MONTH:
            return ngettext("{count} month", "{count} months", count).format(count=count)


def rhythm_text(every: Rhythm) -> str:
    """How often a payment comes."""
    return {
        Rhythm.DAY: _("every day"),
        Rhythm.WEEK: _("every week"),
        Rhythm.TWO_WEEKS: _("every two weeks"),
        Rhythm.HALF_MONTH: _("every half month"),
        Rhythm.FOUR_WEEKS: _("every four weeks"),
        Rhythm.MONTH: _("every month"),
        Rhythm.TWO_MONTHS: _("every two months"),
        Rhythm.QUARTER: _("every quarter"),
        Rhythm.HALF_YEAR: _("every half year"),
        Rhythm.YEAR: _("every year"),
    }[every]


def time_text(apr: Apr, moment: Moment) -> str:
    """How long after the first sum another comes, as its method counts."""
    if apr.method is AprMethod.US_ACTUARIAL:
        whole = str(moment.time)
        return f"{whole} + {moment.part}" if moment.part else whole
    time = moment.time.numerator / Decimal(moment.time.denominator)
    return str(moment.time) if apr.method.by_order else f"{time:.6f}"


def others_text(apr: Apr) -> str:
    """That other rates fit the same sums."""
    rates = ", ".join(map(percent_text, apr.others))
    words = _("{rates} fits these sums too; more is paid back than was received, so that is not the rate.")
    return words.format(rates=rates)


def percent_text(rate: Decimal) -> str:
    """A rate that is a fraction, in percent with two decimals."""
    return format_percent(round_percent(rate * 100, 2))


def both_rates(nominal: Decimal, effective: Decimal) -> str:
    """A true yearly rate without and with compounding, as the estimates they are."""
    words = _("{nominal} nominal, {effective} effective")
    return words.format(nominal=f"~{nominal * 100:.2f}%", effective=f"~{effective * 100:.2f}%")


def calc_fields() -> dict[str, str]:
    """The names of what is typed into a calculator."""
    return {
        "flat_fee": _("fee for each instalment"),
        "flows": _("sums"),
        "disclosed": _("rate disclosed"),
        "times": _("times"),
        "promo_months": _("months of the promotion"),
        "ends_month": _("ends in months"),
        "fees_within": _("fees to come"),
        "present": _("present value"),
        "future": _("future value"),
        "number": _("number of the payment"),
        "last": _("last payment"),
        "basis": _("days in the year"),
    }


def calc_problems() -> dict[str, str]:
    """Why a calculator has no answer."""
    return {
        "flows_empty": _("there are no sums, or they cancel out on the same day; there is no rate to find"),
        "flows_none_received": _(
            "no sum is positive; money you received is positive, money you paid is negative"
        ),
        "flows_none_paid": _(
            "no sum is negative; money you received is positive, money you paid is negative"
        ),
        "flows_too_many": _("there are more than {limit} rows"),
        "rate_none": _("no yearly rate makes these sums come out even"),
        "rates_several": _(
            "several yearly rates make these sums come out even: {rates}; none of them is the rate"
        ),
        "late_terms_missing": _(
            "neither a penalty rate nor a late fee is given; what being late costs hangs on them"
        ),
        "late_terms_unknown": _(
            "neither the penalty rate nor the late fee of {value} is known; type one, or add it to its terms"
        ),
        "one_of_five": _(
            "rate, periods, payment, present and future value: type all of them but one, which is found"
        ),
        "value_none": _("no {field} makes these agree"),
        "nothing_due": _("nothing of {value} is open that could be late"),
        "principal_above_due": _("{field}: {value} is more than what is due"),
        "payment_and_flat_fee": _(
            "{field}: {value} and an instalment amount say the same twice; leave one of them out"
        ),
    }
