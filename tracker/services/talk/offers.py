"""Offers: entered as they were made, declined, ended by what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.loan.facts import ChargeKind, Loan
from tracker.domain.loan.reading import Fields, Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.comparison import carry_on, extended, not_before
from tracker.domain.recovery.negotiation import State
from tracker.domain.recovery.offer import (
    Breach,
    Credited,
    Interest,
    Offer,
    OfferKind,
    OfferPayment,
    Standing,
)
from tracker.domain.recovery.payment_plan import parse_payments, parse_shift
from tracker.domain.text import clean
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.talk.entry import find_entry, gone, not_later, proof_of, reader_of, said
from tracker.services.talk.negotiations import find_talk, step_talk
from tracker.store.loan import read_entries, read_facts, read_loan
from tracker.store.offer import payment_ids, read_offers
from tracker.store.talk import read_negotiations

if TYPE_CHECKING:
    from tracker.store.write import Writer

SUMS = {
    "fee": "upfront_fee", "received": "received", "waive_principal": "waived_principal",
    "waive_interest": "waived_interest", "waive_fee": "waived_fee", "waive_penalty": "waived_penalty",
}  # fmt: skip
"""The words of sums with their columns."""

YES = ("yes", "on", "1", "true", "是")


def list_offers(
    book: Book, loan_id: int | None = None, *, every: bool = False, trashed: bool = False
) -> tuple[Offer, ...]:
    """The offers that something can still be made of, or every one; oldest first."""
    found = read_offers(book.conn, loan_id, trashed=trashed)
    return tuple(each for each in found if every or trashed or not each.is_done)


def find_offer(book: Book, offer_id: int) -> Offer | None:
    """The offer of a number, None if there is none."""
    found: Offer | None = find_entry(book, "offer", offer_id)
    return found


def add_offer(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Keep an offer about a loan.

    The words are kind, payments or by (an extension by `30d` or `1m`), from_whom, on, valid_until, fee,
    received, waive_principal, waive_interest, waive_fee, waive_penalty, interest, breach, credited,
    written, evidence, talk and note.
    """
    reader = reader_of(book, fields, loan.currency)
    values, payments = _read(book, loan, reader, None)
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Kept an offer about {name}").format(name=loan.name)
    with book.change(title) as writer:
        offer_id = writer.insert("offer", {"loan_id": loan.id, **values})
        _insert_payments(writer, offer_id, payments)
    return Done(title=title, action_id=writer.action_id, ids=(offer_id,)), ()


def edit_offer(book: Book, offer_id: int, fields: Fields) -> Checked[Done]:
    """Change what is kept of an offer; one that is in force stays as it was agreed."""
    old = find_offer(book, offer_id)
    loan = read_loan(book.conn, old.loan_id) if old else None
    if old is None or loan is None:
        return None, gone("offer", offer_id)
    if old.standing not in (Standing.OPEN, Standing.AGREED):
        return None, (_not_open(old),)
    reader = reader_of(book, fields, loan.currency)
    values, payments = _read(book, loan, reader, old)
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Changed an offer about {name}").format(name=loan.name)
    with book.change(title) as writer:
        writer.update("offer", old.id, values, version=old.version)
        if payments != old.payments:
            for row_id in payment_ids(writer.conn, old.id):
                writer.trash("offer_payment", row_id)
            _insert_payments(writer, old.id, payments)
    return Done(title=title, action_id=writer.action_id, ids=(offer_id,)), ()


def end_offer(book: Book, offer_id: int, fields: Fields) -> Checked[Done]:
    """Record what came of an offer: outcome (declined, kept or broken), on, revived, note.

    Only an arrangement in force is kept or broken. `revived` is what a breach brought back; it is
    posted as a charge of that day.
    """
    old = find_offer(book, offer_id)
    loan = read_loan(book.conn, old.loan_id) if old else None
    if old is None or loan is None:
        return None, gone("offer", offer_id)
    reader = reader_of(book, fields, loan.currency)
    outcome = reader.choice("outcome", Standing, Standing.DECLINED)
    on = reader.on("on", book.today) or book.today
    revived = reader.amount("revived", None)
    not_later(book, reader, "on", on)
    accepted = _ends(old)
    if outcome not in accepted:
        if not accepted:
            reader.problems.append(_not_open(old))
        else:
            reader.wrong("not_a_choice", "outcome", accepted=", ".join(accepted))
    first = old.effective_on or old.offered_on
    if on < first:
        reader.wrong("not_between", "on", low=first.isoformat(), high=book.today.isoformat())
    if revived is not None and outcome is not Standing.BROKEN:
        reader.wrong("only_if_broken", "revived")
    note = said(reader, "note", old.note, lines=True)
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Recorded what came of an offer about {name}").format(name=loan.name)
    with book.together(title) as writer:
        values = {"standing": outcome.value, "ended_on": on.isoformat(), "note": note}
        writer.update("offer", old.id, values, version=old.version)
        if revived:
            writer.insert("charge", {
                "loan_id": loan.id, "charged_on": on.isoformat(), "kind": ChargeKind.FEE.value,
                "amount_minor": revived, "note": _("came back when the arrangement was broken"),
            })  # fmt: skip
        talk = find_talk(book, old.negotiation_id) if old.negotiation_id else None
        if talk is not None and talk.state is State.ACTIVE and on >= talk.since:
            step_talk(book, talk.id, {"state": outcome.value, "on": on.isoformat()})
    return Done(title=title, action_id=writer.action_id, ids=(offer_id,)), ()


def _ends(offer: Offer) -> tuple[Standing, ...]:
    match offer.standing:
        case Standing.OPEN | Standing.AGREED:
            return (Standing.DECLINED,)
        case Standing.IN_FORCE:
            return (Standing.KEPT, Standing.BROKEN)
        case _:
            return ()


def _not_open(offer: Offer) -> Problem:
    return Problem(
        code="offer_done", field="offer", value=str(offer.id), params={"standing": offer.standing.value}
    )


def _read(
    book: Book, loan: Loan, reader: Reader, old: Offer | None
) -> tuple[dict[str, Any], tuple[OfferPayment, ...]]:
    """The columns of an offer as typed over the old one, and its payments."""
    kind = reader.choice("kind", OfferKind, old.kind if old else OfferKind.INSTALMENTS)
    on = reader.on("on", old.offered_on if old else book.today) or book.today
    valid = reader.on("valid_until", old.valid_until if old else None)
    not_later(book, reader, "on", on)
    if valid is not None and valid < on:
        reader.wrong("before_offer", "valid_until")
    sums = {
        f"{column}_minor": reader.amount(word, getattr(old, f"{column}_minor", None))
        for word, column in SUMS.items()
    }
    for name, minor in sums.items():
        if minor == 0 and name != "upfront_fee_minor":
            sums[name] = None
    if sums["received_minor"] is not None and not kind.is_new_money:
        reader.wrong("only_new_money", "received")
    payments, words = _payments(book, loan, reader, kind, old)
    if (
        kind is OfferKind.WAIVER
        and not payments
        and not any(sums[f"waived_{each}_minor"] for each in ("principal", "interest", "fee", "penalty"))
    ):
        reader.problems.append(Problem(code="waiver_empty", field="payments"))
    written = reader.fields.get("written")
    return {
        "kind": kind.value,
        "negotiation_id": _talk(book, loan, reader, old),
        "from_whom": said(reader, "from_whom", old.from_whom if old else loan.lender),
        "words": words,
        "offered_on": on.isoformat(),
        "valid_until": valid.isoformat() if valid else None,
        **sums,
        "interest": reader.choice("interest", Interest, old.interest if old else Interest.UNKNOWN).value,
        "breach": reader.choice("breach", Breach, old.breach if old else Breach.UNKNOWN).value,
        "credited": reader.choice("credited", Credited, old.credited if old else Credited.UNKNOWN).value,
        "is_written": int(bool(old and old.is_written) if written is None else written.casefold() in YES),
        "evidence": proof_of(book, reader, old.evidence if old else None),
        "note": said(reader, "note", old.note if old else "", lines=True),
    }, payments


def _payments(
    book: Book, loan: Loan, reader: Reader, kind: OfferKind, old: Offer | None
) -> tuple[tuple[OfferPayment, ...], str]:
    """What is to be paid, as typed or by moving what is open, and the words of it."""
    if reader.given("by"):
        if kind is not OfferKind.EXTENSION:
            reader.wrong("only_extension", "by")
            return (), ""
        shift, problems = parse_shift(reader.fields["by"])
        reader.problems += problems
        if shift is None:
            return (), ""
        facts = read_facts(book.conn, loan)
        now = carry_on(facts, book.today, entries=read_entries(book.conn, loan.id), at_once=False)
        if not now.payments or now.endless:
            reader.wrong("nothing_to_extend", "by")
            return (), ""
        moved = extended(now.payments, months=shift[0], days=shift[1])
        return not_before(moved, book.today), _words(reader, "by")
    if reader.given("payments"):
        found, problems = parse_payments(reader.fields["payments"], today=book.today, currency=loan.currency)
        reader.problems += problems
        late = [each for each in found or () if each.due_on < loan.tracked_from]
        if late:
            reader.wrong("before_tracked", "payments", start=loan.tracked_from.isoformat())
        return found or (), _words(reader, "payments")
    if old is not None:
        return old.payments, old.words
    if kind is not OfferKind.WAIVER:
        reader.problems.append(Problem(code="payments_needed", field="payments"))
    return (), ""


def _words(reader: Reader, field: str) -> str:
    return clean(reader.fields[field]).strip()[:500]


def _talk(book: Book, loan: Loan, reader: Reader, old: Offer | None) -> int | None:
    """The negotiation an offer belongs to, which is one about the same loan."""
    number = reader.number("talk", old.negotiation_id if old else None, 1, 10**9)
    known = {each.id for each in read_negotiations(book.conn) if each.loan_id == loan.id}
    if reader.given("talk") and number is not None and number not in known:
        reader.wrong("gone", "talk")
    return number


def _insert_payments(writer: Writer, offer_id: int, payments: tuple[OfferPayment, ...]) -> None:
    for number, each in enumerate(payments, 1):
        writer.insert("offer_payment", {
            "offer_id": offer_id, "number": number, "due_on": each.due_on.isoformat(),
            "amount_minor": each.amount_minor,
        })  # fmt: skip
