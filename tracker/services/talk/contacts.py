"""The log of contacts: who spoke with whom, when, and what was said."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked
from tracker.domain.recovery.contact import (
    Conduct,
    Contact,
    Direction,
    Identity,
    Means,
    Recording,
)
from tracker.domain.typed.clock import parse_clock
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.plan.triage_calls import note_call
from tracker.services.talk.entry import find_entry, gone, not_later, proof_of, reader_of, said, save
from tracker.store.talk import read_contacts

_YES = ("yes", "1", "是")


def list_contacts(book: Book, loan_id: int | None = None, *, trashed: bool = False) -> tuple[Contact, ...]:
    """The contacts about a loan or about all, newest first."""
    return tuple(reversed(read_contacts(book.conn, loan_id, trashed=trashed)))


def log_contact(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Log a contact: on, time, direction, means, answered, number, who, position, summary …"""
    return _save(book, loan.id, loan.name, fields, None)


def edit_contact(book: Book, contact_id: int, fields: Fields) -> Checked[Done]:
    """Change a contact; what is not given stays."""
    old: Contact | None = find_entry(book, "contact", contact_id)
    if old is None:
        return None, gone("contact", contact_id)
    return _save(book, old.loan_id, old.loan, fields, old)


def _save(book: Book, loan_id: int, name: str, fields: Fields, old: Contact | None) -> Checked[Done]:
    reader = reader_of(book, fields)
    on = reader.on("on", old.on if old else book.today) or book.today
    clock = reader.take(
        "time", old.at.strftime("%H:%M") if old else None, lambda text: parse_clock(text, field="time")
    )
    if clock is None and not any(each.field == "time" for each in reader.problems):
        reader.wrong("required", "time")
    not_later(book, reader, "on", on)
    answered = old.answered if old else True
    agreed = old.hour_agreed if old else False
    values = {
        "loan_id": loan_id,
        "happened_at": f"{on.isoformat()}T{clock}",
        "direction": reader.choice("direction", Direction, old.direction if old else Direction.IN).value,
        "means": reader.choice("means", Means, old.means if old else Means.PHONE).value,
        "answered": int(_yes(reader.fields.get("answered"), answered)),
        "called": said(reader, "number", old.number if old else ""),
        "who": said(reader, "who", old.who if old else ""),
        "position": said(reader, "position", old.position if old else ""),
        "identity": reader.choice("identity", Identity, old.identity if old else Identity.UNKNOWN).value,
        "recording": reader.choice("recording", Recording, old.recording if old else Recording.NONE).value,
        "hour_agreed": int(_yes(reader.fields.get("hour_agreed"), agreed)),
        "third_party": said(reader, "third_party", old.third_party if old else ""),
        "conduct": reader.choice("conduct", Conduct, old.conduct if old else Conduct.NONE).value,
        "summary": said(reader, "summary", old.summary if old else ""),
        "proof": said(reader, "proof", old.proof if old else ""),
        "evidence": proof_of(book, reader, old.evidence if old else None),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    words = _("Changed a contact about {name}") if old else _("Logged a contact about {name}")
    title = words.format(name=name)
    if old is not None or not values["answered"] or values["direction"] != Direction.OUT.value:
        return save(book, title, "contact", values, old)
    notes: tuple[str, ...] = ()
    with book.together(title) as writer:
        checked = save(book, title, "contact", values, None)
        talk_id = note_call(writer, book, loan_id, on)
        if talk_id is not None:
            said_now = _("The call of talk {id} is made; note their answer by debt talk step {id} STATE.")
            notes = (said_now.format(id=talk_id),)
    done, problems = checked
    return (replace(done, notes=notes) if done is not None else None), problems


def _yes(text: str | None, old: bool) -> bool:
    return old if text is None or not text.strip() else text.strip().casefold() in _YES
