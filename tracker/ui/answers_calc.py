"""What the calculators ask of the book; they keep nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.book import Book
    from tracker.services.calc_late import LateAnswer

    Problems = tuple[Problem, ...]


class CalcAnswers(Protocol):
    """Calculators about something in the book."""

    def late(self, loan_id: int, fields: Mapping[str, str]) -> tuple[LateAnswer | None, Problems]:
        """What paying the oldest open due of a loan late costs; typed terms replace its own."""


class BookCalc:
    """The answers of an open book."""

    _book: Book

    def late(self, loan_id: int, fields: Mapping[str, str]) -> tuple[LateAnswer | None, Problems]:
        """What paying the oldest open due of a loan late costs; typed terms replace its own."""
        from tracker.services.calc_late import late_of_number

        return late_of_number(self._book, loan_id, fields)
