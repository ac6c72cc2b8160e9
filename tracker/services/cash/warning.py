"""What lists of dues must say of cash: the accounts that run short, with the smallest act against it."""

from __future__ import annotations

from datetime import date

from tracker.services.book import Book
from tracker.services.cash.forecasting import cash_forecast
from tracker.services.due_views import Warned


def cash_short(book: Book, last: date) -> tuple[Warned, ...]:
    """The first shortfall of each account up to a date, the earliest first."""
    days = (last - book.today).days
    if days < 0:
        return ()
    return tuple(
        Warned(
            code="cash_short",
            on=each.shortfall.on,
            loan_id=each.shortfall.loan_id,
            loan=each.shortfall.step.movement.name,
            amount_minor=each.shortfall.short_minor,
            currency=each.shortfall.account.currency,
            account=each.shortfall.account.name,
            params={"at": each.shortfall.step.movement.at},
        )
        for each in cash_forecast(book, days=days).forecast.remedies
    )
