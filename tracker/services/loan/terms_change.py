"""What new terms would do to the schedule to come, before they are saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import fields as dataclass_fields
from datetime import date, timedelta

from tracker.domain.loan.facts import Loan, LoanFacts, Terms
from tracker.domain.loan.ledger import Entry, Ledger, replay
from tracker.domain.loan.payoff import terms_on
from tracker.domain.loan.reading import Reader, read_terms
from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.rate import Unit
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.loan import read_entries, read_facts, read_loan

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChange:
    """Terms as they would be stored: in the place of those in force, or beside them from a later day on."""

    loan: Loan
    facts: LoanFacts
    current: Terms
    changed: Terms
    moved: bool = False
    """Whether nobody said a day and the terms in force stay as they are for what was paid or due by them."""

    @property
    def corrects(self) -> bool:
        """Whether the terms in force are corrected, because the new ones begin on the same day."""
        return self.changed.effective_on == self.current.effective_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DueChange:
    """One due date before and after; None is no instalment then."""

    due_on: date
    before_minor: int | None
    after_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A schedule to come in figures: what is open, what it costs, when it ends."""

    instalments: int
    interest_minor: int
    total_minor: int
    ends_on: date | None
    never_ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsDiff:
    """The schedule to come before and after, and the dues that differ, earliest first."""

    effective_on: date
    corrects: bool
    before: Ahead
    after: Ahead
    changed: tuple[DueChange, ...]


def read_change(
    book: Book, loan_id: int, fields: Fields, effective_on: date | None = None, rate_unit: Unit | None = None
) -> Checked[TermsChange]:
    """The terms that the fields make of those in force on a date.

    Without a date those in force are corrected as long as nothing was paid or due by them, or where the
    fields only tell what was unknown. Else they hold from today: what was paid stays paid.
    """
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None, (Problem(code="gone", field="loan"),)
    facts = read_facts(book.conn, loan)
    current = terms_on(facts, effective_on or book.today)
    reader = Reader(fields, today=book.today, currency=loan.currency, rate_unit=rate_unit)
    changed = read_terms(reader, current)
    if effective_on is not None and effective_on < loan.tracked_from:
        reader.wrong("before_opened", "effective_on", start=loan.tracked_from.isoformat())
    if effective_on is not None and effective_on > book.today and reader.given("first_due"):
        # A new schedule takes the place of what is overdue, which stays owed until it begins.
        reader.wrong("schedule_in_the_future", "effective_on", on=effective_on.isoformat())
    if reader.problems:
        return None, tuple(reader.problems)
    begins = effective_on if effective_on is not None else current.effective_on
    change = TermsChange(
        loan=loan, facts=facts, current=current, changed=replace(changed, effective_on=begins)
    )
    if effective_on is None and (day := _first_free_day(book, change)) is not None:
        later, problems = read_change(book, loan_id, fields, day, rate_unit)
        return (later and replace(later, moved=True)), problems
    return change, ()


def _first_free_day(book: Book, change: TermsChange) -> date | None:
    """The first day from which the terms leave alone what was paid and due; None if they may be corrected."""
    facts, current, changed = change.facts, change.current, change.changed
    if changed == current:
        return None
    entries = read_entries(book.conn, change.loan.id)
    before = _replayed(facts, entries)
    lived = any(on >= current.effective_on for on, _amount, _id in entries) or any(
        current.effective_on <= row.due_on < book.today for row in before.instalments
    )
    filled = all(
        getattr(current, each.name) in (None, getattr(changed, each.name)) for each in dataclass_fields(Terms)
    )
    if not lived or (filled and not _reopens(before, _replayed(_with(change), entries))):
        return None
    # What is paid ahead today meets the terms of today: then they begin a day later.
    today = replace(change, changed=replace(changed, effective_on=book.today))
    if current.effective_on < book.today and not _reopens(before, _replayed(_with(today), entries)):
        return book.today
    return book.today + timedelta(days=1)


def _reopens(before: Ledger, after: Ledger) -> bool:
    """Whether an instalment that was paid would be open."""
    paid = [row for row in before.instalments if row.open <= 0]
    numbers, days = {row.number for row in paid}, {row.due_on for row in paid}
    return any(row.open > 0 and (row.number in numbers or row.due_on in days) for row in after.instalments)


def _with(change: TermsChange) -> LoanFacts:
    """The facts as they would be with the terms saved."""
    kept = (each for each in change.facts.terms if not (change.corrects and each is change.current))
    terms = tuple(sorted((*kept, change.changed), key=lambda each: each.effective_on))
    return replace(change.facts, terms=terms)


def preview_terms(book: Book, loan_id: int, fields: Fields) -> Checked[TermsDiff]:
    """What terms typed as `effective_on` and the words of terms would change."""
    effective_on, problems = typed_day(book, fields)
    if problems:
        return None, problems
    change, problems = read_change(book, loan_id, fields, effective_on)
    if change is None:
        return None, problems
    entries = read_entries(book.conn, loan_id)
    old, new = _replayed(change.facts, entries), _replayed(_with(change), entries)
    before, now = _dues(old), _dues(new)
    days = sorted(day for day in before.keys() | now.keys() if before.get(day) != now.get(day))
    return TermsDiff(
        effective_on=change.changed.effective_on,
        corrects=change.corrects,
        before=_ahead(old),
        after=_ahead(new),
        changed=tuple(
            DueChange(due_on=day, before_minor=before.get(day), after_minor=now.get(day)) for day in days
        ),
    ), ()


def dated_terms(book: Book, loan_id: int, fields: Fields) -> Checked[Done]:
    """Save terms from the day `effective_on` on; without a day from the first that leaves what was paid."""
    from tracker.services.loan.change import change_terms

    effective_on, problems = typed_day(book, fields)
    if problems:
        return None, problems
    return change_terms(book, loan_id, fields, effective_on=effective_on)


def typed_day(book: Book, fields: Fields) -> tuple[date | None, tuple[Problem, ...]]:
    """The day from which typed terms hold, None if nobody said."""
    text = fields.get("effective_on", "")
    if not text.strip():
        return None, ()
    return parse_typed_date(text, book.today, field="effective_on")


def _replayed(facts: LoanFacts, entries: list[Entry]) -> Ledger:
    return replay(facts, entries=entries)


def _dues(ledger: Ledger) -> dict[date, int]:
    """What is open of each instalment."""
    return {row.due_on: row.open for row in ledger.instalments if row.open > 0}


def _ahead(ledger: Ledger) -> Ahead:
    rows = [row for row in ledger.instalments if row.open > 0]
    return Ahead(
        instalments=len(rows),
        interest_minor=sum(row.interest - row.paid_interest + row.fee - row.paid_fee for row in rows),
        total_minor=sum(row.open for row in rows),
        ends_on=rows[-1].due_on if rows and not ledger.endless else None,
        never_ends=ledger.endless,
    )
