"""The whole book at a glance, read from open rows and kept sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tracker.domain.calendar import add_months, month_end
from tracker.domain.credit.facts import Progress
from tracker.services.alert import alerts_stale, last_run_at
from tracker.services.book import Book
from tracker.services.credit import credit_progress
from tracker.services.due import FIRST, due_to_row, list_dues, rank, totals
from tracker.services.loan.listing import kept_to_row
from tracker.services.views import (
    CurrencyTotal,
    DueRisk,
    DueRow,
    HomeView,
    LoanRow,
    MonthTotal,
    OverdueTotal,
)
from tracker.store.due import read_dues, read_kept, read_month

NEXT = 60
"""Days ahead that the next dues are looked for."""

RISK_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """What is owed, overdue, due next and at risk, and how credit repair goes."""

    balances: tuple[tuple[str, int], ...]
    overdue: tuple[DueRow, ...]
    overdue_totals: tuple[CurrencyTotal, ...]
    next_due: tuple[DueRow, ...]
    risk: tuple[DueRisk, ...]
    credit: Progress
    alerts_last_run_at: str | None
    alerts_stale: bool


def status(book: Book) -> StatusView:
    """The book as of today."""
    dues = list_dues(book, within_days=NEXT)
    overdue = tuple(row for row in dues.rows if row.days < 0)
    limit = book.today + timedelta(days=RISK_DAYS)
    return StatusView(
        balances=_balances(tuple(kept_to_row(each, book.today) for each in read_kept(book.conn, book.today))),
        overdue=overdue,
        overdue_totals=totals(overdue),
        next_due=tuple(row for row in dues.rows if row.days >= 0),
        risk=rank(book, read_dues(book.conn, FIRST, limit)),
        credit=credit_progress(book),
        alerts_last_run_at=last_run_at(book),
        alerts_stale=alerts_stale(book),
    )


def home(book: Book) -> HomeView:
    """What Home shows first; its risks come from `home_risks`, its chart from `balance`."""
    today = book.today
    first, last = today.replace(day=1), month_end(today)
    loans = tuple(kept_to_row(each, today) for each in read_kept(book.conn, today))
    dues = read_dues(book.conn, FIRST, max(last, today + timedelta(days=NEXT)))
    rows = tuple(due_to_row(each, today) for each in dues)
    open_month: dict[str, int] = {}
    for row in rows:
        if first <= row.due_on <= last:
            open_month[row.currency] = open_month.get(row.currency, 0) + row.amount_minor
    paid = dict(read_month(book.conn, first, last))
    codes = sorted(set(open_month) | set(paid))
    return HomeView(
        balances=_balances(loans),
        month=tuple(
            MonthTotal(currency=code, open_minor=open_month.get(code, 0), paid_minor=paid.get(code, 0))
            for code in codes
        ),
        overdue=_overdue(rows),
        next_due=rows,
        due_count=len(rows),
        risks=rank(book, [each for each in dues if each.days(today) <= RISK_DAYS]),
        loans=loans,
        alerts_stale=alerts_stale(book),
        default_currency=book.currency,
    )


def months_of_chart(book: Book) -> int:
    """How many months ahead Home's chart looks: to the last known end of a loan, five years at most."""
    kept = read_dues(book.conn, book.today, add_months(book.today, 60))
    last = max((each.due.due_on for each in kept), default=book.today)
    return (last.year - book.today.year) * 12 + last.month - book.today.month


def _balances(loans: tuple[LoanRow, ...]) -> tuple[tuple[str, int], ...]:
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
