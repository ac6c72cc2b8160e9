"""What the story of a loan has of talks: who spoke, what was agreed, promised, claimed and kept as proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.domain.evidence.entry import in_force
from tracker.domain.loan.facts import Loan
from tracker.services.book import Book
from tracker.services.loan.happening import Happening
from tracker.store.evidence import read_entries
from tracker.store.talk import read_contacts, read_negotiations, read_promises, read_stages


def told_of(book: Book, loan: Loan) -> Iterator[Happening]:
    """Every contact, step of talks, promise, stage and file about a loan, as rows of its story."""
    for contact in read_contacts(book.conn, loan.id):
        params = {"direction": contact.direction.value, "time": contact.at.strftime("%H:%M")}
        params["answered"] = "yes" if contact.answered else "no"
        yield Happening(
            on=contact.on, kind="contact", code=contact.means.value, note=contact.summary, about=contact.id,
            params=params,
        )  # fmt: skip
    for talk in read_negotiations(book.conn):
        if talk.loan_id != loan.id:
            continue
        yield Happening(on=talk.opened_on, kind="talk", code="draft", note=talk.aim, about=talk.id)
        for step in talk.steps:
            yield Happening(
                on=step.happened_on, kind="step", code=step.state.value, note=talk.aim, about=talk.id
            )
    for promise in read_promises(book.conn):
        if promise.loan_id == loan.id:
            params = {"due_on": promise.due_on.isoformat() if promise.due_on else ""}
            yield Happening(
                on=promise.promised_on, kind="promise", code=promise.side.value, note=promise.what,
                amount_minor=promise.amount_minor, about=promise.id, params=params,
            )  # fmt: skip
    for stage in read_stages(book.conn):
        if stage.loan_id == loan.id:
            params = {"answer_by": stage.answer_by.isoformat() if stage.answer_by else ""}
            params["answered"] = "yes" if stage.answered_on else "no"
            yield Happening(
                on=stage.happened_on, kind="stage", code=stage.kind.value, note=stage.holder,
                amount_minor=stage.claimed_minor, about=stage.id, params=params,
            )  # fmt: skip
    for entry in in_force(read_entries(book.conn)):
        if entry.loan_id == loan.id:
            day = entry.happened_at[:10] or entry.entered_at[:10]
            yield Happening(
                on=date.fromisoformat(day), kind="evidence", code=entry.kind.value, note=entry.name,
                about=entry.number,
            )  # fmt: skip
