"""Many loans at once, and a whole loan at once: one step, all or nothing."""

from __future__ import annotations

from datetime import date

from lived import TODAY, add, facts

from tracker.services.autopay import list_autopay
from tracker.services.history import list_actions, undo
from tracker.services.loan.listing import list_loans
from tracker.services.loan.many import ToPay, close_loans, pay_loans, set_account
from tracker.services.loan.whole import add_whole, edit_whole
from tracker.services.payment import list_payments
from tracker.store.derived import differences
from tracker.store.loan import read_loans


def test_many_are_paid_in_one_step(book):
    one, two = add(book, "One"), add(book, "Two")
    before = facts(book)
    sums = [ToPay(loan_id=each.id, amount_minor=50_000, account="ICBC") for each in (one, two)]
    done, _ = pay_loans(book, sums, paid_on=TODAY)
    assert done is not None
    assert done.title == "Recorded 2 payments"
    assert [(each.loan, each.amount_minor, each.account) for each in list_payments(book)] == [
        ("Two", 50_000, "ICBC"), ("One", 50_000, "ICBC"),
    ]  # fmt: skip
    assert {each.balance_minor for each in list_loans(book)} != {1_000_000}
    assert differences(book.conn) == []
    undo(book)
    assert facts(book)["payment"] == before["payment"] == []


def test_one_refused_payment_leaves_none(book):
    one, two = add(book, "One"), add(book, "Two")
    sums = [ToPay(loan_id=one.id, amount_minor=50_000), ToPay(loan_id=two.id, amount_minor=0)]
    done, problems = pay_loans(book, sums, paid_on=TODAY)
    assert done is None
    assert [(each.code, each.params["loan"]) for each in problems] == [("not_positive", "Two")]
    assert list_payments(book) == ()
    gone, problems = pay_loans(book, [ToPay(loan_id=99, amount_minor=1)], paid_on=TODAY)
    assert gone is None
    assert problems[0].code == "gone"
    assert add(book, "Three").id  # the book still takes changes


def test_many_are_closed_in_one_step(book):
    loans = [add(book, "One"), add(book, "Two")]
    done, _ = close_loans(book, [each.id for each in loans], on=TODAY)
    assert done is not None
    assert list_loans(book) == ()
    undo(book)
    assert len(list_loans(book)) == 2
    refused, problems = close_loans(book, [loans[0].id, loans[1].id], on=date(2027, 1, 1))
    assert refused is None
    assert problems[0].code == "in_the_future"


FIELDS = {
    "name": "借呗", "balance": "12000", "rate": "0.05%/day", "periods": "12", "due_day": "9",
    "autopay_on": "on", "autopay_account": "ICBC 88", "autopay_expires": "03/27",
}  # fmt: skip


def test_a_loan_and_its_autopay_are_one_step(book):
    done, problems = add_whole(book, FIELDS)
    assert done is not None, problems
    assert done.title == "Added 借呗"
    (autopay,) = list_autopay(book)
    assert autopay.autopay is not None
    assert (autopay.autopay.account, autopay.autopay.card_expires_on) == ("ICBC 88", date(2027, 3, 31))
    undo(book)
    assert list_loans(book) == ()
    assert list_autopay(book) == ()


def test_a_refused_autopay_adds_no_loan(book):
    done, problems = add_whole(book, FIELDS | {"autopay_expires": "soon"})
    assert done is None
    assert [(each.code, each.field) for each in problems] == [("not_an_expiry", "autopay_expires")]
    assert read_loans(book.conn) == ()


def test_everything_of_a_loan_is_changed_in_one_step(book):
    loan = add(book, "One")
    before = facts(book)
    words = {"lender": "ICBC", "rate": "9%", "autopay_on": "on"}
    done, problems = edit_whole(book, loan.id, words, version=loan.version)
    assert done is not None, problems
    (row,) = list_loans(book)
    assert (row.lender, str(row.rate.percent), row.autopay) == ("ICBC", "9", "unchecked")
    undo(book)
    assert facts(book) == before


def test_a_wrong_word_changes_nothing(book):
    loan = add(book, "One")
    before = facts(book), len(list_actions(book))
    done, problems = edit_whole(book, loan.id, {"lender": "ICBC", "rate": "many"})
    assert done is None
    assert problems[0].code == "rate_unreadable"
    assert (facts(book), len(list_actions(book))) == before


def test_nothing_typed_is_no_change(book):
    loan = add(book, "One")
    steps = len(list_actions(book))
    done, _ = edit_whole(book, loan.id, {})
    assert done is not None
    assert done.action_id is None
    assert len(list_actions(book)) == steps


def test_terms_may_begin_on_a_date(book):
    loan = add(book, "One", opened="2026-01-28", as_of="2026-10-01")
    done, problems = edit_whole(book, loan.id, {"rate": "9%", "effective_on": "11-01"})
    assert done is not None, problems
    assert [str(each["rate_percent"]) for each in facts(book)["terms"]] == ["15.4", "9"]


def test_many_are_paid_from_another_account_in_one_step(book):
    one, two = add(book, "One"), add(book, "Two")
    done, _ = set_account(book, [one.id, two.id], "ICBC 88")
    assert done is not None
    assert done.title == "Changed the account of 2 loans"
    assert [(row.account, row.autopay) for row in list_loans(book)] == [("ICBC 88", "off")] * 2
    undo(book)
    assert {row.account for row in list_loans(book)} == {""}
    assert set_account(book, [one.id, 99], "X")[0] is None
    assert {row.account for row in list_loans(book)} == {""}
