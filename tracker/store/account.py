"""Funding accounts and autopay."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.loan.autopay import Autopay
from tracker.domain.text import normal
from tracker.store.due import AUTOPAY_COLUMNS, row_to_autopay

if TYPE_CHECKING:
    from tracker.store.write import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account that payments come from; `tail` is the last digits of its card."""

    id: int
    name: str
    tail: str
    note: str
    version: int


def read_accounts(conn: sqlite3.Connection) -> tuple[AccountRow, ...]:
    """Every funding account."""
    rows = conn.execute(
        "select id, name, tail, note, version from account where deleted_at is null order by id"
    )
    return tuple(AccountRow(id=r[0], name=r[1], tail=r[2], note=r[3], version=r[4]) for r in rows)


def account_id(writer: Writer, name: str) -> int | None:
    """The account of that name, whatever its case and width, created if it is new; None for no name."""
    if not name:
        return None
    row = writer.conn.execute(
        "select id from account where name = ? and deleted_at is null", (name,)
    ).fetchone()
    if row:
        return int(row[0])
    alike = find_account(writer.conn, name)
    return writer.insert("account", {"name": name}) if alike is None else alike


def find_account(conn: sqlite3.Connection, name: str) -> int | None:
    """The account of a name, whatever its case and width; None if there is none."""
    rows = conn.execute("select id, name from account where deleted_at is null order by id")
    return next((int(row[0]) for row in rows if normal(row[1]) == normal(name)), None)


def read_autopay(conn: sqlite3.Connection, loan_id: int) -> tuple[int, Autopay] | None:
    """The row id and the autopay of a loan, None where nobody said."""
    row = conn.execute(
        f"select a.id, {AUTOPAY_COLUMNS} from autopay a left join account c on c.id = a.account_id"  # noqa: S608
        " where a.loan_id = ? and a.deleted_at is null",
        (loan_id,),
    ).fetchone()
    autopay = row_to_autopay(row[1:]) if row else None
    return (row[0], autopay) if autopay else None
