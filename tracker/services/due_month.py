"""A month of dues as a calendar shows it, and the twelve months ahead as bars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tracker.domain.calendar import add_months, month_end
from tracker.domain.loan.due import LoanDue
from tracker.services.book import Book
from tracker.services.due import FIRST, due_to_row, planned, rank, totals
from tracker.services.due_month_views import DueMonth, MonthAhead, PaidOn
from tracker.services.holidays import holidays_between
from tracker.services.home_views import MonthTotal
from tracker.services.loan.listing import undated_loans
from tracker.store.due import read_dues, read_month, read_paid

AHEAD = 12
"""Months the bars look ahead, this one included."""

WEEK = timedelta(days=6)


def due_month(book: Book, month: date) -> DueMonth:
    """What is open and what was paid in the weeks of a month, and what is overdue whatever the month."""
    today, first = book.today, month.replace(day=1)
    last = month_end(first)
    shown_from = first - timedelta(days=first.weekday())
    shown_to = last + timedelta(days=6 - last.weekday())
    next_end, far = month_end(add_months(first, 1)), month_end(add_months(today, AHEAD - 1, 1))
    found = read_dues(book.conn, FIRST, max(next_end, far, today + WEEK))

    def is_wanted(on: date) -> bool:
        return on <= today + WEEK or shown_from <= on <= next_end

    ranked = rank(book, [each for each in found if is_wanted(each.due.due_on)], look_up=False)
    ordered = tuple(sorted(ranked, key=lambda risk: (risk.due.due_on, risk.due.loan_id)))
    return DueMonth(
        first=first,
        shown_from=shown_from,
        shown_to=shown_to,
        dues=tuple(each for each in ordered if shown_from <= each.due.due_on <= shown_to),
        agenda=tuple(
            each for each in ordered if each.due.due_on < today or first <= each.due.due_on <= next_end
        ),
        week=tuple(each for each in ordered if today <= each.due.due_on <= today + WEEK),
        paid=tuple(
            PaidOn(
                loan_id=row[0], loan=row[1], paid_on=date.fromisoformat(row[2]), amount_minor=row[3],
                currency=row[4],
            )
            for row in read_paid(book.conn, shown_from, shown_to)
        ),
        totals=_totals(book, found, first, last),
        count=sum(1 for each in found if first <= each.due.due_on <= last),
        holidays=holidays_between(book, shown_from, shown_to),
        ahead=_ahead(found, today),
        undated=undated_loans(book),
        plan=planned(book, FIRST, next_end),
    )  # fmt: skip


def _totals(book: Book, found: Iterable[LoanDue], first: date, last: date) -> tuple[MonthTotal, ...]:
    """What is open of the month's dues and what was paid in it; one's own currency first."""
    rows = (due_to_row(each, book.today) for each in found if first <= each.due.due_on <= last)
    left = {each.currency: each.amount_minor for each in totals(rows)}
    paid = dict(read_month(book.conn, first, last))
    codes = sorted(set(left) | set(paid), key=lambda code: (code != book.currency, code))
    return tuple(
        MonthTotal(currency=code, open_minor=left.get(code, 0), paid_minor=paid.get(code, 0))
        for code in codes
    )


def _ahead(found: Iterable[LoanDue], today: date) -> tuple[MonthAhead, ...]:
    """Late ones, then each of the months ahead, also those in which nothing falls due."""
    this, far = today.replace(day=1), add_months(today, AHEAD, 1)
    sums: dict[tuple[date | None, str], list[int]] = {}
    for each in found:
        on = each.due.due_on
        if on >= far:
            continue
        held = sums.setdefault((None if on < today else on.replace(day=1), each.currency), [0, 0, 0])
        held[0] += 1
        held[1] += each.due.open_minor
        held[2] += each.due.estimate
    months: list[date | None] = [None, *(add_months(this, number) for number in range(AHEAD))]
    codes = sorted({currency for _first, currency in sums})
    return tuple(
        MonthAhead(
            first=first, currency=code, count=row[0], amount_minor=row[1], estimate=bool(row[2])
        )
        for first in months
        for code in codes
        for row in (sums.get((first, code), [0, 0, 0]),)
        if first is not None or row[0]
    )  # fmt: skip
