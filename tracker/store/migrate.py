"""Brings a file up to date: after a verified copy, wholly or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

from tracker.resources import data_folder
from tracker.store import errors
from tracker.store.connection import APPLICATION_ID, StrPath, connect
from tracker.store.write import writing

if TYPE_CHECKING:
    from sqlite_utils import Database

Script = tuple[str, str]
"""The name of a migration and its SQL."""


@cache
def scripts() -> tuple[Script, ...]:
    """The migrations shipped with the program, in order."""
    files = sorted((data_folder("db") / "migrations").glob("*.sql"))
    return tuple((file.stem, file.read_text(encoding="utf-8")) for file in files)


def migrate_file(path: StrPath, *, at: str | None = None, steps: tuple[Script, ...] | None = None) -> None:
    """Bring an existing file up to date; a copy is made and verified first.

    Two processes may try at once: the write lock lets the second one find nothing left to do.
    """
    from tracker.store.backup import BackupReason, create_backup

    _migrate(path, steps or scripts(), lambda: create_backup(path, at=at, reason=BackupReason.MIGRATION))


def apply_all(path: StrPath, steps: tuple[Script, ...] | None = None) -> None:
    """Give a new, empty file its tables."""
    _migrate(path, steps or scripts(), None)


def _migrate(path: StrPath, steps: tuple[Script, ...], back_up: Callable[[], object] | None) -> None:
    from tracker.store.library import sqlite_utils

    migrations = sqlite_utils().Migrations("tracker")
    for name, sql in steps:
        migrations(name=name)(_runner(sql))
    with closing(connect(path)) as conn:
        conn.execute("pragma foreign_keys=off")  # ignored inside a transaction; checked below
        db = sqlite_utils().Database(conn, execute_plugins=False)
        with writing(db):
            known = {name for name, _ in steps}
            if {done.name for done in migrations.applied(db)} - known:
                (found,) = conn.execute("pragma user_version").fetchone()
                raise errors.NewerFileError(os.fspath(path), found, len(steps))
            if not migrations.pending(db):
                return
            if back_up is not None:
                back_up()
            migrations.apply(db)
            if broken := conn.execute("pragma foreign_key_check").fetchall():
                raise errors.damaged(os.fspath(path), f"dangling rows: {broken[:5]}")
            conn.execute(f"pragma application_id={APPLICATION_ID}")
            conn.execute(f"pragma user_version={len(steps)}")


def _runner(sql: str) -> Callable[[Database], None]:
    """A migration that runs a script inside the open transaction, statement by statement."""

    def run(db: Database, /) -> None:
        for statement in _statements(sql):
            db.conn.execute(statement)

    return run


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script; asked at every semicolon, where sqlite_utils asks at every character."""
    *parts, end = sql.split(";")
    statement = ""
    for part in parts:
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if unfinished := f"{statement}{end}".strip():
        yield unfinished
