"""Taking an offer: agreed by word it changes nothing, with a kept letter it becomes the schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from tracker.domain.evidence.entry import EvidenceKind, last_word
from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields, Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.negotiation import NEXT, Negotiation, State
from tracker.domain.recovery.offer import Offer, Standing
from tracker.locale import _
from tracker.locale.doing import done_by
from tracker.locale.offers import offer_kind_text
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.talk.arrangement import arrangement_of, clash_text
from tracker.services.talk.entry import gone, not_later, reader_of
from tracker.services.talk.limitation import restart_notes
from tracker.services.talk.negotiations import find_talk, list_talks, new_talk, step_talk
from tracker.services.talk.offers import find_offer
from tracker.store.evidence import read_entries
from tracker.store.loan import read_loan
from tracker.store.offer import read_offers

if TYPE_CHECKING:
    from tracker.store.write import Writer

T = TypeVar("T")

WRITINGS = (
    EvidenceKind.LETTER, EvidenceKind.CONTRACT, EvidenceKind.SETTLEMENT_LETTER, EvidenceKind.SMS,
    EvidenceKind.OTHER,
)  # fmt: skip
"""Kinds of evidence that can be a writing of the lender; a recording or a receipt is none."""


class RefusedError(Exception):
    """One of several changes was refused, so none is made."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    offer: Offer
    loan: Loan
    on: date
    effective_on: date | None
    letter: int | None


def accept_offer(book: Book, offer_id: int, fields: Fields) -> Checked[Done]:
    """Take an offer: letter (its number in the log of evidence), on, effective.

    Without a letter it is agreed orally and the schedule stays. With one, its payments are the schedule
    from the effective day on; new money changes no schedule here. All of it is one step to undo.
    """
    offer = find_offer(book, offer_id)
    loan = read_loan(book.conn, offer.loan_id) if offer else None
    if offer is None or loan is None:
        return None, gone("offer", offer_id)
    if offer.standing not in (Standing.OPEN, Standing.AGREED):
        params = {"standing": offer.standing.value}
        return None, (Problem(code="offer_done", field="offer", value=str(offer.id), params=params),)
    reader = reader_of(book, fields, loan.currency)
    on = reader.on("on", book.today) or book.today
    letter = reader.number("letter", None, 1, 10**9)
    not_later(book, reader, "on", on)
    if not reader.problems and on < offer.offered_on:
        reader.wrong("before_offer", "on")
    effective = _effective(book, loan, offer, reader, on) if letter is not None else None
    if letter is not None:
        _check_letter(book, loan, reader, letter)
    elif reader.given("effective"):
        reader.wrong("letter_needed", "effective")
    if reader.problems:
        return None, tuple(reader.problems)
    taken = _Taken(offer=offer, loan=loan, on=on, effective_on=effective, letter=letter)
    try:
        return _take(book, taken), ()
    except RefusedError as error:
        return None, error.problems


def _effective(book: Book, loan: Loan, offer: Offer, reader: Reader, on: date) -> date:
    """From when the letter holds: as told, else the day it was taken or the first payment before it."""
    first = min((each.due_on for each in offer.payments), default=on)
    found = reader.on("effective", max(min(on, first), loan.tracked_from)) or on
    not_later(book, reader, "effective", found)
    if found < loan.tracked_from:
        reader.wrong("before_tracked", "effective", start=loan.tracked_from.isoformat())
    elif found > first and not offer.kind.is_new_money:
        reader.wrong("payment_before", "effective", on=first.isoformat())
    return found


def _check_letter(book: Book, loan: Loan, reader: Reader, number: int) -> None:
    """That the entry is there, is a writing, and is about this loan."""
    entries = read_entries(book.conn)
    entry = last_word(entries, number)
    if entry is None:
        reader.wrong("no_evidence", "letter")
    elif entry.withdrawn:
        reader.wrong("evidence_withdrawn", "letter")
    elif entry.kind not in WRITINGS:
        accepted = ", ".join(each.value for each in WRITINGS)
        reader.wrong("not_a_writing", "letter", kind=entry.kind.value, accepted=accepted)
    elif entry.loan_id is not None and entry.loan_id != loan.id:
        reader.wrong("letter_of_other", "letter", loan=entry.of("loan"))


def _take(book: Book, taken: _Taken) -> Done:
    offer, loan, in_writing = taken.offer, taken.loan, taken.letter is not None
    title = _("Agreed orally on an offer about {name}").format(name=loan.name)
    if in_writing:
        title = _("An arrangement about {name} is in force").format(name=loan.name)
    notes: list[str] = []
    with book.together(title) as writer:
        talk = _move_talk(book, taken)
        values: dict[str, Any] = {
            "negotiation_id": talk, "agreed_on": (offer.agreed_on or taken.on).isoformat(),
            "standing": Standing.AGREED.value,
        }  # fmt: skip
        if taken.effective_on is not None:
            values |= {
                "standing": Standing.IN_FORCE.value, "letter": taken.letter,
                "effective_on": taken.effective_on.isoformat(),
            }  # fmt: skip
            _replace_older(writer, taken)
            _post_waivers(writer, taken)
        writer.update("offer", offer.id, values, version=offer.version)
        if in_writing and not offer.kind.is_new_money:
            standing = arrangement_of(book, loan)
            if standing is not None and standing.clash is not None:
                notes.append("!! " + clash_text(standing.clash, loan.currency))
    return Done(
        title=title, action_id=writer.action_id, ids=(offer.id,), notes=(*_notes(book, taken), *notes)
    )


def _notes(book: Book, taken: _Taken) -> tuple[str, ...]:
    offer = taken.offer
    notes = []
    if taken.letter is None:
        words = _(
            "! Agreed orally, not in writing: the schedule stays, what was due stays due. Ask for a letter;"
            " {how} puts it in force."
        )
        command = f"debt talk accept {offer.id} --letter N"
        notes.append(words.format(how=done_by("offer.accept", command)))
        notes += restart_notes(book, taken.on, "promise")
    elif offer.kind.is_new_money:
        words = _(
            "The schedule stays until the new money has paid this debt: record it with {pay}, and"
            " add what is owed to the new lender with {add}."
        )
        pay = done_by("loan.pay", f"debt pay {taken.loan.id}")
        notes.append(words.format(pay=pay, add=done_by("loan.add", "debt loan add")))
    if offer.valid_until is not None and offer.valid_until < taken.on:
        words = _("! The offer held until {on}: make sure that the lender still stands by it.")
        notes.append(words.format(on=offer.valid_until.isoformat()))
    return tuple(notes)


def _move_talk(book: Book, taken: _Taken) -> int:
    """Bring the negotiation to where the offer is: begun if there is none, confirmed only by the letter."""
    talk = _talk_of(book, taken)
    states = [State.AGREED_ORALLY] if taken.letter is None else [State.CONFIRMED, State.ACTIVE]
    for state in states:
        if talk.state is state or state not in NEXT[talk.state]:
            continue
        words = {"state": state.value, "on": max(taken.on, talk.since).isoformat()}
        if taken.letter is not None:
            words["evidence"] = str(taken.letter)
        _must(step_talk(book, talk.id, words))
        talk = find_talk(book, talk.id) or talk
    return talk.id


def _talk_of(book: Book, taken: _Taken) -> Negotiation:
    """The negotiation the offer belongs to, the only open one about the loan, or a new one."""
    own = find_talk(book, taken.offer.negotiation_id) if taken.offer.negotiation_id else None
    if own is not None and _usable(own):
        return own
    others = [each for each in list_talks(book, taken.loan.id) if _usable(each)]
    if len(others) == 1 and own is None:
        return others[0]
    words = {"aim": offer_kind_text(taken.offer.kind.value), "on": taken.on.isoformat()}
    done = _must(new_talk(book, taken.loan, words))
    made = find_talk(book, done.ids[0])
    assert made is not None  # noqa: S101 - it was written above
    return made


def _usable(talk: Negotiation) -> bool:
    return talk.is_open and talk.state is not State.ACTIVE


def _replace_older(writer: Writer, taken: _Taken) -> None:
    """An arrangement takes the place of the one before."""
    if taken.offer.kind.is_new_money:
        return
    for each in read_offers(writer.conn, taken.loan.id):
        if each.standing is Standing.IN_FORCE and not each.kind.is_new_money:
            values = {"standing": Standing.REPLACED.value, "ended_on": taken.on.isoformat()}
            writer.update("offer", each.id, values, version=each.version)


def _post_waivers(writer: Writer, taken: _Taken) -> None:
    """What is let go while the schedule stays; agreed payments have it in them already."""
    if taken.offer.payments or taken.offer.kind.is_new_money or taken.effective_on is None:
        return
    for component, minor in taken.offer.waived:
        writer.insert("waiver", {
            "loan_id": taken.loan.id, "waived_on": taken.effective_on.isoformat(), "component": component,
            "amount_minor": minor, "note": offer_kind_text(taken.offer.kind.value),
        })  # fmt: skip


def _must(checked: Checked[T]) -> T:
    value, problems = checked
    if value is None:
        raise RefusedError(problems)
    return value
