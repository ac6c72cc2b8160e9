"""How far an adopted plan was followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from lived import TODAY, add, pay

from tracker.domain.plan.run import Strategy
from tracker.services.loan import change
from tracker.services.plan.answers import Misfit, PlanRequest, Tracking
from tracker.services.plan.comparing import compare
from tracker.services.plan.keeping import adopt_plan, drop_plan, list_plans
from tracker.services.plan.moving import why_view
from tracker.services.plan.tracking import adopted_answer, followed_plans, plan_dues, shown_plan

PLAIN = PlanRequest(extra_minor=500_00, method=Strategy.AVALANCHE)


@pytest.fixture
def loans(book):
    found = [
        add(book, "car", balance="20000", rate="6%", periods="36", due_day="28"),
        add(book, "small", balance="3000", rate="9%", periods="24", due_day="10"),
    ]
    done, problems = adopt_plan(book, PLAIN, "plan")
    assert done, problems
    return found


@pytest.fixture
def steps(book, loans):
    return compare(book, PLAIN, optimal=False)[0].steps


def state(book, today=None):
    book.today = today or book.today
    (found,) = followed_plans(book)
    return found


def follow(book, loans, steps, until, skip=()):
    by_id = {loan.id: loan for loan in loans}
    for step in steps:
        if step.on <= until and step.on not in skip:
            book.today = max(book.today, step.on)
            pay(book, by_id[step.loan_id], step.amount_minor, step.on)


def test_a_plan_just_adopted_is_on_plan(book, loans):
    found = state(book)
    assert (found.standing, found.off_minor, found.months_due) == (Tracking.ON_PLAN, 0, 0)
    assert (found.next_extra.loan, found.next_extra.on, found.next_extra.extra_minor) == (
        "small", date(2026, 12, 10), 500_00
    )  # fmt: skip
    assert found.misfits == ()


def test_followed_to_the_day_it_is_on_plan_every_month(book, loans, steps):
    follow(book, loans, steps, date(2027, 3, 1))
    found = state(book, date(2027, 3, 1))
    assert (found.standing, found.off_minor, found.months_kept, found.months_due) == (
        Tracking.ON_PLAN, 0, 3, 3
    )  # fmt: skip


def test_a_payment_that_is_not_made_is_missing_from_the_day_after(book, loans, steps):
    follow(book, loans, steps, date(2026, 12, 9))
    missed = next(step for step in steps if step.on == date(2026, 12, 10))
    assert state(book, date(2026, 12, 10)).standing is Tracking.ON_PLAN
    found = state(book, date(2026, 12, 11))
    assert (found.standing, found.off_minor) == (Tracking.BEHIND, -missed.amount_minor)
    later = state(book, date(2026, 12, 22))
    assert (later.months_kept, later.months_due) == (0, 1)
    pay(book, loans[1], missed.amount_minor, date(2026, 12, 22))
    assert state(book).standing is Tracking.ON_PLAN


def test_more_than_the_whole_month_is_ahead(book, loans, steps):
    due = [step for step in steps if step.month == 0]
    pay(book, loans[0], due[0].amount_minor)
    assert state(book).standing is Tracking.ON_PLAN
    pay(book, loans[1], due[1].amount_minor + 1000_00)
    found = state(book)
    assert (found.standing, found.off_minor) == (Tracking.AHEAD, 1000_00)


def test_money_that_went_to_the_other_loan_is_not_missing(book, loans, steps):
    month = sum(step.amount_minor for step in steps if step.on <= date(2026, 12, 10))
    pay(book, loans[0], month)
    found = state(book, date(2026, 12, 15))
    assert found.standing is Tracking.ON_PLAN
    assert found.next_extra.loan == "small"


def test_a_cent_less_is_no_lag(book, loans, steps):
    first = steps[0]
    book.today = first.on
    pay(book, loans[0], first.amount_minor - 50, first.on)
    assert state(book, first.on + timedelta(days=1)).standing is Tracking.ON_PLAN


def test_when_all_is_paid_the_plan_is_done(book, loans):
    for loan in loans:
        pay(book, loan, 50_000_00)
    found = state(book)
    assert (found.standing, found.next_extra) == (Tracking.DONE, None)


def test_what_no_longer_fits_is_named(book, loans):
    add(book, "new")
    change.close_loan(book, loans[0].id, TODAY)
    pay(book, loans[1], 50_000_00)
    assert state(book).misfits == (
        Misfit(code="closed", loan="car"), Misfit(code="new_loan", loan="new"),
        Misfit(code="paid_off", loan="small"),
    )  # fmt: skip
    change.remove_loan(book, loans[1])
    assert Misfit(code="gone", loan="small") in state(book).misfits


def test_a_loan_no_plan_could_count_is_not_new(book):
    add(book, "car")
    add(book, "unknown", method="level_payment", rate="", periods="", payment="100")
    assert adopt_plan(book, PLAIN)[0]
    assert state(book).misfits == ()


def test_the_next_extra_is_the_one_that_is_not_made(book, loans, steps):
    follow(book, loans, steps, date(2026, 12, 10))
    found = state(book, date(2026, 12, 11))
    assert found.next_extra.on == date(2027, 1, 10)


def test_extras_are_due_between_two_days(book, loans):
    found = plan_dues(book, TODAY, date(2027, 1, 31))
    assert [(each.loan, each.on, each.plan) for each in found] == [
        ("small", date(2026, 12, 10), "plan"), ("small", date(2027, 1, 10), "plan")
    ]  # fmt: skip
    assert found[0].days(TODAY) == 19
    pay(book, loans[1], 300_00)
    assert plan_dues(book, TODAY, date(2026, 12, 31))[0].amount_minor == 500_00 - max(0, 300_00 - (137_05))


def test_the_question_is_asked_again_with_the_facts_of_today(book, loans, steps):
    answer, _ = compare(book, PLAIN, optimal=False)
    assert answer.adopted.row.interest_minor == answer.row(Strategy.AVALANCHE).interest_minor
    assert answer.adopted.row.name == "plan"
    follow(book, loans, steps, date(2027, 3, 1), skip=(date(2026, 12, 10), date(2027, 1, 10)))
    book.today = date(2027, 3, 2)
    late, _ = compare(book, replace(PLAIN), optimal=False)
    assert late.adopted.standing is Tracking.BEHIND
    assert late.adopted.row.debt_free_on >= late.adopted.debt_free_on


def test_the_payments_of_the_adopted_plan_are_its_own(book, loans, steps):
    found = adopted_answer(book, "CNY")
    assert found.chosen is Strategy.AVALANCHE
    assert [(step.on, step.loan_id, step.amount_minor) for step in found.steps] == [
        (step.on, step.loan_id, step.amount_minor) for step in steps
    ]
    follow(book, loans, steps, date(2027, 3, 1))
    book.today = date(2027, 3, 2)
    later = adopted_answer(book, "CNY")
    assert [(step.on, step.loan_id, step.extra_minor) for step in later.steps[:9]] == [
        (step.on, step.loan_id, step.extra_minor) for step in steps if step.on > date(2027, 3, 1)
    ][:9]
    assert dict(later.curves)[Strategy.AVALANCHE][0] == (book.today, later.owed_minor)
    assert later.row(later.chosen).debt_free_on == later.steps[-1].on


def test_a_followed_plan_is_shown_with_its_own_payments_and_money(book, loans, steps):
    (plan,) = list_plans(book)
    shown = shown_plan(book, plan)
    assert [each.name for each in shown.rows] == ["", plan.name]
    assert shown.row(shown.chosen).name == plan.name
    assert shown.request.monthly_minor == shown.money_minor == plan.money_minor
    assert [step.amount_minor for step in shown.steps] == [step.amount_minor for step in steps]
    drop_plan(book, plan)
    assert shown_plan(book, list_plans(book)[0]) is None


def test_a_loan_without_a_due_day_keeps_the_day_it_was_planned_for(book):
    add(book, "mum", method="informal", balance="3000")
    done, problems = adopt_plan(book, replace(PLAIN, monthly_minor=500_00), "family")
    assert done, problems
    (plan,) = list_plans(book)
    for day in (1, 5, 20):
        book.today = TODAY + timedelta(days=day)
        assert shown_plan(book, plan).row(PLAIN.method).debt_free_on == plan.debt_free_on
        assert why_view(book, plan)[0].planned_on == plan.debt_free_on


def test_without_an_adopted_plan_the_minimums_are_asked_about(book):
    add(book, "car")
    assert adopted_answer(book, "CNY").adopted is None
