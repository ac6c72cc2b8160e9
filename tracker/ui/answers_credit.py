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

    def remove_credit(self, table: str, row_id: int) -> Checked[Done]:
        """Move a mark, dispute or score to the trash."""

    def credit_trash(self) -> CreditTrash:
        """The marks, disputes and scores in the trash."""

    def restore_credit(self, table: str, row_id: int) -> Checked[Done]:
        """Take a mark, dispute or score out of the trash."""


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

    def remove_credit(self, table: str, row_id: int) -> Checked[Done]:
        """Move a mark, dispute or score to the trash."""
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
        """The marks, disputes and scores in the trash."""
        from tracker.services.credit import list_trashed

        return list_trashed(self._book)

    def restore_credit(self, table: str, row_id: int) -> Checked[Done]:
        """Take a mark, dispute or score out of the trash."""
        from tracker.services.credit import restore_entry

        return restore_entry(self._book, table, row_id)
