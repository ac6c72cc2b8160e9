"""Time value of money: further published examples, and the law that ties the functions together."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import tvm
from tracker.domain.tvm import PeriodOutOfRangeError

D = Decimal
TENTH = D("0.1") / 12


def near(found, printed, places=6):
    return abs(found - D(printed)) <= D(5).scaleb(-places - 1)


# Microsoft Support, Excel function reference (DOMAIN A.4).
@pytest.mark.parametrize(
    ("found", "printed", "places"),
    [
        (tvm.pmt(D("0.08") / 12, 10, D(10000)), "-1037.03", 2),
        (tvm.pmt(D("0.08") / 12, 10, D(10000), begin=True), "-1030.16", 2),
        (tvm.pmt(D("0.06") / 12, 216, D(0), D(50000)), "-129.08", 2),
        (tvm.ipmt(TENTH, 1, 36, D(8000)), "-66.67", 2),
        (tvm.ipmt(D("0.1"), 3, 3, D(8000)), "-292.45", 2),
        (tvm.ppmt(TENTH, 1, 24, D(2000)), "-75.62", 2),
        (tvm.ppmt(D("0.08"), 10, 10, D(200000)), "-27598.05", 2),
        (tvm.fv(D("0.06") / 12, 10, D(-200), D(-500), begin=True), "2581.40", 2),
        (tvm.fv(D("0.12") / 12, 12, D(-1000)), "12682.50", 2),
        (tvm.fv(D("0.11") / 12, 35, D(-2000), begin=True), "82846.25", 2),
        (tvm.fv(D("0.06") / 12, 12, D(-100), D(-1000), begin=True), "2301.40", 2),
        (tvm.pv(D("0.08") / 12, 240, D(500)), "-59777.15", 2),
        (tvm.nper(D("0.01"), D(-100), D(-1000), D(10000), begin=True), "59.6738657", 7),
        (tvm.nper(D("0.01"), D(-100), D(-1000), D(10000)), "60.0821229", 7),
        (tvm.nper(D("0.01"), D(-100), D(-1000)), "-9.57859404", 8),
        (tvm.npv(D("0.1"), [D(-10000), D(3000), D(4200), D(6800)], first_period=1), "1188.44", 2),
        (tvm.cumulative_interest(D("0.09") / 12, 360, D(125000), 13, 24), "-11135.23213", 5),
        (tvm.cumulative_interest(D("0.09") / 12, 360, D(125000), 1, 1), "-937.5", 2),
        (tvm.cumulative_principal(D("0.09") / 12, 360, D(125000), 13, 24), "-934.1071234", 7),
        (tvm.cumulative_principal(D("0.09") / 12, 360, D(125000), 1, 1), "-68.27827118", 8),
    ],
)
def test_spreadsheet_examples(found, printed, places):
    assert near(found, printed, places)


# numpy-financial tests/test_financial.py; formulajs test/financial.js.
@pytest.mark.parametrize(
    ("found", "printed", "places"),
    [
        (tvm.pv(D("0.07"), 20, D(12000)), "-127128.1709461939327295222005", 20),
        (tvm.pmt(D("0.8"), 3, D(20000)), "-19311.25827814569536423841060", 22),
        (tvm.ppmt(TENTH, 1, 60, D(55000)), "-710.2541257864217612489830917", 22),
        (tvm.ppmt(D("0.23") / 12, 1, 60, D(10**10)), "-90238044.2322778884413969909", 12),
        (tvm.npv(D("0.05"), [D(x) for x in (-15000, 1500, 2500, 3500, 4500, 6000)]), "122.8948549509", 10),
        (tvm.fv(D("0.075"), 20, D(-2000)), "86609.36267304300040536731624", 20),
        (tvm.fv(D("0.075"), 20, D(-2000), begin=True), "93105.064874", 6),
        (tvm.nper(D("0.075"), D(-2000), D(0), D(100000)), "21.5449442", 7),
        (tvm.nper(D("0.075"), D(-2000), D(0), D(100000), begin=True), "20.76156441", 8),
        (tvm.nper(D("0.1"), D(0), D(-500), D(1500)), "11.52670461", 8),
        (tvm.ipmt(D("0.001988079518355057"), 2, 360, D(300000), begin=True), "-594.107158", 6),
        (tvm.ipmt(D("0.001988079518355057"), 3, 360, D(300000), begin=True), "-592.971592", 6),
        (tvm.ppmt(TENTH, 2, 24, D(2000), begin=True), "-75.62318601", 8),
        (tvm.ppmt(TENTH, 4, 24, D(2000), begin=True), "-76.88882405", 8),
        (tvm.ipmt(TENTH, 6, 24, D(100000), D(1000000)), "928.8235718400465", 9),
        (tvm.ipmt(TENTH, 6, 24, D(100000), D(1000000), begin=True), "921.1473439736042", 9),
        (tvm.ppmt(TENTH, 6, 24, D(100000), D(1000000), begin=True), "-42996.60417498356", 9),
        (tvm.pmt(TENTH, 24, D(100000), D(1000000), begin=True), "-42075.45683100995", 9),
        (tvm.nper(TENTH, D(-100), D(-1000), D(10000), begin=True), "63.016966422019685", 9),
        (tvm.npv(D("0.1"), [D(-10000), D(2000), D(4000), D(8000)], first_period=1), "1031.3503176012546", 9),
        (tvm.cumulative_interest(TENTH, 360, D(100000), 13, 24, begin=True), "-9834.815716321069", 9),
        (tvm.cumulative_interest(D("0.005333"), 120, D("737.17"), 1, 120), "-262.766924283291", 9),
        (tvm.cumulative_principal(TENTH, 360, D(100000), 1, 24), "-1169.9649033716187", 9),
        (tvm.cumulative_principal(TENTH, 360, D(100000), 1, 24, begin=True), "-1986.7420529305305", 9),
        (tvm.rate(10, D(0), D(-3500), D(10000)), "0.1106908537107528", 16),
    ],
)  # fmt: skip
def test_library_examples(found, printed, places):
    assert near(found, printed, places)


def test_without_interest_sums_are_plain():
    assert tvm.pmt(D(0), 60, D(15000)) == -250
    assert tvm.fv(D(0), 12, D(-100), D(-1000)) == 2200
    assert tvm.pv(D(0), 12, D(-100)) == 1200
    assert tvm.nper(D(0), D(-100), D(-1000), D(10000)) == 90
    assert tvm.ipmt(D(0), 3, 12, D(1200)) == 0
    assert tvm.ppmt(D(0), 3, 12, D(1200)) == -100
    assert tvm.rate(12, D(-100), D(1200)) == 0


def test_nothing_has_accrued_on_the_first_day():
    assert tvm.ipmt(TENTH, 1, 24, D(2000), begin=True) == 0


@pytest.mark.parametrize("period", [0, 25, -1])
def test_a_period_must_be_one_of_the_loan(period):
    for ask in (
        lambda: tvm.ipmt(TENTH, period, 24, D(2000)),
        lambda: tvm.ppmt(TENTH, period, 24, D(2000)),
        lambda: tvm.cumulative_interest(TENTH, 24, D(2000), 1, period),
        lambda: tvm.cumulative_principal(TENTH, 24, D(2000), period, 24),
    ):
        with pytest.raises(PeriodOutOfRangeError):
            ask()


@pytest.mark.parametrize(
    "found",
    [
        tvm.nper(D("0.02"), D(-200), D(10000)),  # the payment is the interest
        tvm.nper(D("0.02"), D(-199), D(10000)),
        tvm.nper(D(0), D(0), D(10000)),
        tvm.nper(D(-1), D(-100), D(1000)),
        tvm.rate(12, D(400), D(10000), D(5000)),  # numpy-financial: repaid by further withdrawals
        tvm.rate(0, D(-100), D(1000)),
        tvm.rate(12, D(-1), D("0.0001")),  # a hundred thousand percent and more
    ],
)
def test_what_cannot_be_is_none(found):
    assert found is None


def test_of_two_rates_the_one_nearer_to_ten_percent():
    # In x = 1 + rate: 100 x^2 - 215 (x + 1) + 330.5 is zero at 1.05 and at 1.10.
    assert tvm.rate(2, D(-215), D(100), D("330.5")) == D("0.1")
    # 100 x^2 - 222 (x + 1) + 345.12 is zero at 1.08 and at 1.14.
    assert abs(tvm.rate(2, D(-222), D(100), D("345.12")) - D("0.08")) < D("1e-25")


RATES = st.decimals(D("-0.05"), D("0.2"), places=6)
SUMS = st.decimals(D(1), D(10**7), places=2)


@given(RATES, st.integers(1, 480), SUMS, st.booleans())
def test_the_functions_agree(rate, periods, present, begin):
    payment = tvm.pmt(rate, periods, present, begin=begin)
    size = present * max(1, (1 + rate) ** periods)
    assert abs(tvm.fv(rate, periods, payment, present, begin=begin)) < size * D("1e-20")
    assert abs(tvm.pv(rate, periods, payment, begin=begin) - present) < size * D("1e-20")
    parts = tvm.ipmt(rate, periods, periods, present, begin=begin) + tvm.ppmt(
        rate, periods, periods, present, begin=begin
    )
    assert abs(parts - payment) < size * D("1e-20")


@given(RATES, st.integers(2, 360), SUMS)
def test_a_rate_is_found_again(rate, periods, present):
    found = tvm.rate(periods, tvm.pmt(rate, periods, present), present)
    assert found is not None
    assert abs(found - rate) < D("1e-15")


@given(RATES.filter(lambda rate: abs(rate) > D("0.0001")), st.integers(1, 240), SUMS, st.booleans())
def test_a_number_of_periods_is_found_again(rate, periods, present, begin):
    payment = tvm.pmt(rate, periods, present, begin=begin)
    found = tvm.nper(rate, payment, present, begin=begin)
    assert found is not None
    assert abs(found - periods) < D("1e-6")


@given(RATES, st.integers(1, 60), SUMS)
def test_principal_parts_add_up_to_the_loan(rate, periods, present):
    paid = -tvm.cumulative_principal(rate, periods, present, 1, periods)
    assert abs(paid - present) < present * D("1e-18")
