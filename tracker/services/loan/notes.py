"""What a person should know of a loan right after changing it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.loan.facts import Terms
from tracker.locale import _, ngettext
from tracker.locale.joining import phrased
from tracker.services.book import Book
from tracker.services.due import FIRST
from tracker.store.due import read_dues, read_kept


def after_payment(book: Book, loan_id: int, *, posted: bool = False) -> tuple[str, ...]:
    """What is still overdue, so that too little is not taken for enough, and what a part payment restarts."""
    kept = () if book.dry_run else read_kept(book.conn, book.today, loan_id=loan_id)
    if not kept or not kept[0].overdue_minor or kept[0].oldest_overdue_on is None:
        return ()
    from tracker.locale.hiding import shown_money

    amount = shown_money(kept[0].overdue_minor, kept[0].currency)
    since = kept[0].oldest_overdue_on.isoformat()
    words = _("Still overdue: {amount}, the oldest of it due {on}.")
    notes = (words.format(amount=amount, on=since),)
    if not posted:
        return notes
    from tracker.services.talk.limitation import restart_notes

    # A part payment of what is overdue may count as acknowledging the debt.
    return (*notes, *restart_notes(book, book.today, "part_payment"))


def after_opening(book: Book, loan_id: int) -> tuple[str, ...]:
    """How many instalments count as unpaid of a loan whose history was not entered."""
    if book.dry_run:
        return ()
    late = [
        each
        for each in read_dues(book.conn, FIRST, book.today)
        if each.loan_id == loan_id and each.days(book.today) < 0
    ]
    if not late:
        return ()
    words = ngettext(
        "{count} instalment has fallen due since {on} and counts as unpaid: record what was paid,"
        " or give the balance as of today.",
        "{count} instalments have fallen due since {on} and count as unpaid: record what was paid,"
        " or give the balance as of today.",
        len(late),
    )
    return (words.format(count=len(late), on=late[0].due.due_on.isoformat()),)


def after_terms(current: Terms, changed: Terms) -> tuple[str, ...]:
    """From which day terms hold that were said without one."""
    words = _(
        "The new terms hold from {on}: something was paid or due by those before, which stay. To correct"
        " those instead, say that the terms begin on {start}."
    )
    return (words.format(on=changed.effective_on.isoformat(), start=current.effective_on.isoformat()),)


def after_closing(book: Book, loan_ids: Sequence[int]) -> tuple[str, ...]:
    """What the book still has as owed of loans that were closed: closing pays nothing."""
    if book.dry_run:
        return ()
    from tracker.locale.hiding import shown_money

    owed = [
        f"{each.name} {shown_money(each.balance_minor, each.currency)}"
        for loan_id in loan_ids
        for each in read_kept(book.conn, book.today, loan_id=loan_id, closed=True)
        if each.balance_minor > 0
    ]
    if not owed:
        return ()
    words = _("Still owed by your book: {owed}. Closing pays nothing: record what was paid or let go of.")
    return (words.format(owed=phrased(owed)),)
