"""What cases ask to be done next: letters, reports, papers and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.locale import _, ngettext
from tracker.services.book import Book
from tracker.services.next_step_views import ATTENTION, NOTE, NextStep
from tracker.services.talk.settlement import waiting_letters
from tracker.store.recovery_case import settled_unseen

REPORTED_AFTER_DAYS = 30
"""How long lenders take to report: a report before that need not show it yet."""


def case_steps(book: Book) -> Iterator[NextStep]:
    """Each thing that the cases ask for."""
    yield from _letters(book)
    yield from _reports(book)


def _letters(book: Book) -> Iterator[NextStep]:
    for each in waiting_letters(book):
        days = each.waiting_days(book.today)
        why = ngettext("settled {on}, {days} day without it", "settled {on}, {days} days without it", days)
        yield NextStep(
            code="settlement_letter",
            key=f"settlement_letter:{each.loan_id}:{each.settled_on}",
            severity=ATTENTION,
            text=_("Ask {lender} for the settlement letter of {loan}").format(
                lender=each.lender or each.loan, loan=each.loan
            ),
            why=why.format(on=each.settled_on.isoformat(), days=days),
            on=each.settled_on,
            screen="loans",
            command=f"debt evidence add FILE --kind settlement_letter --loan {each.loan_id}",
            loan_id=each.loan_id,
        )


def _reports(book: Book) -> Iterator[NextStep]:
    for loan_id, loan, closed_on in settled_unseen(book.conn):
        since = (book.today - closed_on).days
        yield NextStep(
            code="report_settled",
            key=f"report_settled:{loan_id}:{closed_on}",
            severity=ATTENTION if since >= REPORTED_AFTER_DAYS else NOTE,
            text=_("Get a credit report and see that {loan} stands there as settled").format(loan=loan),
            why=_("closed {on} with a mark on the report, no report read since").format(
                on=closed_on.isoformat()
            ),
            on=closed_on + timedelta(days=REPORTED_AFTER_DAYS),
            screen="credit",
            command="debt credit report add FILE",
            loan_id=loan_id,
        )
