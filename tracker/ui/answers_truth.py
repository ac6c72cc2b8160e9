"""What a loan's page asks about the lender's word, money to come back and autopay, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.loan.autopay import Autopay as Autopay
    from tracker.domain.loan.refund import Refund as Refund
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.loan.claims import ClaimView as ClaimView
    from tracker.services.refund import Suspect as Suspect
    from tracker.services.views import Done

    Fields = Mapping[str, str]


class TruthAnswers(Protocol):
    """What is asked about how it really stands."""

    def claim(self, loan_id: int, minor: int | None = None, on: date | None = None) -> ClaimView | None:
        """What the lender claims against ours, or a sum that is only asked about; None if there is none."""

    def save_claim(self, loan_id: int, fields: Fields) -> Checked[Done]:
        """Keep the balance a lender claims."""

    def remove_claim(self, loan_id: int) -> Checked[Done]:
        """Move the latest claim to the trash."""

    def suspects(self, loan_id: int) -> tuple[Suspect, ...]:
        """Payments that look like an earlier one taken again."""

    def refund(self, payment_id: int) -> Refund | None:
        """What is to come back of a payment, or came; None if nothing."""

    def save_refund(self, payment_id: int, fields: Fields) -> Checked[Done]:
        """Note that a payment was asked back, that it is back, or that it is no duplicate."""

    def autopay(self, loan_id: int) -> Autopay | None:
        """Autopay of a loan, None where nobody said."""

    def save_autopay(self, loan_id: int, fields: Fields) -> Checked[Done]:
        """Set how the bank takes what is due."""


class BookTruth:
    """The answers of an open book."""

    _book: Book

    def claim(self, loan_id: int, minor: int | None = None, on: date | None = None) -> ClaimView | None:
        """What the lender claims against ours, or a sum that is only asked about; None if there is none."""
        from tracker.services.loan.claims import NoClaimError, explain_loan

        try:
            return explain_loan(self._book, loan_id, claimed_minor=minor, on=on)
        except NoClaimError:
            return None

    def save_claim(self, loan_id: int, fields: Fields) -> Checked[Done]:
        """Keep the balance a lender claims."""
        from tracker.services.loan.truth_forms import claim_form

        return claim_form(self._book, loan_id, fields)

    def remove_claim(self, loan_id: int) -> Checked[Done]:
        """Move the latest claim to the trash."""
        from tracker.services.loan.claims import remove_claim
        from tracker.services.loan.truth_forms import GONE, open_loan

        loan = open_loan(self._book, loan_id)
        return (None, (GONE,)) if loan is None else remove_claim(self._book, loan)

    def suspects(self, loan_id: int) -> tuple[Suspect, ...]:
        """Payments that look like an earlier one taken again."""
        from tracker.services.refund import suspected_duplicates

        return suspected_duplicates(self._book, loan_id=loan_id)

    def refund(self, payment_id: int) -> Refund | None:
        """What is to come back of a payment, or came; None if nothing."""
        from tracker.services.refund import list_refunds

        found = list_refunds(self._book, only_open=False)
        return next((each for each in found if each.payment_id == payment_id), None)

    def save_refund(self, payment_id: int, fields: Fields) -> Checked[Done]:
        """Note that a payment was asked back, that it is back, or that it is no duplicate."""
        from tracker.services.loan.truth_forms import refund_form

        return refund_form(self._book, payment_id, fields)

    def autopay(self, loan_id: int) -> Autopay | None:
        """Autopay of a loan, None where nobody said."""
        from tracker.services.autopay import list_autopay

        return next((each.autopay for each in list_autopay(self._book) if each.loan_id == loan_id), None)

    def save_autopay(self, loan_id: int, fields: Fields) -> Checked[Done]:
        """Set how the bank takes what is due."""
        from tracker.services.loan.truth_forms import autopay_form

        return autopay_form(self._book, loan_id, fields)
