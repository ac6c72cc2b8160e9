"""The trash: what lies in it, and bringing one thing back."""

from __future__ import annotations

from tracker.domain.problems import Checked, Problem
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.account import read_accounts
from tracker.store.loan import read_loan
from tracker.store.trash import TrashedRow as TrashedRow
from tracker.store.trash import events_thrown_with, find_trashed, read_trash, transfers_thrown_with

KINDS = ("loan", "payment", "account", "income", "expense", "transfer", "plan")
MOST = 500
"""An import that was taken back lies in the trash row by row: the newest are what anybody looks for."""


def list_trashed(book: Book) -> tuple[TrashedRow, ...]:
    """What lies in the trash, the last thrown away first."""
    return read_trash(book.conn, MOST)


def restore(book: Book, kind: str, row_id: int) -> Checked[Done]:
    """Take one thing out of the trash; an account brings back what went with it."""
    if kind not in KINDS:
        params = {"choices": ", ".join(KINDS)}
        return None, (Problem(code="unknown_choice", field="kind", value=kind, params=params),)
    found = find_trashed(book.conn, kind, row_id)
    if found is None:
        return None, (Problem(code="gone", field=kind, value=str(row_id)),)
    if kind == "loan":
        return _restore_loan(book, row_id)
    if kind == "plan":
        return _restore_plan(book, row_id)
    if kind == "account" and any(each.name == found.name for each in read_accounts(book.conn)):
        return None, (Problem(code="name_taken", field="account", value=found.name),)
    words = {
        "payment": _("Brought back a payment to {name}"),
        "transfer": _("Brought back a transfer to {name}"),
    }.get(kind, _("Brought back {name}"))
    title = words.format(name=found.name)
    with book.change(title) as writer:
        if kind == "account":
            writer.untrash("account", row_id)
            for event in events_thrown_with(book.conn, row_id, found.deleted_at):
                writer.untrash("cash_event", event)
            for transfer in transfers_thrown_with(book.conn, row_id, found.deleted_at):
                writer.untrash("cash_transfer", transfer)
        else:
            tables = {"payment": "payment", "transfer": "cash_transfer"}
            writer.untrash(tables.get(kind, "cash_event"), row_id)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def _restore_plan(book: Book, plan_id: int) -> Checked[Done]:
    from tracker.services.plan.keeping import list_plans, restore_plan

    plan = next((each for each in list_plans(book, trashed=True) if each.id == plan_id), None)
    return restore_plan(book, plan) if plan else (None, (Problem(code="gone", field="plan"),))


def _restore_loan(book: Book, loan_id: int) -> Checked[Done]:
    from tracker.services.loan.change import restore_loan

    loan = read_loan(book.conn, loan_id, trashed=True)
    return restore_loan(book, loan) if loan else (None, (Problem(code="gone", field="loan"),))
