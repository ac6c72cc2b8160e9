"""The sums kept for speed: computed from one loan's facts, written beside them, proved by a rebuild."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.loan.summary import Summary, summarise
from tracker.store.loan import read_entries, read_facts, read_loan

if TYPE_CHECKING:
    from tracker.store.write import Writer

Row = tuple[Any, ...]

STATE_COLUMNS = (
    "loan_id, as_of, balance_minor, principal_minor, charges_minor, credit_minor, paid_minor,"
    " paid_principal_minor, paid_interest_minor, paid_fee_minor, paid_penalty_minor, payments, last_paid_on,"
    " rate_percent, rate_per, instalments, settled, late, worst_late_days, streak, ends_on, never_ends,"
    " settled_on"
)
DUE_COLUMNS = (
    "loan_id, number, due_on, pay_by, kind, amount_minor, open_minor, principal_minor, interest_minor,"
    " fee_minor, balance_after_minor, estimate"
)
POINT_COLUMNS = "loan_id, month_end, balance_minor"

TABLES = (("loan_state", STATE_COLUMNS), ("due", DUE_COLUMNS), ("balance_point", POINT_COLUMNS))
_KEYS = {"loan_state": "loan_id", "due": "number", "balance_point": "month_end"}
"""What tells the rows of one loan apart."""


def rebuild(writer: Writer, loan_ids: Iterable[int]) -> None:
    """Bring the sums of some loans in line with their facts, inside the transaction that changed them."""
    for loan_id in sorted(loan_ids):
        computed = compute(writer.conn, loan_id)
        for (table, columns), rows in zip(TABLES, computed, strict=True):
            _replace(writer, table, columns, loan_id, rows)


def _replace(writer: Writer, table: str, columns: str, loan_id: int, rows: list[Row]) -> None:
    """Write the rows that differ: a payment changes few of a long loan's."""
    stored = set(writer.conn.execute(f"select {columns} from {table} where loan_id = ?", (loan_id,)))  # noqa: S608
    gone = stored.difference(rows)
    if gone:
        key = _KEYS[table]
        at = [name.strip() for name in columns.split(",")].index(key)
        writer.executemany_derived(
            f"delete from {table} where loan_id = ? and {key} = ?",  # noqa: S608
            [(loan_id, row[at]) for row in gone],
        )
    new = [row for row in rows if row not in stored] if stored else rows
    if new:
        marks = ",".join("?" * (columns.count(",") + 1))
        writer.executemany_derived(f"insert into {table} ({columns}) values ({marks})", new)  # noqa: S608


def compute(conn: sqlite3.Connection, loan_id: int) -> tuple[list[Row], list[Row], list[Row]]:
    """What the three tables should hold of a loan; nothing for a loan in the trash."""
    loan = read_loan(conn, loan_id)
    if loan is None:
        return [], [], []
    summary = summarise(read_facts(conn, loan), read_entries(conn, loan_id))
    return (
        [_state_row(loan_id, summary)],
        list(_due_rows(loan_id, summary)),
        [(loan_id, end.isoformat(), balance) for end, balance in summary.points],
    )


def differences(conn: sqlite3.Connection) -> list[tuple[str, int]]:
    """The table and loan of every stored sum that a rebuild would change."""
    found = []
    ids = {row[0] for row in conn.execute("select id from loan")}
    for table, _ in TABLES:
        ids |= {row[0] for row in conn.execute(f"select distinct loan_id from {table}")}  # noqa: S608
    for loan_id in sorted(ids):
        computed = compute(conn, loan_id)
        for (table, columns), rows in zip(TABLES, computed, strict=True):
            stored = conn.execute(f"select {columns} from {table} where loan_id = ?", (loan_id,))  # noqa: S608
            if sorted(map(tuple, stored), key=repr) != sorted(rows, key=repr):
                found.append((table, loan_id))
    return found


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _state_row(loan_id: int, summary: Summary) -> Row:
    state = summary.state
    return (
        loan_id, _iso(state.as_of), state.balance_minor, state.principal_minor, state.charges_minor,
        state.credit_minor, state.paid_minor, state.paid_principal_minor, state.paid_interest_minor,
        state.paid_fee_minor, state.paid_penalty_minor, state.payments, _iso(state.last_paid_on),
        format(state.rate.percent, "f") if state.rate else None, state.rate.per.value if state.rate else None,
        state.instalments, state.settled, state.late, state.worst_late_days, state.streak,
        _iso(state.ends_on), int(state.never_ends), _iso(state.settled_on),
    )  # fmt: skip


def _due_rows(loan_id: int, summary: Summary) -> Iterable[Row]:
    for due in summary.dues:
        yield (
            loan_id, due.number, _iso(due.due_on), _iso(due.pay_by), due.kind, due.amount_minor,
            due.open_minor, due.principal_minor, due.interest_minor, due.fee_minor,
            due.balance_after_minor, int(due.estimate),
        )  # fmt: skip
