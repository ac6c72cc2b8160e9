"""What the dashboard asks and what it is told: the one place where screens meet services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from tracker.ui.answers_alerts import AlertAnswers, BookAlerts
from tracker.ui.answers_cash import BookCash, CashAnswers
from tracker.ui.answers_credit import BookCredit, CreditAnswers
from tracker.ui.answers_due import BookDues, DueAnswers
from tracker.ui.answers_export import BookExport, ExportAnswers
from tracker.ui.answers_import import BookImport, ImportAnswers
from tracker.ui.answers_loan import BookLoans, LoanAnswers
from tracker.ui.answers_plan import BookPlan, PlanAnswers
from tracker.ui.answers_setup import BookSetup, SetupAnswers
from tracker.ui.answers_talks import BookTalks, TalkAnswers
from tracker.ui.answers_triage import BookTriage, TriageAnswers
from tracker.ui.answers_truth import BookTruth, TruthAnswers

if TYPE_CHECKING:
    # Types only: what computes them is imported when it is first asked, after the first paint if it can be.
    from tracker.domain.problems import Problem
    from tracker.services.book import Book
    from tracker.services.views import (
        BalancePoint,
        Done,
        DueRow,
        HomeView,
        LoanRow,
        LoanView,
        PaymentRow,
    )

    Problems = tuple[Problem, ...]

_MONTHS_BACK = 24
_DAYS_NEAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDraft:
    """A payment as far as it has been typed."""

    loan_id: int
    amount: str = ""
    paid_on: str = ""
    posted_on: str = ""
    state: str = "posted"
    account: str = ""
    ref: str = ""
    note: str = ""


class Answers(
    CreditAnswers,
    CashAnswers,
    TalkAnswers,
    PlanAnswers,
    TriageAnswers,
    TruthAnswers,
    LoanAnswers,
    DueAnswers,
    ImportAnswers,
    AlertAnswers,
    SetupAnswers,
    ExportAnswers,
    Protocol,
):
    """What the dashboard needs; the open book is inside."""

    @property
    def file_name(self) -> str:
        """The name of the file."""

    @property
    def is_demo(self) -> bool:
        """Whether the file is the demo household."""

    @property
    def today(self) -> date:
        """The date every answer is for."""

    @property
    def currency(self) -> str:
        """The book's own currency."""

    def home(self) -> HomeView:
        """Home but its chart."""

    def balance(self, currency: str) -> tuple[BalancePoint, ...]:
        """Total balance by month in one currency, actual then projected."""

    def loans(self) -> tuple[LoanRow, ...]:
        """All open loans."""

    def loan_row(self, loan_id: int) -> LoanRow | None:
        """One loan as lists show it, None once it is in the trash."""

    def loan(self, loan_id: int) -> LoanView | None:
        """One loan with how each payment was split, None once it is in the trash."""

    def payments(self, loan_id: int, offset: int, limit: int) -> tuple[PaymentRow, ...]:
        """A page of a loan's payments, newest first, as they were made: their split is the loan's."""

    def count_payments(self, loan_id: int) -> int:
        """How many payments a loan has."""

    def oldest_due(self, loan_id: int) -> DueRow | None:
        """The oldest open due of a loan, if one is near."""

    def record_payment(
        self, draft: PaymentDraft, amount_minor: int, paid_on: date, posted_on: date | None = None
    ) -> tuple[Done | None, Problems]:
        """Record a payment in one undo step."""

    def undo(self) -> Done | None:
        """Take back the last change; None if there is none."""

    def redo(self) -> Done | None:
        """Do again what was undone last; None if there is nothing."""

    def learn_holidays(self) -> bool:
        """Look up this year's holidays where the file does not know them; whether it knows more now."""

    def changed_elsewhere(self) -> bool:
        """Whether another process has written since this was last asked."""


class BookAnswers(
    BookCredit,
    BookCash,
    BookTalks,
    BookPlan,
    BookTriage,
    BookTruth,
    BookLoans,
    BookDues,
    BookImport,
    BookAlerts,
    BookSetup,
    BookExport,
):
    """The answers of an open book, each from the service of its name, imported when first asked."""

    def __init__(self, book: Book, *, is_demo: bool = False) -> None:
        self._book = book
        self.file_name = book.path.name
        self.is_demo = is_demo

    @property
    def today(self) -> date:
        """The date every answer is for."""
        return self._book.today

    @property
    def currency(self) -> str:
        """The book's own currency."""
        return self._book.currency

    def home(self) -> HomeView:
        """Home but its chart."""
        from tracker.services.home import home

        return home(self._book)

    def balance(self, currency: str) -> tuple[BalancePoint, ...]:
        """Total balance by month in one currency, actual then projected."""
        from tracker.services.home import months_of_chart
        from tracker.services.loan.read import balance

        ahead = months_of_chart(self._book)
        return balance(self._book, currency=currency, months_back=_MONTHS_BACK, months_ahead=ahead)

    def loans(self) -> tuple[LoanRow, ...]:
        """All open loans."""
        from tracker.services.loan.listing import list_loans

        return list_loans(self._book)

    def loan_row(self, loan_id: int) -> LoanRow | None:
        """One loan as lists show it, None once it is in the trash."""
        from tracker.services.loan.listing import loan_row

        return loan_row(self._book, loan_id)

    def loan(self, loan_id: int) -> LoanView | None:
        """One loan with how each payment was split, None once it is in the trash."""
        from tracker.services.loan.read import loan_view

        return loan_view(self._book, loan_id, allocations=True)

    def payments(self, loan_id: int, offset: int, limit: int) -> tuple[PaymentRow, ...]:
        """A page of a loan's payments, newest first, as they were made: their split is the loan's."""
        from tracker.services.payment import list_payments

        return list_payments(
            self._book, loan_id=loan_id, limit=limit, offset=offset, newest_first=True, allocations=False
        )

    def count_payments(self, loan_id: int) -> int:
        """How many payments a loan has."""
        from tracker.services.payment import count_payments

        return count_payments(self._book.conn, loan_id)

    def oldest_due(self, loan_id: int) -> DueRow | None:
        """The oldest open due of a loan, if one is near."""
        from tracker.services.due import list_dues

        rows = list_dues(self._book, within_days=_DAYS_NEAR).rows
        return next((row for row in rows if row.loan_id == loan_id), None)

    def record_payment(
        self, draft: PaymentDraft, amount_minor: int, paid_on: date, posted_on: date | None = None
    ) -> tuple[Done | None, Problems]:
        """Record a payment in one undo step."""
        from tracker.domain.loan.facts import PaymentState
        from tracker.domain.problems import Problem
        from tracker.services.loan.find import LoanNotFoundError, find_loan
        from tracker.services.payment import record_payment

        try:
            loan = find_loan(self._book, str(draft.loan_id))
        except LoanNotFoundError:
            return None, (Problem(code="gone", field="loan"),)
        return record_payment(
            self._book,
            loan,
            amount_minor,
            paid_on=paid_on,
            posted_on=posted_on,
            state=PaymentState(draft.state),
            account=draft.account,
            ref=draft.ref,
            note=draft.note,
        )

    def undo(self) -> Done | None:
        """Take back the last change; None if there is none."""
        from tracker.services.history import undo
        from tracker.services.views import Done

        return next((Done(title=each.title, action_id=each.id) for each in undo(self._book)), None)

    def redo(self) -> Done | None:
        """Do again what was undone last; None if there is nothing."""
        from tracker.services.history import redo
        from tracker.services.views import Done

        return next((Done(title=each.title, action_id=each.id) for each in redo(self._book)), None)

    def learn_holidays(self) -> bool:
        """Look up this year's holidays where the file does not know them; whether it knows more now."""
        from tracker.services.holidays import refresh_holidays

        return refresh_holidays(self._book)

    def changed_elsewhere(self) -> bool:
        """Whether another process has written since this was last asked."""
        return self._book.changed_elsewhere()
