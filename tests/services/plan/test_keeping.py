"""Plans that are kept, adopted and no longer followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from lived import TODAY, add, facts

from tracker.domain.plan.run import Strategy
from tracker.services.history import list_actions, redo, undo
from tracker.services.plan.answers import PlanRequest
from tracker.services.plan.comparing import compare
from tracker.services.plan.keeping import (
    adopt_plan,
    drop_plan,
    find_plan,
    list_plans,
    remove_plan,
    request_now,
    request_of,
    restore_plan,
    save_plan,
)
from tracker.store.plan import read_expected

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
PLAIN = PlanRequest(extra_minor=500_00, method=Strategy.AVALANCHE)


@pytest.fixture
def loans(book):
    return [
        add(book, "car", balance="20000", rate="6%", periods="36", due_day="28"),
        add(book, "small", balance="3000", rate="9%", periods="24", due_day="10"),
    ]


def did(checked):
    done, problems = checked
    assert done is not None, problems
    return done


def refused(checked):
    assert checked[0] is None
    return [problem.code for problem in checked[1]]


def test_a_question_comes_back_as_it_was_kept(book, loans):
    asked = PlanRequest(
        currency="CNY", monthly_minor=2000_00, one_off_minor=100_00, one_off_on=date(2027, 1, 5),
        rate_points=Decimal("-0.5"), drop_percent=Decimal(20), drop_months=3, buffer_minor=50_00,
        frozen=(loans[0].id,), order=(loans[1].id, loans[0].id), method=Strategy.CUSTOM,
    )  # fmt: skip
    did(save_plan(book, asked, "mine"))
    plan = find_plan(book, "MINE")
    assert request_of(plan) == asked
    assert not plan.is_followed
    did(save_plan(book, replace(asked, order=(), frozen=()), "mine"))
    (again,) = list_plans(book)
    assert (again.id, again.order, again.frozen) == (plan.id, (), ())
    assert find_plan(book, str(plan.id)).name == "mine"


def test_an_adopted_plan_expects_what_its_steps_say(book, loans):
    answer, _ = compare(book, PLAIN, optimal=False)
    done = did(adopt_plan(book, PLAIN))
    (plan,) = list_plans(book)
    assert plan.is_followed
    assert plan.name == "Avalanche 2026-11-21"
    row = answer.row(Strategy.AVALANCHE)
    assert (plan.debt_free_on, plan.interest_minor) == (row.debt_free_on, row.interest_minor)
    expected = read_expected(book.conn, done.ids[0], FIRST, LAST)
    assert [(each.due_on, each.loan_id, each.amount_minor, each.extra_minor) for each in expected] == [
        (step.on, step.loan_id, step.amount_minor, step.extra_minor) for step in answer.steps
    ]
    for loan in loans:
        own = [each for each in expected if each.loan_id == loan.id]
        assert own[-1].sum_minor == sum(each.amount_minor for each in own)
        assert own[-1].balance_minor == 0


def test_one_is_followed_in_each_currency(book, loans):
    add(book, "there", currency="EUR")
    did(adopt_plan(book, replace(PLAIN, currency="CNY"), "one"))
    did(adopt_plan(book, replace(PLAIN, currency="EUR"), "abroad"))
    told = did(adopt_plan(book, replace(PLAIN, currency="CNY", method=Strategy.SNOWBALL), "two"))
    assert [plan.name for plan in list_plans(book) if plan.is_followed] == ["two", "abroad"]
    assert told.notes == ("Plan one is no longer followed.",)
    undo(book)
    assert [plan.name for plan in list_plans(book) if plan.is_followed] == ["abroad", "one"]


def test_all_of_it_is_undone_and_done_again(book, loans):
    before = facts(book)
    did(adopt_plan(book, PLAIN, "one"))
    adopted = facts(book)
    did(drop_plan(book, find_plan(book, "one")))
    remove_plan(book, find_plan(book, "one"))
    assert [each.title for each in list_actions(book, 3)] == [
        "Removed plan one", "Stopped following plan one", "Adopted plan one"
    ]  # fmt: skip
    undo(book, 2)
    assert facts(book) == adopted
    undo(book)
    assert facts(book) == before
    redo(book)
    assert facts(book) == adopted


def test_adopting_again_under_its_name_takes_the_place_of_what_was_expected(book, loans):
    did(adopt_plan(book, PLAIN, "one"))
    done = did(adopt_plan(book, replace(PLAIN, extra_minor=900_00), "one"))
    (plan,) = list_plans(book)
    assert plan.id == done.ids[0]
    assert plan.extra_minor == 900_00
    answer, _ = compare(book, replace(PLAIN, extra_minor=900_00), optimal=False)
    assert len(read_expected(book.conn, plan.id, FIRST, LAST)) == len(answer.steps)


def test_the_trash_gives_it_back_but_never_two_that_are_followed(book, loans):
    did(adopt_plan(book, PLAIN, "one"))
    remove_plan(book, find_plan(book, "one"))
    assert list_plans(book) == ()
    did(adopt_plan(book, PLAIN, "two"))
    did(restore_plan(book, find_plan(book, "one", trashed=True)))
    assert [plan.name for plan in list_plans(book) if plan.is_followed] == ["two"]
    remove_plan(book, find_plan(book, "one"))
    did(save_plan(book, PLAIN, "one"))
    assert refused(restore_plan(book, find_plan(book, "one", trashed=True))) == ["name_taken"]


def test_an_answer_a_front_end_has_already_is_taken(book, loans):
    answer, _ = compare(book, PLAIN, optimal=False)
    did(adopt_plan(book, PLAIN, answer=answer))
    assert list_plans(book)[0].interest_minor == answer.row(Strategy.AVALANCHE).interest_minor


def test_what_cannot_be_followed_is_refused(book):
    assert refused(adopt_plan(book, PLAIN)) == ["plan_empty"]
    add(book, "car", balance="20000", rate="6%", periods="36", due_day="28")
    assert refused(adopt_plan(book, replace(PLAIN, rate_points=Decimal(1)))) == ["plan_supposes"]
    assert refused(adopt_plan(book, PlanRequest(monthly_minor=1, method=Strategy.AVALANCHE))) == [
        "plan_infeasible"
    ]
    assert refused(save_plan(book, PLAIN, "  ")) == ["required"]
    assert refused(save_plan(book, PLAIN, "x" * 81)) == ["too_long"]
    add(book, "family", method="informal", rate="", periods="", due_day="", balance="1000")
    assert refused(adopt_plan(book, replace(PLAIN, method=Strategy.MINIMUM))) == ["plan_endless"]
    did(adopt_plan(book, PLAIN, "one"))
    assert refused(save_plan(book, PLAIN, "one")) == ["plan_followed"]
    plan = find_plan(book, "one")
    did(drop_plan(book, plan))
    assert refused(drop_plan(book, find_plan(book, "one"))) == ["plan_not_followed"]


def test_what_was_for_a_time_is_over_later(book, loans):
    asked = replace(
        PLAIN, one_off_minor=1, one_off_on=TODAY, drop_percent=Decimal(20), drop_months=3, extra_minor=800_00
    )
    did(adopt_plan(book, asked, "one"))
    plan = find_plan(book, "one")
    assert request_now(plan, TODAY) == replace(asked, currency="CNY")
    later = request_now(plan, TODAY + timedelta(days=62))
    assert (later.one_off_minor, later.drop_months, later.drop_percent) == (0, 1, 20)
    assert request_now(plan, TODAY + timedelta(days=200)).drop_percent == 0


def test_a_dry_run_keeps_nothing(opened, book, loans):
    dry = opened(dry_run=True)
    did(adopt_plan(dry, PLAIN))
    assert list_plans(book) == ()
