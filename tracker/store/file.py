"""Opens the file: nothing is created by accident, and what is not ours stays untouched.

Reading needs `os` and `sqlite3` only; what writes or migrates imports `sqlite_utils` when it is called.
Rows come as plain tuples.
"""

# `os` rather than `pathlib`, which every reading command would pay for:
# ruff: noqa: PTH100, PTH108, PTH110, PTH116, PTH120

from __future__ import annotations

import os
import sqlite3
import stat

from tracker.private_file import make_private_folder
from tracker.store import errors
from tracker.store.connection import APPLICATION_ID, SCHEMA_VERSION, StrPath, connect, uri

TYPE_CHECKING = False  # type checkers know the name; `typing` is not free
if TYPE_CHECKING:
    from sqlite_utils import Database

OLDEST_SQLITE = (3, 37, 0)

CHECKED_BYTES = 1_000_000
"""Files up to this size are checked whole when opened (about 4 ms); larger ones by `check` and backups."""

TABLES = (
    "account", "action", "adviser", "alert_hold", "alert_outbox", "alert_rule", "alert_run",
    "alert_watch", "arrears", "autopay", "balance_point", "batch", "cash_event", "cash_occurrence",
    "cash_transfer", "change", "channel", "charge", "claim", "complaint", "complaint_incident", "contact",
    "custom_instalment", "dispute", "dispute_round", "due", "enquiry", "evidence", "hardship",
    "hardship_paper", "holiday", "loan", "loan_state", "mark", "message_check", "negotiation",
    "negotiation_step", "offer", "offer_payment", "payment", "plan", "plan_loan", "plan_payment", "promise",
    "receipt", "refund", "report", "report_entry", "score", "setting", "settlement", "stage", "statement",
    "terms", "waiver",
)  # fmt: skip

_HAS_TABLES = (
    "select count(*) from sqlite_schema where type = 'table' and name in ('" + "', '".join(TABLES) + "')"  # noqa: S608
)


def connect_reading(path: StrPath, *, at: str | None = None) -> sqlite3.Connection:
    """A connection for reading; an older file is brought up to date first (`at` names the backup)."""
    conn = _open_current(path, at)
    conn.execute("pragma query_only=on")
    return conn


def connect_writing(path: StrPath, *, at: str | None = None) -> Database:
    """A database for writing, and only inside `tracker.store.write.transaction`."""
    from tracker.store.library import sqlite_utils  # deferred: six times the start of the interpreter

    conn = _open_current(path, at)
    if not is_writable(path):
        conn.close()
        raise errors.ReadOnlyFileError(os.fspath(path))
    db: Database = sqlite_utils().Database(conn, execute_plugins=False)
    conn.execute(
        "pragma query_only=on"
    )  # lifted by a transaction: a stray write fails instead of slipping by
    return db


def create(path: StrPath) -> None:
    """Create an empty book, wholly or not at all; 0600, its folders 0700."""
    from tracker.store.migrate import apply_all  # deferred: brings sqlite_utils

    target = os.path.abspath(path)
    if os.path.lexists(target):
        raise errors.ExistingFileError(target)
    partial = f"{target}.{os.getpid()}.partial"
    try:
        make_private_folder(os.path.dirname(target))
        create_private(partial)
        apply_all(partial)
        sync(partial)
        os.link(partial, target)  # unlike a rename, never replaces what another process just created
        sync(os.path.dirname(target))
    except OSError as error:
        if os.path.lexists(target):
            raise errors.ExistingFileError(target) from error
        raise errors.from_system(error, target) from error
    finally:
        for leftover in (partial, f"{partial}-journal"):
            if os.path.exists(leftover):
                os.unlink(leftover)


def sqlite_version() -> tuple[str, bool]:
    """The version of SQLite that Python was built with, and whether it has what the file needs."""
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= OLDEST_SQLITE


def is_writable(path: StrPath) -> bool:
    """Whether the file can be written: itself, and its folder for the journal."""
    folder = os.path.dirname(os.path.realpath(path))
    return os.access(path, os.W_OK) and os.access(folder, os.W_OK | os.X_OK)


def create_private(path: StrPath) -> str:
    """Create an empty file for the owner only; never follows a link or takes over a file."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
    return os.fspath(path)


def sync(path: StrPath) -> None:
    """Have the file or folder reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def path_of(conn: sqlite3.Connection) -> str:
    """The path of the file behind a connection."""
    return str(next(row[2] for row in conn.execute("pragma database_list") if row[1] == "main"))


def _open_current(path: StrPath, at: str | None) -> sqlite3.Connection:
    """Open a file after every check; migrate it once if it is of an older schema."""
    for _ in range(2):
        conn, found = open_checked(path)
        if found == SCHEMA_VERSION:
            return conn
        conn.close()
        if not is_writable(path):
            raise errors.OutdatedFileError(os.fspath(path), found, SCHEMA_VERSION)
        from tracker.store.migrate import migrate_file  # deferred: brings sqlite_utils

        migrate_file(path, at=at)
    raise errors.damaged(os.fspath(path), "schema version did not change")


def open_checked(path: StrPath) -> tuple[sqlite3.Connection, int]:
    """A connection to a file of ours and its schema version; anything else is refused untouched."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise errors.OldSqliteError(sqlite3.sqlite_version, ".".join(map(str, OLDEST_SQLITE)))
    name = os.fspath(path)
    _refuse_other_files(name)
    try:
        conn = connect(path)
    except sqlite3.Error as error:
        raise _unopened(error, name) from error
    try:
        found = _refuse_other_schemas(conn, name)
        if found == SCHEMA_VERSION:
            _refuse_missing_tables(conn, name)
        _refuse_broken_pages(conn, name)
    except sqlite3.Error as error:
        conn.close()
        raise _unopened(error, name) from error
    except BaseException:
        conn.close()
        raise
    return conn, found


def _unopened(error: sqlite3.Error, name: str) -> Exception:
    """The named error; what SQLite has no better word for while a file is opened lies in the file."""
    named = errors.from_sqlite(error, name)
    return errors.damaged(name, str(error)) if named is error else named


def _refuse_other_files(name: str) -> None:
    """Look at the file without a lock and without touching a journal beside it.

    Python must not open the file itself: closing it would drop the locks of this process's own
    connections. `immutable` reads past a journal, so what looks torn here is left to the real opening.
    """
    try:
        status = os.stat(name)
    except (FileNotFoundError, NotADirectoryError):
        raise errors.MissingFileError(name) from None
    except (OSError, ValueError) as error:
        raise errors.UnreadableFileError(name, str(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise errors.ForeignFileError(name, "not_a_file")
    if not os.access(name, os.R_OK):
        raise errors.UnreadableFileError(name, "permission denied")
    if status.st_size == 0:
        raise _foreign_or_damaged(name, "empty")
    probe = sqlite3.connect(uri(name, "mode=ro&immutable=1"), uri=True)
    try:
        _refuse_other_schemas(probe, name)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
            raise _foreign_or_damaged(name, "not_sqlite") from error
    finally:
        probe.close()


def _refuse_other_schemas(conn: sqlite3.Connection, name: str) -> int:
    (application,) = conn.execute("pragma application_id").fetchone()
    (found,) = conn.execute("pragma user_version").fetchone()
    if application != APPLICATION_ID:
        raise _foreign_or_damaged(name, "other_program")
    if found > SCHEMA_VERSION:
        raise errors.NewerFileError(name, found, SCHEMA_VERSION)
    return int(found)


def _refuse_missing_tables(conn: sqlite3.Connection, name: str) -> None:
    """What a person added (a table, a view) is theirs; what is missing is damage."""
    if conn.execute(_HAS_TABLES).fetchone() != (len(TABLES),):
        raise errors.damaged(name, "tables are missing")


def _refuse_broken_pages(conn: sqlite3.Connection, name: str) -> None:
    if os.stat(name).st_size <= CHECKED_BYTES:
        (verdict,) = conn.execute("pragma integrity_check(1)").fetchone()
        if verdict != "ok":
            raise errors.damaged(name, verdict)


def _foreign_or_damaged(name: str, reason: str) -> errors.FileError:
    """A file without our header that has backups beside it is one of ours that was destroyed."""
    from tracker.store.backup import newest_sound_backup  # deferred: only an odd file needs it

    newest = newest_sound_backup(name)
    return errors.DamagedFileError(name, reason, newest) if newest else errors.ForeignFileError(name, reason)
