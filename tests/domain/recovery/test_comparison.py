"""Ways to pay in figures: totals, true rates, worst months, and which is no better in any respect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.loan.facts import (
    Charge,
    ChargeKind,
    Loan,
    LoanFacts,
    Method,
    Payment,
    Terms,
)
from tracker.domain.rates import Rate, RatePer
from tracker.domain.recovery.comparison import (
    AsNow,
    Outline,
    Respect,
    TrueRate,
    carry_on,
    dominations,
    extended,
    not_before,
    outline,
    without_waived,
)
from tracker.domain.recovery.offer import Breach, OfferPayment

TODAY = date(2026, 11, 21)
START = date(2026, 10, 1)


def sums(*pairs):
    return tuple(OfferPayment(due_on=on, amount_minor=minor) for on, minor in pairs)


def monthly(count, minor, first=date(2026, 12, 21)):
    return extended(sums((first, minor))) + tuple(
        each for n in range(1, count) for each in extended(sums((first, minor)), months=n)
    )


def facts(rate="0", balance=120_000, method=Method.LEVEL_PAYMENT, **terms):
    told = {"periods": 12, "first_due_on": date(2026, 11, 9)} | terms
    loan = Loan(
        id=1, slug="l", name="L", currency="CNY", method=method, tracked_from=START, balance_minor=balance
    )
    made = Terms(effective_on=START, rate=Rate(Decimal(rate), RatePer.YEAR) if rate else None, **told)
    return LoanFacts(loan=loan, terms=(made,))


def test_what_is_late_is_due_at_once_with_everything_posted():
    late = replace(
        facts(),
        charges=(Charge(id=1, loan_id=1, charged_on=START, kind=ChargeKind.LATE_FEE, amount_minor=500),),
    )
    found = carry_on(late, TODAY, added_minor=40)
    assert found.payments[0] == OfferPayment(due_on=TODAY, amount_minor=10_000 + 500 + 40)
    assert [each.amount_minor for each in found.payments[1:]] == [10_000] * 11
    assert (found.owed_minor, found.endless, found.estimate) == (120_540, False, False)
    paid = replace(
        late, payments=(Payment(id=1, loan_id=1, paid_on=TODAY, amount_minor=10_500, currency="CNY"),)
    )
    assert carry_on(paid, TODAY).payments[0].due_on == date(2026, 12, 9)


def test_an_extension_moves_what_is_late_from_its_own_day():
    found = carry_on(facts(), TODAY, added_minor=40, at_once=False)
    assert found.payments[0] == OfferPayment(due_on=date(2026, 11, 9), amount_minor=10_040)
    moved = extended(found.payments, months=1)
    assert [each.due_on for each in moved[:2]] == [date(2026, 12, 9), date(2027, 1, 9)]
    assert extended(sums((date(2027, 1, 31), 1)), months=1, days=2)[0].due_on == date(2027, 3, 2)
    assert not_before(found.payments, TODAY)[0].due_on == TODAY


def test_a_debt_without_a_schedule_has_no_end():
    found = carry_on(facts(rate="", periods=None, first_due_on=None), TODAY)
    assert (found.payments, found.endless) == ((), True)
    shown = outline(found.payments, today=TODAY, owed_minor=found.owed_minor, endless=found.endless)
    assert (shown.total_minor, shown.cost_minor, shown.ends_on, shown.peak) == (None, None, None, None)
    assert shown.rate.kind == "none"


def test_a_card_goes_on_by_its_minimums():
    card = facts(
        rate="18.25",
        method=Method.REVOLVING,
        periods=None,
        first_due_on=None,
        due_day=24,
        statement_day=6,
        minimum_percent=Decimal(10),
    )
    found = carry_on(card, TODAY)
    assert found.estimate
    assert sum(each.amount_minor for each in found.payments) > found.owed_minor


def test_an_extension_without_a_fee_costs_nothing_and_its_rate_is_zero():
    now = carry_on(facts(), TODAY, at_once=False)
    shown = outline(extended(now.payments, months=1), today=TODAY, owed_minor=now.owed_minor)
    assert (shown.cost_minor, shown.total_minor) == (0, now.owed_minor)
    assert abs(shown.rate.rate) < Decimal("1e-20")
    dearer = outline(
        extended(now.payments, months=1), today=TODAY, owed_minor=now.owed_minor, upfront_minor=500
    )
    assert (dearer.cost_minor, dearer.payments[0]) == (500, OfferPayment(due_on=TODAY, amount_minor=500))
    assert dearer.rate.rate > 0


def test_a_level_plan_has_the_rate_it_was_made_with():
    """Published: 10,000 repaid by 12 x 945.60 is 2 percent a month; the days of months blur it a little."""
    shown = outline(monthly(12, 94_560), today=TODAY, owed_minor=1_000_000)
    assert shown.rate.nominal == pytest.approx(Decimal("0.24"), abs=Decimal("0.003"))
    assert shown.rate.rate == pytest.approx(Decimal("1.02") ** 12 - 1, abs=Decimal("0.003"))
    assert (shown.total_minor, shown.ends_on) == (1_134_720, date(2027, 11, 21))


def test_what_is_let_go_makes_a_negative_rate_and_one_day_makes_none():
    less = outline(sums((date(2026, 12, 21), 60_000)), today=TODAY, owed_minor=100_000)
    assert less.rate.kind == "one"
    assert less.rate.rate < 0
    assert less.cost_minor == -40_000
    assert outline(sums((TODAY, 60_000)), today=TODAY, owed_minor=100_000).rate.kind == "none"
    assert outline(sums((date(2026, 11, 1), 60_000)), today=TODAY, owed_minor=100_000).ends_on == TODAY


def test_new_money_costs_what_it_is_above_what_reached_one():
    deducted = outline(monthly(12, 10_000), today=TODAY, owed_minor=100_000, received_minor=97_000)
    assert (deducted.payments[0].amount_minor, deducted.total_minor) == (3_000, 123_000)
    assert deducted.cost_minor == 23_000
    plain = outline(monthly(12, 10_000), today=TODAY, owed_minor=100_000, received_minor=100_000)
    assert deducted.rate.rate > plain.rate.rate
    more = outline(monthly(12, 10_000), today=TODAY, owed_minor=80_000, received_minor=100_000)
    assert (more.cost_minor, more.rate) == (plain.cost_minor, plain.rate)


def test_several_rates_are_said_to_be_several():
    rate = TrueRate(effective=(Decimal("0.1"), Decimal("0.2")))
    assert (rate.kind, rate.rate, rate.nominal) == ("several", None, None)


def test_a_waiver_comes_off_what_is_due_first():
    now = AsNow(
        payments=sums((TODAY, 300), (date(2026, 12, 9), 500)), owed_minor=800, endless=False, estimate=True
    )
    assert without_waived(now, 400).payments == sums((date(2026, 12, 9), 400))
    assert without_waived(now, 0) == now


def test_the_worst_month_is_the_earliest_of_equal_ones():
    shown = outline(
        sums((date(2026, 12, 1), 10), (date(2026, 12, 30), 10), (date(2027, 1, 1), 20)),
        today=TODAY,
        owed_minor=40,
    )
    assert (shown.peak.first, shown.peak.amount_minor) == (date(2026, 12, 1), 20)


def way(total=100, peak=10, end=30, rate="0.1", breach=Breach.NOTHING):
    made = outline(monthly(1, total), today=TODAY, owed_minor=100, breach=breach)
    return replace(
        made, total_minor=total, peak=replace(made.peak, amount_minor=peak),
        ends_on=TODAY + timedelta(days=end),
        rate=TrueRate(effective=() if rate is None else (Decimal(rate),)),
    )  # fmt: skip


def test_a_way_is_dominated_only_where_another_is_no_worse_in_every_respect():
    better = way(total=90, breach=Breach.NOTHING)
    found = dominations({0: way(), 1: better, 2: way(total=80, peak=11), 3: way(breach=Breach.UNKNOWN)})
    assert [(each.by, each.better) for each in found[0]] == [(1, (Respect.TOTAL, Respect.SOON))]
    assert found[1] == found[2] == ()
    assert [(each.by, each.better) for each in found[3]] == [(1, (Respect.TOTAL, Respect.SOON))]


def test_later_payments_are_a_relief_that_nothing_dearer_takes_away():
    now = outline((OfferPayment(due_on=TODAY, amount_minor=530),), today=TODAY, owed_minor=500)
    later = outline(
        (OfferPayment(due_on=TODAY + timedelta(days=31), amount_minor=590),), today=TODAY, owed_minor=500
    )
    assert (now.soon_minor, later.soon_minor) == (530, 0)
    assert dominations({0: now, 1: later}) == {0: (), 1: ()}


def test_a_breach_that_is_not_told_is_no_milder_than_one_that_brings_nothing_back():
    dear = way(total=120, breach=Breach.UNKNOWN)
    assert [each.by for each in dominations({0: way(breach=Breach.NOTHING), 1: dear})[1]] == [0]
    assert dominations({0: way(breach=Breach.WAIVED), 1: dear})[1] == ()


def test_ways_that_are_the_same_do_not_dominate_each_other():
    assert dominations({0: way(), 1: way()}) == {0: (), 1: ()}


def test_a_debt_that_never_ends_is_worse_than_one_that_does():
    never = replace(way(), total_minor=None, ends_on=None, endless=True)
    found = dominations({0: never, 1: way()})
    assert [each.by for each in found[0]] == [1]
    unknown = Outline(
        payments=(), total_minor=None, cost_minor=None, rate=TrueRate(), peak=None, ends_on=None
    )
    assert dominations({0: unknown, 1: way()}) == {0: (), 1: ()}


small = st.integers(0, 2)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.builds(
    lambda total, peak, end, rate, breach: (total, peak, end, rate, breach),
    st.integers(1, 3), small, small, st.sampled_from([None, "0.1", "0.2"]), st.sampled_from(list(Breach)),
), min_size=2, max_size=5))  # fmt: skip
def test_domination_is_a_strict_partial_order(given_ways):
    made = {
        n: way(total=total, peak=peak, end=end, rate=rate, breach=breach)
        for n, (total, peak, end, rate, breach) in enumerate(given_ways)
    }
    above = {key: {each.by for each in found} for key, found in dominations(made).items()}
    for key, others in above.items():
        assert key not in others
        for other in others:
            assert key not in above[other]
            assert above[other] <= others


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 700), st.integers(1, 10**7)), min_size=1, max_size=12),
    st.integers(1, 10**7),
    st.integers(0, 10**5),
)
def test_the_total_is_the_sum_and_the_cost_what_is_above(rows, owed, fee):
    payments = sums(*((TODAY + timedelta(days=days), minor) for days, minor in rows))
    shown = outline(payments, today=TODAY, owed_minor=owed, upfront_minor=fee)
    assert shown.total_minor == sum(minor for _days, minor in rows) + fee
    assert shown.total_minor == sum(each.amount_minor for each in shown.payments)
    assert shown.cost_minor == shown.total_minor - owed
    assert shown.peak.amount_minor <= shown.total_minor
    assert shown.ends_on == max(each.due_on for each in payments)
    if shown.rate.rate is not None:
        assert (shown.rate.rate > 0) == (shown.cost_minor > 0)
