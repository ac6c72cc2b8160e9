"""One thing done to many loans: all of it or nothing, and one step to undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.problems import Checked, Problem
from tracker.locale import ngettext
from tracker.services.autopay import set_autopay
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.loan.change import close_loan
from tracker.services.loan.notes import after_closing
from tracker.services.loan.whole import RefusedError
from tracker.services.payment import record_payment
from tracker.services.talk.settlement import missing_notes, record_end, settlement_of
from tracker.store.account import read_autopay
from tracker.store.loan import read_loan
from tracker.store.recovery_case import had_trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPay:
    """A sum for one of many loans."""

    loan_id: int
    amount_minor: int
    account: str = ""


def pay_loans(book: Book, sums: Sequence[ToPay], *, paid_on: date) -> Checked[Done]:
    """Record a payment to each loan; a problem names its loan, and then none is recorded."""
    title = ngettext("Recorded {n} payment", "Recorded {n} payments", len(sums)).format(n=len(sums))
    try:
        with book.together(title) as writer:
            found = [payment for each in sums for payment in _pay(book, each, paid_on).ids]
    except RefusedError as refused:
        return None, refused.problems
    return Done(title=title, action_id=writer.action_id, ids=tuple(found)), ()


def close_loans(book: Book, loan_ids: Sequence[int], *, on: date) -> Checked[Done]:
    """Close each loan; a problem names its loan, and then none is closed.

    One that was in arrears or in talks is closed without its settlement letter, and the notes say so.
    """
    title = ngettext("Closed {n} loan", "Closed {n} loans", len(loan_ids)).format(n=len(loan_ids))
    notes: list[str] = []
    try:
        with book.together(title) as writer:
            for loan_id in loan_ids:
                _must(book, loan_id, close_loan(book, loan_id, on))
                loan = read_loan(book.conn, loan_id)
                if loan is not None and had_trouble(book.conn, loan_id, book.today):
                    record_end(writer, loan_id, on, None, settlement_of(book, loan_id))
                    notes += missing_notes(loan)
            notes = [*after_closing(book, loan_ids), *notes]
    except RefusedError as refused:
        return None, refused.problems
    return Done(title=title, action_id=writer.action_id, ids=tuple(loan_ids), notes=tuple(notes)), ()


def set_account(book: Book, loan_ids: Sequence[int], account: str) -> Checked[Done]:
    """Have each loan paid from an account; whether it is paid automatically stays as it is."""
    title = ngettext("Changed the account of {n} loan", "Changed the account of {n} loans", len(loan_ids))
    title = title.format(n=len(loan_ids))
    try:
        with book.together(title) as writer:
            for loan_id in loan_ids:
                _move(book, loan_id, account)
    except RefusedError as refused:
        return None, refused.problems
    return Done(title=title, action_id=writer.action_id, ids=tuple(loan_ids)), ()


def _move(book: Book, loan_id: int, account: str) -> None:
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        raise RefusedError((Problem(code="gone", field="loan"),))
    fields = {"account": account}
    if read_autopay(book.conn, loan_id) is None:
        fields["on"] = "off"
    _must(book, loan_id, set_autopay(book, loan, fields))


def _pay(book: Book, each: ToPay, paid_on: date) -> Done:
    loan = read_loan(book.conn, each.loan_id)
    if loan is None:
        raise RefusedError((Problem(code="gone", field="loan"),))
    checked = record_payment(book, loan, each.amount_minor, paid_on=paid_on, account=each.account)
    return _must(book, each.loan_id, checked)


def _must(book: Book, loan_id: int, checked: Checked[Done]) -> Done:
    done, problems = checked
    if done is None:
        loan = read_loan(book.conn, loan_id)
        name = loan.name if loan else ""
        raise RefusedError(tuple(replace(each, params={**each.params, "loan": name}) for each in problems))
    return done
