"""Annual percentage rates by every method: their laws, none and several, negative ones."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import yields
from tracker.domain.apr.counting import Anchors, unit_periods, years_back, years_forward
from tracker.domain.apr.facts import Apr, AprMethod, Flow, Interval, UnitPeriod
from tracker.domain.apr.finding import accurate, by_date, find_apr, open_end_apr
from tracker.domain.apr.rhythm import Rhythm, paid_on
from tracker.domain.apr.unit_period import chains, unit_period
from tracker.domain.calendar import add_months

D = Decimal
START = date(2026, 1, 31)
EACH = pytest.mark.parametrize("method", AprMethod)


def loan(received, *paid, start=START, first=None, days=0) -> list[Flow]:
    """What is received at the start, and payments each month or each so many days after it."""
    flows = [Flow(start, D(received))]
    for number, amount in enumerate(paid):
        if days:
            on = (first or start + timedelta(days=days)) + timedelta(days=days * number)
        else:
            on = add_months(first, number) if first else add_months(start, number + 1)
        flows.append(Flow(on, -D(amount)))
    return flows


def worth(method: AprMethod, found: Apr, flows: list[Flow]) -> Decimal:
    """What flows are worth at the rate found, by the definition of the method."""
    kept = by_date(flows)
    start = kept[0].on
    with localcontext(prec=40):
        total = D(0)
        series = Anchors(flow.on for flow in kept)
        kinds = [Anchors(chain) for chain in chains(kept)]
        for number, flow in enumerate(kept):
            if method is AprMethod.US_ACTUARIAL:
                day = kinds[flow.amount < 0].day(flow.on)
                whole, part = unit_periods(start, flow.on, found.unit, day)
                rate = found.rate * found.unit.per_year.denominator / found.unit.per_year.numerator
                total += flow.amount / (1 + rate * decimal(part)) / (1 + rate) ** whole
                continue
            if method.by_order:
                total += flow.amount / (1 + found.nominal / 12) ** number
                continue
            if method is AprMethod.XIRR:
                years = Fraction((flow.on - start).days, 365)
            elif method is AprMethod.EU:
                years = years_back(start, flow.on, found.unit, series.day(flow.on))
            else:
                years = years_forward(start, flow.on, found.unit, series.day(start))
            total += flow.amount / (1 + found.effective) ** decimal(years)
        return total


def decimal(value: Fraction) -> Decimal:
    return D(value.numerator) / value.denominator


STARTS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
PAID = st.lists(st.integers(1, 10**6), min_size=1, max_size=30)


@EACH
@given(st.integers(1, 10**7), PAID, STARTS, st.sampled_from([0, 1, 7, 10, 14, 28]), st.integers(0, 40))
def test_at_its_rate_a_loan_is_worth_nothing(method, received, paid, start, days, late):
    flows = loan(received, *paid, start=start, first=start + timedelta(days=20 + late), days=days)
    found, _ = find_apr(method, flows)
    assert found is not None  # they turn once
    if found.effective > D("-0.9999"):  # of what is left of less than that few digits are kept
        assert abs(worth(method, found, flows)) < D("1e-9") * received


@EACH
@given(st.integers(10**3, 10**6), st.integers(2, 36), st.integers(1, 10**4), STARTS)
def test_the_rate_does_not_depend_on_the_scale(method, received, count, times, start):
    payment = received // count + 1 + received // 50
    one = find_apr(method, loan(received, *[payment] * count, start=start))[0]
    many = find_apr(method, loan(received * times, *[payment * times] * count, start=start))[0]
    assert abs(one.rate - many.rate) < D("1e-20")


@EACH
@given(st.integers(10**4, 10**6), st.integers(2, 36), st.integers(0, 5000), STARTS)
def test_a_fee_never_lowers_the_rate(method, received, count, fee, start):
    payment = received // count + 1 + received // 50
    flows = loan(received, *[payment] * count, start=start)
    with_fee = find_apr(method, [*flows, Flow(start, D(-fee))])[0]
    assert with_fee.rate >= find_apr(method, flows)[0].rate
    assert (with_fee.rate > find_apr(method, flows)[0].rate) == (fee > 0)


@EACH
def test_what_has_no_rate_says_why(method):
    some, other = Flow(START, D(5)), Flow(date(2026, 5, 1), D(5))
    for flows, code in (
        ([], "flows_empty"),
        ([some, Flow(START, D(-5))], "flows_empty"),
        ([some, other], "flows_none_paid"),
        ([Flow(START, D(-5))], "flows_none_received"),
    ):
        found, problems = find_apr(method, flows)
        assert found is None
        assert [each.code for each in problems] == [code]


@EACH
def test_several_rates_are_all_named(method):
    flows = [
        Flow(date(2025, 1, 1), D(-1000)),
        Flow(date(2026, 1, 1), D(2300)),
        Flow(date(2027, 1, 1), D(-1320)),
    ]
    found, problems = find_apr(method, flows, every=Rhythm.YEAR)
    assert found is None
    assert problems[0].code == "rates_several"
    places = "0" if method in (AprMethod.EU, AprMethod.UK) else "00"
    assert problems[0].params == {"rates": f"10.{places} %, 20.{places} %"}


@EACH
def test_flows_that_turn_twice_may_have_no_rate(method):
    flows = [
        Flow(date(2025, 1, 1), D(-1000)),
        Flow(date(2026, 1, 1), D(2200)),
        Flow(date(2027, 1, 1), D(-1211)),
    ]
    found, problems = find_apr(method, flows)
    assert found is None
    assert [each.code for each in problems] == ["rate_none"]


@EACH
def test_paying_back_less_is_a_negative_rate(method):
    found, _ = find_apr(method, loan(1000, 300, 300, 300))
    assert -1 < found.effective < 0
    assert found.rate < 0
    assert found.cost == -100


@EACH
def test_rows_of_one_day_count_together_in_any_order(method):
    flows = loan(10000, *[900] * 12)
    split = [Flow(START, D(-300)), *reversed(flows[1:]), Flow(START, D(6000)), Flow(START, D(4300))]
    assert find_apr(method, split)[0] == find_apr(method, flows)[0]


def test_the_same_loan_by_every_method():
    flows = loan(1000, *["97.27"] * 12, start=date(2025, 1, 1))
    printed = {method: find_apr(method, flows)[0].percent for method in AprMethod}
    assert printed == {
        # 34.0792 days over 365, as FSharp.Finance.Personal publishes it
        AprMethod.XIRR: D("34.08"), AprMethod.EU: D("33.9"), AprMethod.UK: D("33.9"),
        AprMethod.IRR: D("33.91"), AprMethod.IRR_NOMINAL: D("29.56"), AprMethod.US_ACTUARIAL: D("29.56"),
    }  # fmt: skip
    nominal = find_apr(AprMethod.IRR_NOMINAL, flows)[0]
    effective = find_apr(AprMethod.IRR, flows)[0]
    assert (nominal.nominal, nominal.effective) == (effective.nominal, effective.effective)
    assert (nominal.rate, effective.rate) == (nominal.nominal, nominal.effective)


def test_equal_periods_are_as_long_as_told():
    flows = loan(1000, *[100] * 11)
    weekly = find_apr(AprMethod.IRR_NOMINAL, flows, every=Rhythm.WEEK)[0]
    monthly = find_apr(AprMethod.IRR_NOMINAL, flows)[0]
    assert abs(weekly.nominal / 52 - monthly.nominal / 12) < D("1e-25")


# github.com/simontreanor/FSharp.Finance.Personal, tests/AprUsActuarialTests.fs: extra examples.
@pytest.mark.parametrize(
    ("start", "step", "payment", "unit", "printed"),
    [
        (date(2023, 10, 26), 1, 220, UnitPeriod(Interval.DAY), "94.15"),
        (date(2023, 10, 28), 7, 250, UnitPeriod(Interval.WEEK), "176.52"),
        (date(2023, 11, 23), 7, 250, UnitPeriod(Interval.WEEK), "412.40"),
    ],
)
def test_actuarial_examples_by_days_and_weeks(start, step, payment, unit, printed):
    found, _ = find_apr(
        AprMethod.US_ACTUARIAL,
        loan(1000, *[payment] * 5, start=start, first=date(2023, 11, 30), days=step),
    )
    assert (found.percent, found.unit) == (D(printed), unit)


def test_payments_that_begin_before_the_loan_have_two_rates():
    advances = [Flow(date(year, 9, 5), D(1800)) for year in (1978, 1979, 1980, 1981)]
    advances += [Flow(date(year, 1, 5), D(1000)) for year in (1979, 1980, 1981, 1982)]
    payments = [Flow(add_months(date(1978, 7, 1), number), D(-240)) for number in range(50)]
    problems = find_apr(AprMethod.US_ACTUARIAL, [*advances, *payments])[1]
    assert problems[0].params == {"rates": "32.04 %, 922.11 %"}


def test_regular_is_all_but_the_first_period_and_the_ends():
    def regular(flows):
        return find_apr(AprMethod.US_ACTUARIAL, flows)[0].regular

    assert regular(loan(1000, 150, *[100] * 8, 280, first=date(2026, 4, 15)))
    assert regular(loan(1000, 1100))
    assert not regular(loan(1000, 100, 120, *[100] * 9))
    assert not regular([*loan(1000, *[100] * 12), Flow(date(2026, 3, 3), D(50))])
    assert not regular([*loan(1000, *[100] * 12), Flow(date(2028, 3, 3), D(-50))])


def test_the_tolerance_is_wider_for_the_irregular():
    assert accurate(D("12.955"), D("12.83"))
    assert not accurate(D("13.00"), D("12.83"))
    assert accurate(D("13.00"), D("12.83"), regular=False)
    assert not accurate(D("13.09"), D("12.83"), regular=False)


def test_open_end_charges_over_what_they_were_imposed_on():
    assert open_end_apr([D(3), D("1.5")], [D(100)]) == 54


def test_the_unit_period_of_every_rhythm():
    def unit(*dates):
        return unit_period([Flow(on, D(100 if not number else -9)) for number, on in enumerate(dates)])

    def dates(first, step, count):
        return [first + timedelta(days=step * number) for number in range(count)]

    month, halves = Interval.MONTH, Interval.SEMIMONTH
    first = date(2026, 2, 1)
    monthly = [add_months(first, number) for number in range(6)]
    assert unit(date(2026, 1, 10), *monthly) == UnitPeriod(month)
    assert unit(date(2026, 1, 10), *monthly[::2]) == UnitPeriod(month, 2)
    assert unit(date(2026, 1, 10), *(add_months(first, 12 * number) for number in range(4))) == UnitPeriod(
        month, 12
    )
    for day in (15, 16):
        both = sorted([*monthly, *(on.replace(day=day) for on in monthly)])
        assert unit(date(2026, 1, 10), *both) == UnitPeriod(halves)
    ends = sorted(
        [*(add_months(date(2026, 1, 31), n) for n in range(6)), *(on.replace(day=15) for on in monthly)]
    )
    assert unit(date(2026, 1, 10), *ends) == UnitPeriod(halves)
    assert unit(date(2026, 1, 10), *dates(first, 28, 6)) == UnitPeriod(Interval.WEEK, 4)
    assert unit(date(2026, 1, 10), *dates(first, 1, 6)) == UnitPeriod(Interval.DAY)
    # Equally often: the smaller.
    assert unit(first, *(date(2026, m, 1) for m in (3, 4, 6, 8))) == UnitPeriod(month)
    # No standard period twice: the average, ten days being nearer to one week than to two.
    assert unit(first, *dates(date(2026, 2, 11), 10, 4)) == UnitPeriod(Interval.WEEK)
    # The term, at most a year.
    assert unit(first, date(2026, 8, 1)) == UnitPeriod(month, 6)
    assert unit(first, date(2026, 8, 2)) == UnitPeriod(Interval.DAY, 182)
    assert unit(first, date(2027, 2, 1)) == unit(first, date(2029, 5, 9)) == UnitPeriod(month, 12)


def test_payments_every_two_years_go_by_the_year():
    dates = [date(2026, 1, 1), *(date(2026 + 2 * number, 1, 1) for number in range(1, 5))]
    flows = [Flow(on, D(100 if not number else -40)) for number, on in enumerate(dates)]
    assert unit_period(flows) == UnitPeriod(Interval.MONTH, 12)


def test_months_of_a_series_on_the_last_day_are_whole():
    flows = loan(1200, *["105.50"] * 12)
    found, _ = find_apr(AprMethod.US_ACTUARIAL, flows)
    same = find_apr(AprMethod.US_ACTUARIAL, loan(1200, *["105.50"] * 12, start=date(2026, 1, 5)))[0]
    assert found.rate == same.rate
    for method in (AprMethod.EU, AprMethod.UK):
        assert (
            find_apr(method, flows)[0].rate
            == find_apr(method, loan(1200, *["105.50"] * 12, start=date(2026, 1, 5)))[0].rate
        )


def test_years_and_a_remainder():
    year = UnitPeriod(Interval.MONTH, 12)
    assert unit_periods(date(2024, 1, 15), date(2025, 7, 15), year, 15) == (1, Fraction(6, 12))
    assert unit_periods(date(2024, 1, 15), date(2025, 7, 20), year, 20) == (1, Fraction(187, 365))
    assert unit_periods(date(2024, 1, 15), date(2024, 1, 20), year, 20) == (0, Fraction(5, 365))


def test_european_intervals_follow_the_rhythm_of_the_payments():
    yearly = loan(1000, start=date(2012, 1, 12)) + [
        Flow(date(2012 + number, 2, 15), D(-400)) for number in range(4)
    ]
    assert find_apr(AprMethod.EU, yearly)[0].unit == UnitPeriod(Interval.MONTH, 12)
    weekly = loan(1000, *[100] * 11, first=START + timedelta(days=9), days=7)
    assert find_apr(AprMethod.EU, weekly)[0].unit == UnitPeriod(Interval.WEEK)
    assert find_apr(AprMethod.UK, loan(1000, 1010, days=7, first=START + timedelta(days=14)))[
        0
    ].unit == UnitPeriod(Interval.WEEK)


def test_flows_at_no_time_at_all_have_no_rate():
    assert yields.at_periods([]).rates == ()
    assert yields.at_years([]).rates == ()
    assert yields.at_years([(Fraction(1), D(0))]).rates == ()
    assert yields.at_periods([(1, Fraction(0), D(5))]).rates == ()


@pytest.mark.parametrize("method", [AprMethod.XIRR, AprMethod.EU, AprMethod.UK, AprMethod.US_ACTUARIAL])
def test_a_deposit_given_back_after_a_loan_leaves_its_rate(method):
    flows = loan(1000, *[100] * 12, start=date(2026, 1, 1))
    plain, _ = find_apr(method, flows)
    back, _ = find_apr(method, [*flows, Flow(date(2027, 12, 1), D(10))])
    assert len(back.others) == 1
    assert back.others[0] < 0 < back.rate < plain.rate
    assert abs(sum(each.worth for each in back.moments)) < D("1e-20")


def test_several_rates_that_can_be_meant_are_all_told():
    days = (date(2026, 1, 1), date(2027, 1, 1), date(2028, 1, 1))
    flows = [Flow(on, D(amount)) for on, amount in zip(days, (-100, 230, -132), strict=True)]
    found, problems = find_apr(AprMethod.XIRR, flows)
    assert found is None
    assert (problems[0].code, problems[0].params) == ("rates_several", {"rates": "10.00 %, 20.00 %"})


# The package curo of pub.dev, tests of USAppendixJ: each was held against the FFIEC APR tool there, the
# one by two weeks with 14 days to a unit-period as the law has it and not with the 15 of that package.
@pytest.mark.parametrize(
    ("start", "received", "first", "payment", "count", "every", "percent"),
    [
        ("2026-04-27", 99000, "2027-04-30", "40215.00", 3, Rhythm.YEAR, "10.528415"),
        ("2026-04-27", 99000, "2026-10-31", "19700.00", 6, Rhythm.HALF_YEAR, "10.569370"),
        ("2026-04-27", 99000, "2026-07-31", "13946.73", 8, Rhythm.QUARTER, "10.859928"),
        ("2026-01-10", 9800, "2026-02-15", "884.91", 12, Rhythm.MONTH, "14.692036"),
        ("2025-12-06", 9900, "2025-12-25", "394.68", 26, Rhythm.TWO_WEEKS, "6.7769"),
        ("2025-12-06", 9900, "2025-12-13", "197.25", 52, Rhythm.WEEK, "6.996096"),
        ("2025-12-06", 10000, "2026-01-17", "10170.00", 1, Rhythm.DAY, "14.773810"),
    ],
)
def test_what_the_tool_of_the_supervisors_says(start, received, first, payment, count, every, percent):
    flows = [Flow(date.fromisoformat(start), D(received))]
    flows += [Flow(paid_on(date.fromisoformat(first), number, every), -D(payment)) for number in range(count)]
    found, _ = find_apr(AprMethod.US_ACTUARIAL, flows)
    assert abs(found.rate * 100 - D(percent)) <= D(1).scaleb(-len(percent.partition(".")[2]))
