from __future__ import annotations

from datetime import date

from lived import add

from tracker.domain.loan.facts import ChargeKind
from tracker.services.book import Book
from tracker.services.loan.listing import loan_row
from tracker.services.loan.posting import add_charge
from tracker.services.payment import record_payment


def to_pay(book: Book, loan_id: int) -> int | None:
    row = loan_row(book, loan_id)
    assert row is not None
    return row.to_pay_minor


def test_what_to_pay_of_a_late_loan_is_all_that_is_overdue_and_its_charges(book):
    given = {
        "method": "informal",
        "rate": "",
        "periods": "",
        "balance": "5000",
        "payment": "500",
        "due_day": "9",
    }
    loan = add(book, **given, as_of="2026-09-15")
    assert to_pay(book, loan.id) == 100_000  # October and November
    done, problems = add_charge(book, loan, ChargeKind.LATE_FEE, 1_143, on=date(2026, 11, 20))
    assert done, problems
    assert to_pay(book, loan.id) == 101_143


def test_what_to_pay_of_a_loan_in_time_is_the_next_due_without_its_charges(book):
    given = {
        "method": "informal",
        "rate": "",
        "periods": "",
        "balance": "5000",
        "payment": "500",
        "due_day": "9",
    }
    loan = add(book, **given)
    add_charge(book, loan, ChargeKind.FEE, 1_143, on=date(2026, 11, 21))
    assert to_pay(book, loan.id) == 50_000


def test_what_to_pay_of_a_loan_of_unknown_terms_is_unknown(book):
    loan = add(book, method="informal", rate="", periods="", balance="640", payment="", due_day="")
    assert to_pay(book, loan.id) is None


def test_a_loan_that_never_owed_anything_is_not_called_paid(book):
    loan = add(book, method="informal", rate="", periods="", balance="0", payment="", due_day="")
    row = loan_row(book, loan.id)
    assert row.status == "unknown"
    add_charge(book, loan, ChargeKind.FEE, 100, on=date(2026, 11, 21))
    record_payment(book, loan, 100, paid_on=date(2026, 11, 21))
    row = loan_row(book, loan.id)
    assert row.status == "paid"
