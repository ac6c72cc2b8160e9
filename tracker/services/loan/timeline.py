"""What happened to a loan, day by day: what was posted, missed, claimed, agreed and corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.loan.facts import Loan, LoanFacts, Terms
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.wording import terms_words
from tracker.services.book import Book
from tracker.services.loan.happening import Happening as Happening
from tracker.services.loan.timeline_talks import told_of
from tracker.store.claim import read_claims, read_refunds
from tracker.store.loan import count_payments, page_payments, read_entries, read_facts, read_loan
from tracker.store.timeline import read_edits


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A loan's story, the newest row first; `total` counts rows beyond those asked for."""

    loan_id: int
    loan: str
    currency: str
    rows: tuple[Happening, ...]
    total: int


_ORDER = (
    "opened", "tracked", "terms", "charge", "waiver", "statement", "payment", "missed", "claim",
    "refund_asked", "refund_back", "stage", "contact", "talk", "step", "promise", "evidence", "edit",
    "closed",
)  # fmt: skip
"""What comes first within a day."""


def loan_timeline(book: Book, loan_id: int, *, limit: int | None = None, offset: int = 0) -> Timeline | None:
    """What happened to a loan, newest first; None if it is gone or in the trash."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None
    facts, count = read_facts(book.conn, loan), count_payments(book.conn, loan_id)
    # Of many payments only as many are read as the page can show.
    most = -1 if limit is None else offset + limit
    newest = page_payments(book.conn, (loan_id,), limit=most)
    facts = replace(facts, payments=tuple(payment for payment, _name in newest))
    found = [*_life(loan), *_posted(facts), *_missed(book, facts), *_edits(book, loan)]
    found += _claims(book, loan)
    found += _terms(facts)
    found += told_of(book, loan)
    found.sort(key=_place, reverse=True)
    end = None if limit is None else offset + limit
    return Timeline(
        loan_id=loan_id,
        loan=loan.name,
        currency=loan.currency,
        rows=tuple(found[offset:end]),
        total=len(found) + count - len(newest),
    )


def _place(each: Happening) -> tuple[date, int, str, int]:
    return each.on, _ORDER.index(each.kind), each.params.get("time", ""), each.about or 0


def _life(loan: Loan) -> Iterator[Happening]:
    if loan.opened_on is not None:
        yield Happening(on=loan.opened_on, kind="opened", amount_minor=loan.principal_minor)
    if loan.opened_on != loan.tracked_from or loan.principal_minor != loan.balance_minor:
        yield Happening(on=loan.tracked_from, kind="tracked", amount_minor=loan.balance_minor)
    if loan.closed_on is not None:
        yield Happening(on=loan.closed_on, kind="closed")


def _posted(facts: LoanFacts) -> Iterator[Happening]:
    for payment in facts.payments:
        params = {"account": payment.account, "paid_on": payment.paid_on.isoformat()}
        yield Happening(
            on=payment.effective_on, kind="payment", code=payment.state.value,
            amount_minor=payment.amount_minor, note=payment.note, about=payment.id, params=params,
        )  # fmt: skip
    for charge in facts.charges:
        yield Happening(
            on=charge.charged_on, kind="charge", code=charge.kind.value, amount_minor=charge.amount_minor,
            note=charge.note, about=charge.id,
        )  # fmt: skip
    for waiver in facts.waivers:
        yield Happening(
            on=waiver.waived_on, kind="waiver", code="refund" if waiver.is_refund else waiver.component.value,
            amount_minor=waiver.amount_minor,
            note=waiver.note, about=waiver.id,
        )  # fmt: skip
    for statement in facts.statements:
        params = {"due_on": statement.due_on.isoformat()}
        yield Happening(
            on=statement.statement_on, kind="statement", amount_minor=statement.balance_minor,
            about=statement.id, params=params,
        )  # fmt: skip


def _missed(book: Book, facts: LoanFacts) -> Iterator[Happening]:
    """Instalments not paid in full on their day, and how late they were, are, or were when replaced."""
    ledger = replay(facts, entries=read_entries(book.conn, facts.loan.id))
    for row in (*ledger.folded, *ledger.instalments):
        until, state = book.today, "open"
        if row.settled_on is not None:
            until, state = row.settled_on, "settled"
        elif row.replaced_on is not None and row.replaced_on <= book.today:
            until, state = row.replaced_on, "replaced"
        days = (until - row.due_on).days
        ended = facts.loan.closed_on is not None and row.due_on >= facts.loan.closed_on
        if row.due_on < book.today and days > 0 and not ended and (row.open > 0 or state == "settled"):
            yield Happening(
                on=row.due_on,
                kind="missed",
                code=state,
                amount_minor=row.amount,
                about=row.number,
                params={"days": str(days), "number": str(row.number)},
            )


def _claims(book: Book, loan: Loan) -> Iterator[Happening]:
    for claim in read_claims(book.conn, loan.id):
        yield Happening(
            on=claim.claimed_on,
            kind="claim",
            amount_minor=claim.amount_minor,
            note=claim.note,
            about=claim.id,
        )
    for refund in read_refunds(book.conn, only_open=False):
        if refund.loan_id != loan.id:
            continue
        for on, kind in ((refund.asked_on, "refund_asked"), (refund.back_on, "refund_back")):
            if on is not None:
                yield Happening(
                    on=on,
                    kind=kind,
                    amount_minor=refund.amount_minor,
                    note=refund.note,
                    about=refund.payment_id,
                )


def _terms(facts: LoanFacts) -> Iterator[Happening]:
    """Each later version of the terms, with the words that are not as before."""
    for old, new in zip(facts.terms, facts.terms[1:], strict=False):
        yield Happening(
            on=new.effective_on, kind="terms", about=new.id, params=_changed(old, new, facts.loan.currency)
        )


def _changed(old: Terms, new: Terms, currency: str) -> dict[str, str]:
    before, after = terms_words(old, currency), terms_words(new, currency)
    return {name: word for name, word in after.items() if before[name] != word}


def _edits(book: Book, loan: Loan) -> Iterator[Happening]:
    """What was corrected by hand, one row for each thing done."""
    seen: set[int] = set()
    for edit in read_edits(book.conn, loan.id):
        if edit.action_id in seen:
            continue
        seen.add(edit.action_id)
        yield Happening(
            on=date.fromisoformat(edit.at[:10]), kind="edit", code=edit.what, note=edit.title,
            about=edit.action_id, params={"table": edit.table, "columns": ", ".join(edit.columns)},
        )  # fmt: skip
