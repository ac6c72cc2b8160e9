"""What was changed by hand in the facts of one loan, from the log of changes."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

_OWN = ("terms", "payment", "charge", "waiver", "statement", "claim", "autopay", "custom_instalment")
"""The tables whose rows belong to one loan."""


class Edit(NamedTuple):
    """One thing a person did to what was entered before: the instant, the table, what changed in it.

    `what` is edited, removed or restored; `columns` are those an edit changed.
    """

    action_id: int
    at: str
    title: str
    table: str
    row_id: int
    what: str
    columns: tuple[str, ...]


def read_edits(conn: sqlite3.Connection, loan_id: int) -> tuple[Edit, ...]:
    """Every change of a row that was there before, in the facts of a loan, oldest first."""
    parts = ["select 'loan' as name, ? as id"]
    parts += [f"select '{table}', id from {table} where loan_id = ?" for table in _OWN]  # noqa: S608
    rows = conn.execute(
        f"with own as ({' union all '.join(parts)})"  # noqa: S608
        " select a.id, a.at, a.title, c.table_name, c.row_id, c.before, c.after from own"
        " cross join change c on c.table_name = own.name and c.row_id = own.id"
        " join action a on a.id = c.action_id"
        " where a.undone_at is null and c.scope = 'row' and c.before is not null order by c.id",
        (loan_id,) * len(parts),
    )
    return tuple(_edit(*row) for row in rows)


def _edit(action_id: int, at: str, title: str, table: str, row_id: int, before: str, after: str) -> Edit:
    old, new = json.loads(before), json.loads(after)
    what = "edited"
    if old.get("deleted_at") != new.get("deleted_at"):
        what = "removed" if new.get("deleted_at") else "restored"
    columns = tuple(
        name
        for name, value in new.items()
        if name not in ("version", "deleted_at") and old.get(name) != value
    )
    return Edit(action_id, at, title, table, row_id, what, columns)
