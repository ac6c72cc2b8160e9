"""Copies of the file: made by SQLite's own backup, verified when written, thinned out by age."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tracker.private_file import make_private_folder
from tracker.store import errors
from tracker.store.connection import APPLICATION_ID, SCHEMA_VERSION, StrPath, uri
from tracker.store.file import create_private, open_checked, sync
from tracker.store.sealed import Key, is_sealed, seal, unseal

TODAY_KEPT = 3
KEPT = 10
SEALED = ".db.age"
_SIDE_FILES = ("-journal", "-wal", "-shm")


class BackupReason(StrEnum):
    """Why a copy was made; those before something risky are not thinned out with the daily ones."""

    MANUAL = "manual"
    DAILY = "daily"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"


_THINNED = {BackupReason.MANUAL, BackupReason.DAILY}


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRecord:
    """One copy: `at` is the instant it was made (UTC, to the second)."""

    path: Path
    at: str
    reason: BackupReason
    bytes: int
    sealed: bool = False
    """Whether it is encrypted."""


def backup_folder(path: StrPath) -> Path:
    """Where the copies of a file are kept: `backups` beside it."""
    return Path(path).absolute().parent / "backups"


def create_backup(
    path: StrPath,
    folder: StrPath | None = None,
    *,
    at: str | None = None,
    reason: BackupReason = BackupReason.MANUAL,
    key: Key | None = None,
) -> Path:
    """Copy the file as of now, verify the copy, and thin out older ones; return where it is.

    Without `at` the copy bears the time of the file's last change. With a key the copy is encrypted, and
    nothing of it is ever on the disk in the clear.
    """
    into = Path(folder) if folder is not None else backup_folder(path)
    stamp = _stamp(at, path)
    partial = _free_name(into, f"{Path(path).stem}-{stamp}-{reason}", ".partial")
    try:
        make_private_folder(into)
        if key is None:
            create_private(partial)
            copy(path, partial)
            verify_backup(partial)
        else:
            _copy_sealed(path, partial, key)
        target = partial.with_suffix(".db" if key is None else SEALED)
        partial.rename(target)
        sync(into)
    except sqlite3.Error as error:
        raise errors.from_sqlite(error, os.fspath(path)) from error
    except OSError as error:
        raise errors.from_system(error, os.fspath(partial)) from error
    finally:
        _discard(partial)
    records = list_backups(path, into)
    for sealed in (False, True):
        # A copy that needs a passphrase is no reason to part with one that does not.
        for record in _superfluous((each for each in records if each.sealed is sealed), stamp[:8]):
            record.path.unlink(missing_ok=True)
    return target


def _copy_sealed(path: StrPath, partial: Path, key: Key) -> None:
    """Write the file as of now encrypted; what was written is opened again where the key can."""
    data = contents(path)
    closed = seal(data, key, partial)
    create_private(partial)
    partial.write_bytes(closed)
    sync(partial)
    written = unseal(partial, key) == data if key.opens else partial.read_bytes() == closed
    if not written:
        raise errors.BadBackupError(os.fspath(partial), "not what was written")


def contents(path: StrPath) -> bytes:
    """The bytes of a file in use, every commit so far and nothing unfinished, checked in memory."""
    with (
        closing(open_checked(path)[0]) as reading,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as held,
    ):
        reading.execute("begin")
        reading.execute("select count(*) from sqlite_schema").fetchone()
        reading.backup(held)
        reading.execute("rollback")
        _verify(held, os.fspath(path))
        return held.serialize()


def list_backups(path: StrPath, folder: StrPath | None = None) -> tuple[BackupRecord, ...]:
    """The copies of a file, newest first."""
    into = Path(folder) if folder is not None else backup_folder(path)
    pattern = re.compile(
        rf"{re.escape(Path(path).stem)}-(\d{{8}}T\d{{6}}Z)-({'|'.join(BackupReason)})(?:-\d+)?\.db(\.age)?"
    )
    found = []
    for file in into.glob("*.db*") if into.is_dir() else ():
        if match := pattern.fullmatch(file.name):
            record = BackupRecord(
                path=file,
                at=_instant(match[1]),
                reason=BackupReason(match[2]),
                bytes=file.stat().st_size,
                sealed=bool(match[3]),
            )
            found.append(record)
    return tuple(sorted(found, key=lambda record: (record.at, record.path.stat().st_mtime_ns), reverse=True))


def verify_backup(backup: StrPath, key: Key | None = None) -> int:
    """Check that a copy is ours, not too new and sound; return its schema version.

    Raises SealedFileError for an encrypted one without its key.
    """
    name = os.fspath(backup)
    if not Path(name).is_file():
        raise errors.MissingFileError(name)
    if is_sealed(name):
        return _verify_bytes(unseal(name, key or Key()), name)
    try:
        with closing(sqlite3.connect(uri(name, "mode=ro&immutable=1"), uri=True)) as conn:
            return _verify(conn, name)
    except sqlite3.Error as error:
        raise errors.BadBackupError(name, str(error)) from error


def _verify_bytes(data: bytes, name: str) -> int:
    with closing(sqlite3.connect(":memory:")) as conn:
        try:
            conn.deserialize(data)
            return _verify(conn, name)
        except sqlite3.Error as error:
            raise errors.BadBackupError(name, str(error)) from error


def _verify(conn: sqlite3.Connection, name: str) -> int:
    (application,) = conn.execute("pragma application_id").fetchone()
    (version,) = conn.execute("pragma user_version").fetchone()
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        raise errors.NewerFileError(name, version, SCHEMA_VERSION)
    if application != APPLICATION_ID or version < 1:
        raise errors.BadBackupError(name, f"application_id {application}, user_version {version}")
    (verdict,) = conn.execute("pragma integrity_check(1)").fetchone()
    if verdict != "ok":
        raise errors.BadBackupError(name, verdict)
    return int(version)


def newest_sound_backup(path: StrPath) -> str | None:
    """The newest copy of a file that passes its check."""
    for record in list_backups(path):
        if record.sealed:
            continue
        try:
            verify_backup(record.path)
        except errors.StoreError:
            continue
        return os.fspath(record.path)
    return None


def copy(source: StrPath, target: StrPath) -> None:
    """Copy a file in use into an existing empty one, every commit so far and nothing unfinished."""
    with (
        closing(open_checked(source)[0]) as reading,
        closing(sqlite3.connect(uri(target, "mode=rw"), uri=True, isolation_level=None)) as writing,
    ):
        # The read lock is taken here, where the timeout holds: backup() itself would wait for ever.
        reading.execute("begin")
        reading.execute("select count(*) from sqlite_schema").fetchone()
        writing.execute("pragma journal_mode=off")
        writing.execute("pragma synchronous=off")
        reading.backup(writing)
        reading.execute("rollback")
    sync(target)


def restore(backup: StrPath, path: StrPath, *, at: str | None = None, key: Key | None = None) -> Path | None:
    """Put a verified copy in the place of the file; return the folder the old file was moved to.

    The file is exchanged, never written over: a program that still has the old one open cannot write
    to either (SQLite refuses a file that was moved), and a leftover journal never meets the new file.
    At every moment there is the old file or the new one at the path.
    """
    sealed = is_sealed(backup)
    if not sealed:
        verify_backup(backup)
    data = unseal(backup, key or Key()) if sealed else b""
    if sealed:
        _verify_bytes(data, os.fspath(backup))
    target = Path(path).absolute()
    partial = _free_name(target.parent, f"{target.name}.restoring", ".partial")
    try:
        make_private_folder(target.parent)
        create_private(partial)
        if sealed:
            partial.write_bytes(data)
            sync(partial)
        else:
            copy(backup, partial)
        verify_backup(partial)
        aside = _exchange(partial, target, _stamp(at, backup))
        sync(target.parent)
    except sqlite3.Error as error:
        raise errors.from_sqlite(error, os.fspath(backup)) from error
    except OSError as error:
        raise errors.from_system(error, os.fspath(target)) from error
    finally:
        _discard(partial)
    return aside


def _exchange(partial: Path, target: Path, stamp: str) -> Path | None:
    """Put a new file in the place of the old one, which stays in a folder of its own, whole."""
    leftovers = [Path(f"{target}{suffix}") for suffix in _SIDE_FILES]
    if not any(os.path.lexists(file) for file in (target, *leftovers)):
        partial.rename(target)
        return None
    _forget_unfinished(target)
    lock = _lock(target)
    try:
        aside = _free_name(backup_folder(target), f"replaced-{stamp}", "")
        make_private_folder(aside)
        if os.path.lexists(target):
            _keep(target, aside / target.name)
        sync(aside)
        for file in leftovers:
            if os.path.lexists(file):
                file.rename(aside / file.name)
        partial.replace(target)
        sync(aside)
    finally:
        if lock is not None:
            lock.close()
    return aside


def _keep(old: Path, there: Path) -> None:
    """Give the old file a second name, so that its place is never empty; move it where that cannot be."""
    if not old.is_symlink():
        try:
            os.link(old, there)
        except OSError:  # not every file system can
            pass
        else:
            return
    old.rename(there)


def _forget_unfinished(target: Path) -> None:
    """Drop what a restore left that was ended in its midst: a second name of the file that is in place."""
    for folder in backup_folder(target).glob("replaced-*"):
        double = folder / target.name
        if double.is_file() and target.is_file() and double.samefile(target) and not double.is_symlink():
            double.unlink()
            if not any(folder.iterdir()):
                folder.rmdir()


def _lock(target: Path) -> sqlite3.Connection | None:
    """Keep writers out of a file that is about to move; a file that cannot be opened needs no lock."""
    try:
        conn, _ = open_checked(target)
    except errors.LockedFileError:
        raise
    except errors.StoreError:
        return None
    try:
        conn.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        conn.close()
        named = errors.from_sqlite(error, os.fspath(target))
        if isinstance(named, errors.LockedFileError):
            raise named from error
        return None
    return conn


def _superfluous(records: Iterable[BackupRecord], today: str) -> list[BackupRecord]:
    """What is not kept. Kept are 3 of today, 1 of each day before, 10 in all; and 10 of each other reason."""
    kept: dict[str, int] = {}
    limits = {"thinned": KEPT, today: TODAY_KEPT}
    superfluous = []
    for record in records:
        day = record.at[:10].replace("-", "")
        groups = ("thinned", day) if record.reason in _THINNED else (str(record.reason),)
        special = KEPT if len(groups) == 1 else 1
        if all(kept.get(group, 0) < limits.get(group, special) for group in groups):
            for group in groups:
                kept[group] = kept.get(group, 0) + 1
        else:
            superfluous.append(record)
    return superfluous


def _discard(partial: Path) -> None:
    if partial.is_file():
        partial.unlink()


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name not taken in the folder, neither unfinished nor finished."""
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        if not any(os.path.lexists(folder / f"{name}{ending}") for ending in (suffix, ".db", SEALED)):
            return folder / f"{name}{suffix}"
        number += 1


def _stamp(at: str | None, path: StrPath) -> str:
    """`2026-11-21T05:05:00Z` as it stands in file names; the file's last change where no time is given."""
    if at is None:
        return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(Path(path).stat().st_mtime))
    digits = re.sub(r"\D", "", at)[:14].ljust(14, "0")
    return f"{digits[:8]}T{digits[8:]}Z"


def _instant(stamp: str) -> str:
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:11]}:{stamp[11:13]}:{stamp[13:]}"
