"""What the Due screen asks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.services.book import Book
    from tracker.services.views import DueMonth


class DueAnswers(Protocol):
    """What is asked about a month of dues."""

    def due_month(self, month: date) -> DueMonth:
        """The dues of a month in its calendar."""

    def workdays(self, first: date, last: date) -> frozenset[date]:
        """Weekend days worked to make up for a holiday, as far as they are known."""


class BookDues:
    """The answers of an open book."""

    _book: Book

    def due_month(self, month: date) -> DueMonth:
        """The dues of a month in its calendar."""
        from tracker.services.due_month import due_month

        return due_month(self._book, month)

    def workdays(self, first: date, last: date) -> frozenset[date]:
        """Weekend days worked to make up for a holiday, as far as they are known."""
        from tracker.services.holidays import workdays_between

        return workdays_between(self._book, first, last)
