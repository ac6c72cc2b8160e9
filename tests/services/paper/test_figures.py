"""Whose balance a paper shows, and what all creditors get."""

from __future__ import annotations

from datetime import date

from case_told import ENGLISH, did, tell
from lived import add, pay

from tracker.services.loan.change import close_loan
from tracker.services.loan.claims import add_claim
from tracker.services.paper.figures import LENDER, OWN, creditors, debt_figures, household_means


def test_the_lender_s_figure_holds_until_a_payment_is_posted(book):
    loan = add(book, "Jiebei", as_of="2026-10-01")
    assert debt_figures(book, loan).balance.source == OWN
    did(add_claim(book, loan, 1_000_500, on=date(2026, 11, 10)))
    found = debt_figures(book, loan).balance
    assert (found.minor, found.source, found.on) == (1_000_500, LENDER, date(2026, 11, 10))
    pay(book, loan, 50_000, date(2026, 11, 10))
    assert debt_figures(book, loan).balance.source == LENDER
    pay(book, loan, 50_000, date(2026, 11, 11))
    assert debt_figures(book, loan).balance.source == OWN


def test_an_offer_is_shared_among_the_debts_of_the_book_s_currency(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    add(book, "Student", currency="USD", balance="2400", rate="5%", periods="24", due_day="28")
    own, other = creditors(book, 50_000)
    assert [each.currency for each in (own, other)] == ["CNY", "USD"]
    assert own.given_minor == 50_000
    assert sum(each.permille for each in own.rows) == 1000
    assert (other.offered_minor, other.given_minor) == (None, 0)
    assert own.of(case.loan.id).name == "Jiebei"


def test_without_an_offer_it_is_what_is_left_and_never_below_nothing(book, tmp_path):
    tell(book, tmp_path, ENGLISH)
    assert creditors(book)[0].offered_minor == household_means(book).left_minor == 218_333


def test_a_loan_that_ended_is_no_creditor(book):
    loan = add(book, "Jiebei")
    assert len(creditors(book)) == 1
    did(close_loan(book, loan.id, book.today))
    assert creditors(book) == ()
