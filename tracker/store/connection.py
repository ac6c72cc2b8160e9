"""One way to connect: what marks the file as ours, and the pragmas of every connection.

A quiet `alerts run` imports this module and `sqlite3`, nothing else: neither `typing`, `pathlib` nor
`__future__`, each of which costs it more than its whole question does.
"""

# ruff: noqa: PTH100

import os
import sqlite3

APPLICATION_ID = 0x44454254
"""Marks the file as ours: "DEBT"."""

SCHEMA_VERSION = 13
"""How many migrations there are; kept as `user_version`."""

BUSY_SECONDS = 10.0

StrPath = str | os.PathLike[str]
Connection = sqlite3.Connection

_PRAGMAS = (("synchronous", "extra", 3), ("foreign_keys", "on", 1), ("trusted_schema", "off", 0))


def connect(path: StrPath, *, seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection with every pragma set and read back; it neither creates nor checks the file.

    SQLite falls back to reading only where the system forbids writing. Read-write otherwise, also for
    readers: only so can they finish the rollback of a process that was killed.
    """
    conn = sqlite3.connect(uri(path, "mode=rw"), timeout=seconds, uri=True, isolation_level=None)
    try:
        set_pragmas(conn)
    except BaseException:
        conn.close()
        raise
    return conn


def uri(path: StrPath, options: str) -> str:
    """The path as an SQLite URI, so that opening can be told not to create."""
    full = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{full}?{options}"


def set_pragmas(conn: sqlite3.Connection) -> None:
    """Set what every connection has, and read it back: SQLite ignores what it does not know."""
    for name, wanted, expected in _PRAGMAS:
        conn.execute(f"pragma {name}={wanted}")
        if conn.execute(f"pragma {name}").fetchone() != (expected,):
            raise sqlite3.NotSupportedError(f"pragma {name}={wanted} has no effect")
    if conn.execute("pragma journal_mode").fetchone() != ("delete",):
        # Another program put the file into WAL mode. Where it is in use, a reader can live with that.
        try:  # noqa: SIM105 -- contextlib is not free
            conn.execute("pragma journal_mode=delete")
        except sqlite3.OperationalError:
            pass
