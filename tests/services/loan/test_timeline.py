"""A loan's story: every fact on its day, newest first, and what was corrected."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lived import TODAY, add, clock, pay

from tracker.domain.loan.facts import ChargeKind, Component, PaymentState
from tracker.services.book import open_book
from tracker.services.history import undo
from tracker.services.loan.change import add_charge, add_waiver, change_terms, close_loan, edit_loan
from tracker.services.loan.claims import add_claim
from tracker.services.loan.timeline import loan_timeline
from tracker.services.payment import edit_payment, remove_payment
from tracker.services.refund import ask_refund, refund_back


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def loan(book):
    return add(
        book, balance="", principal="12000", opened=ago(100).isoformat(), due_day="28", rate="12%",
        periods="12",
    )  # fmt: skip


def kinds(book, loan):
    return [each.kind for each in loan_timeline(book, loan.id).rows]


def test_a_new_loan_begins_with_its_opening_and_what_was_missed(book, loan):
    rows = loan_timeline(book, loan.id).rows
    assert (rows[-1].kind, rows[-1].on, rows[-1].amount_minor) == ("opened", ago(100), 1_200_000)
    missed = [each for each in rows if each.kind == "missed"]
    assert missed
    assert all(each.code == "open" and each.on < TODAY for each in missed)
    assert int(missed[-1].params["days"]) == (TODAY - missed[-1].on).days
    assert "tracked" not in kinds(book, loan), "the record begins with the loan"


def test_every_fact_stands_on_its_day(book, loan):
    first = pay(book, loan, 106_619, ago(50), posted_on=ago(48), account="CMB 1234")
    pay(book, loan, 106_619, ago(46), state=PaymentState.FAILED, note="empty")
    add_charge(book, loan, ChargeKind.LATE_FEE, 3_500, on=ago(40))
    add_waiver(book, loan, Component.FEE, 3_500, on=ago(39), note="by phone")
    add_claim(book, loan, 1_100_000, on=ago(30), note="SMS")
    change_terms(book, loan.id, {"rate": "9%"}, effective_on=ago(20))
    found = {each.kind: each for each in loan_timeline(book, loan.id).rows if each.kind != "missed"}
    assert (found["charge"].on, found["charge"].code) == (ago(40), "late_fee")
    assert (found["waiver"].on, found["waiver"].note) == (ago(39), "by phone")
    assert (found["claim"].on, found["claim"].amount_minor) == (ago(30), 1_100_000)
    assert (found["terms"].on, found["terms"].params) == (ago(20), {"rate": "9%/year"})
    payments = [each for each in loan_timeline(book, loan.id).rows if each.kind == "payment"]
    assert [(each.on, each.code, each.amount_minor) for each in payments] == [
        (ago(46), "failed", 106_619), (ago(48), "posted", 106_619),
    ]  # fmt: skip
    assert payments[1].about == first


def test_days_never_rise_going_down(book, loan):
    for days in (60, 50, 20):
        pay(book, loan, 10_000, ago(days))
    add_claim(book, loan, 5, on=ago(20))
    days = [each.on for each in loan_timeline(book, loan.id).rows]
    assert days == sorted(days, reverse=True)


def test_an_instalment_paid_late_tells_how_late(book, loan):
    due = max(each.on for each in loan_timeline(book, loan.id).rows if each.kind == "missed")
    pay(book, loan, 400_000, min(TODAY, due + timedelta(days=5)))
    found = next(each for each in loan_timeline(book, loan.id).rows if each.kind == "missed")
    assert (found.on, found.code, found.params["days"]) == (due, "settled", "5")


def test_corrections_are_told_once_each_with_what_they_changed(book, loan):
    paid = pay(book, loan, 5_000, ago(10))
    edit_payment(book, paid, {"amount": "60", "note": "typed wrongly"})
    edit_loan(book, loan.id, {"lender": "MYbank"})
    remove_payment(book, paid)
    edits = [each for each in loan_timeline(book, loan.id).rows if each.kind == "edit"]
    assert [(each.code, each.params["table"], each.params["columns"]) for each in edits] == [
        ("removed", "payment", ""), ("edited", "loan", "lender"), ("edited", "payment", "amount_minor, note"),
    ]  # fmt: skip
    assert all(each.on == TODAY for each in edits)
    undo(book)
    assert len([each for each in loan_timeline(book, loan.id).rows if each.kind == "edit"]) == 2


def test_a_refund_is_asked_for_and_comes_back(book, loan):
    again = pay(book, loan, 5_000, ago(9))
    ask_refund(book, again, asked_on=ago(8))
    refund_back(book, again, ago(2))
    rows = [each for each in loan_timeline(book, loan.id).rows if each.kind.startswith("refund")]
    assert [(each.kind, each.on) for each in rows] == [("refund_back", ago(2)), ("refund_asked", ago(8))]


def test_a_closed_loan_ends_there(book, loan):
    close_loan(book, loan.id, TODAY)
    assert "closed" in kinds(book, loan)[:2]


def test_a_page_of_it(book, loan):
    for days in range(20):
        pay(book, loan, 1_000 + days, ago(days))
    whole, page = loan_timeline(book, loan.id), loan_timeline(book, loan.id, limit=5, offset=3)
    assert page.rows == whole.rows[3:8]
    assert page.total == whole.total == len(whole.rows)


def test_a_loan_that_is_gone_has_no_story(book):
    assert loan_timeline(book, 99) is None


def test_two_loans_keep_their_stories_apart(book, loan, path):
    other = add(book, "Other", as_of=date(2026, 11, 1).isoformat())
    pay(book, other, 777, TODAY)
    with open_book(path, today=TODAY, clock=clock(TODAY)) as again:
        assert all(each.amount_minor != 777 for each in loan_timeline(again, loan.id).rows)
        assert any(each.amount_minor == 777 for each in loan_timeline(again, other.id).rows)
