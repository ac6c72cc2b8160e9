"""The views answer what is owed and what is due, in exact amounts."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

import pytest

from tracker.domain import money
from tracker.store import file, write

STATE = (
    "insert into loan_state (loan_id, as_of, balance_minor, principal_minor, charges_minor, credit_minor,"
    " paid_minor, paid_principal_minor, paid_interest_minor, paid_fee_minor, paid_penalty_minor, payments,"
    " instalments, settled,"
    " late, worst_late_days, streak) values (?, '2026-01-01', ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)"
)
DUE = "insert into due values (?, ?, ?, ?, 'instalment', ?, ?, 0, 0, 0, 0, 0)"


@pytest.fixture
def owe(db, loan, at):
    """A loan with a balance and dues of (date, open amount)."""

    def add(slug, currency="CNY", balance=0, dues=(), **others):
        with write.transaction(db, title="Add", at=at) as writer:
            loan_id = writer.insert("loan", loan(slug, currency=currency, **others))
            writer.execute_derived(STATE, (loan_id, balance))
            for number, (day, minor) in enumerate(dues, start=1):
                writer.execute_derived(DUE, (loan_id, number, day, day, minor, minor))
        return loan_id

    return add


@pytest.fixture
def ask(path):
    def run(query):
        with closing(file.connect_reading(path)) as conn:
            return conn.execute(query).fetchall()

    return run


def test_every_view_can_be_read(ask):
    views = [name for (name,) in ask("select name from sqlite_schema where type = 'view' order by name")]
    assert {"v_loan", "v_loan_balance", "v_due", "v_payment", "v_charge", "v_autopay", "v_credit"} <= set(
        views
    )
    for view in views:
        ask(f"select * from {view}")


@pytest.mark.parametrize("currency", ["CNY", "JPY", "KWD", "USD", "CLF"])
@pytest.mark.parametrize("minor", [0, 1, 5, 99, 100, 1005, 190520, 10**15 - 1])
def test_amounts_are_exact_text(owe, ask, currency, minor):
    owe("a", currency, minor, [("2026-12-01", minor + 1)])
    ((balance, next_amount),) = ask("select balance, next_amount from v_loan_balance")
    assert balance == money.decimal_text(minor, currency)
    assert next_amount == money.decimal_text(minor + 1, currency)


def test_a_negative_balance_keeps_its_sign(owe, ask):
    owe("a", "CNY", -5)
    assert ask("select balance, balance_minor, next_amount from v_loan_balance") == [("-0.05", -5, None)]


def test_the_decimals_of_each_currency_are_those_of_the_program(ask):
    listed = {currency: digits for currency, digits, _ in ask("select * from currency_digits")}
    assert listed == money._EXPONENTS
    assert all(unit == 10**digits for _, digits, unit in ask("select * from currency_digits"))


def test_what_is_due_comes_oldest_first_with_days(owe, ask):
    ((today, later, earlier),) = ask(
        "select date('now', 'localtime'), date('now', 'localtime', '+10 days'),"
        " date('now', 'localtime', '-3 days')"
    )
    owe("b", dues=[(today, 100), (later, 250)])
    owe("a", dues=[(earlier, 190520), (later, 0)])
    rows = ask("select loan, due_on, days, overdue, amount, currency, open_minor from v_due")
    assert rows == [
        ("A", earlier, -3, 1, "1905.20", "CNY", 190520),
        ("B", today, 0, 0, "1.00", "CNY", 100),
        ("B", later, 10, 0, "2.50", "CNY", 250),
    ]


def test_what_is_owed_names_the_next_due(owe, ask):
    owe("a", balance=5000, dues=[("2026-12-01", 0), ("2027-01-01", 300), ("2027-02-01", 400)])
    owe("closed", balance=0, closed_on="2026-01-02")
    rows = ask("select loan, balance, next_due_on, next_amount from v_loan_balance")
    assert rows == [("A", "50.00", "2027-01-01", "3.00")]


def test_what_is_in_the_trash_is_not_shown(owe, ask, db, payment, at):
    loan_id = owe("a", balance=1, dues=[("2026-12-01", 1)])
    with write.transaction(db, title="More", at=at) as writer:
        payment_id = writer.insert("payment", payment(loan_id, 12345))
    assert ask("select loan, amount, state from v_payment") == [("A", "123.45", "posted")]
    with write.transaction(db, title="Trash", at=at) as writer:
        writer.trash("payment", payment_id)
    assert ask("select * from v_payment") == []
    with write.transaction(db, title="Trash", at=at) as writer:
        writer.trash("loan", loan_id)
    for view in ("v_loan", "v_loan_balance", "v_due", "v_autopay"):
        assert ask(f"select * from {view}") == []


def test_autopay_that_nobody_entered_is_unknown(owe, ask, db, at):
    owe("a", dues=[("2026-12-01", 1)])
    second = owe("b", dues=[("2026-12-02", 1)])
    with write.transaction(db, title="Autopay", at=at) as writer:
        account_id = writer.insert("account", {"name": "CMB 1234"})
        writer.insert("autopay", {"loan_id": second, "is_on": 1, "account_id": account_id})
    assert ask("select loan, autopay, account from v_autopay") == [
        ("A", "unknown", None),
        ("B", "on", "CMB 1234"),
    ]
    assert ask("select loan, autopay from v_due") == [("A", 0), ("B", 1)]


def test_a_mark_shows_its_latest_dispute(ask, db, at):
    with write.transaction(db, title="Credit", at=at) as writer:
        mark_id = writer.insert("mark", {"description": "30 days late", "bureau": "PBOC"})
        for sent_on, outcome in (("2026-01-01", "rejected"), ("2026-06-01", "open")):
            writer.insert("dispute", {"mark_id": mark_id, "sent_on": sent_on, "outcome": outcome})
    assert ask("select description, still_there, disputed_on, outcome from v_credit") == [
        ("30 days late", 1, "2026-06-01", "open")
    ]


def test_sqlite_utils_reads_the_views(path, owe):
    owe("a", balance=190520, dues=[("2026-12-01", 190520)])
    query = "select loan, balance, next_amount from v_loan_balance"
    done = subprocess.run(
        [sys.executable, "-m", "sqlite_utils", "query", str(path), query],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == '[{"loan": "A", "balance": "1905.20", "next_amount": "1905.20"}]'
