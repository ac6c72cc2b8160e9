"""When alerts last ran: asked by the first screen, which needs nothing else of them."""

from __future__ import annotations

import sqlite3


def last_run(conn: sqlite3.Connection) -> tuple[str, str] | None:
    """The instant of the last run and the date it took for today; None if there was none."""
    row = conn.execute("select at, today from alert_run order by id desc limit 1").fetchone()
    return (row[0], row[1]) if row else None
