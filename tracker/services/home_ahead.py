"""What Home shows once it is painted: cash until payday, and what to do next."""

from __future__ import annotations

from tracker.services.book import Book
from tracker.services.cash.views import cash_until_payday
from tracker.services.home_views import HomeAhead
from tracker.services.next_steps import next_steps


def home_ahead(book: Book) -> HomeAhead:
    """Cash until payday and what to do next; nothing before the first paint asks for it."""
    return HomeAhead(cash=cash_until_payday(book), steps=next_steps(book))
