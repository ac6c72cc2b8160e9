"""A supposed loan in a plan: what it clears, what it costs against the same question without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from lived import METHODS, TODAY, add, facts

from tracker.domain.loan.payoff import payoff
from tracker.domain.plan.new_loan import Borrow, Fee
from tracker.domain.plan.run import Strategy
from tracker.domain.rates import Rate
from tracker.services.borrow.answers import NEW
from tracker.services.plan.answers import PlanRequest
from tracker.services.plan.comparing import compare
from tracker.services.plan.keeping import adopt_plan, save_plan
from tracker.services.plan.smallest import smallest
from tracker.store.loan import read_facts

CAR = {"balance": "20000", "rate": "6%", "periods": "36", "due_day": "21", "first_due": "2026-12-21"}
CARD = METHODS["revolving"] | {"method": "revolving", "periods": "", "balance": "8000"}
PHONE = METHODS["flat_fee"] | {"method": "flat_fee", "balance": "3000", "principal": "3000"}
SIX = Borrow(rate=Rate(Decimal(6)), periods=36)


def asked(book, borrow=None, **request):
    answer, problems = compare(
        book, PlanRequest(borrow=borrow, method=Strategy.AVALANCHE, **request), optimal=False
    )
    assert answer is not None, problems
    return answer


def refused(book, borrow):
    answer, problems = compare(book, PlanRequest(borrow=borrow), optimal=False)
    assert answer is None
    return [each.code for each in problems]


def clears(book, loan, on=TODAY):
    return payoff(read_facts(book.conn, loan), on).total


def test_the_same_loan_again_on_its_due_day_changes_nothing(book):
    car = add(book, "car", **CAR)
    beside = asked(book, replace(SIX, refinances=(car.id,)), extra_minor=300_00).beside
    assert (beside.more_minor, beside.months_more, beside.month_more_minor) == (0, 0, 0)
    assert beside.clears_minor == beside.loan.amount == clears(book, car)
    assert beside.effective == pytest.approx(Decimal("0.06168"), abs=Decimal("0.0001"))


def test_one_loan_pays_off_several_at_what_clears_them_today(book):
    """Fees that do not stop, interest since the last due day and the fee for prepaying are in the sum."""
    phone = add(book, "phone", **PHONE)
    dear = add(book, "dear", **CAR | {"due_day": "9", "first_due": "2026-12-09", "prepay_fee": "2%"})
    answer = asked(book, replace(SIX, refinances=(dear.id, phone.id), fee=Fee(minor=100_00)))
    beside = answer.beside
    assert {each.loan: each.minor for each in beside.clears} == {
        "phone": clears(book, phone), "dear": clears(book, dear)
    }  # fmt: skip
    found = payoff(read_facts(book.conn, dear), TODAY)
    assert found.prepay_fee
    assert found.interest_accrued
    assert payoff(read_facts(book.conn, phone), TODAY).fees_to_come
    assert answer.loans == ((NEW, "The new loan"),)
    assert answer.owed_minor == beside.clears_minor + 100_00
    principal = found.principal + 3_000_00
    # All that is paid beyond what is owed today: the new loan, and what clearing the old ones takes.
    assert beside.after.interest_minor == beside.loan.cost + beside.clears_minor - principal
    assert beside.before == asked(book).row(Strategy.AVALANCHE)


def test_what_is_late_is_owed_either_way_and_no_cost_of_refinancing(opened):
    book = opened(date(2026, 10, 1))
    car = add(
        book,
        "car",
        **CAR | {"due_day": "9", "first_due": "2026-11-09", "penalty_rate": "24%", "late_fee": "50"},
    )
    book = opened(date(2026, 12, 1))
    found = payoff(read_facts(book.conn, car), book.today)
    assert found.penalty
    assert found.late_fees
    beside = asked(book, replace(SIX, refinances=(car.id,))).beside
    assert beside.clears_minor == found.total
    assert beside.after.interest_minor == beside.loan.cost + found.interest_accrued


def test_new_money_pays_debts_at_once_or_is_kept_and_its_cost_counts(book):
    add(book, "car", **CAR)
    card = add(book, "card", **CARD)
    new = Borrow(rate=Rate(Decimal("0.5"), SIX.rate.per), periods=12, amount_minor=5_000_00)
    answer = asked(book, new, monthly_minor=3_000_00)
    paid = dict(answer.months[0].paid)
    assert paid[card.id] >= 5_000_00
    assert answer.beside.more_minor < 0
    assert answer.beside.back_minor == 0
    kept = asked(book, replace(new, is_kept=True), monthly_minor=3_000_00).beside
    assert kept.more_minor > 0
    assert kept.brought_minor == 0
    assert kept.month_more_minor == kept.loan.payment


def test_new_money_costs_what_the_loan_costs_less_what_the_debts_save(book):
    """Its payments come beside the money of the month while it runs, and pay for nothing else."""
    add(book, "car", **CAR)
    new = Borrow(rate=Rate(Decimal(12)), periods=24, amount_minor=5_000_00)
    kept = asked(book, replace(new, is_kept=True), extra_minor=100_00).beside
    assert kept.more_minor == kept.loan.cost
    assert kept.after.months == kept.before.months
    paid = asked(book, new, extra_minor=100_00).beside
    once, _none = compare(
        book,
        PlanRequest(extra_minor=100_00, one_off_minor=5_000_00, method=Strategy.AVALANCHE),
        optimal=False,
    )
    saved = paid.before.interest_minor - once.row(Strategy.AVALANCHE).interest_minor
    assert paid.more_minor == paid.loan.cost - saved
    assert paid.back_minor == 0


def test_money_dearer_than_every_debt_is_said_to_go_straight_back(book):
    add(book, "car", **CAR)
    dear = Borrow(rate=Rate(Decimal(60)), periods=24, amount_minor=5_000_00, product="online_loan")
    assert asked(book, dear).beside.back_minor == 0
    beside = asked(book, dear, monthly_minor=2_000_00).beside
    assert beside.back_minor > 4_000_00
    assert beside.more_minor > 0
    assert [each.verdict for each in beside.checks] == ["above"]


def test_a_fee_makes_the_true_rate_higher_and_the_whole_dearer(book):
    car = add(book, "car", **CAR)
    plain, on_top, kept_back = (
        asked(book, replace(SIX, refinances=(car.id,), fee=fee)).beside
        for fee in (Fee(), Fee(percent=Decimal(3)), Fee(percent=Decimal(3), is_kept_back=True))
    )
    assert plain.more_minor == 0 < on_top.more_minor < kept_back.more_minor
    assert plain.nominal < on_top.nominal < kept_back.nominal
    assert kept_back.loan.received >= kept_back.clears_minor > kept_back.loan.received - 100


def test_an_empty_book_may_suppose_a_loan_too(book):
    answer = asked(book, replace(SIX, amount_minor=1_000_00, is_kept=True))
    assert answer.beside.before is None
    assert answer.beside.more_minor == answer.beside.loan.cost


def test_rates_that_are_supposed_higher_leave_the_rate_that_was_said(book):
    add(book, "car", **CAR)
    request = {"borrow": replace(SIX, amount_minor=1_000_00), "rate_points": Decimal(2)}
    answer = asked(book, **request)
    new = [step.amount_minor for step in answer.steps if step.loan_id == NEW]
    assert new[3] == answer.beside.loan.payment


def test_the_adopted_plan_stays_as_it_is_beside_the_supposition(book):
    car = add(book, "car", **CAR)
    adopt_plan(book, PlanRequest(extra_minor=200_00, method=Strategy.AVALANCHE), "mine")
    plain = asked(book, extra_minor=200_00)
    with_it = asked(book, replace(SIX, refinances=(car.id,), periods=12), extra_minor=200_00)
    assert with_it.adopted.row == plain.adopted.row
    assert with_it.row(Strategy.AVALANCHE) != plain.row(Strategy.AVALANCHE)


def test_a_plan_with_a_supposed_loan_is_neither_kept_nor_followed(book):
    car = add(book, "car", **CAR)
    before = facts(book)
    request = PlanRequest(borrow=replace(SIX, refinances=(car.id,)))
    for found, problems in (save_plan(book, request, "x"), adopt_plan(book, request, "x")):
        assert found is None
        assert [each.code for each in problems] == ["plan_borrows"]
    assert facts(book) == before


def test_what_cannot_be_supposed_is_refused(book):
    car = add(book, "car", **CAR)
    unrated = add(
        book, "x", balance="100", payment="10", rate="", periods="", method="level_payment", due_day="5"
    )
    abroad = add(book, "y", **CAR | {"currency": "EUR"})
    paid = replace(SIX, refinances=(car.id,))
    assert refused(book, replace(paid, amount_minor=19_999_99)) == ["plan_borrow_small"]
    back = Fee(percent=Decimal(5), is_kept_back=True)
    assert refused(book, replace(paid, amount_minor=20_500_00, fee=back)) == ["plan_borrow_small"]
    assert refused(book, replace(SIX, refinances=(unrated.id,))) == ["plan_borrow_unrated"]
    assert refused(book, replace(SIX, refinances=(abroad.id,))) == ["currency_mismatch"]
    assert refused(book, replace(SIX, refinances=(999,))) == ["plan_borrow_nothing"]
    assert refused(book, SIX) == ["required"]
    assert refused(book, replace(SIX, amount_minor=0)) == ["not_positive"]
    assert refused(book, replace(SIX, amount_minor=100, periods=601)) == ["not_in_range"]
    whole = Fee(minor=100_00, is_kept_back=True)
    assert refused(book, replace(SIX, amount_minor=100_00, fee=whole)) == ["plan_borrow_fee"]


def test_the_smallest_budget_counts_the_supposed_loan(book):
    car = add(book, "car", **CAR)
    longer = replace(SIX, refinances=(car.id,), periods=60)
    found = [smallest(book, PlanRequest(borrow=each))[0].budget_minor for each in (None, longer)]
    assert found[1] < found[0]
