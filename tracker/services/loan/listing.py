"""The list of loans, from kept sums alone: nothing of what computes them is imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.services.book import Book
from tracker.store.due import KeptLoan, read_kept

if TYPE_CHECKING:
    from tracker.domain.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    """A loan as lists show it; `autopay` is an AutopayStatus word, None where nobody said."""

    loan_id: int
    slug: str
    loan: str
    lender: str
    method: str
    currency: str
    balance_minor: int
    rate: Rate | None
    next_due_on: date | None
    next_amount_minor: int | None
    next_estimate: bool
    days_past_due: int
    overdue_minor: int
    status: str
    autopay: str | None
    account: str = ""
    closed_on: date | None = None
    late_since: date | None = None
    """The due date of the oldest instalment that is late."""
    charges_open_minor: int = 0
    """Charges the lender posted beside the instalments; a payment usually meets them first."""
    never_ends: bool = False

    @property
    def to_pay_minor(self) -> int | None:
        """What is overdue with the charges that are met first, else the next due, if one is known."""
        late = self.overdue_minor + self.charges_open_minor if self.overdue_minor else None
        return late or self.next_amount_minor


def list_loans(book: Book, *, include_closed: bool = False) -> tuple[LoanRow, ...]:
    """Every loan with its balance and next due, from the kept sums."""
    kept = read_kept(book.conn, book.today, closed=include_closed)
    return tuple(kept_to_row(each, book.today) for each in kept)


def loan_row(book: Book, loan_id: int) -> LoanRow | None:
    """One loan as lists show it, None if it is gone or in the trash."""
    kept = read_kept(book.conn, book.today, closed=True, loan_id=loan_id)
    return kept_to_row(kept[0], book.today) if kept else None


def undated_loans(book: Book) -> tuple[str, ...]:
    """The loans that are owed and of which nobody knows when: nothing of them is ever due."""
    return tuple(row.loan for row in list_loans(book) if row.status == "unknown")


def kept_to_row(kept: KeptLoan, today: date) -> LoanRow:
    """A loan's kept sums as a list shows them today."""
    late = (today - kept.oldest_overdue_on).days if kept.oldest_overdue_on else 0
    autopay = kept.autopay.status(today, kept.next_due_on).value if kept.autopay else None
    return LoanRow(
        loan_id=kept.loan_id,
        slug=kept.slug,
        loan=kept.name,
        lender=kept.lender,
        method=kept.method,
        currency=kept.currency,
        balance_minor=kept.balance_minor,
        rate=kept.rate,
        next_due_on=kept.next_due_on,
        next_amount_minor=kept.next_minor,
        next_estimate=kept.next_estimate,
        days_past_due=late,
        overdue_minor=kept.overdue_minor,
        status=_status(kept, late, today),
        autopay=autopay,
        account=kept.autopay.account if kept.autopay else "",
        closed_on=kept.closed_on,
        late_since=kept.oldest_overdue_on,
        # What a card was charged is in its minimum already.
        charges_open_minor=0 if kept.method == "revolving" else kept.charges_minor,
        never_ends=kept.never_ends,
    )


def _status(kept: KeptLoan, late: int, today: date) -> str:
    if kept.closed_on is not None:
        return "closed"
    if late:
        return "grace" if late <= kept.grace_days else "overdue"
    if kept.next_due_on is not None:
        return "due_today" if kept.next_due_on == today else "upcoming"
    # Of a loan that never owed anything nobody said what is owed; a card owes nothing at times.
    paid = kept.balance_minor == 0 and (kept.settled_on is not None or kept.method == "revolving")
    return "paid" if paid else "unknown"
