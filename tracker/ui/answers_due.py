"""What Home and Due ask of the days to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.services.book import Book
    from tracker.services.cash.day_views import CashMonth
    from tracker.services.home_views import HomeAhead
    from tracker.services.views import DueMonth


class DueAnswers(Protocol):
    """What is asked about a month of dues, and about cash."""

    def home_ahead(self) -> HomeAhead:
        """Cash until payday and what to do next; called in a thread."""

    def due_month(self, month: date) -> DueMonth:
        """The dues of a month in its calendar."""

    def cash_month(self, month: date) -> CashMonth | None:
        """Cash of a month day by day, None where nothing can be said."""

    def workdays(self, first: date, last: date) -> frozenset[date]:
        """Weekend days worked to make up for a holiday, as far as they are known."""


class BookDues:
    """The answers of an open book."""

    _book: Book
    if TYPE_CHECKING:
        _another: Callable[[], Book]

    def home_ahead(self) -> HomeAhead:
        """Cash until payday and what to do next; called in a thread, on a connection of its own."""
        from tracker.services.home_ahead import home_ahead

        with self._another() as book:
            return home_ahead(book)

    def due_month(self, month: date) -> DueMonth:
        """The dues of a month in its calendar."""
        from tracker.services.due_month import due_month

        return due_month(self._book, month)

    def cash_month(self, month: date) -> CashMonth | None:
        """Cash of a month day by day, None where nothing can be said."""
        from tracker.services.cash.days import cash_month

        return cash_month(self._book, month)

    def workdays(self, first: date, last: date) -> frozenset[date]:
        """Weekend days worked to make up for a holiday, as far as they are known."""
        from tracker.services.holidays import workdays_between

        return workdays_between(self._book, first, last)
