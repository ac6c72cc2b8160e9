"""Negotiations: begun, moved step by step, in force only once they stand in writing."""

from __future__ import annotations

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.negotiation import Negotiation, State, step_problems
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.talk.entry import find_entry, gone, not_later, proof_of, reader_of, said, save
from tracker.services.talk.limitation import restart_notes
from tracker.store.talk import read_negotiations


def list_talks(
    book: Book, loan_id: int | None = None, *, every: bool = False, trashed: bool = False
) -> tuple[Negotiation, ...]:
    """The negotiations that are open, or every one; those whose next move is due first in front."""
    found = [
        each
        for each in read_negotiations(book.conn, trashed=trashed)
        if loan_id in (None, each.loan_id) and (every or trashed or each.is_open)
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_open, str(each.next_on or "9999"), -each.id)))


def find_talk(book: Book, talk_id: int) -> Negotiation | None:
    """The negotiation of a number, None if there is none."""
    found: Negotiation | None = find_entry(book, "negotiation", talk_id)
    return found


def new_talk(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Begin a negotiation as a draft: aim, on, note."""
    reader = reader_of(book, fields)
    aim = said(reader, "aim")
    on = reader.on("on", book.today) or book.today
    if not aim:
        reader.problems.append(Problem(code="required", field="aim"))
    not_later(book, reader, "on", on)
    values = {
        "loan_id": loan.id,
        "aim": aim,
        "opened_on": on.isoformat(),
        "note": said(reader, "note", lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Began talks about {name}").format(name=loan.name), "negotiation", values, None)


def step_talk(book: Book, talk_id: int, fields: Fields) -> Checked[Done]:
    """Take a negotiation one step on: state, on, next, proof, evidence, note.

    `confirmed` wants proof in writing; what is only said changes no schedule, and says so.
    """
    talk = find_talk(book, talk_id)
    if talk is None:
        return None, gone("negotiation", talk_id)
    reader = reader_of(book, fields)
    state = reader.choice("state", State, talk.state)
    on = reader.on("on", book.today) or book.today
    next_on = reader.on("next", None)
    proof, evidence = said(reader, "proof"), proof_of(book, reader)
    note = said(reader, "note", lines=True)
    if not reader.problems:
        has_proof = bool(proof) or evidence is not None
        reader.problems += step_problems(
            talk, state, on, today=book.today, next_on=next_on, has_proof=has_proof
        )
    if reader.problems:
        return None, tuple(reader.problems)
    values = {
        "negotiation_id": talk.id,
        "state": state.value,
        "happened_on": on.isoformat(),
        "next_on": next_on.isoformat() if next_on else None,
        "proof": proof,
        "evidence": evidence,
        "note": note,
    }
    notes: tuple[str, ...] = ()
    if state is State.AGREED_ORALLY:
        notes = (_("Agreed orally, not in writing: the schedule stays, what was due stays due."),)
        notes += restart_notes(book, on, "promise")
    elif state is State.SENT:
        notes = restart_notes(book, on, "request")
    title = _("Talks about {name}: a step on").format(name=talk.loan)
    with book.change(title) as writer:
        writer.insert("negotiation_step", values)
    return Done(title=title, action_id=writer.action_id, ids=(talk.id,), notes=notes), ()


def drop_step(book: Book, talk_id: int) -> Checked[Done]:
    """Move the last step of a negotiation to the trash, so that the one before holds again."""
    talk = find_talk(book, talk_id)
    if talk is None:
        return None, gone("negotiation", talk_id)
    if not talk.steps:
        return None, (Problem(code="no_step", field="state"),)
    title = _("Talks about {name}: the last step removed").format(name=talk.loan)
    with book.change(title) as writer:
        writer.trash("negotiation_step", talk.steps[-1].id, version=talk.steps[-1].version)
    return Done(title=title, action_id=writer.action_id, ids=(talk.id,)), ()
