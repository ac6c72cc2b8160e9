"""What forms begin with: a payment of what is open, a loan as far as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.money import decimal_text
from tracker.ui.answers import PaymentDraft

if TYPE_CHECKING:
    from tracker.services.views import LoanRow
    from tracker.ui.answers_loan import LoanWords


def loan_draft(row: LoanRow) -> PaymentDraft:
    """A payment of everything that is overdue and the charges that are met first, else of the next due."""
    open_minor = row.to_pay_minor
    # Without separators: `1,905` alone could be read in two ways.
    amount = "" if open_minor is None else decimal_text(open_minor, row.currency)
    return PaymentDraft(loan_id=row.loan_id, amount=amount, account=row.account)


def by_urgency(rows: tuple[LoanRow, ...]) -> tuple[LoanRow, ...]:
    """The latest loan first, then by the next due, then those without."""
    return tuple(sorted(rows, key=lambda row: (-row.days_past_due, row.next_due_on or date.max)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDraftWords:
    """A loan as far as it was typed; `loan` is the stored one where it is edited."""

    words: Mapping[str, str]
    loan: LoanWords | None = None
    step: int = 1
    kept: bool = False
    """Whether it was typed before and closed unsaved."""
