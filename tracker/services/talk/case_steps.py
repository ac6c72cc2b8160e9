"""What cases ask to be done next: letters, reports, papers and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.locale import _, ngettext
from tracker.services.book import Book
from tracker.services.next_step_views import ATTENTION, NOTE, NextStep
from tracker.services.talk.settlement import kept_letter, waiting_letters
from tracker.store.credit import settled_days
from tracker.store.loan import read_loan
from tracker.store.recovery_case import had_trouble, settled_unseen

REPORTED_AFTER_DAYS = 30
"""How long lenders take to report: a report before that need not show it yet."""


def case_steps(book: Book) -> Iterator[NextStep]:
    """Each thing that the cases ask for."""
    yield from _paid_up(book)
    yield from _letters(book)
    yield from _reports(book)


def _paid_up(book: Book) -> Iterator[NextStep]:
    """Loans in arrears or talks once of which nothing is owed: the letter ends them, not the last payment."""
    for loan_id, (name, on) in settled_days(book.conn).items():
        loan = read_loan(book.conn, loan_id)
        if loan is None or loan.closed_on is not None or not had_trouble(book.conn, loan_id, book.today):
            continue
        letter = kept_letter(book, loan_id)
        text = _("Ask {lender} for the settlement letter of {loan}")
        command = f"debt evidence add FILE --kind settlement_letter --loan {loan_id}"
        if letter is not None:
            text = _("Close {loan} with its settlement letter")
            command = f"debt loan close {loan_id} --letter {letter}"
        yield NextStep(
            code="paid_up",
            key=f"paid_up:{loan_id}:{on}:{letter or 0}",
            severity=ATTENTION,
            text=text.format(lender=loan.lender or name, loan=name),
            why=_("nothing is owed since {on}").format(on=on.isoformat()),
            on=on,
            screen="loans",
            command=command,
            loan_id=loan_id,
        )


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
