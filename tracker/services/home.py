"""Home at a glance, from open rows and kept sums: the least that must be loaded before the first paint."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.calendar import add_months, month_end
from tracker.services.alert_silence import alerts_stale
from tracker.services.book import Book
from tracker.services.due import FIRST, due_to_row, rank, totals
from tracker.services.due_views import DueRow
from tracker.services.home_views import HomeView, MonthTotal, OverdueTotal
from tracker.services.loan.listing import LoanRow, list_loans
from tracker.store.due import last_due_on, read_dues, read_month
from tracker.store.present import any_followed

if TYPE_CHECKING:
    from tracker.services.plan.answers import AdoptedState

NEXT = 60
"""Days ahead that the next dues are looked for."""

RISK_DAYS = 30


def home(book: Book) -> HomeView:
    """What Home shows first; its chart comes from `balance`, after it is painted."""
    today = book.today
    first, last = today.replace(day=1), month_end(today)
    loans = list_loans(book)
    dues = read_dues(book.conn, FIRST, max(last, today + timedelta(days=NEXT)))
    rows = tuple(due_to_row(each, today) for each in dues)
    open_month: dict[str, int] = {}
    for row in rows:
        if first <= row.due_on <= last:
            open_month[row.currency] = open_month.get(row.currency, 0) + row.amount_minor
    paid = dict(read_month(book.conn, first, last))
    codes = sorted(set(open_month) | set(paid))
    return HomeView(
        balances=balances(loans),
        month=tuple(
            MonthTotal(currency=code, open_minor=open_month.get(code, 0), paid_minor=paid.get(code, 0))
            for code in codes
        ),
        overdue=_overdue(rows),
        next_due=rows,
        due_count=len(rows),
        risks=rank(book, [each for each in dues if each.days(today) <= RISK_DAYS], look_up=False),
        loans=loans,
        alerts_stale=alerts_stale(book),
        default_currency=book.currency,
        plans=plans(book),
    )


def plans(book: Book) -> tuple[AdoptedState, ...]:
    """The adopted plan of each currency and how far it was followed, from what it expects."""
    if not any_followed(book.conn):
        return ()
    from tracker.services.plan.tracking import followed_plans

    return followed_plans(book)


def months_of_chart(book: Book) -> int:
    """How many months ahead Home's chart looks: to the last known end of a loan, five years at most."""
    last = last_due_on(book.conn, add_months(book.today, 60)) or book.today
    return (last.year - book.today.year) * 12 + last.month - book.today.month


def balances(loans: tuple[LoanRow, ...]) -> tuple[tuple[str, int], ...]:
    """What is owed in each currency, the largest sum first."""
    sums: dict[str, int] = {}
    for row in loans:
        sums[row.currency] = sums.get(row.currency, 0) + row.balance_minor
    return tuple(sorted(sums.items(), key=lambda each: -each[1]))


def _overdue(rows: tuple[DueRow, ...]) -> tuple[OverdueTotal, ...]:
    late = [row for row in rows if row.days < 0]
    return tuple(
        OverdueTotal(
            currency=each.currency,
            amount_minor=each.amount_minor,
            count=each.count,
            oldest_days=max(row.days_past_due for row in late if row.currency == each.currency),
        )
        for each in totals(late)
    )
