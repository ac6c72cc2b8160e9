"""Why the end of all debts moved since a plan was adopted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lived import METHODS, TODAY, add, pay

from tracker.domain.loan.facts import ChargeKind
from tracker.domain.plan.moved import Cause
from tracker.domain.plan.run import Strategy
from tracker.services.loan import change
from tracker.services.plan.answers import PlanRequest
from tracker.services.plan.keeping import adopt_plan, find_plan, save_plan
from tracker.services.plan.moving import why_view
from tracker.store.plan import read_expected

PLAIN = PlanRequest(extra_minor=200_00, method=Strategy.AVALANCHE)


@pytest.fixture
def loans(book):
    card = METHODS["revolving"] | {"method": "revolving", "periods": "", "balance": "8000"}
    found = [
        add(book, "car", balance="20000", rate="6%", periods="36", due_day="28"),
        add(book, "card", **card),
    ]
    assert adopt_plan(book, PLAIN, "plan")[0]
    return {loan.id: loan for loan in found}


def why(book):
    found, problems = why_view(book, find_plan(book, "plan"))
    assert found is not None, problems
    assert sum(part.days for part in found.parts) == found.days
    assert sum(part.months for part in found.parts) == found.months
    assert sum(part.cost_minor for part in found.parts) == found.cost_minor
    return found


def causes(found):
    return {part.cause: part for part in found.parts}


def follow(book, loans, until, skip=0):
    plan = find_plan(book, "plan")
    for number, each in enumerate(read_expected(book.conn, plan.id, TODAY, until)):
        book.today = max(book.today, each.due_on)
        if number >= skip:
            pay(book, loans[each.loan_id], each.amount_minor, each.due_on)


def test_on_the_day_it_was_adopted_nothing_moved(book, loans):
    found = why(book)
    assert (found.days, found.cost_minor, found.parts) == (0, 0, ())


def test_followed_to_the_day_it_ends_on_its_day(book, loans):
    follow(book, loans, date(2027, 2, 26))
    book.today = date(2027, 2, 27)
    found = why(book)
    assert found.days == 0
    assert abs(found.cost_minor) <= 10_00


def test_paying_more_ends_it_sooner_and_that_is_the_payments(book, loans):
    pay(book, next(loan for loan in loans.values() if loan.name == "card"), 6000_00)
    found = why(book)
    assert found.days < 0
    assert causes(found)[Cause.PAYMENT].days < 0
    assert found.cost_minor < 0


def test_payments_that_are_missing_end_it_later(book, loans):
    book.today = date(2027, 2, 15)
    found = why(book)
    assert found.cost_minor > 0
    assert causes(found)[Cause.PAYMENT].cost_minor > 0


def test_a_fee_a_rate_and_a_purchase_have_a_part_each(book, loans):
    car, card = loans.values()
    book.today = TODAY + timedelta(days=2)
    assert change.add_charge(book, car, ChargeKind.LATE_FEE, 300_00, on=book.today)[0]
    assert change.add_charge(book, card, ChargeKind.PURCHASE, 2000_00, on=book.today)[0]
    assert change.change_terms(book, card.id, {"rate": "24%"}, effective_on=book.today)[0]
    found = causes(why(book))
    assert found[Cause.RATE].cost_minor > 0
    assert found[Cause.CHARGE].cost_minor > 0
    assert Cause.PAYMENT not in found


def test_a_new_loan_is_all_else(book, loans):
    add(book, "new", balance="5000", rate="12%")
    assert {Cause.EDIT} >= set(causes(why(book)))


def test_only_a_plan_that_was_adopted_has_a_day_to_move(book, loans):
    assert save_plan(book, PLAIN, "kept")[0]
    found, problems = why_view(book, find_plan(book, "kept"))
    assert found is None
    assert problems[0].code == "plan_not_followed"
