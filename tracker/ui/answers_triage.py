"""What the triage screen asks, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import threading

    from tracker.domain.plan.triage_order import Order
    from tracker.domain.plan.triage_told import TriageView as TriageView
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.views import Done


class TriageAnswers(Protocol):
    """What is asked where cash does not reach."""

    def triage(self, days: int, *, stop: threading.Event) -> Checked[TriageView]:
        """What to pay first over some days; called in a thread."""

    def apply_triage(self, view: TriageView) -> Checked[Done]:
        """Keep its calls as follow-ups and its payments as planned."""

    def triage_order(self) -> Order:
        """The order of what is worse."""

    def set_triage_order(self, text: str) -> Checked[Done]:
        """Keep the person's own order of what is worse."""


class BookTriage:
    """The answers of an open book."""

    _book: Book
    if TYPE_CHECKING:
        _another: Callable[[], Book]

    def triage(self, days: int, *, stop: threading.Event) -> Checked[TriageView]:
        """What to pay first over some days, on a connection of its own."""
        from tracker.services.plan.triage import triage

        with self._another() as book:
            return triage(book, days=days, stop=stop.is_set)

    def apply_triage(self, view: TriageView) -> Checked[Done]:
        """Keep its calls as follow-ups and its payments as planned."""
        from tracker.services.plan.triage_apply import apply_triage

        return apply_triage(self._book, view)

    def triage_order(self) -> Order:
        """The order of what is worse."""
        from tracker.services.plan.triage import triage_order

        return triage_order(self._book)

    def set_triage_order(self, text: str) -> Checked[Done]:
        """Keep the person's own order of what is worse."""
        from tracker.services.plan.triage import set_triage_order

        return set_triage_order(self._book, text)
