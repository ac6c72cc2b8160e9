"""The loans of a book as one plan takes them."""

from __future__ import annotations

from lived import TODAY, add

from tracker.services.loan import change
from tracker.services.plan.answers import LeftOut
from tracker.services.plan.reading import read_debts


def test_an_empty_book_has_no_debts(book):
    found = read_debts(book)
    assert (found.currency, found.currencies, found.debts, found.left_out) == ("CNY", (), (), ())


def test_each_currency_is_a_plan_of_its_own(book):
    add(book, "here")
    add(book, "there", currency="EUR")
    assert [debt.name for debt in read_debts(book).debts] == ["here"]
    assert [debt.name for debt in read_debts(book, "EUR").debts] == ["there"]
    assert read_debts(book).currencies == ("CNY", "EUR")
    assert read_debts(book, "USD").debts == ()


def test_the_only_currency_there_is_needs_no_name(book):
    add(book, "there", currency="EUR")
    assert read_debts(book).currency == "EUR"


def test_closed_trashed_and_uncountable_loans_are_out(book):
    closed, trashed = add(book, "closed"), add(book, "trashed")
    change.close_loan(book, closed.id, TODAY)
    change.remove_loan(book, trashed)
    unknown = add(book, "unknown", method="level_payment", rate="", periods="", payment="100")
    kept = add(book, "kept")
    found = read_debts(book)
    assert [debt.key for debt in found.debts] == [kept.id]
    assert found.left_out == (LeftOut(loan_id=unknown.id, loan="unknown", code="no_rate"),)
