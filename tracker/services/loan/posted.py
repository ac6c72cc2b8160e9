"""Charges, waivers and statements from typed fields, and the way of any posting to the trash."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.loan.facts import ChargeKind, Component, Loan
from tracker.domain.loan.reading import Reader
from tracker.domain.problems import Checked, Problem
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.loan.posting import add_charge, add_statement, add_waiver
from tracker.store.loan import read_facts, read_loan

Fields = Mapping[str, str]

POSTINGS = ("charge", "waiver", "statement")
"""What a lender posts; each is a table of its own."""


def post_charge(book: Book, loan_id: int, fields: Fields) -> Checked[Done]:
    """Record a charge from the fields kind, amount, on, note."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None, _GONE
    reader = _reader(book, loan, fields)
    kind = reader.choice("kind", ChargeKind, ChargeKind.FEE)
    amount, on = _amount(reader, "amount"), reader.on("on", book.today) or book.today
    if reader.problems or amount is None:
        return None, tuple(reader.problems)
    return add_charge(book, loan, kind, amount, on=on, note=fields.get("note", ""))


def post_waiver(book: Book, loan_id: int, fields: Fields) -> Checked[Done]:
    """Record a waiver from the fields component, amount, on, note."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None, _GONE
    reader = _reader(book, loan, fields)
    component = reader.choice("component", Component, Component.FEE)
    amount, on = _amount(reader, "amount"), reader.on("on", book.today) or book.today
    if reader.problems or amount is None:
        return None, tuple(reader.problems)
    return add_waiver(book, loan, component, amount, on=on, note=fields.get("note", ""))


def post_statement(book: Book, loan_id: int, fields: Fields) -> Checked[Done]:
    """Record a card statement from the fields statement_on, due_on, balance, minimum."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None, _GONE
    reader = _reader(book, loan, fields)
    for field in ("statement_on", "due_on"):
        if not reader.given(field):
            reader.wrong("required", field)
    statement_on, due_on = reader.on("statement_on", None), reader.on("due_on", None)
    balance, minimum = _amount(reader, "balance"), reader.amount("minimum", None)
    if reader.problems or balance is None or statement_on is None or due_on is None:
        return None, tuple(reader.problems)
    return add_statement(
        book, loan, statement_on=statement_on, due_on=due_on, balance_minor=balance, minimum_minor=minimum
    )


def remove_posting(book: Book, loan_id: int, table: str, row_id: int) -> Checked[Done]:
    """Move a charge, a waiver or a statement to the trash."""
    from tracker.store.errors import MissingRowError

    loan = read_loan(book.conn, loan_id)
    if loan is None or table not in POSTINGS:
        return None, _GONE
    titles = {
        "charge": _("Removed a charge from {name}"),
        "waiver": _("Removed a waiver from {name}"),
        "statement": _("Removed a statement from {name}"),
    }
    title = titles[table].format(name=loan.name)
    try:
        with book.change(title) as writer:
            if writer.row(table, row_id)["loan_id"] != loan_id:
                return None, _GONE
            writer.trash(table, row_id)
    except MissingRowError:
        return None, _GONE
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def count_postings(book: Book, loan_id: int) -> int:
    """How many charges, waivers and statements a loan has."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return 0
    facts = read_facts(book.conn, loan)
    return len(facts.charges) + len(facts.waivers) + len(facts.statements)


_GONE = (Problem(code="gone", field="loan"),)


def _reader(book: Book, loan: Loan, fields: Fields) -> Reader:
    return Reader(fields, today=book.today, currency=loan.currency)


def _amount(reader: Reader, field: str) -> int | None:
    """A sum that must be given."""
    amount = reader.amount(field, None)
    if amount is None and not any(problem.field == field for problem in reader.problems):
        reader.wrong("required", field)
    return amount
