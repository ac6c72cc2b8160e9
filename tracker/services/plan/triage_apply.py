"""Takes a triage into the book: calls to make as follow-ups, payments to make as planned ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.domain.cash.facts import CashKind, OccurrenceState
from tracker.domain.loan.facts import PaymentState
from tracker.domain.plan.triage_told import BillView, TriageView
from tracker.domain.problems import Checked
from tracker.domain.recovery.negotiation import State
from tracker.locale import _, ngettext
from tracker.locale.amounts import format_money
from tracker.locale.joining import fitted
from tracker.services.book import Book
from tracker.services.cash.events import list_events, tell_occurrence
from tracker.services.done import Done
from tracker.services.payment import record_payment
from tracker.services.plan.triage_calls import keep_calls
from tracker.services.plan.triage_left import keep_left
from tracker.services.plan.triage_off import keep_offs
from tracker.store.loan import read_loan
from tracker.store.talk import read_negotiations
from tracker.store.write import Writer


def apply_triage(book: Book, view: TriageView) -> Checked[Done]:
    """Keep what a triage says as one step: calls as talks to follow up, payments by hand as planned.

    What is left unpaid is in no forecast any more, unless autopay would take it.
    An expense to be paid later is moved, one to do without does not come. Autopay is switched off where
    it is set up, at the bank: here it is a next step for as long as the debit still comes.
    """
    title = _("Took over what to pay first")
    with book.together(title) as writer:
        talks = {each.id for each in read_negotiations(writer.conn)}
        found = [_follow_up(writer, *task, book.today) for task in _calls(view)]
        calls = sum(1 for each in found if each not in talks)
        keep_calls(book, found)
        for bill in view.bills:
            _plan(book, bill)
        keep_left(book, view.bills)
        keep_offs(book, view.offs, book.today)
    payments = [each for each in view.bills if _by_hand(each)]
    notes = (
        ngettext("{count} follow-up in Talks", "{count} follow-ups in Talks", calls).format(count=calls),
        ngettext("{count} planned payment", "{count} planned payments", len(payments)).format(
            count=len(payments)
        ),
        *_offs_note(len(view.offs)),
    )  # fmt: skip
    return Done(title=title, action_id=writer.action_id, notes=notes), ()


def _by_hand(bill: BillView) -> bool:
    return bill.kind == "loan" and bool(bill.amount_minor) and not bill.by_autopay


def _offs_note(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    words = ngettext(
        "{count} autopay to switch off among what to do next",
        "{count} autopays to switch off among what to do next",
        count,
    )
    return (words.format(count=count),)


def _calls(view: TriageView) -> Iterator[tuple[int, str, date]]:
    """The calls to make: about which loan, with what aim, by when."""
    offered = {each.loan_id: each.amount_minor for each in view.offers}
    for call in view.calls:
        due, left = call.due_on.isoformat(), format_money(call.left_minor, view.currency)
        if call.on is not None:
            words = _("say that what is due {due} comes on {on}; ask for no fee and no report")
            aim = fitted(words, due=due, on=call.on.isoformat())
        elif amount := offered.get(call.loan_id):
            words = _("say that {left} due {due} will not be paid; offer {amount}, in writing")
            aim = fitted(words, left=left, due=due, amount=format_money(amount, view.currency))
        else:
            words = _("say that {left} due {due} will not be paid; ask for a plan, in writing")
            aim = fitted(words, left=left, due=due)
        yield call.loan_id, aim, call.by


def _follow_up(writer: Writer, loan_id: int, aim: str, by: date, today: date) -> int:
    """The talk with its day, begun unless the same one is open already."""
    for each in read_negotiations(writer.conn):
        if each.loan_id == loan_id and each.aim == aim and each.is_open:
            return each.id
    talk_id = writer.insert(
        "negotiation", {"loan_id": loan_id, "aim": aim, "opened_on": today.isoformat(), "note": ""}
    )
    step = {
        "negotiation_id": talk_id,
        "state": State.DRAFT.value,
        "happened_on": today.isoformat(),
        "next_on": max(by, today).isoformat(),
        "proof": "",
        "evidence": None,
        "note": "",
    }
    writer.insert("negotiation_step", step)
    return talk_id


def _plan(book: Book, bill: BillView) -> None:
    if bill.kind == "expense":
        _plan_expense(book, bill)
        return
    if not _by_hand(bill) or bill.loan_id is None or bill.on is None:
        return
    loan = read_loan(book.conn, bill.loan_id)
    if loan is not None:
        record_payment(
            book, loan, bill.amount_minor, paid_on=bill.on, state=PaymentState.PLANNED, account=bill.account
        )


def _plan_expense(book: Book, bill: BillView) -> None:
    _kind, event_id, planned = bill.key.split(":")
    moved = bill.act == "late" and bill.on is not None
    if not moved and (bill.act != "skip" or bill.essential):
        return  # an essential that cannot be paid stays what it is: something to worry about
    event = next((each for each in list_events(book, CashKind.EXPENSE) if each.id == int(event_id)), None)
    if event is None:
        return
    fields = {"planned": planned}
    if moved and bill.on is not None:
        fields["on"] = bill.on.isoformat()
    tell_occurrence(book, event, OccurrenceState.MOVED if moved else OccurrenceState.MISSED, fields)
