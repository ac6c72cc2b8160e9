"""The dues that a person chose to leave unpaid for now, and what that choice still needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.domain.plan.triage_told import BillView
from tracker.services.book import Book, write_settings
from tracker.services.next_step_views import NextStep
from tracker.services.plan.triage_off import off_step, off_steps
from tracker.store.due import read_dues

LEFT = "triage_left"
"""The setting that holds them: each is the loan and the day it is due."""

_FIRST = date(1970, 1, 1)

Left = frozenset[tuple[int, date]]


def read_left(book: Book) -> Left:
    """The dues that are left unpaid by choice; what cannot be read is none."""
    found = set()
    for part in book.setting(LEFT).split(","):
        loan_id, _colon, day = part.partition(":")
        try:
            found.add((int(loan_id), date.fromisoformat(day)))
        except ValueError:
            continue
    return frozenset(found)


def keep_left(book: Book, bills: Iterable[BillView]) -> None:
    """Keep which dues of a triage are left unpaid, in place of those of the one before."""
    left = sorted(
        (bill.loan_id, bill.due_on)
        for bill in bills
        if bill.loan_id is not None and bill.act in ("skip", "part") and not bill.by_autopay
    )
    text = ",".join(f"{loan_id}:{due_on.isoformat()}" for loan_id, due_on in left)
    if text != book.setting(LEFT):
        write_settings(book, {LEFT: text})


def switch_off_steps(book: Book) -> Iterator[NextStep]:
    """The autopay that would take what was chosen not to be paid, or to be paid otherwise."""
    asked = tuple(off_steps(book))
    yield from asked
    left, told = read_left(book), {each.loan_id for each in asked}
    if not left:
        return
    last = max(due_on for _loan_id, due_on in left)
    for each in read_dues(book.conn, _FIRST, last):
        due, autopay = each.due, each.autopay
        if (each.loan_id, due.due_on) not in left or autopay is None or not autopay.is_on:
            continue
        if due.due_on < book.today or not due.open_minor or each.loan_id in told:
            continue
        told.add(each.loan_id)
        yield off_step(each.loan_id, each.loan, due.due_on, due.open_minor, each.currency, by=book.today)
