"""Payments: recorded, corrected, moved through their states; one undo step each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.evidence.entry import Entry, EvidenceKind
from tracker.domain.loan.facts import Loan, Payment, PaymentState
from tracker.domain.loan.ledger import Allocation, replay
from tracker.domain.loan.reading import Reader, account_problems
from tracker.domain.loan.states import can_move, next_states
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.evidence import append_entry, label, of_payment, take_file
from tracker.services.loan.notes import after_payment
from tracker.services.views import Done, PaymentRow
from tracker.store.account import account_id, find_account
from tracker.store.cash import read_planned
from tracker.store.claim import read_refund
from tracker.store.loan import (
    count_payments,
    page_payments,
    read_entries,
    read_facts,
    read_loan,
    read_payment,
)

if TYPE_CHECKING:
    from tracker.store.vault import Kept
    from tracker.store.write import Writer

PLANNED_DAYS = 14
"""So far from its day a planned payment is taken to be the one that was made."""

__all__ = [
    "count_payments", "edit_payment", "find_payment", "list_payments", "record_payment", "remove_payment",
    "set_payment_state",
]  # fmt: skip


def record_payment(
    book: Book,
    loan: Loan,
    amount_minor: int,
    *,
    paid_on: date,
    posted_on: date | None = None,
    state: PaymentState = PaymentState.POSTED,
    account: str = "",
    ref: str = "",
    note: str = "",
    receipt: Path | None = None,
) -> Checked[Done]:
    """Record a payment; only a posted one reduces the balance, and one made takes the place of one planned.

    `receipt` is kept as evidence, so that it can be proved unchanged later; undo leaves it there.
    """
    account = clean(account).strip()
    problems = [*_date_problems(book, loan, paid_on, posted_on, state), *account_problems(account)]
    if amount_minor <= 0:
        problems.append(Problem(code="not_positive", field="amount"))
    proof = None
    if receipt is not None and not problems:
        proof, unread = take_file(book, receipt, field="receipt")
        problems += unread
    if problems:
        return None, tuple(problems)
    from tracker.locale.amounts import format_money

    amount = format_money(amount_minor, loan.currency)
    planned = None
    if state is not PaymentState.PLANNED:
        planned = read_planned(book.conn, loan.id, amount_minor, paid_on, PLANNED_DAYS)
    title = _("Recorded {amount} to {name}").format(amount=amount, name=loan.name)
    if (posted_on or paid_on) < loan.tracked_from and state is PaymentState.POSTED:
        words = _("{title}; it is from before {on}, so the balance you gave has it in it")
        title = words.format(title=title, on=loan.tracked_from.isoformat())
    is_new = bool(account) and find_account(book.conn, account) is None
    with book.change(title) as writer:
        payment_id = writer.insert(
            "payment",
            {
                "loan_id": loan.id,
                "paid_on": paid_on.isoformat(),
                "posted_on": posted_on.isoformat() if posted_on else None,
                "amount_minor": amount_minor,
                "currency": loan.currency,
                "state": state.value,
                "account_id": account_id(writer, account or (planned[2] if planned else "")),
                "ref": clean(ref).strip(),
                "note": clean(note, lines=True).strip(),
                "created_at": writer.at,
            },
        )
        if proof is not None and receipt is not None:
            _keep_receipt(writer, loan, payment_id, label(receipt), proof)
        if planned is not None:
            writer.trash("payment", planned[0])
    notes = after_payment(book, loan.id, posted=state is PaymentState.POSTED)
    if is_new:
        notes = (*notes, _("{name} is a new account.").format(name=account))
    if planned is not None:
        words = _("It takes the place of the payment planned for {on}.")
        notes = (words.format(on=planned[1].isoformat()), *notes)
    return Done(title=title, action_id=writer.action_id, ids=(payment_id,), notes=notes), ()


def list_payments(
    book: Book,
    *,
    loan_id: int | None = None,
    limit: int = -1,
    offset: int = 0,
    newest_first: bool = True,
    allocations: bool = True,
) -> tuple[PaymentRow, ...]:
    """Payments of one loan or of all, a page of them, with how each posted one was allocated."""
    found = page_payments(
        book.conn,
        None if loan_id is None else (loan_id,),
        limit=limit,
        offset=offset,
        newest_first=newest_first,
    )
    split = _allocations(book, {payment.loan_id for payment, _name in found}) if allocations else {}
    return tuple(_row(payment, name, split.get(payment.id)) for payment, name in found)


def find_payment(book: Book, payment_id: int) -> PaymentRow | None:
    """One payment as it was made, None if it is gone or in the trash."""
    payment, loan = _find(book, payment_id)
    return None if payment is None or loan is None else _row(payment, loan.name, None)


def edit_payment(
    book: Book, payment_id: int, fields: Mapping[str, str], *, version: int | None = None
) -> Checked[Done]:
    """Correct a payment: amount, paid_on, posted_on, state, account, ref, note.

    Raises StaleRowError if somebody changed the payment since `version`.
    """
    payment, loan = _find(book, payment_id)
    if payment is None or loan is None:
        return None, (Problem(code="gone", field="payment"),)
    reader = Reader(fields, today=book.today, currency=payment.currency)
    amount = reader.amount("amount", payment.amount_minor)
    paid_on = reader.on("paid_on", payment.paid_on) or payment.paid_on
    posted_on = reader.on("posted_on", payment.posted_on)
    state = reader.choice("state", PaymentState, payment.state)
    if not amount:
        reader.wrong("not_positive", "amount")
    problems = [*reader.problems, *_date_problems(book, loan, paid_on, posted_on, state)]
    problems += account_problems(clean(fields.get("account", "")).strip())
    if problems:
        return None, tuple(problems)
    values: dict[str, Any] = {
        "amount_minor": amount,
        "paid_on": paid_on.isoformat(),
        "posted_on": posted_on.isoformat() if posted_on else None,
        "state": state.value,
    }
    for field in ("ref", "note"):
        if field in fields:
            values[field] = clean(fields[field], lines=field == "note").strip()
    title = _("Changed a payment to {name}").format(name=loan.name)
    with book.change(title) as writer:
        if "account" in fields:
            values["account_id"] = account_id(writer, clean(fields["account"]).strip())
        based_on = payment.version if version is None else version
        writer.update("payment", payment_id, values, version=based_on)
    return Done(title=title, action_id=writer.action_id, ids=(payment_id,)), ()


def set_payment_state(
    book: Book, payment_id: int, state: PaymentState, *, on: date | None = None
) -> Checked[Done]:
    """Move a payment on to another state; `edit_payment` corrects one that was entered wrongly.

    `on` is the day the lender booked it, or the day a planned one left.
    """
    payment, loan = _find(book, payment_id)
    if payment is None or loan is None:
        return None, (Problem(code="gone", field="payment"),)
    if not can_move(payment.state, state):
        accepted = ", ".join(each.value for each in next_states(payment.state))
        params = {"state": payment.state.value, "accepted": accepted}
        return None, (Problem(code="no_such_step", field="state", value=state.value, params=params),)
    refund = read_refund(book.conn, payment_id) if payment.state is not state else None
    if refund is not None and state is PaymentState.POSTED and not refund.is_open:
        return None, (Problem(code="refund_is_back", field="state", value=state.value),)
    fields = {"state": state.value}
    if on is not None and state is PaymentState.POSTED:
        fields["posted_on"] = on.isoformat()
    if on is not None and payment.state is PaymentState.PLANNED:
        fields["paid_on"] = (
            min(on, payment.paid_on).isoformat() if state is PaymentState.POSTED else on.isoformat()
        )
    if refund is None or state is not PaymentState.POSTED:
        return edit_payment(book, payment_id, fields, version=payment.version)
    # It turned out to be no duplicate: there is nothing to chase any more.
    title = _("Changed a payment to {name}").format(name=loan.name)
    with book.together(title) as writer:
        done, problems = edit_payment(book, payment_id, fields, version=payment.version)
        if done is not None:
            writer.trash("refund", refund.id, version=refund.version)
    return (replace(done, action_id=writer.action_id) if done else None), problems


def remove_payment(book: Book, payment_id: int) -> Checked[Done]:
    """Move a payment to the trash."""
    payment, loan = _find(book, payment_id)
    if payment is None or loan is None:
        return None, (Problem(code="gone", field="payment"),)
    title = _("Removed a payment to {name}").format(name=loan.name)
    with book.change(title) as writer:
        writer.trash("payment", payment_id)
    return Done(title=title, action_id=writer.action_id, ids=(payment_id,)), ()


def payment_currency(book: Book, payment_id: int) -> str | None:
    """The currency a payment was made in, None if it is gone."""
    payment = read_payment(book.conn, payment_id)
    return payment.currency if payment else None


def _find(book: Book, payment_id: int) -> tuple[Payment | None, Loan | None]:
    payment = read_payment(book.conn, payment_id)
    return payment, (read_loan(book.conn, payment.loan_id) if payment else None)


def _date_problems(
    book: Book, loan: Loan, paid_on: date, posted_on: date | None, state: PaymentState
) -> tuple[Problem, ...]:
    """A payment cannot precede the loan, and only a planned one lies in the future."""
    found = []
    if loan.opened_on is not None and paid_on < loan.opened_on:
        params = {"start": loan.opened_on.isoformat()}
        found.append(Problem(code="before_opened", field="paid_on", value=paid_on.isoformat(), params=params))
    if paid_on > book.today and state is not PaymentState.PLANNED:
        found.append(Problem(code="in_the_future", field="paid_on", value=paid_on.isoformat()))
    if posted_on is not None:
        if posted_on < paid_on:
            found.append(Problem(code="posted_before_paid", field="posted_on", value=posted_on.isoformat()))
        elif posted_on > book.today:
            found.append(Problem(code="in_the_future", field="posted_on", value=posted_on.isoformat()))
    return tuple(found)


def _keep_receipt(writer: Writer, loan: Loan, payment_id: int, name: str, proof: Kept) -> None:
    values: dict[str, Any] = {"name": name, "sha256": proof.sha256, "bytes": proof.bytes}
    writer.insert("receipt", {**values, "payment_id": payment_id, "added_at": writer.at})
    payment = read_payment(writer.conn, payment_id)
    draft = Entry(
        number=0, kind=EvidenceKind.RECEIPT, entered_at="", loan_id=loan.id, payment_id=payment_id, **values,
        about=of_payment(payment, loan) if payment else (),
        happened_at=payment.paid_on.isoformat() if payment else "",
    )  # fmt: skip
    append_entry(writer, draft)


def _allocations(book: Book, loan_ids: set[int]) -> dict[int, Allocation]:
    found: dict[int, Allocation] = {}
    for loan_id in loan_ids:
        loan = read_loan(book.conn, loan_id)
        if loan is not None:
            entries = read_entries(book.conn, loan_id)
            found |= replay(read_facts(book.conn, loan), entries=entries, allocations=True).allocations
    return found


def _row(payment: Payment, name: str, split: Allocation | None) -> PaymentRow:
    return PaymentRow(
        payment_id=payment.id,
        loan_id=payment.loan_id,
        loan=name,
        paid_on=payment.paid_on,
        posted_on=payment.posted_on,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        state=payment.state.value,
        account=payment.account,
        ref=payment.ref,
        note=payment.note,
        version=payment.version,
        principal_minor=split.principal if split else None,
        interest_minor=split.interest if split else None,
        fee_minor=split.fee if split else None,
        penalty_minor=split.penalty if split else None,
        unapplied_minor=split.unapplied if split else None,
    )
