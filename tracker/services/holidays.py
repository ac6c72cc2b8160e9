"""Public holidays of the person's jurisdiction, to warn of dues that fall on one."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.services.book import Book
from tracker.store.errors import StoreError
from tracker.store.holiday import has_year, keep_holidays, read_holidays

AHEAD = timedelta(days=400)


def known_holidays(book: Book) -> dict[date, str]:
    """The holidays around today that the file knows, or that the library does where it knows none yet."""
    if has_year(book.conn, book.jurisdiction, book.today.year):
        return kept_holidays(book)
    return look_up(book.jurisdiction, (book.today.year, (book.today + AHEAD).year))


def kept_holidays(book: Book) -> dict[date, str]:
    """The holidays around today that the file knows; the library is not asked, which takes a while."""
    return read_holidays(book.conn, book.jurisdiction, book.today - timedelta(days=31), book.today + AHEAD)


def refresh_holidays(book: Book) -> bool:
    """Keep this year's and next year's holidays in the file, once; whether any are new there.

    A file that is busy or cannot be written goes without until the next time.
    """
    years = tuple(
        year
        for year in (book.today.year, book.today.year + 1)
        if not has_year(book.conn, book.jurisdiction, year)
    )
    if not years or not book.exists:
        return False
    days = look_up(book.jurisdiction, years)
    try:
        with book.note("holidays") as writer:
            keep_holidays(writer, book.jurisdiction, days, years)
    except StoreError:
        return False
    return bool(days)


def holidays_between(book: Book, first: date, last: date) -> dict[date, str]:
    """The holidays between two dates, from the file where it knows their year, else from the library."""
    years = tuple(range(first.year, last.year + 1))
    found = read_holidays(book.conn, book.jurisdiction, first, last)
    unknown = tuple(year for year in years if not has_year(book.conn, book.jurisdiction, year))
    if unknown:
        found |= look_up(book.jurisdiction, unknown)
    return {on: name for on, name in found.items() if first <= on <= last}


def workdays_between(book: Book, first: date, last: date) -> frozenset[date]:
    """Weekend days worked to make up for a holiday, where the library knows any of the place."""
    import holidays

    try:
        found = holidays.country_holidays(book.jurisdiction, years=range(first.year, last.year + 1))
    except NotImplementedError:
        return frozenset()
    return frozenset(on for on in getattr(found, "weekend_workdays", None) or () if first <= on <= last)


def look_up(jurisdiction: str, years: tuple[int, ...]) -> dict[date, str]:
    """Holidays of whole years by the library; none for a place it does not know."""
    import holidays

    try:
        found = holidays.country_holidays(jurisdiction, years=years)
    except NotImplementedError:
        return {}
    return dict(found.items())
