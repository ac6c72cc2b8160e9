"""A loan that is not taken out yet: its cost, the months, the first shortfall, the end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.loan.facts import Loan, LoanFacts, Method, Terms
from tracker.domain.rates import Rate, RatePer
from tracker.domain.recovery.borrowing import (
    Effect,
    Load,
    borrowed,
    effect,
    free_on,
    loads,
    saving,
    share,
    worst,
)
from tracker.domain.recovery.offer import OfferPayment

START = date(2026, 11, 21)
SOON, LATER = date(2026, 12, 4), date(2027, 1, 6)


def facts(principal=120_000, rate="0", periods=12, method=Method.LEVEL_PAYMENT, **more):
    loan = Loan(
        id=-1, slug="", name="N", currency="CNY", method=method, tracked_from=START, opened_on=START,
        balance_minor=principal, principal_minor=principal,
    )  # fmt: skip
    terms = Terms(effective_on=START, rate=Rate(Decimal(rate), RatePer.YEAR), periods=periods, **more)
    return LoanFacts(loan=loan, terms=(terms,))


@settings(max_examples=40, deadline=None)
@given(st.integers(1_000, 10_000_000), st.integers(2, 48))
def test_a_loan_that_costs_nothing_has_the_rate_nothing(principal, periods):
    found = borrowed(facts(principal, periods=periods), principal)
    assert (found.total_minor, found.cost_minor) == (principal, 0)
    assert abs(found.rate.rate) < Decimal("1e-12")


@settings(max_examples=40, deadline=None)
@given(st.integers(10_000, 1_000_000), st.integers(1, 36), st.integers(1, 40))
def test_a_fee_taken_off_raises_cost_and_rate(principal, rate, percent):
    terms = facts(principal, rate=str(rate))
    whole, less = borrowed(terms, principal), borrowed(terms, principal - principal * percent // 100)
    assert less.cost_minor - whole.cost_minor == principal * percent // 100
    assert less.rate.rate > whole.rate.rate > 0


def test_a_loan_without_an_end_has_no_cost():
    found = borrowed(facts(rate="24", periods=None, payment_minor=100, first_due_on=SOON), 120_000)
    assert (found.endless, found.total_minor, found.cost_minor) == (True, None, None)
    assert found.payments


def test_what_becomes_of_the_first_shortfall():
    assert effect(None, None) is Effect.NONE
    assert effect(SOON, SOON) is Effect.STAYS
    assert effect(None, SOON) is Effect.BRINGS
    assert effect(SOON, None) is Effect.REMOVES
    assert effect(SOON, LATER) is effect(LATER, SOON) is Effect.MOVES


def test_months_side_by_side():
    def sums(*pairs):
        return tuple(OfferPayment(due_on=on, amount_minor=minor) for on, minor in pairs)

    before = sums((SOON, 100), (date(2026, 12, 31), 50), (LATER, 10))
    found = loads(before, (*before, *sums((LATER, 140), (date(2028, 1, 1), 9))), SOON, 3)
    assert found == (
        Load(first=date(2026, 12, 1), before_minor=150, after_minor=150),
        Load(first=date(2027, 1, 1), before_minor=10, after_minor=150),
        Load(first=date(2027, 2, 1), before_minor=0, after_minor=0),
    )
    assert worst(found) == found[0]
    assert worst(()) is None


def test_a_share_of_what_comes_in():
    assert share(250, 1000) == 25
    assert share(250, 0) is None


def test_the_end_of_all_debts_is_known_only_if_every_end_is():
    assert free_on({}) == (None, ())
    assert free_on({"a": SOON, "b": LATER}) == (LATER, ())
    assert free_on({"a": SOON, "b": None}) == (None, ("b",))


def test_what_switching_saves_or_costs():
    told = {
        "as_now_minor": 1_100,
        "paid_minor": 1_000,
        "rest_minor": 0,
        "new_minor": 1_250,
        "received_minor": 1_200,
    }
    assert saving(**told) == 50
    assert saving(**{**told, "new_minor": 1_400}) == -100
    for name in ("as_now_minor", "rest_minor", "new_minor"):
        assert saving(**{**told, name: None}) is None
