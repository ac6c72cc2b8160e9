"""Extra payments of an adopted plan in alerts, in what to do next, on Home and among the dues."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lived import TODAY, add, pay

from tracker.domain.plan.run import Strategy
from tracker.services.alert import preview, run_alerts
from tracker.services.alert_inbox import inbox
from tracker.services.alert_rules import set_rule
from tracker.services.due import list_dues
from tracker.services.due_month import due_month
from tracker.services.home import home
from tracker.services.next_steps import next_steps
from tracker.services.plan.alerts import plan_alerts
from tracker.services.plan.answers import PlanRequest, Tracking
from tracker.services.plan.keeping import adopt_plan, drop_plan, find_plan
from tracker.services.status import status
from tracker.store.alert import read_watch

EXTRA_ON = date(2026, 12, 10)


@pytest.fixture
def loans(book):
    found = [
        add(book, "car", balance="20000", rate="6%", periods="36", due_day="28"),
        add(book, "small", balance="3000", rate="9%", periods="24", due_day="10"),
    ]
    request = PlanRequest(extra_minor=500_00, method=Strategy.AVALANCHE)
    assert adopt_plan(book, request, "plan")[0]
    return found


def pay_minimums(book, loans):
    book.today = EXTRA_ON
    pay(book, loans[0], 608_44, date(2026, 11, 28))
    pay(book, loans[1], 137_05, EXTRA_ON)


def rules(book):
    return [(each.rule, each.due_on) for each in preview(book).alerts]


def test_an_extra_payment_speaks_the_day_after_and_a_week_later(book, loans):
    pay_minimums(book, loans)
    assert "plan_behind" not in dict(rules(book))
    book.today = EXTRA_ON + timedelta(days=1)
    run = run_alerts(book, details=True)
    (told,) = [each for each in run.alerts if each.rule == "plan_behind"]
    assert "500.00" in told.message
    assert "2026-12-10" in told.message
    assert told.loan_id == loans[1].id
    book.today = EXTRA_ON + timedelta(days=7)
    assert ("plan_behind", "2026-12-10") in rules(book)
    pay(book, loans[1], 500_00, book.today)
    assert "plan_behind" not in dict(rules(book))


def test_the_next_look_is_the_day_after_the_extra_payment(book, loans):
    set_rule(book, "due", on=False)
    set_rule(book, "last_safe_day", on=False)
    pay(book, loans[0], 608_44)
    pay(book, loans[1], 137_05)
    run_alerts(book)
    assert read_watch(book.conn) <= "2026-12-11"


def test_the_inbox_says_why_and_what_to_do(book, loans):
    pay_minimums(book, loans)
    book.today = EXTRA_ON + timedelta(days=1)
    (item,) = [each for each in inbox(book).items if each.rule == "plan_behind"]
    assert "plan" in item.why
    assert item.act == f"debt pay {loans[1].id} AMOUNT"
    set_rule(book, "plan_behind", on=False)
    assert all(each.rule != "plan_behind" for each in inbox(book).items)


def test_far_extras_are_looked_for_later(book, loans):
    facts, look = plan_alerts(book)
    assert [each.on for each in facts] == [EXTRA_ON, date(2027, 1, 10)]
    assert look == date(2027, 2, 10)
    drop_plan(book, find_plan(book, "plan"))
    assert plan_alerts(book) == ([], None)


def test_the_extra_payment_is_a_thing_to_do(book, loans):
    (step,) = [each for each in next_steps(book) if each.code == "plan_extra"]
    assert step.text == "Pay 500.00 CNY extra to small"
    assert (step.severity, step.on, step.command) == ("~", EXTRA_ON, f"debt pay {loans[1].id} 500.00")
    pay_minimums(book, loans)
    book.today = EXTRA_ON + timedelta(days=1)
    (late,) = [each for each in next_steps(book) if each.code == "plan_extra"]
    assert late.severity == "!"


def test_a_plan_that_no_longer_fits_is_a_thing_to_do(book, loans):
    add(book, "new")
    (step,) = [each for each in next_steps(book) if each.code == "plan_misfit"]
    assert step.command == "debt plan adopt plan"
    assert "new" in step.why


def test_what_is_overdue_comes_before_anything_extra(book, loans):
    book.today = date(2026, 11, 29)
    codes = [each.code for each in next_steps(book)]
    assert "plan_extra" not in codes
    pay(book, loans[0], 608_44, book.today)
    assert "plan_extra" in [each.code for each in next_steps(book)]


def test_while_a_due_is_overdue_no_alert_speaks_of_the_plan(book, loans):
    book.today = EXTRA_ON + timedelta(days=1)
    assert "overdue" in dict(rules(book))
    assert "plan_behind" not in dict(rules(book))
    run_alerts(book)
    pay(book, loans[0], 608_44, date(2026, 11, 28))
    pay(book, loans[1], 137_05, EXTRA_ON)
    assert read_watch(book.conn) <= book.today.isoformat()
    assert "plan_behind" in dict(rules(book))


def test_a_plan_more_than_a_month_behind_is_to_be_made_anew(book, loans):
    book.today = date(2027, 2, 15)
    (state,) = status(book).plans
    assert state.is_far_off
    (step,) = [each for each in next_steps(book) if each.code == "plan_misfit"]
    assert (step.why, step.command) == ("It is more than a month behind.", "debt plan adopt plan")
    assert all(each.code != "plan_extra" for each in next_steps(book))


def test_it_is_on_home_among_the_dues_and_in_the_status(book, loans):
    assert [each.standing for each in home(book).plans] == [Tracking.ON_PLAN]
    assert [each.name for each in status(book).plans] == ["plan"]
    dues = list_dues(book)
    assert [(each.loan, each.amount_minor) for each in dues.plan] == [("small", 500_00)]
    assert sum(row.amount_minor for row in dues.rows) == sum(each.amount_minor for each in dues.totals)
    assert list_dues(book, within_days=7).plan == ()
    month = due_month(book, date(2026, 12, 1))
    assert [each.on for each in month.plan] == [EXTRA_ON, date(2027, 1, 10)]
    drop_plan(book, find_plan(book, "plan"))
    assert (home(book).plans, list_dues(book).plan) == ((), ())
    assert all(each.code != "plan_extra" for each in next_steps(book))
    assert book.today == TODAY
