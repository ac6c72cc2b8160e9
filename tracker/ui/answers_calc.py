"""What the calculators ask of the book; they keep nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.apr.facts import AprMethod
    from tracker.domain.problems import Problem
    from tracker.services.book import Book
    from tracker.services.calc_apr import AprAnswer
    from tracker.services.calc_late import LateAnswer
    from tracker.services.calc_tvm import RateAnswer, TvmAnswer

    Problems = tuple[Problem, ...]


class CalcAnswers(Protocol):
    """Calculators on what is typed, and about something in the book."""

    def true_rate(self, fields: Mapping[str, str], method: AprMethod) -> tuple[AprAnswer | None, Problems]:
        """The yearly rate of what is received and paid."""

    def late_sum(self, fields: Mapping[str, str]) -> tuple[LateAnswer | None, Problems]:
        """What paying a typed sum late costs."""

    def late(self, loan_id: int, fields: Mapping[str, str]) -> tuple[LateAnswer | None, Problems]:
        """What paying the oldest open due of a loan late costs; typed terms replace its own."""

    def value(self, fields: Mapping[str, str], *, begin: bool) -> tuple[TvmAnswer | None, Problems]:
        """The one of rate, number, payment, present and future value that is left out."""

    def rate_in(
        self, text: str, *, every: str, basis: str, effective: bool
    ) -> tuple[RateAnswer | None, Problems]:
        """A quoted rate in other times."""


class BookCalc:
    """The answers of an open book."""

    _book: Book

    def true_rate(self, fields: Mapping[str, str], method: AprMethod) -> tuple[AprAnswer | None, Problems]:
        """The yearly rate of what is received and paid."""
        from tracker.services.calc_apr import apr_of_typed

        return apr_of_typed(fields, today=self._book.today, currency=self._book.currency, method=method)

    def late_sum(self, fields: Mapping[str, str]) -> tuple[LateAnswer | None, Problems]:
        """What paying a typed sum late costs."""
        from tracker.services.calc_late import late_of_typed

        return late_of_typed(fields, today=self._book.today, currency=self._book.currency)

    def late(self, loan_id: int, fields: Mapping[str, str]) -> tuple[LateAnswer | None, Problems]:
        """What paying the oldest open due of a loan late costs; typed terms replace its own."""
        from tracker.services.calc_late import late_of_number

        return late_of_number(self._book, loan_id, fields)

    def value(self, fields: Mapping[str, str], *, begin: bool) -> tuple[TvmAnswer | None, Problems]:
        """The one of rate, number, payment, present and future value that is left out."""
        from tracker.services.calc_tvm import value_of_typed

        return value_of_typed(fields, begin=begin)

    def rate_in(
        self, text: str, *, every: str, basis: str, effective: bool
    ) -> tuple[RateAnswer | None, Problems]:
        """A quoted rate in other times."""
        from tracker.services.calc_tvm import rate_of_typed

        return rate_of_typed(text, every=every, basis=basis, effective=effective)
