"""Undo and redo from the log of changes, across restarts.

Undoing an insertion moves the row to the trash instead of deleting it, so that ids are never given
twice; versions only grow, so that an edit based on an older state is still noticed.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.store import errors
from tracker.store.write import (
    BATCHED,
    LOGGED,
    Rebuild,
    Row,
    Writer,
    loans_of,
    loans_of_batch,
    read_row,
    writing,
)

if TYPE_CHECKING:
    from tracker.store.write import Connected

_RECORD = "id, at, title, undone_at, dropped_at, (select count(*) from change where action_id = action.id)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRecord:
    """One thing a person did; undone if `undone_at` is set, beyond redo if `dropped_at` is."""

    id: int
    at: str
    title: str
    undone_at: str | None
    dropped_at: str | None
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One change of an action as the log has it; `before` is None for a row that was added."""

    scope: str
    table: str
    row_id: int
    before: Row | None
    after: Row


@dataclass(frozen=True, slots=True)
class _Change:
    action: ActionRecord
    scope: str
    table: str
    row_id: int
    before: Row | None
    after: Row

    def conflict(self) -> errors.UndoConflictError:
        return errors.UndoConflictError(self.action.id, self.action.title, self.table, self.row_id)


def actions(conn: sqlite3.Connection, limit: int = 50) -> tuple[ActionRecord, ...]:
    """What was done, newest first, undone actions included."""
    rows = conn.execute(f"select {_RECORD} from action order by id desc limit ?", (limit,))  # noqa: S608
    return tuple(map(_record, rows))


def is_undone(conn: sqlite3.Connection, action_id: int) -> bool:
    """Whether an action is taken back now."""
    query = "select undone_at is not null from action where id = ?"
    return bool((conn.execute(query, (action_id,)).fetchone() or (False,))[0])


def changes_of(conn: sqlite3.Connection, action_id: int) -> tuple[Logged, ...]:
    """What an action changed, in order."""
    rows = conn.execute(
        "select scope, table_name, row_id, before, after from change where action_id = ? order by id",
        (action_id,),
    )
    return tuple(
        Logged(
            scope=row[0], table=row[1], row_id=row[2],
            before=json.loads(row[3]) if row[3] else None, after=json.loads(row[4]),
        )
        for row in rows
    )  # fmt: skip


def undo(
    db: Connected, steps: int = 1, *, at: str, rebuild: Rebuild | None = None, dry_run: bool = False
) -> tuple[ActionRecord, ...]:
    """Undo the newest actions, newest first, as one transaction; return those undone."""
    query = f"select {_RECORD} from action where undone_at is null order by id desc limit ?"  # noqa: S608
    with writing(db, dry_run=dry_run) as conn:
        found = tuple(map(_record, conn.execute(query, (steps,)).fetchall()))
        touched: set[int] = set()
        for action in found:
            for change in reversed(_changes(conn, action)):
                touched |= _undo_change(conn, change, at)
            conn.execute("update action set undone_at = ? where id = ?", (at, action.id))
        _rebuild(conn, touched, at, rebuild)
        return tuple(_reread(conn, action) for action in found)


def redo(
    db: Connected, steps: int = 1, *, at: str, rebuild: Rebuild | None = None, dry_run: bool = False
) -> tuple[ActionRecord, ...]:
    """Do undone actions again, the one undone last first, as one transaction; return those redone."""
    query = (
        f"select {_RECORD} from action where undone_at is not null and dropped_at is null "  # noqa: S608
        "order by id limit ?"
    )
    with writing(db, dry_run=dry_run) as conn:
        found = tuple(map(_record, conn.execute(query, (steps,)).fetchall()))
        touched: set[int] = set()
        for action in found:
            for change in _changes(conn, action):
                touched |= _redo_change(conn, change)
            conn.execute("update action set undone_at = null where id = ?", (action.id,))
        _rebuild(conn, touched, at, rebuild)
        return tuple(_reread(conn, action) for action in found)


def _undo_change(conn: sqlite3.Connection, change: _Change, at: str) -> set[int]:
    if change.scope == "batch":
        return _move_batch(conn, change, at)
    current = read_row(conn, change.table, change.row_id)
    if current is None or not _same(current, change.after):
        raise change.conflict()
    return _put(conn, change, current, {"deleted_at": at} if change.before is None else change.before)


def _redo_change(conn: sqlite3.Connection, change: _Change) -> set[int]:
    if change.scope == "batch":
        return _move_batch(conn, change, None)
    current = read_row(conn, change.table, change.row_id)
    if change.before is not None:
        expected = change.before
    else:
        expected = change.after | {"deleted_at": current["deleted_at"] if current else None}
    if current is None or not _same(current, expected):
        raise change.conflict()
    return _put(conn, change, current, change.after)


def _put(conn: sqlite3.Connection, change: _Change, current: Row, wanted: Row) -> set[int]:
    """Make the row what it was, but for the version, which goes on."""
    values = {name: value for name, value in wanted.items() if name in current and name != "id"}
    if "version" in current:
        values["version"] = current["version"] + 1
    assignments = ", ".join(f'"{name}" = ?' for name in values)
    try:
        conn.execute(
            f'update "{change.table}" set {assignments} where id = ?',  # noqa: S608
            (*values.values(), change.row_id),
        )
    except sqlite3.IntegrityError as error:
        raise change.conflict() from error
    return loans_of(change.table, current) | loans_of(change.table, current | values)


def _move_batch(conn: sqlite3.Connection, change: _Change, at: str | None) -> set[int]:
    """Move all rows of an import to the trash, or out of it if `at` is None."""
    here = "deleted_at is null" if at else "deleted_at is not null"
    try:
        moved = conn.execute(
            f'update "{change.table}" set deleted_at = ?, version = version + 1 '  # noqa: S608
            f"where batch_id = ? and {here}",
            (at, change.row_id),
        ).rowcount
    except sqlite3.IntegrityError as error:
        raise change.conflict() from error
    if moved != change.after["rows"]:
        raise change.conflict()
    return loans_of_batch(conn, change.table, change.row_id)


def _same(current: Row, logged: Row) -> bool:
    """Whether the row is what the log says; columns that a later migration added do not count."""
    return all(current.get(name) == value for name, value in logged.items() if name != "version")


def _changes(conn: sqlite3.Connection, action: ActionRecord) -> list[_Change]:
    rows = conn.execute(
        "select scope, table_name, row_id, before, after from change where action_id = ? order by id",
        (action.id,),
    )
    return [_change(action, *row) for row in rows]


def _change(
    action: ActionRecord, scope: str, table: str, row_id: int, before: str | None, after: str
) -> _Change:
    if table not in (BATCHED if scope == "batch" else LOGGED):  # the name goes into SQL
        raise errors.UndoConflictError(action.id, action.title, table, row_id)
    return _Change(action, scope, table, row_id, json.loads(before) if before else None, json.loads(after))


def _rebuild(conn: sqlite3.Connection, touched: set[int], at: str, rebuild: Rebuild | None) -> None:
    if touched and rebuild is not None:
        writer = Writer(conn, title="", at=at)
        writer.touched = touched
        rebuild(writer, touched)


def _reread(conn: sqlite3.Connection, action: ActionRecord) -> ActionRecord:
    return _record(conn.execute(f"select {_RECORD} from action where id = ?", (action.id,)).fetchone())  # noqa: S608


def _record(row: tuple[Any, ...]) -> ActionRecord:
    return ActionRecord(
        id=row[0], at=row[1], title=row[2], undone_at=row[3], dropped_at=row[4], changes=row[5]
    )
