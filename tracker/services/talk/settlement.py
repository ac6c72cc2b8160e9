"""The end of a loan: closed with the letter that says so, or told what is still to be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.evidence.entry import Entry, EvidenceKind, in_force, last_word
from tracker.domain.loan.facts import Loan
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.negotiation import State
from tracker.domain.recovery.offer import Standing
from tracker.domain.recovery.settlement import Settlement
from tracker.locale import _
from tracker.locale.doing import done_by
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.loan.change import close_loan
from tracker.services.loan.whole import RefusedError
from tracker.services.talk.entry import save
from tracker.services.talk.negotiations import list_talks, step_talk
from tracker.services.talk.offers import end_offer, list_offers
from tracker.store.evidence import read_entries
from tracker.store.recovery_case import had_trouble, read_settlements

if TYPE_CHECKING:
    from tracker.store.write import Writer


def settlement_of(book: Book, loan_id: int) -> Settlement | None:
    """How a loan was settled; None if that was not recorded."""
    return next((each for each in read_settlements(book.conn) if each.loan_id == loan_id), None)


def settle_loan(
    book: Book, loan: Loan, on: date, *, letter: int | None = None, without_letter: bool = False
) -> Checked[Done]:
    """Close a loan. One that was in arrears or in talks wants the number of its settlement letter in the
    log of evidence, or `without_letter`, which says what is still to be asked for.

    A loan that is closed already is given its letter.
    """
    if letter is not None and (problems := _letter_problems(book, loan, letter)):
        return None, problems
    old = settlement_of(book, loan.id)
    if loan.closed_on is not None and letter is not None:
        values = {"loan_id": loan.id, "settled_on": loan.closed_on.isoformat(), "letter": letter}
        title = _("Kept the settlement letter of {name}").format(name=loan.name)
        return save(book, title, "settlement", values, old)
    trouble = had_trouble(book.conn, loan.id, book.today)
    if trouble and letter is None and not without_letter:
        return None, (Problem(code="settlement_letter_needed", field="letter", value=loan.name),)
    if letter is None and not trouble:
        return close_loan(book, loan.id, on)
    title = _("Closed {name}").format(name=loan.name)
    try:
        with book.together(title) as writer:
            closed = _must(close_loan(book, loan.id, on))
            record_end(writer, loan.id, on, letter, old)
            if letter is not None:
                _record_kept(book, loan.id, on, letter)
    except RefusedError as refused:
        return None, refused.problems
    notes = closed.notes if letter else (*closed.notes, *missing_notes(loan))
    return Done(title=title, action_id=writer.action_id, ids=(loan.id,), notes=notes), ()


def record_end(writer: Writer, loan_id: int, on: date, letter: int | None, old: Settlement | None) -> None:
    """Note how a loan ended, in the place of what was noted before."""
    values = {"loan_id": loan_id, "settled_on": on.isoformat(), "letter": letter}
    if old is None:
        writer.insert("settlement", values)
    else:
        writer.update("settlement", old.id, values, version=old.version)


def _record_kept(book: Book, loan_id: int, on: date, letter: int) -> None:
    """What was agreed and in force until then was kept: the lender's letter says that it is settled."""
    for offer in list_offers(book, loan_id):
        if offer.standing is Standing.IN_FORCE and on >= (offer.effective_on or offer.offered_on):
            _must(end_offer(book, offer.id, {"outcome": "kept", "on": on.isoformat()}))
    for talk in list_talks(book, loan_id):
        if talk.state is State.ACTIVE:
            fields = {"state": "kept", "on": max(on, talk.since).isoformat(), "evidence": str(letter)}
            _must(step_talk(book, talk.id, fields))


def missing_notes(loan: Loan) -> tuple[str, ...]:
    """What is told of a loan that is closed without its letter."""
    words = _(
        "Closed without its settlement letter: until you have it, nothing but your own book says that"
        " {name} is settled. Ask {lender} for it; {how} attaches it."
    )
    how = done_by("loan.settle", f"debt loan close {loan.id} --letter N")
    return (words.format(name=loan.name, lender=loan.lender or loan.name, how=how),)


def kept_letter(book: Book, loan_id: int) -> int | None:
    """The number of the settlement letter kept about a loan, the last of several; None without one."""
    found = [
        each.number
        for each in in_force(read_entries(book.conn))
        if _is_letter(each) and each.loan_id == loan_id
    ]
    return max(found, default=None)


def waiting_letters(book: Book) -> Iterator[Settlement]:
    """The settled loans whose letter is still to come: none was named, and none is kept about the loan."""
    found = [each for each in read_settlements(book.conn) if each.letter is None]
    if found:
        kept = {each.loan_id for each in in_force(read_entries(book.conn)) if _is_letter(each)}
        yield from (each for each in found if each.loan_id not in kept)


def _letter_problems(book: Book, loan: Loan, letter: int) -> tuple[Problem, ...]:
    entry = last_word(read_entries(book.conn), letter)
    if entry is None or entry.withdrawn:
        return (Problem(code="no_evidence", field="letter", value=str(letter)),)
    if not _is_letter(entry):
        params = {"kind": entry.kind.value}
        return (Problem(code="no_settlement_letter", field="letter", value=str(letter), params=params),)
    if entry.loan_id not in (None, loan.id):
        params = {"loan": entry.of("loan")}
        return (Problem(code="letter_of_another", field="letter", value=str(letter), params=params),)
    return ()


def _is_letter(entry: Entry) -> bool:
    return entry.kind is EvidenceKind.SETTLEMENT_LETTER


def _must(checked: Checked[Done]) -> Done:
    done, problems = checked
    if done is None:
        raise RefusedError(problems)
    return done
