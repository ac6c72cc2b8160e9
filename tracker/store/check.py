"""Whether the file is sound: its pages, its references, its schema, its derivations, who may read it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tracker.resources import data_folder
from tracker.store import errors
from tracker.store.backup import backup_folder, list_backups, verify_backup
from tracker.store.connection import StrPath
from tracker.store.file import connect_reading
from tracker.store.sealed import is_sealed

DerivedCheck = tuple[str, Callable[[sqlite3.Connection], Iterable[str]]]
"""The name of a stored derivation, and what tells where it differs from a rebuild."""

_MOST = 20
_CONFLICT_MARKS = ("conflicted copy", "sync-conflict", ".conflict", "冲突")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it should be.

    `code` is integrity, foreign_key, schema, derived, mode, backup, leftover or conflict_copy; `where`
    names the table, path or derivation, `detail` what is wrong in technical words.
    """

    code: str
    where: str
    detail: str = ""
    params: dict[str, str] = field(default_factory=dict)


def check_file(path: StrPath, derived: Iterable[DerivedCheck] = ()) -> tuple[Finding, ...]:
    """Everything that is wrong with the file; empty if it is sound. A file that cannot be opened raises."""
    with closing(connect_reading(path)) as conn:
        try:
            return (*_inside(conn, derived), *_around(Path(path).absolute()))
        except sqlite3.DatabaseError as error:
            raise errors.from_sqlite(error, os.fspath(path)) from error


def schema_text(conn: sqlite3.Connection) -> str:
    """The schema as SQL, tables first; what SQLite and sqlite-utils keep for themselves is left out."""
    rows = conn.execute(
        "select sql from sqlite_schema where sql is not null and tbl_name not like 'sqlite%'"
        " and substr(tbl_name, 1, 1) <> '_'"
        " order by case type when 'table' then 0 when 'index' then 1 when 'view' then 2 else 3 end, name"
    )
    return "\n\n".join(f"{sql.rstrip()};" for (sql,) in rows) + "\n"


def expected_schema() -> str:
    """The schema of the current version, as shipped."""
    return (data_folder("db") / "schema.sql").read_text(encoding="utf-8")


def _inside(conn: sqlite3.Connection, derived: Iterable[DerivedCheck]) -> Iterator[Finding]:
    for (verdict,) in conn.execute(f"pragma integrity_check({_MOST})"):
        if verdict != "ok":
            yield Finding(code="integrity", where="", detail=verdict)
    for table, row_id, parent, _ in conn.execute("pragma foreign_key_check").fetchmany(_MOST):
        yield Finding(code="foreign_key", where=table, detail=f"row {row_id} refers to no {parent}")
    found = set(schema_text(conn).split(";\n"))
    for statement in expected_schema().split(";\n"):
        if statement not in found:  # what a person added beside it is theirs
            yield Finding(code="schema", where=_subject(statement), detail=statement.strip())
    for name, differences in derived:
        for detail in differences(conn):
            yield Finding(code="derived", where=name, detail=detail)


def _around(path: Path) -> Iterator[Finding]:
    folder = backup_folder(path)
    records = list_backups(path)
    for file in (path, *(record.path for record in records)):
        yield from _open_to_others(file, 0o600)
    if folder.is_dir():
        yield from _open_to_others(folder, 0o700)
    for record in records:
        try:
            if not record.sealed:
                verify_backup(record.path)
            elif not is_sealed(record.path):
                yield Finding(code="backup", where=os.fspath(record.path), detail="not encrypted")
        except errors.StoreError as error:
            yield Finding(code="backup", where=os.fspath(record.path), detail=str(error))
    for beside in (path.parent, folder):
        for file in sorted(beside.glob("*.partial*")) if beside.is_dir() else ():
            if file.name.startswith((path.name, path.stem)):
                yield Finding(code="leftover", where=os.fspath(file))
    for file in sorted(path.parent.glob(f"{path.stem}*")):
        if any(mark in file.name.lower() for mark in _CONFLICT_MARKS):
            yield Finding(code="conflict_copy", where=os.fspath(file))


def _open_to_others(path: Path, wanted: int) -> Iterator[Finding]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield Finding(
            code="mode", where=os.fspath(path), detail=f"{mode:04o}", params={"wanted": f"{wanted:04o}"}
        )


def _subject(statement: str) -> str:
    """The name of what a CREATE statement creates."""
    words = statement.split("(", 1)[0].split(" on ", 1)[0].split(" as", 1)[0].split()
    return words[-1] if words else ""
