"""Adds, edits, closes and removes loans; each a single undo step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.loan.facts import Loan, Method, Terms
from tracker.domain.loan.opening import open_loan
from tracker.domain.loan.reading import NAME_LIMIT, LoanDraft, Reader, read_draft, read_stake
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, normal
from tracker.domain.text import slug as make_slug
from tracker.domain.typed.rate import Unit
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.loan.lender_schedule import set_schedule
from tracker.services.loan.notes import after_closing, after_opening, after_terms
from tracker.services.loan.posting import add_charge, add_statement, add_waiver
from tracker.services.loan.terms_change import read_change
from tracker.store.loan import loan_to_row, read_loan, read_names, terms_to_row
from tracker.store.loan import read_terms as read_terms_of

if TYPE_CHECKING:
    from tracker.store.write import Writer

__all__ = [
    "add_charge", "add_draft", "add_loan", "add_statement", "add_waiver", "change_terms", "close_loan",
    "edit_loan", "free_slug", "preview_loan", "remove_loan", "restore_loan", "set_schedule",
]  # fmt: skip

Fields = Mapping[str, str]


def add_loan(book: Book, fields: Fields, *, rate_unit: Unit | None = None) -> Checked[Done]:
    """Add a loan from typed fields (the words of `tracker.domain.loan.reading`)."""
    draft, problems = read_draft(fields, today=book.today, currency=book.currency, rate_unit=rate_unit)
    if draft is None:
        return None, problems
    return add_draft(book, draft)


def _taken(name: str, names: Iterable[tuple[int, str, str, str]]) -> tuple[Problem, ...]:
    """That a loan is called so already; names that differ in case or width only are one."""
    same = (each[2] for each in names if normal(each[2]) == normal(name))
    return tuple(Problem(code="name_taken", field="name", value=each) for each in same)[:1]


def add_draft(book: Book, draft: LoanDraft) -> Checked[Done]:
    """Add a loan from a draft; one of the same name must be told apart first."""
    if taken := _taken(draft.name, read_names(book.conn)):
        return None, taken
    opened, problems = open_loan(draft, today=book.today, slug=make_slug(draft.name))
    if opened is None:
        return None, problems
    loan, terms = opened
    title = _("Added {name}").format(name=loan.name)
    with book.change(title) as writer:
        # Another process may have added one since: only behind the lock are the names what they are.
        names = read_names(writer.conn)
        if taken := _taken(draft.name, names):
            return None, taken
        row = loan_to_row(loan) | {"slug": free_slug(draft.name, {each[1] for each in names})}
        loan_id = writer.insert("loan", {**row, "created_at": writer.at})
        writer.insert("terms", terms_to_row(terms, loan_id))
    notes = after_opening(book, loan_id)
    return Done(title=title, action_id=writer.action_id, ids=(loan_id,), notes=notes), ()


def preview_loan(book: Book, fields: Fields, *, rate_unit: Unit | None = None) -> Checked[tuple[Loan, Terms]]:
    """The loan that the fields would add, without adding it."""
    draft, problems = read_draft(fields, today=book.today, currency=book.currency, rate_unit=rate_unit)
    if draft is None:
        return None, problems
    return open_loan(draft, today=book.today, slug=make_slug(draft.name))


def free_slug(name: str, taken: set[str]) -> str:
    """A slug for the name that no other loan has."""
    base = make_slug(name)
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def edit_loan(book: Book, loan_id: int, fields: Fields, *, version: int | None = None) -> Checked[Done]:
    """Change what a loan is called and where it started; terms change through `change_terms`.

    Raises StaleRowError if somebody changed the loan since `version`.
    """
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None, (Problem(code="gone", field="loan"),)
    reader = Reader(fields, today=book.today, currency=loan.currency)
    values = loan_to_row(loan)
    if reader.given("name"):
        name = clean(fields["name"]).strip()
        if len(name) > NAME_LIMIT:
            reader.wrong("too_long", "name", limit=str(NAME_LIMIT))
        else:
            others = [each for each in read_names(book.conn) if each[0] != loan_id]
            reader.problems += _taken(name, others)
        values["name"] = name
    for field in ("lender", "note"):
        if field in fields:
            values[field] = clean(fields[field], lines=field == "note").strip()
    values["balance_minor"] = reader.amount("balance", loan.balance_minor)
    values["principal_minor"] = reader.amount("principal", loan.principal_minor)
    for field, column, old in (
        ("opened", "opened_on", loan.opened_on),
        ("as_of", "tracked_from", loan.tracked_from),
    ):
        on = reader.on(field, old)
        if on is not None and on > book.today:
            reader.wrong("in_the_future", field)
        values[column] = on.isoformat() if on else None
    values["method"] = reader.choice("method", Method, loan.method).value
    values["stake"] = read_stake(reader, loan.stake).value
    start = values["tracked_from"]
    if start is not None and start != loan.tracked_from.isoformat() and not reader.given("balance"):
        # The balance is that of the day the record begins: on another day it was another.
        reader.wrong("needs_balance", "as_of")
    if start is not None and values["opened_on"] is not None and start < values["opened_on"]:
        reader.wrong(
            "before_opened", "as_of" if reader.given("as_of") else "opened", start=values["opened_on"]
        )
    if values["balance_minor"] is None or values["tracked_from"] is None:
        reader.wrong("required", "balance")
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Changed {name}").format(name=values["name"])
    with book.change(title) as writer:
        writer.update("loan", loan_id, values, version=loan.version if version is None else version)
        _keep_first_terms(writer, loan_id, str(values["tracked_from"]))
    return Done(title=title, action_id=writer.action_id, ids=(loan_id,)), ()


def _keep_first_terms(writer: Writer, loan_id: int, start: str) -> None:
    """The first terms hold from the day the loan is tracked."""
    versions = read_terms_of(writer.conn, loan_id)
    first = versions[0]
    if first.effective_on.isoformat() > start or len(versions) == 1:
        writer.update("terms", first.id, {"effective_on": start})


def change_terms(
    book: Book,
    loan_id: int,
    fields: Fields,
    *,
    effective_on: date | None = None,
    rate_unit: Unit | None = None,
) -> Checked[Done]:
    """Set terms: those in force are corrected, or new ones begin on a date and the old ones stay.

    Without a date, terms by which something was paid or due stay as they are, and the new ones follow them.
    """
    change, problems = read_change(book, loan_id, fields, effective_on, rate_unit)
    if change is None:
        return None, problems
    current, changed = change.current, change.changed
    title = _("Changed the terms of {name}").format(name=change.loan.name)
    with book.change(title) as writer:
        if change.corrects:
            old = terms_to_row(current, loan_id)
            new = terms_to_row(changed, loan_id)
            writer.update("terms", current.id, {name: new[name] for name in new if new[name] != old[name]})
        else:
            writer.insert("terms", terms_to_row(changed, loan_id))
    notes = after_terms(current, changed) if change.moved else ()
    return Done(title=title, action_id=writer.action_id, ids=(loan_id,), notes=notes), ()


def close_loan(book: Book, loan_id: int, on: date) -> Checked[Done]:
    """Close a loan: nothing more falls due; its history stays."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None, (Problem(code="gone", field="loan"),)
    if on > book.today:
        return None, (Problem(code="in_the_future", field="on", value=on.isoformat()),)
    if on < loan.tracked_from:
        params = {"start": loan.tracked_from.isoformat()}
        return None, (Problem(code="before_tracked", field="on", value=on.isoformat(), params=params),)
    title = _("Closed {name}").format(name=loan.name)
    with book.change(title) as writer:
        writer.update("loan", loan_id, {"closed_on": on.isoformat()})
    return Done(
        title=title, action_id=writer.action_id, ids=(loan_id,), notes=after_closing(book, (loan_id,))
    ), ()


def remove_loan(book: Book, loan: Loan) -> Done:
    """Move a loan to the trash; undo or restore brings it back with everything in it."""
    title = _("Moved {name} to the trash").format(name=loan.name)
    with book.change(title) as writer:
        writer.trash("loan", loan.id)
    return Done(title=title, action_id=writer.action_id, ids=(loan.id,))


def restore_loan(book: Book, loan: Loan) -> Checked[Done]:
    """Take a loan out of the trash."""
    title = _("Brought back {name}").format(name=loan.name)
    with book.change(title) as writer:
        taken = {each[1] for each in read_names(writer.conn)}
        if loan.slug in taken:
            writer.update("loan", loan.id, {"slug": free_slug(loan.name, taken)})
        writer.untrash("loan", loan.id)
    return Done(title=title, action_id=writer.action_id, ids=(loan.id,)), ()
