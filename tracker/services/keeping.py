"""Keeping the file: backups, checks, what is in it, and read-only questions in SQL."""

from __future__ import annotations

from pathlib import Path

from tracker.services.book import Book
from tracker.store import backup, check, explore, file
from tracker.store.backup import BackupReason, BackupRecord
from tracker.store.check import Finding
from tracker.store.derived import differences
from tracker.store.explore import FileStats, QueryResult

__all__ = ["BackupRecord", "FileStats", "Finding", "QueryResult"]


def create_backup(book: Book, folder: Path | None = None) -> Path:
    """A verified copy of the file as it is now."""
    return backup.create_backup(book.path, folder, at=book.at(), reason=BackupReason.MANUAL)


def list_backups(path: Path) -> tuple[BackupRecord, ...]:
    """The copies beside the file, newest first."""
    return backup.list_backups(path)


def verify_backup(copy: Path) -> int:
    """The schema version of a sound copy; raises BadBackupError."""
    return backup.verify_backup(copy)


def restore_backup(copy: Path, path: Path, *, at: str) -> Path | None:
    """Put a copy in the place of the file, which is moved aside whole; returns where it went."""
    return backup.restore(copy, path, at=at)


def check_book(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with the file, kept sums that differ from a rebuild included."""
    return check.check_file(path, (("kept_sums", lambda conn: [f"{t} {n}" for t, n in differences(conn)]),))


def sqlite_version() -> tuple[str, bool]:
    """The version of SQLite in use, and whether it is new enough."""
    return file.sqlite_version()


def stats(book: Book) -> FileStats:
    """The size of the file and the rows of each table."""
    return explore.stats(book.conn)


def sql(path: Path, query: str) -> QueryResult:
    """The answer to a question that only reads."""
    return explore.read_only_sql(path, query)
