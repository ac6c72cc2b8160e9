"""Looking into the file with SQL of one's own: reading only, one statement, within bounds."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass

from tracker.store import errors
from tracker.store.connection import BUSY_SECONDS, StrPath, uri
from tracker.store.empty import empty_reading
from tracker.store.file import connect_reading

SECONDS = 20
ROWS = 10_000

_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_READING_PRAGMAS = {
    "application_id", "database_list", "foreign_key_list", "function_list", "index_info", "index_list",
    "index_xinfo", "page_count", "page_size", "schema_version", "table_info", "table_list", "table_xinfo",
    "user_version",
}  # fmt: skip
_WITH_ARGUMENT = {
    "foreign_key_list", "index_info", "index_list", "index_xinfo", "table_info", "table_list", "table_xinfo",
}  # fmt: skip
_FORBIDDEN_FUNCTIONS = {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """What a query answered; `truncated` if it had more rows than were fetched."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    truncated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStats:
    """How much one table holds; `bytes` only where SQLite was built to tell."""

    name: str
    rows: int
    bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStats:
    """The size and content of the file."""

    path: str
    bytes: int
    free_bytes: int
    schema_version: int
    sqlite_version: str
    tables: tuple[TableStats, ...]


def read_only_sql(path: StrPath, query: str, *, rows: int = ROWS, seconds: int = SECONDS) -> QueryResult:
    """Run one query that cannot change anything: not this file, not another."""
    connect_reading(path).close()  # refuses what is not ours, and finishes what a killed process left
    with closing(sqlite3.connect(uri(path, "mode=ro"), timeout=BUSY_SECONDS, uri=True)) as conn:
        return _answer(conn, os.fspath(path), query, rows, seconds)


def empty_sql(query: str, *, rows: int = ROWS, seconds: int = SECONDS) -> QueryResult:
    """Run one query that only reads on a book without anything in it."""
    with closing(empty_reading()) as conn:
        return _answer(conn, "", query, rows, seconds)


def _answer(conn: sqlite3.Connection, path: str, query: str, rows: int, seconds: int) -> QueryResult:
    deadline = time.monotonic() + seconds
    conn.execute("pragma trusted_schema=off")
    conn.execute("pragma query_only=on")
    guard = _Guard()
    conn.set_authorizer(guard)
    conn.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
    try:
        cursor = conn.execute(query)
        found = cursor.fetchmany(rows + 1)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise _named(error, path, seconds, refused=guard.refused) from error
    columns = tuple(column[0] for column in cursor.description or ())
    return QueryResult(columns=columns, rows=tuple(found[:rows]), truncated=len(found) > rows)


def stats(conn: sqlite3.Connection) -> FileStats:
    """How large the file is and what it holds."""
    (pages,) = conn.execute("pragma page_count").fetchone()
    (free,) = conn.execute("pragma freelist_count").fetchone()
    (size,) = conn.execute("pragma page_size").fetchone()
    (version,) = conn.execute("pragma user_version").fetchone()
    (path,) = (row[2] for row in conn.execute("pragma database_list") if row[1] == "main")
    names = [
        name
        for (name,) in conn.execute(
            "select name from sqlite_schema where type = 'table' and substr(name, 1, 1) <> '_'"
            " and name not like 'sqlite%' order by name"
        )
    ]
    return FileStats(
        path=path,
        bytes=pages * size,
        free_bytes=free * size,
        schema_version=version,
        sqlite_version=sqlite3.sqlite_version,
        tables=tuple(_table_stats(conn, name) for name in names),
    )


def _table_stats(conn: sqlite3.Connection, name: str) -> TableStats:
    quoted = name.replace('"', '""')
    (rows,) = conn.execute(f'select count(*) from "{quoted}"').fetchone()  # noqa: S608
    try:
        (used,) = conn.execute("select sum(pgsize) from dbstat where name = ?", (name,)).fetchone()
    except sqlite3.OperationalError:
        used = None  # dbstat is not compiled in everywhere
    return TableStats(name=name, rows=rows, bytes=used)


class _Guard:
    """Lets a statement read; remembers that it wanted more."""

    def __init__(self) -> None:
        self.refused = False

    def __call__(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if action in _READING:
            allowed = action != sqlite3.SQLITE_FUNCTION or second not in _FORBIDDEN_FUNCTIONS
        else:
            allowed = (
                action == sqlite3.SQLITE_PRAGMA
                and first in _READING_PRAGMAS
                and (not second or first in _WITH_ARGUMENT)
            )
        self.refused = self.refused or not allowed
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _named(error: Exception, path: str, seconds: int, *, refused: bool) -> Exception:
    if refused:
        return errors.QueryRefusedError(str(error))
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
        return errors.QueryTooLongError(seconds)
    named = errors.from_sqlite(error, path) if isinstance(error, sqlite3.Error) else error
    return named if isinstance(named, errors.StoreError) else errors.QueryFailedError(str(error))
