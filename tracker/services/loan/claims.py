"""What a lender says is owed: kept as it was said, and explained against our own figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.loan.claim import Claim, Explanation, explain
from tracker.domain.loan.facts import Loan
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.doing import done_by
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.claim import read_claims, read_latest_claims
from tracker.store.loan import read_entries, read_facts, read_loan

RECENT_DAYS = 90
"""How long a claim is compared unasked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim with the lines between it and our own figure of the day."""

    loan_id: int
    loan: str
    currency: str
    claim: Claim | None
    """None for a sum that was only asked about."""
    explanation: Explanation


class NoClaimError(LookupError):
    """Nobody has entered what the lender of the loan claims."""


class ClaimGap(NamedTuple):
    """A claim that differs from ours by more than the facts explain; negative if less is claimed."""

    loan_id: int
    loan: str
    currency: str
    on: date
    minor: int


def add_claim(book: Book, loan: Loan, amount_minor: int, *, on: date, note: str = "") -> Checked[Done]:
    """Keep the balance a lender claims at the end of a day; a second one of the day takes its place."""
    if amount_minor < 0:
        return None, (Problem(code="negative", field="amount"),)
    if on > book.today:
        return None, (Problem(code="in_the_future", field="on", value=on.isoformat()),)
    if on < loan.tracked_from:
        params = {"start": loan.tracked_from.isoformat()}
        return None, (Problem(code="before_tracked", field="on", value=on.isoformat(), params=params),)
    held = next((each for each in read_claims(book.conn, loan.id) if each.claimed_on == on), None)
    title = _("Kept what {name} claims").format(name=loan.name)
    values = {
        "loan_id": loan.id,
        "claimed_on": on.isoformat(),
        "balance_minor": amount_minor,
        "note": clean(note, lines=True).strip(),
    }
    with book.change(title) as writer:
        if held:
            writer.update("claim", held.id, values, version=held.version)
        else:
            writer.insert("claim", values)
    return Done(title=title, action_id=writer.action_id, ids=(loan.id,), notes=_notes(book, loan)), ()


def remove_claim(book: Book, loan: Loan) -> Checked[Done]:
    """Move the latest claim of a loan to the trash."""
    held = read_claims(book.conn, loan.id)
    if not held:
        return None, (Problem(code="no_claim", field="loan", value=loan.name),)
    title = _("Removed what {name} claims").format(name=loan.name)
    with book.change(title) as writer:
        writer.trash("claim", held[-1].id, version=held[-1].version)
    return Done(title=title, action_id=writer.action_id, ids=(loan.id,)), ()


def explain_loan(
    book: Book, loan_id: int, *, claimed_minor: int | None = None, on: date | None = None
) -> ClaimView | None:
    """The latest claim of a loan against ours, or a sum that is only asked about; None if the loan is gone.

    Raises NoClaimError where there is neither.
    """
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None
    claim = None
    if claimed_minor is None:
        held = [each for each in read_claims(book.conn, loan_id) if on is None or each.claimed_on == on]
        if not held:
            raise NoClaimError(loan.name)
        claim = held[-1]
        claimed_minor, on = claim.amount_minor, claim.claimed_on
    return ClaimView(
        loan_id=loan_id,
        loan=loan.name,
        currency=loan.currency,
        claim=claim,
        explanation=_explain(book, loan, on or book.today, claimed_minor),
    )


def claim_gaps(book: Book) -> tuple[ClaimGap, ...]:
    """The recent claims that differ from ours by more than the facts explain."""
    found = []
    for claim in read_latest_claims(book.conn, book.today - timedelta(days=RECENT_DAYS)):
        loan = read_loan(book.conn, claim.loan_id)
        if loan is None:
            continue
        explained = _explain(book, loan, claim.claimed_on, claim.amount_minor)
        if not explained.explained:
            minor = explained.unfounded_minor
            found.append(ClaimGap(loan.id, loan.name, loan.currency, claim.claimed_on, minor))
    return tuple(found)


def _explain(book: Book, loan: Loan, on: date, claimed_minor: int) -> Explanation:
    facts = read_facts(book.conn, loan, payments=True)
    return explain(facts, on, claimed_minor, entries=read_entries(book.conn, loan.id))


def _notes(book: Book, loan: Loan) -> tuple[str, ...]:
    """What a person should know right after entering a claim: whether it agrees with ours."""
    if book.dry_run:
        return ()
    view = explain_loan(book, loan.id)
    if view is None or view.explanation.difference_minor == 0:
        return (_("It is what the book comes to."),) if view else ()
    how = done_by("loan.explain", f"debt loan explain {loan.id}")
    if view.explanation.explained:
        return (_("The difference to the book is explained: {how}").format(how=how),)
    from tracker.locale.amounts import format_money

    amount = format_money(abs(view.explanation.unfounded_minor), loan.currency)
    words = _("{amount} of it the book cannot account for: {how}")
    return (words.format(amount=amount, how=how),)
