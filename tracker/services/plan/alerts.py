"""Extra payments of adopted plans, as alerts speak of them once their day is over."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.domain.alert.facts import AlertFact
from tracker.services.book import Book
from tracker.services.plan.tracking import extra_dues
from tracker.store.plan import first_extra_after, is_overdue, read_followed_plans

_AHEAD_DAYS = 62


def plan_alerts(book: Book) -> tuple[list[AlertFact], date | None]:
    """The facts, and the day of the first extra payment that is too far off to be one of them.

    Of a currency in which something is overdue nothing is said.
    """
    until = book.today + timedelta(days=_AHEAD_DAYS)
    facts, looks = [], []
    for plan in read_followed_plans(book.conn):
        if is_overdue(book.conn, plan.currency, book.today):
            continue  # what is overdue comes before anything extra
        facts += [
            AlertFact(
                rule="plan_behind", loan_id=each.loan_id, about=f"plan.{plan.id}", about_on=each.on,
                on=each.on, loan=each.loan, amount_minor=each.amount_minor, currency=each.currency,
                params={"plan": plan.name},
            )
            for each in extra_dues(book, plan, until)
        ]  # fmt: skip
        beyond = first_extra_after(book.conn, plan.id, until)
        if beyond is not None:
            looks.append(beyond)
    return facts, min(looks, default=None)
