"""The command line of the last change does what the change did, on a file as it was before."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.cli.program import run
from tracker.cli.session import Session
from tracker.domain.loan.facts import ChargeKind, PaymentState
from tracker.services import credit
from tracker.services.autopay import set_autopay
from tracker.services.book import Book, open_book
from tracker.services.demo import seed_demo
from tracker.services.exporting import KINDS, kind_rows
from tracker.services.history import undo
from tracker.services.loan.change import add_charge, close_loan, remove_loan
from tracker.services.loan.find import find_loan
from tracker.services.loan.many import ToPay, pay_loans
from tracker.services.loan.whole import add_whole, edit_whole
from tracker.services.payment import edit_payment, record_payment, remove_payment, set_payment_state
from tracker.services.twin import command_of

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def card(book: Book):
    return find_loan(book, "6")


CHANGES: dict[str, Callable[[Book], object]] = {
    "pay": lambda book: record_payment(
        book, card(book), 123_456, paid_on=date(2026, 11, 20), account="CMB 1234", note="it's half",
    ),
    "pay later": lambda book: record_payment(
        book, card(book), 500, paid_on=TODAY, state=PaymentState.PENDING, ref="=A1",
    ),
    "edit a payment": lambda book: edit_payment(book, 1, {"amount": "6000", "note": "corrected"}),
    "state": lambda book: set_payment_state(book, 2, PaymentState.REVERSED),
    "remove a payment": lambda book: remove_payment(book, 3),
    "pay several": lambda book: pay_loans(
        book, [ToPay(loan_id=6, amount_minor=100), ToPay(loan_id=2, amount_minor=200)], paid_on=TODAY
    ),
    "add a loan": lambda book: add_whole(
        book,
        {"name": "New 新", "balance": "12000", "rate": "0.05%/day", "periods": "12", "due_day": "9",
         "late_fee": "50", "autopay_on": "on", "autopay_account": "CMB 1234"},
    ),
    "edit a loan": lambda book: edit_whole(
        book, 2, {"lender": "ICBC Leasing", "note": "call", "grace_days": "3", "due_day": "27"}
    ),
    "close": lambda book: close_loan(book, 7, TODAY),
    "remove a loan": lambda book: remove_loan(book, find_loan(book, "7")),
    "charge": lambda book: add_charge(book, card(book), ChargeKind.LATE_FEE, 3500, on=TODAY, note="late"),
    "autopay": lambda book: set_autopay(book, card(book), {"on": "off", "card": "9"}),
    "mark": lambda book: credit.add_mark(
        book, {"description": "30 days late", "bureau": "PBOC", "origin": "2026-03-01"}, loan=card(book)
    ),
    "edit a mark": lambda book: credit.edit_mark(book, 2, {"expected_removal": "-", "note": "asked"}),
    "remove a mark": lambda book: credit.remove_entry(book, "mark", 2),
    "dispute": lambda book: credit.add_dispute(
        book, {"mark": "2", "ground": "paid", "sent": "2026-11-01", "answer_by": "2026-11-25"}
    ),
    "answer": lambda book: credit.answer_dispute(book, 2, {"outcome": "rejected", "answered": "2026-11-18"}),
    "score": lambda book: credit.add_score(book, {"bureau": "Zhima", "value": "650", "on": "2026-11-20"}),
    "edit a dispute": lambda book: credit.edit_dispute(book, 2, {"answer_by": "-", "ground": "not mine"}),
    "edit a score": lambda book: credit.edit_score(book, 4, {"value": "660", "on": "2026-10-01"}),
    "undo": undo,
}  # fmt: skip


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("twin") / "demo.db"
    seed_demo(path, today=TODAY, clock=lambda: NOW)
    return path


def facts(path: Path) -> dict[str, list[dict]]:
    with open_book(path, today=TODAY, clock=lambda: NOW) as book:
        return {
            kind: [{k: v for k, v in row.items() if k != "created_at"} for row in kind_rows(book, kind)]
            for kind in KINDS
        }


@pytest.mark.parametrize("what", CHANGES)
def test_the_command_does_the_same(
    what: str, seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    done, again = tmp_path / "done.db", tmp_path / "again.db"
    for path in (done, again):
        shutil.copy(seeded, path)
        path.chmod(0o600)
    with open_book(done, today=TODAY, clock=lambda: NOW) as book:
        CHANGES[what](book)
        commands = command_of(book)
    assert commands
    for line in commands.splitlines():
        words = shlex.split(line)
        assert words[0] == "debt"
        assert words[-2:] == ["--db", str(done)]
        args = [*words[1:-1], str(again), "--today", TODAY.isoformat()]
        assert run(args, Session(clock=lambda: NOW)) == 0, line
    assert facts(again) == facts(done)
    assert facts(done) != facts(seeded)
