"""What the Cash screen asks, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.cash.page import CashPage as CashPage
    from tracker.services.views import Done

    Fields = Mapping[str, str]


class CashAnswers(Protocol):
    """What is asked about cash."""

    def cash_page(self, include: str) -> CashPage:
        """The forecast that counts what is at least so sure, and what it goes by."""

    def save_cash_account(self, account_id: int | None, fields: Fields) -> Checked[Done]:
        """Add an account, or change one."""

    def save_cash_event(self, event_id: int | None, fields: Fields) -> Checked[Done]:
        """Add an income or expense, or change one."""

    def tell_cash_event(self, event_id: int, fields: Fields) -> Checked[Done]:
        """Say that an occurrence came, comes on another day, or does not come."""

    def top_up(self, fields: Fields) -> Checked[Done]:
        """Record money moved into an account."""

    def remove_cash(self, pane: str, row_id: int) -> Checked[Done]:
        """Move a row of one of the lists to the trash."""


class BookCash:
    """The answers of an open book."""

    _book: Book

    def cash_page(self, include: str) -> CashPage:
        """The forecast that counts what is at least so sure, and what it goes by."""
        from tracker.domain.cash.facts import Certainty
        from tracker.services.cash.page import cash_page

        return cash_page(self._book, Certainty(include))

    def save_cash_account(self, account_id: int | None, fields: Fields) -> Checked[Done]:
        """Add an account, or change one."""
        from tracker.services.cash.page import save_account_form

        return save_account_form(self._book, account_id, fields)

    def save_cash_event(self, event_id: int | None, fields: Fields) -> Checked[Done]:
        """Add an income or expense, or change one."""
        from tracker.services.cash.page import save_event_form

        return save_event_form(self._book, event_id, fields)

    def tell_cash_event(self, event_id: int, fields: Fields) -> Checked[Done]:
        """Say that an occurrence came, comes on another day, or does not come."""
        from tracker.services.cash.page import tell_form

        return tell_form(self._book, event_id, fields)

    def top_up(self, fields: Fields) -> Checked[Done]:
        """Record money moved into an account."""
        from tracker.services.cash.page import top_up_form

        return top_up_form(self._book, fields)

    def remove_cash(self, pane: str, row_id: int) -> Checked[Done]:
        """Move a row of one of the lists to the trash."""
        from tracker.services.cash.page import remove_from_page

        return remove_from_page(self._book, pane, row_id)
