"""Keeping the file: backups, checks, what is in it, and read-only questions in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tracker.domain.evidence.chain import first_bad
from tracker.domain.evidence.entry import Entry
from tracker.locale.joining import told_of
from tracker.services.book import Book
from tracker.store import backup, check, explore, file, place, sealed, vault
from tracker.store.backup import BackupReason, BackupRecord
from tracker.store.check import Finding
from tracker.store.derived import differences
from tracker.store.evidence import read_entries
from tracker.store.explore import FileStats, QueryResult
from tracker.store.sealed import Key

__all__ = ["BackupRecord", "FileStats", "Finding", "Key", "QueryResult"]


def create_backup(book: Book, folder: Path | None = None, *, key: Key | None = None) -> Path:
    """A verified copy of the file as it is now; with a key an encrypted one."""
    return backup.create_backup(book.path, folder, at=book.at(), reason=BackupReason.MANUAL, key=key)


def list_backups(path: Path) -> tuple[BackupRecord, ...]:
    """The copies beside the file, newest first."""
    return backup.list_backups(path)


def verify_backup(copy: Path, key: Key | None = None) -> int:
    """The schema version of a sound copy; raises BadBackupError, or SealedFileError without its key."""
    return backup.verify_backup(copy, key)


def is_encrypted(copy: Path) -> bool:
    """Whether a copy is encrypted."""
    return sealed.is_sealed(copy)


def opened_by(copy: Path) -> str:
    """What opens an encrypted copy: `passphrase` or `identity`."""
    return sealed.wants(copy)


def restore_backup(copy: Path, path: Path, *, at: str, key: Key | None = None) -> Path | None:
    """Put a copy in the place of the file, which is moved aside whole; returns where it went."""
    return backup.restore(copy, path, at=at, key=key)


def check_book(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with the file, kept sums that differ from a rebuild included."""
    found = check.check_file(path, (("kept_sums", lambda conn: [f"{t} {n}" for t, n in differences(conn)]),))
    with closing(file.connect_reading(path)) as conn:
        entries = read_entries(conn)
    return (*found, *_evidence(path, entries))


def place_of(path: Path) -> tuple[str, str] | None:
    """Why the place of a file is a poor one: network or synced, and its kind or folder; None if it is not."""
    kind = place.network_kind(path)
    if kind:
        return "network", kind
    folder = place.synced_folder(path)
    return ("synced", str(folder)) if folder is not None else None


def evidence_kept(book: Book) -> tuple[int, int, Path]:
    """How many files are kept as evidence, their bytes, and the folder they are in, which no copy covers."""
    sizes = {each.sha256: each.bytes for each in read_entries(book.conn)}
    return len(sizes), sum(sizes.values()), vault.vault_folder(book.path)


def _evidence(path: Path, entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """What is wrong with the log of evidence and with the files it names."""
    from tracker.locale.evidence import bad_text, fault_text

    if bad := first_bad(entries):
        params = {"number": str(bad.number), "how": bad.how.value}
        yield Finding(code="evidence_log", where=f"#{bad.number}", detail=bad_text(bad), params=params)
    first = {each.sha256: each for each in reversed(entries)}
    folder = vault.vault_folder(path)
    for fault in vault.faults(folder, first):
        entry = first[fault.sha256]
        where = f"#{entry.number} {entry.name}"
        yield Finding(
            code="evidence_file", where=where, detail=told_of(fault_text(fault.how), str(fault.path))
        )
    for stray in vault.strays(folder, first):
        yield Finding(code="leftover", where=str(stray))


def sqlite_version() -> tuple[str, bool]:
    """The version of SQLite in use, and whether it is new enough."""
    return file.sqlite_version()


def stats(book: Book) -> FileStats:
    """The size of the file and the rows of each table."""
    return explore.stats(book.conn)


def sql(path: Path | None, query: str) -> QueryResult:
    """The answer to a question that only reads; without a file that of an empty book."""
    return explore.empty_sql(query) if path is None else explore.read_only_sql(path, query)
