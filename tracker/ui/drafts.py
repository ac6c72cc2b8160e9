"""What the payment form begins with, and for which loan first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.money import decimal_text
from tracker.ui.answers import PaymentDraft

if TYPE_CHECKING:
    from tracker.services.views import LoanRow


def loan_draft(row: LoanRow) -> PaymentDraft:
    """A payment of everything that is overdue and the charges that are met first, else of the next due."""
    late = row.overdue_minor + row.charges_open_minor if row.overdue_minor else None
    open_minor = late or row.next_amount_minor
    # Without separators: `1,905` alone could be read in two ways.
    amount = "" if open_minor is None else decimal_text(open_minor, row.currency)
    return PaymentDraft(loan_id=row.loan_id, amount=amount, account=row.account)


def by_urgency(rows: tuple[LoanRow, ...]) -> tuple[LoanRow, ...]:
    """The latest loan first, then by the next due, then those without."""
    return tuple(sorted(rows, key=lambda row: (-row.days_past_due, row.next_due_on or date.max)))
