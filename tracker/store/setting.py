"""Settings kept in the file, beside the book they belong to."""

from __future__ import annotations

import sqlite3


def read_setting(conn: sqlite3.Connection, key: str) -> tuple[int, str] | None:
    """The row id and value of a setting, None if it was never set."""
    row = conn.execute(
        "select id, value from setting where key = ? and deleted_at is null", (key,)
    ).fetchone()
    return (row[0], row[1]) if row else None


def data_version(conn: sqlite3.Connection) -> int:
    """A number that changes when another connection has written."""
    return int(conn.execute("pragma data_version").fetchone()[0])
