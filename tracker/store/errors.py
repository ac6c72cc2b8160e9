"""Everything that can go wrong with the file, one class each: fields to word a message from, no wording."""

from __future__ import annotations

import errno
import sqlite3

TYPE_CHECKING = False  # as in tracker.store.file
if TYPE_CHECKING:
    from typing import Any


class StoreError(Exception):
    """The parent of what the store refuses or cannot do."""

    def __init__(self, *fields: object) -> None:
        super().__init__(" ".join(str(field) for field in fields if field is not None))


class FileError(StoreError):
    """A failure of the file as a whole."""

    def __init__(self, path: str, *fields: object) -> None:
        super().__init__(path, *fields)
        self.path = path


class MissingFileError(FileError):
    """There is no file at the path."""


class ExistingFileError(FileError):
    """A file stands where a new one should be created."""


class ForeignFileError(FileError):
    """Not our file; `reason` is not_a_file, empty, not_sqlite or other_program."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.reason = reason


class NewerFileError(FileError):
    """A newer program wrote the file; `found` is its schema, `known` the newest this program knows."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(path, found, known)
        self.found = found
        self.known = known


class OutdatedFileError(FileError):
    """The file has an older schema and cannot be brought up to date because it is read-only."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(path, found, known)
        self.found = found
        self.known = known


class DamagedFileError(FileError):
    """The file is ours, or was, and its content is broken; `newest_backup` is the newest sound copy."""

    def __init__(self, path: str, detail: str, newest_backup: str | None = None) -> None:
        super().__init__(path, detail, newest_backup)
        self.detail = detail
        self.newest_backup = newest_backup


class UnreadableFileError(FileError):
    """The system does not let us read the file."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(path, detail)
        self.detail = detail


class LockedFileError(FileError):
    """Another process kept the file locked for longer than the timeout."""


class ReadOnlyFileError(FileError):
    """The file or its folder cannot be written."""


class MovedFileError(FileError):
    """The file was moved or replaced since it was opened; nothing was written to either."""


class FullDiskError(FileError):
    """No space left; nothing was written."""


class FailedDiskError(FileError):
    """Reading or writing failed below SQLite; nothing was written."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(path, detail)
        self.detail = detail


class CryptMissingError(FileError):
    """What opens and closes encrypted copies is not installed."""


class SealedFileError(FileError):
    """A copy is encrypted; `wants` says what opens it: a passphrase or an identity."""

    def __init__(self, path: str, wants: str) -> None:
        super().__init__(path, wants)
        self.wants = wants


class BadKeyError(FileError):
    """A passphrase, an identity or a recipient that does not fit."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(path, detail)
        self.detail = detail


class BadBackupError(FileError):
    """A copy that cannot be restored: not ours, too new, or broken."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(path, detail)
        self.detail = detail


class CutBackupError(BadBackupError):
    """An encrypted copy of which a part is lost or changed, whatever opens it."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "cut or changed")


class OldSqliteError(StoreError):
    """Python was built with a SQLite that lacks STRICT tables."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(found, needed)
        self.found = found
        self.needed = needed


class StaleRowError(StoreError):
    """Somebody else changed the row since it was read; both versions and the row as it is now."""

    def __init__(
        self, table: str, row_id: int, expected: int, found: int, current_row: dict[str, Any]
    ) -> None:
        super().__init__(table, row_id, expected, found)
        self.table = table
        self.row_id = row_id
        self.expected = expected
        self.found = found
        self.current_row = current_row


class MissingRowError(StoreError):
    """A row to be changed does not exist."""

    def __init__(self, table: str, row_id: int) -> None:
        super().__init__(table, row_id)
        self.table = table
        self.row_id = row_id


class ConstraintError(StoreError):
    """A row breaks a rule of the schema: a duplicate, a dangling reference, a value out of range."""

    def __init__(self, table: str, detail: str) -> None:
        super().__init__(table, detail)
        self.table = table
        self.detail = detail


class UndoConflictError(StoreError):
    """A row no longer is what the log says the action left; nothing was undone."""

    def __init__(self, action_id: int, title: str, table: str, row_id: int) -> None:
        super().__init__(action_id, table, row_id)
        self.action_id = action_id
        self.title = title
        self.table = table
        self.row_id = row_id


class QueryRefusedError(StoreError):
    """A query that would do more than read."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class QueryFailedError(StoreError):
    """A query SQLite cannot run; `detail` is its own message."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class QueryTooLongError(StoreError):
    """A query that did not end within its limit."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class NestedTransactionError(StoreError):
    """Programmer error: a transaction was opened inside another."""


class UnknownTableError(StoreError):
    """Programmer error: a table this kind of write is not for."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class UnstorableValueError(StoreError):
    """Programmer error: a value that is not an integer, text or null (a float is never money)."""

    def __init__(self, table: str, column: str, value: object) -> None:
        super().__init__(table, column, type(value).__name__)
        self.table = table
        self.column = column


_SHORT_READ = sqlite3.SQLITE_IOERR_SHORT_READ
_MOVED = sqlite3.SQLITE_READONLY_DBMOVED


def from_sqlite(error: sqlite3.Error, path: str) -> Exception:
    """The named error for what SQLite reported; the error itself where it is not about the file."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    if code == _MOVED:
        return MovedFileError(path)
    match _SHORT_READ_AS_CORRUPT.get(code, code & 0xFF):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LockedFileError(path)
        case sqlite3.SQLITE_READONLY:
            return ReadOnlyFileError(path)
        case sqlite3.SQLITE_FULL:
            return FullDiskError(path)
        case sqlite3.SQLITE_IOERR:
            return FailedDiskError(path, str(error))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return UnreadableFileError(path, str(error))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, str(error))
        case _:
            return error


def from_system(error: OSError, path: str) -> FileError:
    """The named error for what the system reported while a file was written."""
    if error.errno in _FULL:
        return FullDiskError(path)
    if error.errno in _FORBIDDEN:
        return ReadOnlyFileError(path)
    return FailedDiskError(path, error.strerror or str(error))


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_SHORT_READ_AS_CORRUPT = {_SHORT_READ: sqlite3.SQLITE_CORRUPT}


def named(error: BaseException, path: str) -> BaseException:
    """The named error for anything SQLite reported, any other error as it is."""
    return from_sqlite(error, path) if isinstance(error, sqlite3.Error) else error


def damaged(path: str, detail: str) -> DamagedFileError:
    """The error for a broken file, naming its newest sound backup."""
    from tracker.store.backup import newest_sound_backup  # deferred: only a broken file needs it

    return DamagedFileError(path, detail, newest_sound_backup(path))
