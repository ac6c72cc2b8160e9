"""What is typed on a loan's page about the lender's word, money to come back, and autopay."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.sums import typed_minor
from tracker.services.autopay import set_autopay
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.loan.claims import add_claim
from tracker.services.loan.find import LoanNotFoundError, find_loan
from tracker.services.payment import payment_currency
from tracker.services.refund import ask_refund, keep_separate, refund_back

Fields = Mapping[str, str]

GONE = Problem(code="gone", field="loan")

_EMPTIED = ("expires", "at", "retry", "fixed")
"""Fields of autopay that are unknown again once they are emptied."""


def open_loan(book: Book, loan_id: int) -> Loan | None:
    """The loan, None once it is in the trash."""
    try:
        return find_loan(book, str(loan_id))
    except LoanNotFoundError:
        return None


def claim_form(book: Book, loan_id: int, fields: Fields) -> Checked[Done]:
    """Keep what the lender claims: amount, on, note."""
    loan = open_loan(book, loan_id)
    if loan is None:
        return None, (GONE,)
    if not fields.get("amount", "").strip():
        return None, (Problem(code="required", field="amount"),)
    minor, problems = typed_minor(fields["amount"], loan.currency, field="amount")
    reader = Reader(fields, today=book.today, currency=loan.currency)
    on = reader.on("on", book.today)
    if minor is None or problems or reader.problems or on is None:
        return None, (*problems, *reader.problems)
    return add_claim(book, loan, minor, on=on, note=fields.get("note", ""))


def refund_form(book: Book, payment_id: int, fields: Fields) -> Checked[Done]:
    """Note what becomes of a payment: `what` is asked, back or separate; on, amount, note."""
    if fields.get("what") == "separate":
        return keep_separate(book, payment_id)
    currency = payment_currency(book, payment_id)
    if currency is None:
        return None, (Problem(code="gone", field="payment"),)
    reader = Reader(fields, today=book.today, currency=currency)
    amount = reader.amount("amount", None)
    on = reader.on("on", book.today)
    if reader.problems:
        return None, tuple(reader.problems)
    note = fields.get("note")
    if fields.get("what") == "back":
        return refund_back(book, payment_id, on or book.today, amount_minor=amount, note=note)
    return ask_refund(book, payment_id, asked_on=on, amount_minor=amount, note=note)


def autopay_form(book: Book, loan_id: int, fields: Fields) -> Checked[Done]:
    """Set a loan's autopay from a form in which an emptied field says that it is not known."""
    loan = open_loan(book, loan_id)
    if loan is None:
        return None, (GONE,)
    emptied = {name: "-" for name in _EMPTIED if name in fields and not fields[name].strip()}
    if fields.get("mode") != "fixed":
        emptied["fixed"] = ""
    return set_autopay(book, loan, {**fields, **emptied})
