"""The working days that a forecast needs; the library of holidays is asked only if any day depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tracker.domain.cash.debits import Debit
from tracker.domain.cash.facts import Account, Moves
from tracker.domain.cash.workdays import Workdays
from tracker.domain.loan.autopay import HolidayRule
from tracker.services.book import Book

_AROUND = timedelta(days=31)


def workdays_around(
    book: Book, accounts: Iterable[Account], debits: Iterable[Debit], until: date | None = None
) -> Workdays:
    """Working days from a month before today to a month after a date, where anything heeds them."""
    heeded = any(each.moves is Moves.WORKDAYS for each in accounts) or any(
        each.holiday_rule is not HolidayRule.NONE for each in debits
    )
    if not heeded:
        return Workdays()
    from tracker.services.holidays import holidays_between, workdays_between

    first, last = book.today - _AROUND, (until or book.today) + _AROUND
    return Workdays(
        holidays=frozenset(holidays_between(book, first, last)),
        made_up=workdays_between(book, first, last),
    )
