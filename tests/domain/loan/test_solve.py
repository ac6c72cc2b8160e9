"""Three of amount, rate, number and payment give the fourth, and the schedule agrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import Method, Terms
from tracker.domain.loan.schedule import amortise
from tracker.domain.loan.solve import Known, Solution, UnsolvableMethodError, solve
from tracker.domain.money import Rounding
from tracker.domain.rates import Rate, RatePer

START = date(2026, 1, 5)
LEVEL, PARTS, FLAT = Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.FLAT_FEE


def percent(text) -> Rate:
    return Rate(Decimal(text))


def found(method, **known) -> Solution:
    solution, problems = solve(method, Known(**known))
    assert not problems
    assert solution is not None
    return solution


def refused(method, **known) -> str:
    solution, problems = solve(method, Known(**known))
    assert solution is None
    return " ".join(f"{problem.field}:{problem.code}" for problem in problems)


# DOMAIN E and A.5: 10,000 at 24 % in 12 payments of 945.60, the last 945.55; and other records.
@pytest.mark.parametrize(
    ("principal", "rate", "periods", "payment", "last"),
    [
        (1_000_000, "24", 12, 94_560, 94_555),
        (1_200_000, "12.96", 12, 107_158, 107_161),
        (300_000, "36", 6, 55_379, 55_381),
        (100_000_000, "4.9", 360, 530_727, 530_519),
        (2_000_000, "0", 60, 33_333, 33_353),
        (1_000, "0", 1, 1_000, 1_000),
    ],
)
def test_any_one_of_four_follows_from_the_others(principal, rate, periods, payment, last):
    whole = Known(principal=principal, rate=percent(rate), periods=periods, payment=payment)
    for missing in ("periods", "payment", "rate"):
        solution, problems = solve(LEVEL, replace(whole, **{missing: None}))
        assert problems == ()
        assert (solution.periods, solution.payment, solution.principal) == (periods, payment, principal)
        if missing != "rate":
            assert solution.last_payment == last
        assert abs(solution.rate.percent - Decimal(rate)) < Decimal("0.02")
    solution, _ = solve(LEVEL, replace(whole, principal=None))
    assert abs(solution.principal - principal) <= periods


def test_a_rate_is_found_to_a_millionth_of_a_percent():
    assert found(LEVEL, principal=800_000, periods=48, payment=20_000).rate == percent("9.241767")
    assert str(found(LEVEL, principal=1_000_000, periods=12, payment=94_560).rate.percent) == "24.000834"
    assert str(found(PARTS, principal=1_000_000, periods=10, payment=116_667).rate.percent) == "20.0004"
    assert str(found(FLAT, principal=1_000_000, periods=10, payment=300_000).fee_percent) == "20"
    assert found(LEVEL, principal=1_200_000, periods=12, payment=100_000).rate == percent("0")


def test_a_number_is_rounded_up_with_a_smaller_last_payment():
    solution = found(LEVEL, principal=1_000_000, rate=percent(24), payment=100_000)
    assert (solution.periods, solution.last_payment) == (12, 27_032)
    plain = found(LEVEL, principal=1_000, rate=percent(0), payment=300)
    assert (plain.periods, plain.last_payment) == (4, 100)


def test_rates_of_other_times_and_lenders_who_round_up():
    solution = found(LEVEL, principal=1_000_000, rate=Rate(Decimal(2), RatePer.MONTH), periods=12)
    assert solution.payment == 94_560
    weekly = found(LEVEL, principal=1_000_000, rate=percent(26), periods=26, every=Frequency.TWO_WEEKS)
    assert weekly.payment == 43_869
    up = found(LEVEL, principal=1_000_000, rate=percent(24), periods=12, rounding=Rounding.UP)
    assert up.payment == 94_560
    assert found(LEVEL, principal=1_000, rate=percent(0), periods=3, rounding=Rounding.UP).payment == 334


def test_a_daily_rate_is_counted_by_its_basis():
    daily = Rate(Decimal("0.05"), RatePer.DAY)
    over_360 = found(LEVEL, principal=1_000_000, rate=daily, periods=12, basis=360)
    assert over_360.payment == found(LEVEL, principal=1_000_000, rate=percent(18), periods=12).payment


@pytest.mark.parametrize("payment", [1, 19_999, 20_000])
@pytest.mark.parametrize("periods", [None, 12])
def test_a_payment_that_never_reaches_the_principal_is_a_problem(payment, periods):
    known = {"principal": 1_000_000, "rate": percent(24), "payment": payment}
    if periods:
        # The amount that such payments clear is solved for instead, and is small.
        assert found(LEVEL, rate=percent(24), periods=periods, payment=payment).principal < 12 * payment + 1
    else:
        assert refused(LEVEL, **known) == "payment:payment_below_interest"


def test_problems_write_amounts_with_the_decimals_of_the_currency():
    known = Known(principal=1_000_000, rate=percent(24), payment=15_000)
    _, (problem,) = solve(LEVEL, known)
    assert (problem.value, problem.params) == ("150.00", {"interest": "200.00"})
    _, (problem,) = solve(LEVEL, replace(known, currency="JPY"))
    assert (problem.value, problem.params) == ("15000", {"interest": "20000"})
    _, (problem,) = solve(LEVEL, replace(known, periods=5000, payment=None))
    assert problem.params == {"low": "1", "high": "3660"}


def test_a_payment_that_rounds_to_the_interest_is_a_problem():
    assert refused(LEVEL, principal=100, rate=percent(360), periods=600) == "payment:payment_below_interest"


@pytest.mark.parametrize(
    ("method", "known", "expected"),
    [
        (LEVEL, {"principal": 1000, "periods": 12}, "terms:three_of_four"),
        (LEVEL, {"principal": 1000, "periods": 12, "payment": 90, "rate": percent(1)}, "terms:three_of_four"),
        (LEVEL, {"principal": 0, "periods": 9, "rate": percent(1)}, "principal:not_positive"),
        (LEVEL, {"principal": 9, "periods": 0, "rate": percent(1)}, "periods:not_in_range"),
        (LEVEL, {"principal": 1000, "periods": 12, "rate": percent(-1)}, "rate:negative"),
        (LEVEL, {"principal": 1000, "rate": percent(1), "payment": -5}, "payment:not_positive"),
        (LEVEL, {"principal": 1000, "periods": 5000, "rate": percent(1)}, "periods:not_in_range"),
        (LEVEL, {"principal": 10**9, "rate": percent(0), "payment": 1}, "payment:payments_below_principal"),
        (LEVEL, {"principal": 1000, "periods": 9, "payment": 110}, "payment:payments_below_principal"),
        (LEVEL, {"principal": 1, "periods": 2, "payment": 10**6}, "payment:no_rate"),
        (FLAT, {"principal": 1000, "periods": 12, "fee_percent": Decimal(-1)}, "fee_percent:negative"),
        (FLAT, {"principal": 1000, "periods": 12, "rate": percent(1)}, "terms:three_of_four"),
        (FLAT, {"principal": 1000, "periods": 10, "payment": 99}, "payment:payments_below_principal"),
        (PARTS, {"principal": 1000, "rate": percent(12), "payment": 10}, "payment:payment_below_interest"),
        (PARTS, {"principal": 10**9, "rate": percent(0), "payment": 1}, "payment:payments_below_principal"),
    ],
)  # fmt: skip
def test_what_cannot_be_solved_is_said(method, known, expected):
    assert refused(method, **known) == expected


@pytest.mark.parametrize("method", [m for m in Method if m not in (LEVEL, PARTS, FLAT)])
def test_methods_without_a_regular_payment_are_not_asked(method):
    with pytest.raises(UnsolvableMethodError):
        solve(method, Known(principal=1000, periods=12, rate=percent(1)))


def test_equal_principal_is_solved_by_its_first_payment():
    # cn-debj-1: 10,000 at 24 % in 12, first payment 1033.33, last 850.04.
    solution = found(PARTS, principal=1_000_000, rate=percent(24), periods=12)
    assert (solution.payment, solution.last_payment) == (103_333, 85_004)
    assert found(PARTS, principal=1_000_000, rate=percent(24), payment=103_333) == solution
    assert found(PARTS, principal=1_000_000, periods=12, payment=103_333).rate == percent(24)
    assert found(PARTS, rate=percent(24), periods=12, payment=103_333).principal == 999_997
    smaller = found(PARTS, principal=1_000, rate=percent(0), payment=300)
    assert (smaller.periods, smaller.payment, smaller.last_payment) == (4, 250, 250)


def test_a_flat_fee_is_solved_by_its_payment():
    # cn-flat-12000: 12,000 in 12 at 0.60 % is 1072.00 a month.
    solution = found(FLAT, principal=1_200_000, fee_percent=Decimal("0.6"), periods=12)
    assert (solution.payment, solution.last_payment, solution.rate) == (107_200, 107_200, None)
    fee = found(FLAT, principal=1_200_000, periods=12, payment=107_200).fee_percent
    assert fee == Decimal("0.600000")
    assert found(FLAT, principal=1_200_000, fee_percent=fee, payment=107_200).periods == 12
    assert found(FLAT, fee_percent=fee, periods=12, payment=107_200).principal == 1_200_000
    single = found(FLAT, principal=1_000, fee_percent=Decimal(0), payment=1_000)
    assert (single.periods, single.last_payment) == (1, 1_000)


RATES = st.decimals(Decimal("0.1"), Decimal(48), places=2).map(Rate)
PRINCIPALS = st.integers(10_000, 10**9)
PERIODS = st.integers(1, 120)


def rows_of(method, solution):
    terms = Terms(
        effective_on=START, rate=solution.rate, fee_percent=solution.fee_percent, periods=solution.periods
    )
    return amortise(method, terms, solution.principal, start=START)


@given(PRINCIPALS, RATES, PERIODS, st.sampled_from([LEVEL, PARTS]))
def test_a_solved_payment_is_the_schedule_s(principal, rate, periods, method):
    solution, problems = solve(method, Known(principal=principal, rate=rate, periods=periods))
    assume(not problems)
    rows = rows_of(method, solution)
    assert rows[0].payment == (solution.payment if len(rows) > 1 else solution.last_payment)
    assert rows[-1].payment == solution.last_payment
    assert sum(row.principal for row in rows) == principal


@given(PRINCIPALS, RATES, st.integers(1, 60), st.sampled_from([LEVEL, PARTS]))
def test_what_is_solved_solves_back(principal, rate, periods, method):
    solution, problems = solve(method, Known(principal=principal, rate=rate, periods=periods))
    assert problems == ()
    back = found(method, principal=principal, rate=rate, payment=solution.payment)
    assert (back.periods, back.last_payment) == (periods, solution.last_payment)
    again = found(method, principal=principal, periods=periods, payment=solution.payment).rate
    once_more = found(method, principal=principal, rate=again, periods=periods)
    assert abs(once_more.payment - solution.payment) <= 1


@given(PRINCIPALS, RATES, st.integers(1, 10**7))
def test_a_number_solved_from_any_payment_is_the_schedule_s(principal, rate, payment):
    solution, problems = solve(LEVEL, Known(principal=principal, rate=rate, payment=payment))
    if problems:
        assert problems[0].code in {"payment_below_interest", "payments_below_principal"}
        return
    terms = Terms(effective_on=START, rate=rate, periods=solution.periods, payment_minor=payment)
    rows = amortise(LEVEL, terms, principal, start=START)
    assert len(rows) == solution.periods
    assert rows[-1].payment == solution.last_payment
    assert all(row.payment == payment for row in rows[:-1])
