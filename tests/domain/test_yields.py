"""Rates of return: none, one or several, each exact."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import tvm, yields
from tracker.domain.yields import Yield, irr, xirr

D = Decimal


def flows(*amounts):
    return [D(str(amount)) for amount in amounts]


# Microsoft Support, numpy-financial and formulajs.
@pytest.mark.parametrize(
    ("amounts", "printed", "off"),
    [
        ((-70000, 12000, 15000, 18000, 21000), "-0.021", "0.0005"),
        ((-70000, 12000, 15000, 18000, 21000, 26000), "0.087", "0.0005"),
        ((-70000, 12000, 15000), "-0.444", "0.0005"),
        ((-100, 39, 59, 55, 20), "0.28095", "0.000005"),
        ((-100, 0, 0, 74), "-0.0955", "0.00005"),
        ((-150000, 15000, 25000, 35000, 45000, 60000), "0.0524", "0.00005"),
        ((-75000, 12000, 15000, 18000, 21000, 24000), "0.05715142887178467", "1e-14"),
        ((-4500, 3045, 2371), "0.13918184162670671", "1e-9"),
        (
            (-9765000, -24338874, -3354506, 814300, 1595562, 1975118, 1688159, 391944),
            "-0.33923419058",
            "1e-9",
        ),
    ],
)
def test_irr_examples(amounts, printed, off):
    found = irr(flows(*amounts)).rate
    assert abs(found - D(printed)) <= D(off)


@pytest.mark.parametrize(
    ("amounts", "count", "nearest"),
    [
        ((-100, 100, 0, -7), 2, "-0.0833"),
        ((-100, 100, 0, 7), 1, "0.06206"),
        ((-5, 10.5, 1, -8, 1), 3, "0.0886"),
        ((-5, 10.5, 1, -8, 1, 0, 0, 0), 3, "0.0886"),
        ((-100, 220, -120.9), 2, "0.0684"),
    ],
)
def test_flows_that_turn_twice_may_have_several_rates(amounts, count, nearest):
    found = irr(flows(*amounts))
    assert len(found.rates) == count
    assert found.rates == tuple(sorted(found.rates))
    assert (found.rate is None) == (count > 1)
    assert abs(found.nearest - D(nearest)) < D("0.00005")


@pytest.mark.parametrize("percent", [1, 10, 24, 400])
def test_a_rate_that_is_only_touched_is_one_rate(percent):
    growth = 1 + D(percent) / 100
    found = irr([D(-100), 200 * growth, -100 * growth**2]).rate
    assert abs(found - D(percent) / 100) < D("1e-9")


def test_two_rates_closer_than_the_search_steps_are_told_apart():
    # (x - 1.100) (x - 1.101) in x = 1 + rate
    found = irr(flows(-1000000, 2201000, -1211100)).rates
    assert [round(rate, 6) for rate in found] == [D("0.100000"), D("0.101000")]


def test_a_rate_of_nothing_that_is_only_touched():
    assert [round(rate, 9) for rate in irr(flows(-1, 2, -1)).rates] == [0]
    assert [round(rate, 9) for rate in irr(flows(-2, 4, -2, 0)).rates] == [0]


@pytest.mark.parametrize("amounts", [(), (0, 0), (1, 2, 3), (-1, -2, -3), (-100, 220, -121.1)])
def test_flows_without_a_rate(amounts):
    assert irr(flows(*amounts)) == Yield(())
    assert irr(flows(*amounts)).nearest is None


def test_leading_zeros_do_not_move_the_rate():
    assert irr(flows(0, 0, -100, 110)).rate == irr(flows(-100, 110)).rate == D("0.1")


EXCEL = [
    (date(2008, 1, 1), D(-10000)),
    (date(2008, 3, 1), D(2750)),
    (date(2008, 10, 30), D(4250)),
    (date(2009, 2, 15), D(3250)),
    (date(2009, 4, 1), D(2750)),
]


def test_xirr_does_not_depend_on_the_order_or_on_zeros():
    found = xirr([*reversed(EXCEL), (date(2001, 1, 1), D(0))]).rate
    assert abs(found - D("0.373362535")) < D("1e-8")


def test_flows_of_one_day_count_together():
    split = [(date(2008, 1, 1), D(-4000)), (date(2008, 1, 1), D(-6000)), *EXCEL[1:]]
    assert xirr(split) == xirr(EXCEL)


def test_a_year_of_365_days_is_one_year():
    assert xirr([(date(2025, 1, 1), D(-100)), (date(2026, 1, 1), D(112))]).rate == D("0.12")


def test_dated_flows_without_a_rate():
    assert xirr([]).rates == ()
    assert xirr([(date(2026, 1, 1), D(5)), (date(2026, 2, 1), D(5))]).rates == ()


def test_dated_flows_with_two_rates():
    dated = [(date(2025, 1, 1), D(-1000)), (date(2026, 1, 1), D(2300)), (date(2027, 1, 1), D(-1320))]
    assert [round(rate, 9) for rate in xirr(dated).rates] == [D("0.1"), D("0.2")]


@pytest.mark.parametrize("answer", [None, -1.0, -1.5])
def test_the_search_goes_on_where_the_library_has_no_answer(monkeypatch, answer):
    monkeypatch.setattr(pyxirr, "irr", lambda *_, **__: answer)
    assert irr(flows(-100, 110)).rate == D("0.1")


@pytest.mark.parametrize("answer", [1.0, 1e300, float("inf")])
def test_a_poor_first_guess_is_not_believed(monkeypatch, answer):
    # In u = 1 / (1 + rate) the curve u^2 - u - 1 is flat at u = 0.5 and falls before it.
    monkeypatch.setattr(pyxirr, "irr", lambda *_, **__: answer)
    assert abs(irr(flows(-1, -1, 1)).rate - D("-0.381966011250105")) < D("1e-15")


AMOUNTS = st.lists(st.integers(1, 10**7), min_size=1, max_size=60)


@given(st.integers(1, 10**8), AMOUNTS)
def test_at_its_rate_a_loan_is_worth_nothing(lent, repaid):
    found = irr(flows(lent, *(-amount for amount in repaid))).rate
    assert found is not None
    if found > D("-0.99"):
        assert abs(tvm.npv(found, flows(lent, *(-amount for amount in repaid)))) < D("1e-12") * lent


@given(
    st.integers(10**4, 10**8),
    st.lists(st.tuples(st.integers(1, 3000), st.integers(1, 10**7)), min_size=1, max_size=40),
)
def test_dated_and_equal_steps_agree(lent, repaid):
    start = date(2020, 1, 1)
    dated = [(start, D(lent)), *((start + timedelta(days=days), D(-amount)) for days, amount in repaid)]
    found = xirr(dated).rate
    assert found is not None
    if found > D("-0.9999"):  # of what is left of less than that few digits are kept
        daily = yields.effective_to_nominal(found, 365) / 365
        worth = sum(amount / (1 + daily) ** (on - start).days for on, amount in dated)
        assert abs(worth) < D("1e-9") * lent


def test_nominal_and_effective_are_told_apart():
    rates = yields.flat_fee_rates(D("0.6"), 12)
    assert (round(rates.nominal, 2), round(rates.effective, 2)) == (D("13.03"), D("13.84"))
    assert yields.nominal(D("0.01")) == D("0.12")
    assert round(yields.effective(D("0.01")), 6) == D("0.126825")


def test_no_fee_is_no_rate():
    assert yields.flat_fee_rates(D(0), 12) == (0, 0, 0)


def test_conversions_undo_each_other():
    # EFFECT and NOMINAL, formulajs and Microsoft Support.
    assert abs(yields.nominal_to_effective(D("0.1"), 4) - D("0.10381289062499977")) < D("1e-15")
    assert abs(yields.nominal_to_effective(D("0.0525"), 4) - D("0.0535427")) < D("5e-8")
    assert abs(yields.effective_to_nominal(D("0.053543"), 4) - D("0.05250032")) < D("5e-9")
    assert round(yields.nominal_to_effective(yields.effective_to_nominal(D("0.1384"), 12), 12), 20) == D(
        "0.1384"
    )


# 150 back as 191.99 after nine days: 36.5 times 1.2799… a year is more than a million percent.
def test_one_turn_has_its_rate_however_large_or_small():
    days = [(date(2026, 1, 1), D(150)), (date(2026, 1, 10), D("-191.99"))]
    expected = (D("191.99") / 150) ** (D(365) / 9) - 1
    by_years = yields.at_years([(Fraction(0), D(150)), (Fraction(9, 365), D("-191.99"))])
    for found in (xirr(days).rate, by_years.rate):
        assert abs(found / expected - 1) < D("1e-20")
    next_day = [(date(2026, 1, 1), D(100)), (date(2026, 1, 2), D(-200))]
    assert abs(xirr(next_day).rate / D(2) ** 365 - 1) < D("1e-20")
    assert xirr([(on, -amount) for on, amount in next_day]).rate == xirr(next_day).rate
    for amounts in ((1, "-1e12"), ("1e12", "-0.01"), (-1, 0, 0, "1e30")):
        first, *rest = flows(*amounts)
        found = irr([first, *rest]).rate
        assert abs((1 + found) ** len(rest) * first / -rest[-1] - 1) < D("1e-20")
        assert yields.at_periods([(0, Fraction(0), first), (len(rest), Fraction(0), rest[-1])]).rate == found


def test_rates_beyond_a_million_percent_are_found_where_there_are_no_others():
    turning = [(date(2026, 1, 1), D(-100)), (date(2026, 1, 2), D(230)), (date(2026, 1, 3), D(-132))]
    low, high = xirr(turning).rates  # ten and twenty percent a day
    assert abs(low / (D("1.1") ** 365 - 1) - 1) < D("1e-9")
    assert abs(high / (D("1.2") ** 365 - 1) - 1) < D("1e-9")


def test_a_fee_before_a_loan_does_not_bring_a_second_rate():
    first = date(2026, 1, 1)
    loan = [(first, D(-10)), (first + timedelta(days=30), D(1000))]
    loan += [(first + timedelta(days=30 * number), D(-100)) for number in range(2, 14)]
    assert len(xirr(loan).rates) == 1  # the other is a one with 25 digits
