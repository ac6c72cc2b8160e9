"""Debits taken twice and money to be got back: found, asked for, chased until it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.loan.duplicates import WINDOW_DAYS, find_duplicates
from tracker.domain.loan.facts import Payment, PaymentState
from tracker.domain.loan.refund import LOOKED_AT_DAYS as LOOKED_AT_DAYS
from tracker.domain.loan.refund import Refund
from tracker.domain.loan.states import REFUNDABLE
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.claim import read_posted_since, read_refund, read_refunds
from tracker.store.loan import read_loan, read_payment


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A posted payment that may be an earlier one taken again."""

    payment_id: int
    first_id: int
    loan_id: int
    loan: str
    currency: str
    amount_minor: int
    first_on: date
    paid_on: date
    account: str


def suspected_duplicates(
    book: Book, *, days: int | None = LOOKED_AT_DAYS, loan_id: int | None = None
) -> tuple[Suspect, ...]:
    """Debits of the last days (of all time, if None) that look like one payment taken twice."""
    since = date.min if days is None else book.today - timedelta(days=days + WINDOW_DAYS)
    rows = read_posted_since(book.conn, since, loan_id=loan_id)
    names = {payment.loan_id: name for payment, name, _own in rows}
    separate = [payment.id for payment, _name, own in rows if own]
    return tuple(
        Suspect(
            payment_id=each.again.id,
            first_id=each.first.id,
            loan_id=each.again.loan_id,
            loan=names[each.again.loan_id],
            currency=each.again.currency,
            amount_minor=each.again.amount_minor,
            first_on=each.first.paid_on,
            paid_on=each.again.paid_on,
            account=each.again.account,
        )
        for each in find_duplicates((payment for payment, _name, _own in rows), separate)
    )


def list_refunds(book: Book, *, only_open: bool = True) -> tuple[Refund, ...]:
    """What is to come back, the longest awaited first; what came back too if asked."""
    return read_refunds(book.conn, only_open=only_open)


def ask_refund(
    book: Book,
    payment_id: int,
    *,
    asked_on: date | None = None,
    amount_minor: int | None = None,
    note: str | None = None,
) -> Checked[Done]:
    """Note that a payment was asked back; a posted one becomes a duplicate, which pays nothing off."""
    payment = read_payment(book.conn, payment_id)
    if payment is None:
        return None, (Problem(code="gone", field="payment"),)
    held = read_refund(book.conn, payment_id)
    amount = amount_minor if amount_minor is not None else held.amount_minor if held else payment.amount_minor
    asked = asked_on or (held.asked_on if held else None) or book.today
    problems = _refund_problems(book, payment, amount, asked)
    if problems:
        return None, problems
    title = _("Asked for a refund from {name}").format(name=_loan_name(book, payment))
    values: dict[str, int | str] = {
        "payment_id": payment_id,
        "amount_minor": amount,
        "asked_on": asked.isoformat(),
    }
    if note is not None:
        values["note"] = clean(note, lines=True).strip()
    return _write(book, title, payment, held, values), ()


def refund_back(
    book: Book,
    payment_id: int,
    on: date,
    *,
    asked_on: date | None = None,
    amount_minor: int | None = None,
    note: str | None = None,
) -> Checked[Done]:
    """Note that the money of a payment is back."""
    payment = read_payment(book.conn, payment_id)
    if payment is None:
        return None, (Problem(code="gone", field="payment"),)
    held = read_refund(book.conn, payment_id)
    amount = amount_minor if amount_minor is not None else held.amount_minor if held else payment.amount_minor
    problems = list(_refund_problems(book, payment, amount, on))
    earliest = asked_on or (held.asked_on if held else None) or payment.paid_on
    if on < earliest:
        params = {"low": earliest.isoformat(), "high": book.today.isoformat()}
        problems.append(Problem(code="not_between", field="back_on", value=on.isoformat(), params=params))
    if problems:
        return None, tuple(problems)
    title = _("A refund from {name} is back").format(name=_loan_name(book, payment))
    values: dict[str, int | str] = {
        "payment_id": payment_id,
        "amount_minor": amount,
        "back_on": on.isoformat(),
    }
    if asked_on is not None:
        values["asked_on"] = asked_on.isoformat()
    if note is not None:
        values["note"] = clean(note, lines=True).strip()
    return _write(book, title, payment, held, values), ()


def _write(
    book: Book, title: str, payment: Payment, held: Refund | None, values: dict[str, int | str]
) -> Done:
    """Keep the refund; money that is to come back pays nothing off, so a posted payment stops counting."""
    with book.change(title) as writer:
        if payment.state is PaymentState.POSTED:
            state = {"state": PaymentState.DUPLICATE.value}
            writer.update("payment", payment.id, state, version=payment.version)
        if held:
            writer.update("refund", held.id, values, version=held.version)
        else:
            writer.insert("refund", values)
    return Done(title=title, action_id=writer.action_id, ids=(payment.id,))


def keep_separate(book: Book, payment_id: int) -> Checked[Done]:
    """Note that a payment like another is one of its own, so that nothing asks about it again."""
    payment = read_payment(book.conn, payment_id)
    if payment is None:
        return None, (Problem(code="gone", field="payment"),)
    title = _("A payment to {name} is no duplicate").format(name=_loan_name(book, payment))
    with book.change(title) as writer:
        writer.update("payment", payment_id, {"separate_on": book.today.isoformat()}, version=payment.version)
    return Done(title=title, action_id=writer.action_id, ids=(payment_id,)), ()


def _refund_problems(book: Book, payment: Payment, amount: int, on: date) -> tuple[Problem, ...]:
    if payment.state not in REFUNDABLE:
        return (Problem(code="not_refundable", field="state", value=payment.state.value),)
    if amount <= 0:
        return (Problem(code="not_positive", field="amount"),)
    if amount > payment.amount_minor:
        return (Problem(code="more_than_paid", field="amount"),)
    if amount < payment.amount_minor and payment.state is PaymentState.POSTED:
        return (Problem(code="refund_in_part", field="amount"),)
    if on > book.today:
        return (Problem(code="in_the_future", field="on", value=on.isoformat()),)
    if on < payment.paid_on:
        params = {"low": payment.paid_on.isoformat(), "high": book.today.isoformat()}
        return (Problem(code="not_between", field="on", value=on.isoformat(), params=params),)
    return ()


def _loan_name(book: Book, payment: Payment) -> str:
    loan = read_loan(book.conn, payment.loan_id)
    return loan.name if loan else ""
