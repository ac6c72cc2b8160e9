"""What all entries about talks have in common: read, kept, moved to the trash, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from tracker.domain.loan.reading import Fields, Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.offer import read_offers
from tracker.store.recovery_case import read_advisers, read_checks, read_complaints, read_hardships
from tracker.store.talk import (
    has_evidence,
    read_channels,
    read_contacts,
    read_negotiations,
    read_promises,
    read_stages,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class Row(Protocol):
    """An entry with a number and a version."""

    @property
    def id(self) -> int: ...

    @property
    def version(self) -> int: ...


LONGEST = 2_000
"""Characters of one text that is kept."""


def reader_of(book: Book, fields: Fields, currency: str = "") -> Reader:
    """A reader of what was typed about a loan."""
    return Reader(fields, today=book.today, currency=currency or book.currency)


def said(reader: Reader, field: str, old: str = "", *, lines: bool = False) -> str:
    """A text as it was typed, the old one if it was not; `-` clears it."""
    text = reader.fields.get(field)
    if text is None:
        return old
    found = clean(text, lines=lines).strip()
    if len(found) > LONGEST:
        reader.wrong("too_long", field, limit=str(LONGEST))
    return "" if found == "-" else found


def proof_of(book: Book, reader: Reader, old: int | None = None) -> int | None:
    """The number of an entry in the log of evidence, which must be there."""
    number = reader.number("evidence", old, 1, 10**9)
    if number is not None and number != old and not has_evidence(book.conn, number):
        reader.wrong("no_evidence", "evidence")
    return number


def not_later(book: Book, reader: Reader, field: str, on: Any) -> None:
    """Note that a day has not come yet."""
    if on is not None and on > book.today:
        reader.wrong("in_the_future", field)


def save(
    book: Book,
    title: str,
    table: str,
    values: Mapping[str, Any],
    old: Row | None,
    notes: tuple[str, ...] = (),
) -> Checked[Done]:
    """Keep an entry, new or changed, as one step of the history."""
    with book.change(title) as writer:
        if old is None:
            row_id = writer.insert(table, values)
        else:
            row_id = old.id
            writer.update(table, row_id, values, version=old.version)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,), notes=notes), ()


class _Reader(Protocol):
    def __call__(self, book: Book, /, *, trashed: bool) -> tuple[Any, ...]: ...


def _readers() -> dict[str, _Reader]:
    return {
        "channel": lambda book, *, trashed: read_channels(book.conn, trashed=trashed),
        "contact": lambda book, *, trashed: read_contacts(book.conn, trashed=trashed),
        "promise": lambda book, *, trashed: read_promises(book.conn, trashed=trashed),
        "negotiation": lambda book, *, trashed: read_negotiations(book.conn, trashed=trashed),
        "offer": lambda book, *, trashed: read_offers(book.conn, trashed=trashed),
        "stage": lambda book, *, trashed: read_stages(book.conn, trashed=trashed),
        "hardship": lambda book, *, trashed: read_hardships(book.conn, trashed=trashed),
        "complaint": lambda book, *, trashed: read_complaints(book.conn, trashed=trashed),
        "message_check": lambda book, *, trashed: read_checks(book.conn, trashed=trashed),
        "adviser": lambda book, *, trashed: read_advisers(book.conn, trashed=trashed),
    }


def find_entry(book: Book, table: str, row_id: int, *, trashed: bool = False) -> Any:
    """The entry of a number, None if there is none."""
    return next((each for each in _readers()[table](book, trashed=trashed) if each.id == row_id), None)


def trashed_entries(book: Book, table: str) -> tuple[Any, ...]:
    """The entries of a table that are in the trash."""
    return _readers()[table](book, trashed=True)


def gone(table: str, row_id: int) -> tuple[Problem, ...]:
    """That an entry is not there."""
    return (Problem(code="gone", field=table, value=str(row_id)),)


def remove_entry(book: Book, table: str, row_id: int) -> Checked[Done]:
    """Move an entry to the trash."""
    found = find_entry(book, table, row_id)
    if found is None:
        return None, gone(table, row_id)
    title = _("Removed an entry about talks")
    with book.change(title) as writer:
        writer.trash(table, row_id, version=found.version)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def restore_entry(book: Book, table: str, row_id: int) -> Checked[Done]:
    """Take an entry out of the trash."""
    found = find_entry(book, table, row_id, trashed=True)
    if found is None:
        return None, gone(table, row_id)
    if table == "channel":
        taken = {(each.loan_id, each.kind, each.value) for each in read_channels(book.conn)}
        if (found.loan_id, found.kind, found.value) in taken:
            return None, (Problem(code="channel_taken", field="value", value=found.value),)
    title = _("Brought back an entry about talks")
    with book.change(title) as writer:
        writer.untrash(table, row_id, version=found.version)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()
