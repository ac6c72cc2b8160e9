"""Writes: one transaction for each thing a person does, with a log from which it can be undone."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tracker.store import errors
from tracker.store.file import path_of

if TYPE_CHECKING:
    from typing import Protocol

    class Connected(Protocol):
        """Anything with a connection: a `sqlite_utils.Database`, or the bare thing."""

        @property
        def conn(self) -> sqlite3.Connection: ...


Row = dict[str, Any]
Rebuild = Callable[["Writer", set[int]], None]
"""Rebuilds the stored derivations of the loans with these ids; called before the commit."""

LOGGED = frozenset({
    "account", "adviser", "alert_hold", "alert_rule", "arrears", "autopay", "batch", "cash_event",
    "cash_occurrence", "cash_transfer", "channel", "charge", "claim", "complaint", "complaint_incident",
    "contact", "custom_instalment", "dispute", "dispute_round", "enquiry", "hardship", "hardship_paper",
    "loan", "mark", "message_check", "negotiation", "negotiation_step", "offer", "offer_payment",
    "payment", "plan", "plan_loan", "plan_payment", "promise", "receipt", "refund", "report", "report_entry",
    "score", "setting", "settlement", "stage", "statement", "terms", "waiver",
})  # fmt: skip
"""Facts: every change of a row is logged, and deleting moves to the trash."""

DERIVED = frozenset({
    "alert_outbox", "alert_run", "alert_watch", "balance_point", "due", "holiday", "loan_state",
})  # fmt: skip
"""What is rebuilt, sent or fetched: not logged, not undone."""

APPENDED = frozenset({"evidence"})
"""What is only ever added to: not logged, as nothing takes it back; the file itself refuses a change."""

BATCHED = frozenset({"charge", "loan", "payment", "waiver"})
"""Facts that know the import they came from."""

_LOAN_COLUMN = {
    "loan": "id", "terms": "loan_id", "payment": "loan_id", "charge": "loan_id", "waiver": "loan_id",
    "statement": "loan_id", "custom_instalment": "loan_id", "offer": "loan_id",
}  # fmt: skip

_TARGET = re.compile(
    r'\s*(?:insert(?:\s+or\s+\w+)?\s+into|replace\s+into|update(?:\s+or\s+\w+)?|delete\s+from)\s+"?(\w+)',
    re.IGNORECASE,
)


@contextmanager
def transaction(
    db: Connected,
    *,
    title: str,
    at: str,
    on_commit_rebuild: Rebuild | None = None,
    dry_run: bool = False,
) -> Iterator[Writer]:
    """Everything one user action writes, together with the derivations it changes: all of it or nothing.

    `title` names the action in the history, `at` is its instant (UTC). A dry run does all of it and
    rolls back.
    """
    with writing(db, dry_run=dry_run) as conn:
        writer = Writer(conn, title=title, at=at)
        yield writer
        if writer.touched and on_commit_rebuild is not None:
            on_commit_rebuild(writer, writer.touched)
        writer.finish()


@contextmanager
def writing(db: Connected, *, dry_run: bool = False) -> Iterator[sqlite3.Connection]:
    """The one place where a write transaction begins.

    It takes the write lock at once: a deferred transaction that reads before it writes fails with
    "database is locked" however long the timeout is.
    """
    conn = db.conn
    if conn.in_transaction:
        raise errors.NestedTransactionError
    path = path_of(conn)
    try:
        conn.execute("pragma query_only=off")
        conn.execute("begin immediate")
        yield conn
        conn.execute("rollback" if dry_run else "commit")
    except sqlite3.Error as error:
        named = errors.from_sqlite(error, path)
        if named is error:
            raise
        raise named from error
    finally:
        if conn.in_transaction:
            conn.execute("rollback")
        conn.execute("pragma query_only=on")


class Writer:
    """The hand that writes inside a transaction; `conn` reads what it wrote so far."""

    __slots__ = ("_action_id", "_logged_title", "at", "conn", "title", "touched")

    def __init__(self, conn: sqlite3.Connection, *, title: str, at: str) -> None:
        self.conn = conn
        self.title = title
        self.at = at
        self.touched: set[int] = set()
        """Loans whose stored derivations must be rebuilt before the commit."""
        self._action_id: int | None = None
        self._logged_title = title

    @property
    def action_id(self) -> int | None:
        """The action in the history, None as long as nothing has changed."""
        return self._action_id

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Add a row of facts and return its id."""
        _check(table, values)
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        after = self._returned(
            table,
            f'insert into "{table}" ({columns}) values ({marks}) returning *',  # noqa: S608
            values.values(),
        )
        row_id = int(after["id"])
        self._log(table, row_id, None, after)
        return row_id

    def update(
        self, table: str, row_id: int, values: Mapping[str, Any], *, version: int | None = None
    ) -> None:
        """Change a row; refused if the row is no longer at the version the change was based on."""
        _check(table, values)
        before = self.row(table, row_id)
        if version is not None and before["version"] != version:
            raise errors.StaleRowError(table, row_id, version, before["version"], before)
        if all(before[name] == value for name, value in values.items()):
            return
        changed = dict(values)
        if "version" in before:
            changed["version"] = before["version"] + 1
        assignments = ", ".join(f'"{name}" = ?' for name in changed)
        after = self._returned(
            table,
            f'update "{table}" set {assignments} where id = ? returning *',  # noqa: S608
            (*changed.values(), row_id),
        )
        self._log(table, row_id, before, after)

    def trash(self, table: str, row_id: int, *, version: int | None = None) -> None:
        """Move a row to the trash."""
        if version is not None or self.row(table, row_id)["deleted_at"] is None:
            self.update(table, row_id, {"deleted_at": self.at}, version=version)

    def untrash(self, table: str, row_id: int, *, version: int | None = None) -> None:
        """Take a row out of the trash."""
        self.update(table, row_id, {"deleted_at": None}, version=version)

    def bulk_insert(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, batch_id: int
    ) -> int:
        """Add many rows of one import at once, logged as one change; return how many.

        `columns` leaves out `batch_id`. Undoing moves all rows of the table with this batch to the
        trash, so a batch fills a table once.
        """
        if table not in BATCHED:
            raise errors.UnknownTableError(table)
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        sql = f'insert into "{table}" ({names}, batch_id) values ({marks}, {batch_id:d})'  # noqa: S608
        try:
            count = self.conn.executemany(sql, rows).rowcount
        except sqlite3.IntegrityError as error:
            raise errors.ConstraintError(table, str(error)) from error
        if count > 0:
            self._record("batch", table, batch_id, None, {"batch_id": batch_id, "rows": count})
            self.touched |= loans_of_batch(self.conn, table, batch_id)
        return max(count, 0)

    def append(self, table: str, values: Mapping[str, Any]) -> int:
        """Add a row to what is never changed and return its id; undo leaves it where it is."""
        if table not in APPENDED:
            raise errors.UnknownTableError(table)
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        sql = f'insert into "{table}" ({columns}) values ({marks}) returning *'  # noqa: S608
        return int(self._returned(table, sql, values.values())["id"])

    def execute_derived(self, sql: str, params: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one write of a derived table; it is not logged."""
        _check_derived(sql)
        return self.conn.execute(sql, params)

    def executemany_derived(self, sql: str, params: Iterable[Sequence[Any]]) -> None:
        """Run one write of a derived table for many rows; it is not logged."""
        _check_derived(sql)
        self.conn.executemany(sql, params)

    def row(self, table: str, row_id: int) -> Row:
        """A row of facts as it is now, in the trash or not."""
        if table not in LOGGED:
            raise errors.UnknownTableError(table)
        found = read_row(self.conn, table, row_id)
        if found is None:
            raise errors.MissingRowError(table, row_id)
        return found

    def finish(self) -> None:
        """Bring the action's title up to date; called before the commit."""
        if self._action_id is not None and self.title != self._logged_title:
            self.conn.execute("update action set title = ? where id = ?", (self.title, self._action_id))

    def _returned(self, table: str, sql: str, params: Iterable[Any]) -> Row:
        try:
            cursor = self.conn.execute(sql, tuple(params))
        except sqlite3.IntegrityError as error:
            raise errors.ConstraintError(table, str(error)) from error
        names = [column[0] for column in cursor.description]
        (row,) = cursor.fetchall()
        return dict(zip(names, row, strict=True))

    def _log(self, table: str, row_id: int, before: Row | None, after: Row) -> None:
        self._record("row", table, row_id, before, after)
        self.touched |= loans_of(table, before) | loans_of(table, after)

    def _record(self, scope: str, table: str, row_id: int, before: Row | None, after: Row) -> None:
        if self._action_id is None:
            self.conn.execute(
                "update action set dropped_at = ? where undone_at is not null and dropped_at is null",
                (self.at,),
            )
            self._action_id = self.conn.execute(
                "insert into action (at, title) values (?, ?)", (self.at, self.title)
            ).lastrowid
        self.conn.execute(
            "insert into change (action_id, scope, table_name, row_id, before, after)"
            " values (?, ?, ?, ?, ?, ?)",
            (self._action_id, scope, table, row_id, None if before is None else _json(before), _json(after)),
        )


def read_row(conn: sqlite3.Connection, table: str, row_id: int) -> Row | None:
    """A row with the names of its columns, None if there is none."""
    cursor = conn.execute(f'select * from "{table}" where id = ?', (row_id,))  # noqa: S608
    row = cursor.fetchone()
    return None if row is None else dict(zip([column[0] for column in cursor.description], row, strict=True))


def loans_of(table: str, row: Row | None) -> set[int]:
    """The loan whose derivations depend on the row, if any does."""
    column = _LOAN_COLUMN.get(table)
    return {row[column]} if column and row else set()


def loans_of_batch(conn: sqlite3.Connection, table: str, batch_id: int) -> set[int]:
    """The loans whose derivations depend on the rows of an import."""
    column = _LOAN_COLUMN[table]
    rows = conn.execute(f'select distinct {column} from "{table}" where batch_id = ?', (batch_id,))  # noqa: S608
    return {loan_id for (loan_id,) in rows}


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _check(table: str, values: Mapping[str, Any]) -> None:
    if table not in LOGGED:
        raise errors.UnknownTableError(table)
    for column, value in values.items():
        if value is not None and not isinstance(value, (int, str)):
            raise errors.UnstorableValueError(table, column, value)


@lru_cache
def _check_derived(sql: str) -> None:
    target = _TARGET.match(sql)
    if target is None or target[1] not in DERIVED:
        raise errors.UnknownTableError(target[1] if target else sql)
