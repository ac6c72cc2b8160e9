"""How far the adopted plan was followed."""

from __future__ import annotations

from tracker.services.book import Book
from tracker.services.plan.answers import AdoptedState
from tracker.services.plan.reading import Reading


def adopted_state(book: Book, reading: Reading) -> AdoptedState | None:
    """The adopted plan of a currency, None where none is."""
    return None
