"""Promises of both sides: kept with their day, ended by what came of them."""

from __future__ import annotations

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.promise import Fate, Promise, Side
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.talk.entry import find_entry, gone, not_later, reader_of, said, save
from tracker.services.talk.limitation import restart_notes
from tracker.store.talk import read_contacts, read_promises


def list_promises(
    book: Book, loan_id: int | None = None, *, only_open: bool = False, trashed: bool = False
) -> tuple[Promise, ...]:
    """The promises about a loan or about all, those due first in front."""
    found = read_promises(book.conn, only_open=only_open, trashed=trashed)
    return tuple(each for each in found if loan_id in (None, each.loan_id))


def add_promise(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Keep what a side promised: side, what, amount, due, on, contact, note.

    A promise of one's own to pay may restart a limitation period: the notes say by which rule.
    """
    reader = reader_of(book, fields, loan.currency)
    side = reader.choice("side", Side, Side.ME)
    what = said(reader, "what")
    amount = reader.amount("amount", None)
    on = reader.on("on", book.today) or book.today
    due = reader.on("due", None)
    contact = reader.number("contact", None, 1, 10**9)
    if not what:
        reader.problems.append(Problem(code="required", field="promise"))
    if amount == 0:
        reader.wrong("not_positive", "amount")
    not_later(book, reader, "on", on)
    if due is not None and due < on:
        reader.wrong("before_promise", "due")
    if contact is not None and all(each.id != contact for each in read_contacts(book.conn, loan.id)):
        reader.wrong("gone", "contact")
    values = {
        "loan_id": loan.id,
        "contact_id": contact,
        "side": side.value,
        "what": what,
        "amount_minor": amount,
        "promised_on": on.isoformat(),
        "due_on": due.isoformat() if due else None,
        "note": said(reader, "note", lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Kept a promise about {name}").format(name=loan.name)
    notes = restart_notes(book, on, "promise") if side is Side.ME else ()
    return save(book, title, "promise", values, None, notes)


def end_promise(book: Book, promise_id: int, fields: Fields) -> Checked[Done]:
    """Record what came of a promise: fate, on, note."""
    old: Promise | None = find_entry(book, "promise", promise_id)
    if old is None:
        return None, gone("promise", promise_id)
    reader = reader_of(book, fields)
    fate = reader.choice("fate", Fate, old.fate)
    on = reader.on("on", old.ended_on or book.today) or book.today
    if fate is not Fate.OPEN and not old.promised_on <= on <= book.today:
        reader.wrong("not_between", "on", low=old.promised_on.isoformat(), high=book.today.isoformat())
    values = {
        "fate": fate.value,
        "ended_on": None if fate is Fate.OPEN else on.isoformat(),
        "note": said(reader, "note", old.note, lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Recorded what came of a promise"), "promise", values, old)
