"""What the form of a payment begins with: what is open of the loan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.money import decimal_text
from tracker.ui.answers import PaymentDraft

if TYPE_CHECKING:
    from tracker.services.views import LoanRow


def loan_draft(row: LoanRow) -> PaymentDraft:
    """A payment of everything that is overdue and the charges that are met first, else of the next due."""
    open_minor = row.to_pay_minor
    # Without separators: `1,905` alone could be read in two ways.
    amount = "" if open_minor is None else decimal_text(open_minor, row.currency)
    return PaymentDraft(loan_id=row.loan_id, amount=amount, account=row.account)


def by_urgency(rows: tuple[LoanRow, ...]) -> tuple[LoanRow, ...]:
    """The latest loan first, then by the next due, then those without."""
    return tuple(sorted(rows, key=lambda row: (-row.days_past_due, row.next_due_on or date.max)))
