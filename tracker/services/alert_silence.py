"""Whether alerts stopped; apart from what they say, for the first screen asks this before it is painted."""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.services.book import Book
from tracker.store.alert_run import last_run

SILENT_AFTER = timedelta(hours=36)


def last_run_at(book: Book) -> str | None:
    """The instant of the last run, None if alerts never ran."""
    found = last_run(book.conn)
    return found[0] if found else None


def silent_since(book: Book) -> datetime | None:
    """The last run, if alerts have run before and then stopped for 36 hours."""
    found = last_run_at(book)
    if found is None:
        return None
    at = datetime.fromisoformat(found)
    return at if book.clock().astimezone(at.tzinfo) - at > SILENT_AFTER else None


def alerts_stale(book: Book) -> bool:
    """Whether alerts have run before and then stopped for 36 hours."""
    return silent_since(book) is not None
