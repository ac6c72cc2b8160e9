"""What the page of one loan asks beside its view, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.book import Book
    from tracker.services.loan.terms_change import TermsDiff
    from tracker.services.loan.timeline import Happening as Happening
    from tracker.services.loan.timeline import Timeline as Timeline
    from tracker.services.views import Done, LoanTerms, LoanView, PaymentRow, PayoffView
    from tracker.ui.answers_truth import Suspect

    Problems = tuple[Problem, ...]

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanHistory:
    """What takes going through every payment of a loan; `timeline` is None where it was not asked for."""

    view: LoanView | None
    suspects: tuple[Suspect, ...] = ()
    timeline: Timeline | None = None


class LoanPageAnswers(Protocol):
    """What is asked about one loan with everything in it."""

    def loan_terms(self, loan_id: int) -> LoanTerms | None:
        """What is agreed on a loan, without its history; None once it is in the trash."""

    def loan_apart(self, loan_id: int, rows: int) -> LoanHistory:
        """A loan with everything and so many rows of its timeline; called in a thread."""

    def payoff_days(self, loan_id: int) -> Callable[[date], PayoffView] | None:
        """What clears the loan on any day, None once it is in the trash."""

    def preview_terms(self, loan_id: int, fields: Fields) -> tuple[TermsDiff | None, Problems]:
        """What new terms would do to the schedule to come."""

    def change_terms(self, loan_id: int, fields: Fields) -> tuple[Done | None, Problems]:
        """Save new terms from a day on; those before stay."""

    def timeline(self, loan_id: int, limit: int) -> Timeline | None:
        """What happened to a loan, newest first, so many rows of it; None once it is in the trash."""

    def timeline_apart(self, loan_id: int, limit: int) -> Timeline | None:
        """The same, called in a thread."""

    def payment(self, payment_id: int) -> PaymentRow | None:
        """One payment, None once it is in the trash."""

    def edit_payment(self, payment_id: int, fields: Fields, version: int) -> tuple[Done | None, Problems]:
        """Correct a payment in one undo step."""

    def remove_payment(self, payment_id: int) -> tuple[Done | None, Problems]:
        """Move a payment to the trash."""

    def add_charge(self, loan_id: int, fields: Fields) -> tuple[Done | None, Problems]:
        """Record what the lender charged."""

    def add_waiver(self, loan_id: int, fields: Fields) -> tuple[Done | None, Problems]:
        """Record what the lender let go of."""

    def add_statement(self, loan_id: int, fields: Fields) -> tuple[Done | None, Problems]:
        """Record a card statement as it was printed."""

    def remove_posting(self, loan_id: int, table: str, row_id: int) -> tuple[Done | None, Problems]:
        """Move a charge, a waiver or a statement to the trash."""


class BookLoanPage:
    """The answers of an open book."""

    _book: Book
    if TYPE_CHECKING:
        _another: Callable[[], Book]

    def loan_terms(self, loan_id: int) -> LoanTerms | None:
        """What is agreed on a loan, without its history; None once it is in the trash."""
        from tracker.services.loan.read import loan_terms

        return loan_terms(self._book, loan_id)

    def loan_apart(self, loan_id: int, rows: int) -> LoanHistory:
        """A loan with everything and so many rows of its timeline, on a connection of its own."""
        from tracker.services.loan.read import loan_view
        from tracker.services.loan.timeline import loan_timeline
        from tracker.services.refund import suspected_duplicates

        with self._another() as book:
            return LoanHistory(
                view=loan_view(book, loan_id, allocations=True),
                suspects=suspected_duplicates(book, loan_id=loan_id),
                timeline=loan_timeline(book, loan_id, limit=rows) if rows else None,
            )

    def payoff_days(self, loan_id: int) -> Callable[[date], PayoffView] | None:
        """What clears the loan on any day, None once it is in the trash."""
        from tracker.services.loan.read import payoff_days

        return payoff_days(self._book, loan_id)

    def preview_terms(self, loan_id: int, fields: Fields) -> tuple[TermsDiff | None, Problems]:
        """What new terms would do to the schedule to come."""
        from tracker.services.loan.terms_change import preview_terms

        return preview_terms(self._book, loan_id, fields)

    def change_terms(self, loan_id: int, fields: Fields) -> tuple[Done | None, Problems]:
        """Save new terms from a day on; those before stay."""
        from tracker.services.loan.terms_change import dated_terms

        return dated_terms(self._book, loan_id, fields)

    def timeline(self, loan_id: int, limit: int) -> Timeline | None:
        """What happened to a loan, newest first, so many rows of it; None once it is in the trash."""
        from tracker.services.loan.timeline import loan_timeline

        return loan_timeline(self._book, loan_id, limit=limit)

    def timeline_apart(self, loan_id: int, limit: int) -> Timeline | None:
        """The same on a connection of its own."""
        from tracker.services.loan.timeline import loan_timeline

        with self._another() as book:
            return loan_timeline(book, loan_id, limit=limit)

    def payment(self, payment_id: int) -> PaymentRow | None:
        """One payment, None once it is in the trash."""
        from tracker.services.payment import find_payment

        return find_payment(self._book, payment_id)

    def edit_payment(self, payment_id: int, fields: Fields, version: int) -> tuple[Done | None, Problems]:
        """Correct a payment in one undo step."""
        from tracker.services.payment import edit_payment

        return edit_payment(self._book, payment_id, fields, version=version)

    def remove_payment(self, payment_id: int) -> tuple[Done | None, Problems]:
        """Move a payment to the trash."""
        from tracker.services.payment import remove_payment

        return remove_payment(self._book, payment_id)

    def add_charge(self, loan_id: int, fields: Fields) -> tuple[Done | None, Problems]:
        """Record what the lender charged."""
        from tracker.services.loan.posted import post_charge

        return post_charge(self._book, loan_id, fields)

    def add_waiver(self, loan_id: int, fields: Fields) -> tuple[Done | None, Problems]:
        """Record what the lender let go of."""
        from tracker.services.loan.posted import post_waiver

        return post_waiver(self._book, loan_id, fields)

    def add_statement(self, loan_id: int, fields: Fields) -> tuple[Done | None, Problems]:
        """Record a card statement as it was printed."""
        from tracker.services.loan.posted import post_statement

        return post_statement(self._book, loan_id, fields)

    def remove_posting(self, loan_id: int, table: str, row_id: int) -> tuple[Done | None, Problems]:
        """Move a charge, a waiver or a statement to the trash."""
        from tracker.services.loan.posted import remove_posting

        return remove_posting(self._book, loan_id, table, row_id)
