"""What the Credit screen asks, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.loan.facts import Loan
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.credit_views import CreditTrash, Recovery
    from tracker.services.views import Done

    Fields = Mapping[str, str]


class CreditAnswers(Protocol):
    """What is asked about the credit file."""

    def recovery(self) -> Recovery:
        """Marks, disputes, scores, habits and what comes next."""

    def save_mark(self, mark_id: int | None, fields: Fields) -> Checked[Done]:
        """Add a mark, or change one; `loan` is the id of a loan, `-` for none."""

    def add_dispute(self, fields: Fields) -> Checked[Done]:
        """Add a dispute that was sent."""

    def answer_dispute(self, dispute_id: int, fields: Fields) -> Checked[Done]:
        """Record what came of a dispute."""

    def add_score(self, fields: Fields) -> Checked[Done]:
        """Add a score as it was shown."""

    def edit_dispute(self, dispute_id: int, fields: Fields) -> Checked[Done]:
        """Change what was sent, and until when they may answer."""

    def edit_score(self, score_id: int, fields: Fields) -> Checked[Done]:
        """Correct a score."""

    def escalation(self, dispute_id: int) -> str:
        """Who is asked after the last round of a dispute."""

    def save_round(self, dispute_id: int, number: int, fields: Fields) -> Checked[Done]:
        """Take a dispute one round on, or change its last round; `number` is 0 for a new one."""

    def drop_round(self, dispute_id: int) -> Checked[Done]:
        """Move the last round of a dispute to the trash."""

    def save_report(self, report_id: int | None, fields: Fields) -> Checked[Done]:
        """Keep a report, with its lines from `file` if that is given, or change one."""

    def save_entry(self, report_id: int, entry_id: int | None, fields: Fields) -> Checked[Done]:
        """Add an account to a report, or correct one."""

    def save_enquiry(self, report_id: int, enquiry_id: int | None, fields: Fields) -> Checked[Done]:
        """Add an enquiry to a report, or correct one."""

    def remove_credit(self, table: str, row_id: int) -> Checked[Done]:
        """Move an entry of the credit file to the trash."""

    def credit_trash(self) -> CreditTrash:
        """What of the credit file is in the trash."""

    def restore_credit(self, table: str, row_id: int) -> Checked[Done]:
        """Take an entry of the credit file out of the trash."""


class BookCredit:
    """The answers of an open book."""

    _book: Book

    def recovery(self) -> Recovery:
        """Marks, disputes, scores, habits and what comes next."""
        from tracker.services.credit import recovery

        return recovery(self._book)

    def save_mark(self, mark_id: int | None, fields: Fields) -> Checked[Done]:
        """Add a mark, or change one; `loan` is the id of a loan, `-` for none."""
        from tracker.domain.problems import Problem
        from tracker.services.credit import add_mark, edit_mark
        from tracker.services.loan.find import LoanNotFoundError, find_loan

        loan: Loan | None = None
        if fields.get("loan", "-") != "-":
            try:
                loan = find_loan(self._book, fields["loan"])
            except LoanNotFoundError:
                return None, (Problem(code="gone", field="loan"),)
        if mark_id is None:
            return add_mark(self._book, fields, loan=loan)
        return edit_mark(self._book, mark_id, fields, loan=loan)

    def add_dispute(self, fields: Fields) -> Checked[Done]:
        """Add a dispute that was sent."""
        from tracker.services.credit import add_dispute

        return add_dispute(self._book, fields)

    def answer_dispute(self, dispute_id: int, fields: Fields) -> Checked[Done]:
        """Record what came of a dispute."""
        from tracker.services.credit import answer_dispute

        return answer_dispute(self._book, dispute_id, fields)

    def add_score(self, fields: Fields) -> Checked[Done]:
        """Add a score as it was shown."""
        from tracker.services.credit import add_score

        return add_score(self._book, fields)

    def escalation(self, dispute_id: int) -> str:
        """Who is asked after the last round of a dispute."""
        from tracker.services.credit_dates import escalation
        from tracker.services.credit_dispute import find_dispute

        dispute = find_dispute(self._book, dispute_id)
        return "bureau" if dispute is None else escalation(self._book, dispute)[0]

    def save_round(self, dispute_id: int, number: int, fields: Fields) -> Checked[Done]:
        """Take a dispute one round on, or change its last round; `number` is 0 for a new one."""
        from tracker.services.credit_dispute import edit_round, escalate

        return (edit_round if number else escalate)(self._book, dispute_id, fields)

    def drop_round(self, dispute_id: int) -> Checked[Done]:
        """Move the last round of a dispute to the trash."""
        from tracker.services.credit_dispute import drop_round

        return drop_round(self._book, dispute_id)

    def save_report(self, report_id: int | None, fields: Fields) -> Checked[Done]:
        """Keep a report, with its lines from `file` if that is given, or change one."""
        from tracker.services.credit_report import add_report, edit_report

        if report_id is not None:
            return edit_report(self._book, report_id, fields)
        told = {name: text for name, text in fields.items() if name != "file"}
        return add_report(self._book, told, fields.get("file", "").strip() or None)

    def save_entry(self, report_id: int, entry_id: int | None, fields: Fields) -> Checked[Done]:
        """Add an account to a report, or correct one."""
        from tracker.services.credit_report import add_entry, edit_entry

        if entry_id is not None:
            return edit_entry(self._book, entry_id, fields)
        return add_entry(self._book, report_id, fields)

    def save_enquiry(self, report_id: int, enquiry_id: int | None, fields: Fields) -> Checked[Done]:
        """Add an enquiry to a report, or correct one."""
        from tracker.services.credit_report import add_enquiry, edit_enquiry

        if enquiry_id is not None:
            return edit_enquiry(self._book, enquiry_id, fields)
        return add_enquiry(self._book, report_id, fields)

    def remove_credit(self, table: str, row_id: int) -> Checked[Done]:
        """Move an entry of the credit file to the trash."""
        from tracker.services.credit import remove_entry

        return remove_entry(self._book, table, row_id)

    def edit_dispute(self, dispute_id: int, fields: Fields) -> Checked[Done]:
        """Change what was sent, and until when they may answer."""
        from tracker.services.credit import edit_dispute

        return edit_dispute(self._book, dispute_id, fields)

    def edit_score(self, score_id: int, fields: Fields) -> Checked[Done]:
        """Correct a score."""
        from tracker.services.credit import edit_score

        return edit_score(self._book, score_id, fields)

    def credit_trash(self) -> CreditTrash:
        """What of the credit file is in the trash."""
        from tracker.services.credit import list_trashed

        return list_trashed(self._book)

    def restore_credit(self, table: str, row_id: int) -> Checked[Done]:
        """Take an entry of the credit file out of the trash."""
        from tracker.services.credit import restore_entry

        return restore_entry(self._book, table, row_id)
