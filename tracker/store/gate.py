"""The quiet path of `debt alerts run`: is there anything to say today, asked before anything is imported.

Every import here is paid on each run of cron, so there are none but `os`, `sqlite3` and the module that
connects. Whatever is unusual gets the answer None: take the long way.
"""

import os
import sqlite3

from tracker.store.connection import APPLICATION_ID, SCHEMA_VERSION, StrPath, set_pragmas, uri

RUNS_KEPT = 200
_PRUNE_EVERY = 50
_SECONDS = 0.3


def nothing_to_say(path: StrPath, today_iso: str) -> bool | None:
    """Whether no alert can arise up to today; None if the file needs a closer look."""
    return _ask(path, today_iso, None)


def quiet_run(path: StrPath, *, at: str, today_iso: str) -> bool | None:
    """As `nothing_to_say`; if so, note that a run took place and had nothing to say.

    The note is skipped without a word where the file is busy or cannot be written.
    """
    return _ask(path, today_iso, at)


def record_quiet_run(conn: sqlite3.Connection, *, at: str, today_iso: str) -> bool:
    """Add a heartbeat to the last few hundred; False if the file is busy or read-only."""
    try:
        set_pragmas(conn)
        conn.execute("pragma query_only=off")
        run = conn.execute(
            "insert into alert_run (at, today, sent, skipped, failed) values (?, ?, 0, 0, 0)", (at, today_iso)
        ).lastrowid
        if run and run % _PRUNE_EVERY == 0:
            conn.execute("delete from alert_run where id <= ?", (run - RUNS_KEPT,))
    except sqlite3.Error:
        return False
    return True


def _ask(path: StrPath, today_iso: str, at: str | None) -> bool | None:
    if os.path.exists(f"{os.fspath(path)}-journal"):  # noqa: PTH110
        return None  # perhaps a killed process: putting it right is not for a file that is not known yet
    try:
        conn = sqlite3.connect(uri(path, "mode=rw"), timeout=_SECONDS, uri=True, isolation_level=None)
    except (sqlite3.Error, ValueError):
        return None
    try:
        if conn.execute("pragma application_id").fetchone() != (APPLICATION_ID,):
            return None
        if conn.execute("pragma user_version").fetchone() != (SCHEMA_VERSION,):
            return None
        (next_on,) = conn.execute("select next_on from alert_watch where id = 1").fetchone()
        last = conn.execute("select today from alert_run order by id desc limit 1").fetchone()
        if last is not None and last[0] > today_iso:
            return None  # the clock went back: when to look next was reckoned from another day
        quiet: bool = next_on > today_iso
        if quiet and at is not None:
            record_quiet_run(conn, at=at, today_iso=today_iso)
    except (sqlite3.Error, TypeError):
        return None
    finally:
        conn.close()
    return quiet
