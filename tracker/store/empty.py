"""An empty book in memory, for reading commands where no file exists yet."""

from __future__ import annotations

import sqlite3

from tracker.store.migrate import scripts


def empty_reading() -> sqlite3.Connection:
    """A connection to a book without anything in it."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    for _, sql in scripts():
        conn.executescript(sql)
    return conn
