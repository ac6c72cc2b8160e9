"""Messages that were checked and kept: their hash, what was found, and their words only if asked for."""

from __future__ import annotations

import hashlib

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked as Read
from tracker.domain.recovery.checked import Checked, findings_of, verdict_of
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.talk.entry import proof_of, reader_of, said, save
from tracker.services.talk.message import MessageView
from tracker.store.recovery_case import findings_to_text, read_checks
from tracker.store.talk import read_contacts


def list_checks(book: Book, loan_id: int | None = None, *, trashed: bool = False) -> tuple[Checked, ...]:
    """The messages that were kept, the latest first."""
    return read_checks(book.conn, loan_id, trashed=trashed)


def text_hash(text: str) -> str:
    """The SHA-256 of a message's words, by which the same message is known again."""
    return hashlib.sha256(text.strip().encode()).hexdigest()


def keep_check(
    book: Book, loan: Loan, text: str, view: MessageView, fields: Fields, *, keep_text: bool = False
) -> Read[Done]:
    """Keep what a check found: contact, evidence, note. The words themselves only with `keep_text`."""
    reader = reader_of(book, fields)
    contact = reader.number("contact", None, 1, 10**9)
    evidence, note = proof_of(book, reader), said(reader, "note", lines=True)
    if contact is not None and all(each.id != contact for each in read_contacts(book.conn, loan.id)):
        reader.wrong("gone", "contact")
    if reader.problems:
        return None, tuple(reader.problems)
    sha256 = text_hash(text)
    old = next((each for each in read_checks(book.conn, loan.id) if each.sha256 == sha256), None)
    values = {
        "loan_id": loan.id,
        "contact_id": contact or (old.contact_id if old else None),
        "checked_on": book.today.isoformat(),
        "sha256": sha256,
        "verdict": verdict_of(view.report),
        "findings": findings_to_text(findings_of(view.report)),
        "words": text.strip() if keep_text else (old.words if old else ""),
        "evidence": evidence or (old.evidence if old else None),
        "note": note or (old.note if old else ""),
    }
    title = _("Kept a checked message about {name}").format(name=loan.name)
    return save(book, title, "message_check", values, old)
