"""Published annual percentage rates and the intervals of time they are counted in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from published import DATES

from tracker.domain import yields
from tracker.domain.apr.counting import Anchors, years_back, years_forward
from tracker.domain.apr.facts import AprMethod, Flow, Interval, UnitPeriod
from tracker.domain.apr.finding import accurate, find_apr, open_end_apr
from tracker.domain.rates import round_percent

D = Decimal


def years(text: str) -> Fraction:
    return Fraction(text)


def test_us_apr_appendix_j(record):
    given, printed = record["inputs"], D(record["expected"]["apr_pct"])
    per_year = Fraction(given["unit_periods_per_year"])
    advances = [
        (each["full_unit_periods"], Fraction(each["fraction"]), D(each["amount"]))
        for each in given["advances"]
    ]
    payments = [
        (stream["first_full_unit_periods"] + number, Fraction(stream["fraction"]), -D(stream["amount"]))
        for stream in given["payment_streams"]
        for number in range(stream["count"])
    ]
    rate = yields.at_periods([*advances, *payments]).rate
    assert round_percent(rate * 100 * per_year.numerator / per_year.denominator, 2) == printed
    known = DATES.get(record["id"], ([given.get("advance_date")], given.get("payment_dates")))
    assert known[0][0], "every example is counted from dates too"
    flows = [
        Flow(date.fromisoformat(on), amount)
        for on, (_, _, amount) in zip([*known[0], *known[1]], [*advances, *payments], strict=True)
    ]
    found, problems = find_apr(AprMethod.US_ACTUARIAL, flows)
    assert not problems
    assert found.percent == printed
    assert found.unit.per_year == per_year


def test_us_apr_appendix_f(record, close):
    given = record["inputs"]
    rate, purchase = D(given["monthly_periodic_rate_pct"]) / 100, D(given["specific_transaction"])
    of_purchase = purchase * D(given["specific_charge_pct"]) / 100
    if "average_daily_balance" in given:
        # The balance holds the transaction, which is not counted twice.
        balance = D(given["average_daily_balance"])
        amounts = [balance]
    else:
        balance = D(given["previous_balance"]) - 50
        amounts = [balance, purchase]
    charges = [of_purchase, balance * rate]
    assert sum(charges) == D(record["expected"]["numerator"])
    assert sum(amounts) == D(record["expected"]["denominator"])
    close("apr_pct", open_end_apr(charges, amounts, given["periods_per_year"]))


def test_apr_present_value(record, close):
    given = record["inputs"]
    rows = [(each, D(each["amount"])) for each in given["drawdowns"]]
    rows += [(each, -D(each["amount"])) for each in given["repayments"]]
    if given["interval_basis"] == "days/365":
        flows = [Flow(date.fromisoformat(each["date"]), amount) for each, amount in rows]
        rate = find_apr(AprMethod.XIRR, flows)[0].rate
    else:
        rate = yields.at_years([(years(each["t"]), amount) for each, amount in rows]).rate
    close("apr_pct", rate * 100)
    close("apr_pct", round_percent(rate * 100, 6), record["expected"]["apr_pct_unrounded"])


UNITS = {
    "year": UnitPeriod(Interval.MONTH, 12),
    "month": UnitPeriod(Interval.MONTH),
    "week": UnitPeriod(Interval.WEEK),
}


def test_eu_time_interval(record, close):
    given = record["inputs"]
    start, end = date.fromisoformat(given["start"]), date.fromisoformat(given["end"])
    day = Anchors((start, end)).day(end)
    found = years_back(start, end, UNITS[given["frequency"]], day)
    close("years", D(found.numerator) / found.denominator)


def test_uk_time_interval(record, close):
    given = record["inputs"]
    start, end = date.fromisoformat(given["start"]), date.fromisoformat(given["end"])
    day = Anchors((start, end)).day(start)
    found = years_forward(start, end, UNITS[given["frequency"]], day)
    close("years", D(found.numerator) / found.denominator)


def test_apr_tolerance(record):
    given = record["inputs"]
    found = [
        accurate(D(each), D(given["actual_pct"]), regular=given["regular"]) for each in given["disclosed"]
    ]
    assert found == record["expected"]["accurate"]
