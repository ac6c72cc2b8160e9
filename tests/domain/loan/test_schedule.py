"""Schedules worked out by hand; the published ones are in tests/truth."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import Method, Terms
from tracker.domain.loan.schedule import (
    ROWS_WHEN_ENDLESS,
    Anchor,
    amortise,
    due_series,
    first_due,
    has_schedule,
    interest_between,
    level_payment,
    rate_ratio,
    round_ratio,
)
from tracker.domain.money import Rounding
from tracker.domain.rates import DayCount, Rate, RatePer

START = date(2026, 1, 15)
MONTHLY = Rate(Decimal(1), RatePer.MONTH)


def terms(**given) -> Terms:
    return Terms(effective_on=START, **given)


def parts(rows) -> list[tuple[int, int, int]]:
    return [(row.principal, row.interest, row.fee) for row in rows]


def test_level_payment_clears_with_the_last():
    # 1% of 300.00, payment 102.01: 99.01 + 3.00, 100.00 + 2.01, then the rest with its interest.
    rows = amortise(Method.LEVEL_PAYMENT, terms(rate=MONTHLY, periods=3), 30000, start=START)
    assert parts(rows) == [(9901, 300, 0), (10000, 201, 0), (10099, 101, 0)]
    assert [row.balance for row in rows] == [20099, 10099, 0]
    assert [row.due_on for row in rows] == [date(2026, 2, 15), date(2026, 3, 15), date(2026, 4, 15)]
    assert [row.payment for row in rows] == [10201, 10201, 10200]


def test_a_stated_payment_runs_until_nothing_is_left():
    rows = amortise(Method.LEVEL_PAYMENT, terms(rate=MONTHLY, payment_minor=15000), 30000, start=START)
    # 300 interest leaves 153.00; 1.53 leaves 4.53; 0.05 on that.
    assert parts(rows) == [(14700, 300, 0), (14847, 153, 0), (453, 5, 0)]


def test_equal_principal_pays_interest_on_what_is_left():
    rows = amortise(Method.EQUAL_PRINCIPAL, terms(rate=MONTHLY, periods=3), 10000, start=START)
    assert parts(rows) == [(3333, 100, 0), (3333, 67, 0), (3334, 33, 0)]


def test_interest_only_returns_the_principal_last():
    rows = amortise(Method.INTEREST_ONLY, terms(rate=MONTHLY, periods=3), 10000, start=START)
    assert parts(rows) == [(0, 100, 0), (0, 100, 0), (10000, 100, 0)]


def test_a_flat_fee_is_on_the_original_sum():
    given = terms(fee_percent=Decimal("0.6"), periods=3)
    rows = amortise(Method.FLAT_FEE, given, 10000, start=START, original=20000)
    assert parts(rows) == [(3333, 0, 120), (3333, 0, 120), (3334, 0, 120)]
    by_rate = amortise(Method.FLAT_FEE, terms(rate=MONTHLY, periods=2), 10000, start=START)
    assert parts(by_rate) == [(5000, 0, 100), (5000, 0, 100)]


def test_parts_rounded_up_run_out_early():
    rows = amortise(Method.EQUAL_PRINCIPAL, terms(periods=4, rounding=Rounding.UP), 9, start=START)
    assert [row.principal for row in rows] == [3, 3, 3]


@pytest.mark.parametrize(
    ("given", "interest"),
    [
        ({"periods": 6}, 600),
        ({"periods": 2, "every": Frequency.QUARTER}, 600),
        ({"first_due_on": date(2026, 7, 15)}, 600),
        ({"first_due_on": date(2026, 7, 30)}, 650),  # 15 days more of thirty
        ({"first_due_on": date(2026, 7, 15), "day_count": DayCount.ACTUAL_360}, 603),  # 181 days
        ({"first_due_on": date(2026, 7, 15), "day_count": DayCount.ACTUAL_365}, 595),
    ],
)
def test_a_bullet_bears_interest_for_its_whole_time(given, interest):
    (row,) = amortise(Method.BULLET, terms(rate=MONTHLY, **given), 10000, start=START)
    assert parts([row]) == [(10000, interest, 0)]


def test_interest_by_the_day_needs_the_dates():
    given = terms(rate=Rate(Decimal("36.5")), periods=2, day_count=DayCount.ACTUAL_365)
    rows = amortise(Method.INTEREST_ONLY, given, 10000, start=START)
    assert [row.interest for row in rows] == [310, 280]  # 31 and 28 days at 10 a day


def test_an_informal_loan_of_one_due_date():
    rows = amortise(Method.INFORMAL, terms(first_due_on=date(2026, 6, 1)), 5000, start=START)
    assert [(row.due_on, row.payment) for row in rows] == [(date(2026, 6, 1), 5000)]


def test_an_informal_loan_in_parts_without_interest():
    rows = amortise(Method.INFORMAL, terms(periods=3), 100, start=START)
    assert [row.principal for row in rows] == [33, 33, 34]
    assert amortise(Method.INFORMAL, terms(payment_minor=60), 100, start=START)[-1].principal == 40


def test_a_payment_below_the_interest_is_cut_off_with_a_balance():
    rows = amortise(Method.LEVEL_PAYMENT, terms(rate=MONTHLY, payment_minor=100), 10000, start=START)
    assert len(rows) == ROWS_WHEN_ENDLESS
    assert {row[2:] for row in rows} == {(100, 0, 100, 0, 10000)}


def test_a_payment_below_the_interest_ends_where_the_contract_ends():
    given = terms(rate=MONTHLY, payment_minor=50, periods=3)
    rows = amortise(Method.LEVEL_PAYMENT, given, 10000, start=START)
    assert [row.payment for row in rows] == [50, 50, 10100]


def test_a_table_is_taken_as_it_is():
    table = [(1, date(2026, 2, 1), 40, 5, 1), (2, date(2026, 3, 1), 60, 2, 0)]
    rows = amortise(Method.CUSTOM, terms(), 100, start=START, custom=table)
    assert [(row.payment, row.balance) for row in rows] == [(46, 60), (62, 0)]


@pytest.mark.parametrize("method", [Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.BULLET])
def test_terms_that_say_too_little_give_no_schedule(method):
    assert amortise(method, terms(), 10000, start=START) == ()
    assert amortise(method, terms(periods=3, rate=MONTHLY), 0, start=START) == ()


@pytest.mark.parametrize(
    ("method", "given", "enough"),
    [
        (Method.LEVEL_PAYMENT, {"payment_minor": 1}, True),
        (Method.LEVEL_PAYMENT, {"periods": 3}, False),
        (Method.LEVEL_PAYMENT, {"rate": MONTHLY}, False),
        (Method.FLAT_FEE, {"periods": 3}, True),
        (Method.BULLET, {"first_due_on": START}, True),
        (Method.BULLET, {"due_day": 3}, False),
        (Method.INFORMAL, {"due_day": 3}, False),
        (Method.INFORMAL, {"payment_minor": 3}, True),
        (Method.INFORMAL, {"first_due_on": START}, True),
        (Method.REVOLVING, {}, True),
        (Method.CUSTOM, {}, True),
    ],
)
def test_whether_terms_give_a_schedule(method, given, enough):
    assert has_schedule(method, terms(**given)) is enough


@pytest.mark.parametrize(
    ("method", "given", "lent", "due"),
    [
        (Method.LEVEL_PAYMENT, {}, True, Anchor(date(2026, 2, 15), 15)),
        (Method.LEVEL_PAYMENT, {}, False, None),
        (Method.LEVEL_PAYMENT, {"every": Frequency.WEEK}, True, Anchor(date(2026, 1, 22), 15)),
        (Method.LEVEL_PAYMENT, {"due_day": 15}, True, Anchor(date(2026, 2, 15), 15)),
        (Method.LEVEL_PAYMENT, {"due_day": 15}, False, Anchor(START, 15)),
        (Method.LEVEL_PAYMENT, {"due_day": 20}, True, Anchor(date(2026, 1, 20), 20)),
        (Method.LEVEL_PAYMENT, {"due_day": 14}, False, Anchor(date(2026, 2, 14), 14)),
        (Method.LEVEL_PAYMENT, {"due_day": 31}, True, Anchor(date(2026, 1, 31), 31)),
        (
            Method.LEVEL_PAYMENT,
            {"first_due_on": date(2026, 2, 28), "due_day": 31},
            False,
            Anchor(date(2026, 2, 28), 31),
        ),
        (Method.BULLET, {"periods": 6}, True, Anchor(date(2026, 7, 15), 15)),
        (Method.BULLET, {"periods": 6}, False, None),
        (Method.BULLET, {"due_day": 6}, True, None),
    ],
)
def test_when_the_first_instalment_falls_due(method, given, lent, due):
    assert first_due(method, terms(**given), START, lent=lent) == due


def test_the_first_due_date_may_differ_from_the_day_kept_to():
    dates = list(islice(due_series(date(2026, 2, 10), Frequency.MONTH, 31), 3))
    assert dates == [date(2026, 2, 10), date(2026, 3, 31), date(2026, 4, 30)]


@pytest.mark.parametrize("every", Frequency)
def test_a_series_ends_with_the_calendar(every):
    dates = list(due_series(date(9990, 1, 31), every, 31))
    assert dates[-1] > date(9998, 12, 1)


def test_a_schedule_stops_with_the_calendar():
    given = terms(
        payment_minor=1, rate=MONTHLY, first_due_on=date(9999, 11, 30), day_count=DayCount.ACTUAL_360
    )
    assert len(amortise(Method.LEVEL_PAYMENT, given, 10000, start=date(9999, 10, 30))) == 2


def expected_due(anchor: date, months: int) -> date:
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


@settings(max_examples=400)
@given(
    st.dates(date(1990, 1, 1), date(2110, 12, 31)),
    st.sampled_from([Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR, Frequency.YEAR]),
)
@example(date(2024, 2, 29), Frequency.YEAR)
@example(date(2099, 12, 31), Frequency.MONTH)
@example(date(2096, 2, 29), Frequency.YEAR)  # 2100 is no leap year
@example(date(2026, 1, 31), Frequency.MONTH)
@example(date(2023, 8, 30), Frequency.HALF_YEAR)
def test_due_dates_keep_the_anchor_day(anchor, every):
    found = list(islice(due_series(anchor, every, anchor.day), 60))
    assert found == [expected_due(anchor, number * every.months) for number in range(60)]


@given(st.dates(date(1990, 1, 1), date(2110, 12, 31)), st.sampled_from([7, 14]))
def test_weeks_are_weeks(anchor, days):
    every = Frequency.WEEK if days == 7 else Frequency.TWO_WEEKS
    found = list(islice(due_series(anchor, every, anchor.day), 30))
    assert found == [anchor + timedelta(days=days * number) for number in range(30)]


RATES = st.builds(
    Rate,
    st.decimals(0, 60, places=3),
    st.just(RatePer.YEAR),
)


@given(
    st.sampled_from([Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.BULLET,
                     Method.FLAT_FEE, Method.INFORMAL]),
    RATES,
    st.integers(1, 10**9),
    st.integers(1, 120),
    st.sampled_from(Rounding),
    st.sampled_from(DayCount),
    st.sampled_from(Frequency),
)  # fmt: skip
def test_principal_parts_sum_to_the_principal(method, rate, principal, periods, rounding, count, every):
    given = terms(rate=rate, periods=periods, rounding=rounding, day_count=count, every=every)
    rows = amortise(method, given, principal, start=START)
    assert sum(row.principal for row in rows) == principal
    assert rows[-1].balance == 0
    assert all(row.balance >= 0 <= row.principal for row in rows)
    assert all(row.payment == row.principal + row.interest + row.fee for row in rows)
    assert len(rows) <= periods
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


@given(RATES, st.integers(1, 10**8), st.integers(1, 60))
def test_the_quick_way_and_the_step_by_step_way_agree(rate, principal, periods):
    # Every month of 30/360 from a 15th has thirty days, so both must charge the same interest.
    for method in (Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL):
        by_month = amortise(method, terms(rate=rate, periods=periods), principal, start=START)
        given = terms(rate=rate, periods=periods, day_count=DayCount.THIRTY_360)
        assert amortise(method, given, principal, start=START) == by_month


def test_ratios_are_exact():
    assert rate_ratio(Rate(Decimal("0.05"), RatePer.DAY), Frequency.MONTH, 360) == (3, 200)
    assert rate_ratio(MONTHLY, Frequency.QUARTER, 365) == (3, 100)
    assert rate_ratio(MONTHLY, Frequency.WEEK, 365) == (3, 1300)
    assert [round_ratio(5, 1, 2, each) for each in Rounding] == [3, 2, 3]
    assert [round_ratio(7, 1, 3, each) for each in Rounding] == [2, 2, 3]


def test_a_rate_too_small_to_grow_is_none():
    assert level_payment(1200, 1, 10**80, 12, Rounding.HALF_UP) == 100


def test_no_time_bears_no_interest():
    given = terms(rate=MONTHLY)
    assert interest_between(given, 10000, START, START) == 0
    assert interest_between(terms(), 10000, START, date(2027, 1, 1)) == 0
    assert interest_between(given, 10000, START, date(2026, 2, 15)) == 100
