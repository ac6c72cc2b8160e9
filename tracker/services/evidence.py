"""Proof that is kept: files taken into the vault, entries added to the chain, corrected and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.evidence.chain import Anchor, BadLink, first_bad, head
from tracker.domain.evidence.entry import Consent, Entry, EvidenceKind, in_force, last_word, sealed
from tracker.domain.evidence.moment import read_moment
from tracker.domain.loan.facts import Loan, Payment
from tracker.domain.loan.reading import NONE, Reader
from tracker.domain.money import decimal_text
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.doing import done_by
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store import vault
from tracker.store.credit import read_disputes
from tracker.store.evidence import entry_to_row, read_entries, read_last
from tracker.store.loan import read_loan, read_payment
from tracker.store.offer import read_offers
from tracker.store.talk import read_contacts, read_negotiations
from tracker.store.vault import Fault, Kept, UnkeepableFileError

if TYPE_CHECKING:
    from tracker.store.write import Writer

Fields = Mapping[str, str]

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """An entry as it is listed: what corrects it, and what is wrong with its file."""

    entry: Entry
    corrected_by: int | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check of the chain and of the vault found; `anchor` is the chain's own end."""

    entries: int
    files: int
    bytes: int
    folder: Path
    anchor: Anchor
    bad: BadLink | None = None
    faults: tuple[tuple[Entry, Fault], ...] = ()
    strays: tuple[Path, ...] = ()
    held_to: Anchor | None = None

    @property
    def sound(self) -> bool:
        """Whether every link and every file is as it was when it was kept."""
        return self.bad is None and not self.faults


def add_evidence(book: Book, path: Path, fields: Fields, *, loan: Loan | None = None) -> Checked[Done]:
    """Keep a file: kind, happened, captured, source, consent, note, payment, dispute, contact, talk.

    The file is copied into the vault before its entry is written, so that no entry ever lacks its file.
    """
    draft, problems = _read(book, fields, None, loan)
    if draft is None:
        return None, problems
    kept, problems = take_file(book, path)
    if kept is None:
        return None, problems
    draft = replace(draft, name=label(path), sha256=kept.sha256, bytes=kept.bytes)
    same = next((each for each in in_force(read_entries(book.conn)) if _same(each, draft)), None)
    if same is not None:
        title = _("{name} is kept already as #{number}").format(name=draft.name, number=same.number)
        return Done(title=title, ids=(same.number,)), ()
    with book.change(draft.name) as writer:
        entry = append_entry(writer, draft)
    title = _("Kept {name} as #{number}").format(name=entry.name, number=entry.number)
    return Done(title=title, ids=(entry.number,), notes=(*_notes(entry), *_uses(book, entry))), ()


def correct_evidence(
    book: Book,
    number: int,
    fields: Fields,
    *,
    loan: Loan | None = None,
    path: Path | None = None,
    withdraw: bool = False,
) -> Checked[Done]:
    """Add an entry that takes the place of another; what is not given stays, and both stay in the log."""
    old = last_word(read_entries(book.conn), number)
    if old is None:
        return None, (Problem(code="gone", field="evidence", value=str(number)),)
    draft, problems = _read(book, fields, old, loan)
    if draft is None:
        return None, problems
    if path is not None:
        kept, problems = take_file(book, path)
        if kept is None:
            return None, problems
        draft = replace(draft, name=label(path), sha256=kept.sha256, bytes=kept.bytes)
    draft = replace(draft, withdrawn=withdraw, corrects=old.number)
    if replace(draft, corrects=old.corrects) == old:
        return None, (Problem(code="nothing_corrected", field="evidence", value=f"#{old.number}"),)
    with book.change(draft.name) as writer:
        entry = append_entry(writer, draft)
    words = _("Withdrew #{old} by #{number}") if withdraw else _("Corrected #{old} by #{number}")
    return Done(title=words.format(old=old.number, number=entry.number), ids=(entry.number,)), ()


def list_evidence(
    book: Book, *, loan_id: int | None = None, kind: str = "", everything: bool = False
) -> tuple[EvidenceRow, ...]:
    """What is kept, oldest first; `everything` also names what was corrected or withdrawn."""
    entries = read_entries(book.conn)
    corrected = {each.corrects: each.number for each in entries if each.corrects is not None}
    folder = vault.vault_folder(book.path)
    shown = entries if everything else sorted(in_force(entries), key=lambda each: each.number)
    rows = []
    for each in shown:
        if loan_id not in (None, each.loan_id) or (kind and each.kind != kind):
            continue
        fault = vault.fault_of(folder, each.sha256, content=False)
        row = EvidenceRow(
            entry=each, corrected_by=corrected.get(each.number), fault=fault.how if fault else ""
        )
        rows.append(row)
    return tuple(rows)


def verify_evidence(book: Book, anchor: Anchor | None = None, *, content: bool = True) -> Verification:
    """Whether the chain holds, to an anchor if one was kept, and every file is what it was."""
    entries = read_entries(book.conn)
    folder = vault.vault_folder(book.path)
    known = {each.sha256: each for each in reversed(entries)}
    found = vault.faults(folder, [each.sha256 for each in entries], content=content)
    return Verification(
        entries=len(entries),
        files=len(known),
        bytes=sum(each.bytes for each in known.values()),
        folder=folder,
        anchor=head(entries[-1] if entries else None),
        bad=first_bad(entries, anchor),
        faults=tuple((known[fault.sha256], fault) for fault in found),
        strays=vault.strays(folder, known),
        held_to=anchor,
    )


def take_file(book: Book, path: Path, *, field: str = "file") -> Checked[Kept]:
    """The file in the vault; on a dry run only its hash and size."""
    try:
        if book.dry_run:
            return vault.measure(path), ()
        return vault.keep(path, vault.vault_folder(book.path)), ()
    except UnkeepableFileError as error:
        value = clean(error.path)[:NAME_LENGTH]
        return None, (Problem(code=error.code, field=field, value=value, params=error.params),)


def append_entry(writer: Writer, draft: Entry) -> Entry:
    """Add an entry to the end of the chain, as of the instant of the change."""
    entry = sealed(replace(draft, entered_at=writer.at), read_last(writer.conn))
    writer.append("evidence", entry_to_row(entry))
    return entry


def label(path: Path) -> str:
    """The name a file was given with, as a label: nothing of it is ever a path again."""
    return clean(path.name).strip()[:NAME_LENGTH] or "?"


def of_payment(payment: Payment, loan: Loan) -> tuple[tuple[str, str], ...]:
    """What an entry about a payment says it is about."""
    amount = decimal_text(payment.amount_minor, payment.currency)
    words = f"{payment.paid_on.isoformat()} {amount} {payment.currency} {payment.ref}".strip()
    return (("loan", loan.name), ("payment", words))


def _read(book: Book, fields: Fields, old: Entry | None, loan: Loan | None) -> Checked[Entry]:
    """What was said about a file, on top of what an entry said before."""
    reader = Reader(fields, today=book.today, currency=book.currency)
    draft = old or Entry(number=0, kind=EvidenceKind.OTHER, name="", sha256="", bytes=0, entered_at="")
    consent = reader.choice("consent", Consent, draft.consent)
    if fields.get("consent", "").strip().casefold() in NONE:
        consent = Consent.UNKNOWN
    draft = replace(
        draft,
        kind=reader.choice("kind", EvidenceKind, draft.kind),
        consent=consent,
        happened_at=_moment(reader, "happened", draft.happened_at),
        captured_at=_moment(reader, "captured", draft.captured_at),
        source=clean(fields.get("source", draft.source)).strip(),
        note=clean(fields.get("note", draft.note), lines=True).strip(),
    )
    draft = _linked(book, reader, draft, loan)
    return (None, tuple(reader.problems)) if reader.problems else (draft, ())


def _moment(reader: Reader, field: str, old: str) -> str:
    return reader.take(field, old, lambda text: read_moment(text, reader.today, field=field)) or ""


def _linked(book: Book, reader: Reader, draft: Entry, loan: Loan | None) -> Entry:
    """The entry with what it is about, in words and by the rows of this book."""
    about = dict(draft.about)
    if reader.fields.get("loan", "").strip() in NONE:
        about = {}
        draft = replace(
            draft, loan_id=None, payment_id=None, dispute_id=None, contact_id=None, negotiation_id=None
        )
    if loan is not None:
        about.pop("payment", None)
        about["loan"] = loan.name
        draft = replace(draft, loan_id=loan.id, payment_id=None)
    payment_id = reader.number("payment", draft.payment_id, 1, 10**9)
    if payment_id is not None and payment_id != draft.payment_id:
        payment = read_payment(book.conn, payment_id)
        of = None if payment is None else read_loan(book.conn, payment.loan_id)
        if payment is None or of is None or (loan is not None and loan.id != of.id):
            reader.wrong("gone", "payment")
        else:
            about |= dict(of_payment(payment, of))
            draft = replace(draft, loan_id=of.id, payment_id=payment.id)
    dispute_id = reader.number("dispute", draft.dispute_id, 1, 10**9)
    if dispute_id is not None and dispute_id != draft.dispute_id:
        dispute = next((each for each in read_disputes(book.conn) if each.id == dispute_id), None)
        if dispute is None:
            reader.wrong("gone", "dispute")
        else:
            about["dispute"] = f"{dispute.sent_on.isoformat()} {dispute.bureau}".strip()
            draft = replace(draft, dispute_id=dispute.id)
    draft = _of_talks(book, reader, draft, about, loan)
    return replace(draft, about=tuple(sorted(about.items())))


def _of_talks(book: Book, reader: Reader, draft: Entry, about: dict[str, str], loan: Loan | None) -> Entry:
    """The entry with the contact and the talks it belongs to; both bring their loan with them."""
    contact_id = reader.number("contact", draft.contact_id, 1, 10**9)
    talk_id = reader.number("talk", draft.negotiation_id, 1, 10**9)
    contact = talk = None
    if contact_id is not None and contact_id != draft.contact_id:
        contact = next((each for each in read_contacts(book.conn) if each.id == contact_id), None)
        if contact is None or (loan is not None and loan.id != contact.loan_id):
            reader.wrong("gone", "contact")
        else:
            words = (
                contact.at.strftime("%Y-%m-%d %H:%M"),
                contact.means.value,
                contact.number or contact.who,
            )
            about |= {"loan": contact.loan, "contact": " ".join(word for word in words if word)}
            draft = replace(draft, loan_id=contact.loan_id, contact_id=contact.id)
    if talk_id is not None and talk_id != draft.negotiation_id:
        talk = next((each for each in read_negotiations(book.conn) if each.id == talk_id), None)
        of = loan.id if loan else contact.loan_id if contact else None
        if talk is None or of not in (None, talk.loan_id):
            reader.wrong("gone", "talk")
        else:
            about |= {"loan": talk.loan, "talk": f"{talk.opened_on.isoformat()} {talk.aim}"}
            draft = replace(draft, loan_id=talk.loan_id, negotiation_id=talk.id)
    return draft


def _same(entry: Entry, draft: Entry) -> bool:
    return (entry.sha256, entry.about) == (draft.sha256, draft.about)


def _uses(book: Book, entry: Entry) -> Iterator[str]:
    """What a writing about a loan can be used for at once."""
    loan = read_loan(book.conn, entry.loan_id) if entry.loan_id is not None else None
    if loan is None:
        return
    if entry.kind is EvidenceKind.SETTLEMENT_LETTER and loan.closed_on is None:
        command = f"debt loan close {loan.id} --letter {entry.number}"
        yield _("Once nothing is owed: {how}").format(how=done_by("loan.settle", command))
    elif entry.kind in (EvidenceKind.LETTER, EvidenceKind.CONTRACT):
        words = _("If it confirms what was agreed orally: {how}")
        for offer in read_offers(book.conn, loan.id):
            if offer.oral_since is not None:
                command = f"debt talk accept {offer.id} --letter {entry.number}"
                yield words.format(how=done_by("offer.accept", command))


def _notes(entry: Entry) -> tuple[str, ...]:
    notes = []
    if entry.kind is EvidenceKind.CALL_RECORDING and entry.consent is Consent.UNKNOWN:
        notes.append(
            _(
                "Say who agreed to the recording, {how}: whether it may be made and used depends on it."
            ).format(how=done_by("evidence.correct", "--consent"))
        )
    if not entry.happened_at:
        words = _("The log only knows when it was entered. {how} says when it happened.")
        command = f"debt evidence correct {entry.number} --happened {_('DATE')}"
        notes.append(words.format(how=done_by("evidence.correct", command)))
    return tuple(notes)
