"""The schedule as a calendar that other programs show and remind of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.domain.alert.rules import tuned
from tracker.domain.text import clean
from tracker.formats.calendar_file import Entry, write_calendar
from tracker.locale import _
from tracker.locale.amounts import format_money
from tracker.services.book import Book
from tracker.services.loan.listing import list_loans
from tracker.services.loan.read import schedule
from tracker.services.views import ScheduleRow
from tracker.store.alert import read_rules

PAID_DAYS = 62
"""A paid instalment stays in the calendar, ticked off, for so long."""


def schedule_calendar(book: Book, *, loan_id: int | None = None, hide_amounts: bool = False) -> str:
    """Every open due of one loan or of all as a whole-day entry with reminders, the lately paid ticked off.

    Its identity is the loan and the number of the instalment, so that importing a later export moves an
    entry instead of adding one.
    """
    entries = _entries(book, loan_id, hide_amounts=hide_amounts)
    return write_calendar(entries, name=_("Payments due"), made_at=book.clock())


def _entries(book: Book, loan_id: int | None, *, hide_amounts: bool) -> Iterator[Entry]:
    rule = tuned(read_rules(book.conn))["due"]
    days = tuple(-each for each in rule.ladder.days if each <= 0) if rule.is_on else ()
    since = book.today - timedelta(days=PAID_DAYS)
    for loan in list_loans(book):
        if loan_id not in (None, loan.loan_id):
            continue
        name = clean(loan.loan)
        for row in schedule(book, loan.loan_id):
            paid = row.status == "paid"
            if paid and row.due_on < since:
                continue
            words = _("{loan}: paid") if paid else _("{loan}: payment due")
            yield Entry(
                uid=f"due-{loan.loan_id}-{row.number}@debt-tracker",
                on=row.due_on,
                summary=words.format(loan=name),
                description="" if hide_amounts else _amount(row, loan.currency),
                alarm_days=days,
                done=paid,
            )


def _amount(row: ScheduleRow, currency: str) -> str:
    text = format_money(row.payment_minor - row.paid_minor or row.payment_minor, currency, symbol=True)
    return f"~{text}" if row.estimate else text
