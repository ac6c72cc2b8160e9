"""Stages of collection: entered with holder, claim and the day to answer by."""

from __future__ import annotations

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked
from tracker.domain.recovery.stage import Stage, StageKind
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.talk.entry import find_entry, gone, not_later, proof_of, reader_of, said, save
from tracker.store.talk import read_stages


def list_stages(book: Book, loan_id: int | None = None, *, trashed: bool = False) -> tuple[Stage, ...]:
    """The stages of a loan or of all, oldest first."""
    found = read_stages(book.conn, trashed=trashed)
    return tuple(each for each in found if loan_id in (None, each.loan_id))


def add_stage(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Record a step of the other side: kind, on, holder, claimed, answer_by, proof, evidence, note."""
    reader = reader_of(book, fields, loan.currency)
    kind = reader.choice("kind", StageKind, StageKind.REMINDER)
    on = reader.on("on", book.today) or book.today
    answer_by = reader.on("answer_by", None)
    not_later(book, reader, "on", on)
    if answer_by is not None and answer_by < on:
        reader.wrong("before_stage", "answer_by")
    values = {
        "loan_id": loan.id,
        "kind": kind.value,
        "happened_on": on.isoformat(),
        "holder": said(reader, "holder"),
        "claimed_minor": reader.amount("claimed", None),
        "answer_by": answer_by.isoformat() if answer_by else None,
        "proof": said(reader, "proof"),
        "evidence": proof_of(book, reader),
        "note": said(reader, "note", lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Recorded a stage of {name}").format(name=loan.name), "stage", values, None)


def answer_stage(book: Book, stage_id: int, fields: Fields) -> Checked[Done]:
    """Record that the answer was given: on, note."""
    old: Stage | None = find_entry(book, "stage", stage_id)
    if old is None:
        return None, gone("stage", stage_id)
    reader = reader_of(book, fields)
    on = reader.on("on", book.today) or book.today
    if not old.happened_on <= on <= book.today:
        reader.wrong("not_between", "on", low=old.happened_on.isoformat(), high=book.today.isoformat())
    values = {"answered_on": on.isoformat(), "note": said(reader, "note", old.note, lines=True)}
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Recorded an answer about {name}").format(name=old.loan), "stage", values, old)
