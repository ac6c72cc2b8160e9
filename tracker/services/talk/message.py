"""A message about a loan, compared with what the book knows of it and the registered channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tracker.domain.loan.facts import Loan
from tracker.domain.money import decimal_text
from tracker.domain.recovery.channel import Channel, ChannelKind
from tracker.domain.recovery.message import Known, Report, check
from tracker.services.book import Book
from tracker.services.due import FIRST
from tracker.services.loan.read import payoff
from tracker.services.talk.channels import list_channels
from tracker.store.claim import read_claims
from tracker.store.due import read_dues, read_kept

AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message as it compares, and the numbers to call instead: those that were registered."""

    loan: Loan
    report: Report
    call: tuple[Channel, ...]


def check_message(book: Book, loan: Loan, text: str) -> MessageView:
    """Compare a message about a loan; nothing is kept."""
    channels = list_channels(book, loan.id)
    dues = [each.due for each in read_dues(book.conn, FIRST, book.today + AHEAD) if each.loan_id == loan.id]
    sums: list[tuple[str, int]] = [("due", due.open_minor) for due in dues]
    kept = read_kept(book.conn, book.today, loan_id=loan.id)
    if kept:
        sums += [("overdue", kept[0].overdue_minor), ("balance", kept[0].balance_minor)]
    clears = payoff(book, loan.id, book.today)
    if clears is not None:
        sums.append(("payoff", clears.total_minor))
    days: list[tuple[str, date]] = [("due", due.due_on) for due in dues]
    for claim in read_claims(book.conn, loan.id):
        sums.append(("claim", claim.amount_minor))
        days.append(("claim", claim.claimed_on))
    known = Known(
        amounts=tuple((name, _major(minor, loan.currency)) for name, minor in sums if minor),
        most=_major(max(clears.total_minor, kept[0].balance_minor), loan.currency)
        if clears and kept
        else None,
        days=tuple(days),
        channels=channels,
    )
    return MessageView(
        loan=loan,
        report=check(text, known, book.today),
        call=tuple(each for each in channels if each.kind is ChannelKind.PHONE),
    )


def _major(minor: int, currency: str) -> Decimal:
    return Decimal(decimal_text(minor, currency))
