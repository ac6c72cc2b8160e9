"""What all entries of the credit file have in common: kept, thrown away, brought back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from tracker.domain.loan.reading import NONE, Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.credit_views import CreditTrash
from tracker.services.done import Done
from tracker.store.credit import read_disputes, read_marks, read_scores
from tracker.store.credit_report import read_reports, read_trashed_parts

Word = TypeVar("Word", bound=StrEnum)

LONGEST = 2_000
"""Characters of one text that is kept."""

_YES, _NO = (
    frozenset({"yes", "y", "1", "true", "on", "是"}),
    frozenset({"no", "n", "0", "false", "off", "否"}),
)

TABLES = ("mark", "dispute", "score", "report", "report_entry", "enquiry", "dispute_round")


def save(
    book: Book, title: str, table: str, values: Mapping[str, Any], old: Any, notes: tuple[str, ...] = ()
) -> Checked[Done]:
    """Keep an entry, new or changed, as one step of the history."""
    with book.change(title) as writer:
        if old is None:
            row_id = writer.insert(table, dict(values))
        else:
            row_id = old.id
            writer.update(table, row_id, dict(values), version=getattr(old, "version", None))
    return Done(title=title, action_id=writer.action_id, ids=(row_id,), notes=notes), ()


def gone(table: str, number: int) -> tuple[Problem, ...]:
    """That an entry is not there."""
    return (Problem(code="gone", field=table, value=str(number)),)


def _living(book: Book, table: str) -> set[int]:
    match table:
        case "mark":
            return {each.id for each in read_marks(book.conn)}
        case "dispute":
            return {each.id for each in read_disputes(book.conn)}
        case "score":
            return {each.id for each in read_scores(book.conn)}
        case "dispute_round":
            return {each.id for dispute in read_disputes(book.conn) for each in dispute.more}
    reports = read_reports(book.conn)
    if table == "report":
        return {each.id for each in reports}
    if table == "report_entry":
        return {each.id for report in reports for each in report.entries}
    return {each.id for report in reports for each in report.enquiries}


def remove_entry(book: Book, table: str, row_id: int) -> Checked[Done]:
    """Move an entry of one of the tables to the trash."""
    if row_id not in _living(book, table):
        return None, gone(table, row_id)
    title = _("Removed an entry of the credit file")
    with book.change(title) as writer:
        writer.trash(table, row_id)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def list_trashed(book: Book) -> CreditTrash:
    """What of the credit file is in the trash."""
    return CreditTrash(
        marks=read_marks(book.conn, trashed=True),
        disputes=read_disputes(book.conn, trashed=True),
        scores=read_scores(book.conn, trashed=True),
        reports=read_reports(book.conn, trashed=True),
        parts=read_trashed_parts(book.conn),
    )


def restore_entry(book: Book, table: str, row_id: int) -> Checked[Done]:
    """Take an entry of one of the tables out of the trash."""
    found = list_trashed(book)
    rows = {("mark", each.id) for each in found.marks} | {("dispute", each.id) for each in found.disputes}
    rows |= {("score", each.id) for each in found.scores} | {("report", each.id) for each in found.reports}
    rows |= {(kind, number) for kind, number, _words in found.parts}
    if (table, row_id) not in rows:
        return None, gone(table, row_id)
    title = _("Brought back an entry of the credit file")
    with book.change(title) as writer:
        writer.untrash(table, row_id)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def word(reader: Reader, field: str, kind: type[Word], old: Word, unknown: Word) -> Word:
    """One of the words of an enumeration, whatever its case; `-` says that it is not known."""
    text = reader.fields.get(field, "").strip()
    if text.casefold() in NONE:
        return unknown
    known = {each.value.casefold(): each for each in kind}
    plain = text.casefold().replace("-", "_").replace(" ", "_")
    if not text or plain in known:
        return known[plain] if text else old
    reader.wrong("not_a_choice", field, accepted=", ".join(each.value for each in kind if each.value))
    return old


def said(reader: Reader, field: str, old: str = "", *, lines: bool = False) -> str:
    """A text as it was typed, the old one if it was not; `-` clears it."""
    text = reader.fields.get(field)
    if text is None:
        return old
    found = clean(text, lines=lines).strip()
    if len(found) > LONGEST:
        reader.wrong("too_long", field, limit=str(LONGEST))
    return "" if found == "-" else found


def yes(reader: Reader, field: str, old: bool) -> bool:
    """Whether something is so, by `yes` or `no`."""
    text = reader.fields.get(field, "").strip().casefold()
    if text in _YES or text in _NO or not text:
        return text in _YES if text else old
    reader.wrong("not_a_choice", field, accepted="yes, no")
    return old


def iso(on: date | None) -> str | None:
    """A day as the file holds it."""
    return None if on is None else on.isoformat()
