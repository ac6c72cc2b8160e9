"""An open book: the file, the date every answer is for, and the one way to change it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.store import errors
from tracker.store.file import connect_reading, connect_writing, create
from tracker.store.setting import data_version, read_setting

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from tracker.services.done import Done
    from tracker.store.connection import Connection, StrPath
    from tracker.store.write import Connected, Writer

Clock = Callable[[], datetime]

DEFAULT_CURRENCY = "CNY"


class Plain:
    """A connection in the shape that a transaction takes."""

    __slots__ = ("conn",)

    def __init__(self, conn: Connection) -> None:
        self.conn = conn


class Book:
    """One open file. Reading keeps the plain connection; the first write brings in the library."""

    def __init__(
        self,
        path: StrPath,
        conn: Connection,
        *,
        today: date,
        clock: Clock,
        exists: bool = True,
        dry_run: bool = False,
        calendar: Callable[[], date] | None = None,
    ) -> None:
        self.file = os.fspath(path)
        self.conn = conn
        self.today = today
        self.calendar = calendar
        """What the date is now, where nobody said: a book left open over night moves on with it."""
        self.clock = clock
        self.exists = exists
        self.dry_run = dry_run
        self.created = False
        """Whether this run created the file, so that a front end can say so."""
        self._joined: Writer | None = None
        self._db: Connected | None = None
        self._seen = data_version(self.conn)

    @property
    def path(self) -> Path:
        """Where the file is."""
        from pathlib import Path  # the command line opens a file by its name, and mostly needs no more

        return Path(self.file)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.conn.close()

    def at(self) -> str:
        """The instant of a change, in UTC."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def database(self) -> Connected:
        """The file for writing; created first if this book may create it."""
        if self._db is None:
            if not self.exists and self.dry_run:
                return Plain(self.conn)
            if not self.exists:
                # Another first command may have created it since this one looked.
                with suppress(errors.ExistingFileError):
                    create(self.file)
                    self.created = True
                self.exists = True
            db = connect_writing(self.file, at=self.at())
            self.conn.close()
            self._db, self.conn = db, db.conn
            self._seen = data_version(self.conn)
        return self._db

    @contextmanager
    def change(self, title: str) -> Iterator[Writer]:
        """One intention of the person: everything inside is written together, or nothing is."""
        if self._joined is not None:
            yield self._joined
            return
        from tracker.store.derived import rebuild
        from tracker.store.write import transaction

        with transaction(
            self.database(), title=title, at=self.at(), on_commit_rebuild=rebuild, dry_run=self.dry_run
        ) as writer:
            yield writer

    @contextmanager
    def together(self, title: str) -> Iterator[Writer]:
        """Several changes as one: those made inside join this one, which is undone in one step.

        What is kept of the loans is computed anew at the end, so notes on it come after.
        """
        with self.change(title) as writer:
            self._joined = writer
            try:
                yield writer
            finally:
                self._joined = None

    @contextmanager
    def rehearse(self, title: str) -> Iterator[Writer]:
        """As `change` on a file that does not exist yet: nothing is written and no file is made."""
        from tracker.store.write import transaction

        with transaction(Plain(self.conn), title=title, at=self.at(), dry_run=True) as writer:
            yield writer

    @contextmanager
    def note(self, title: str) -> Iterator[Writer]:
        """Write what is rebuilt, sent or fetched and never undone; it needs no library."""
        from tracker.store.write import transaction

        with transaction(Plain(self.conn), title=title, at=self.at(), dry_run=self.dry_run) as writer:
            yield writer

    def changed_elsewhere(self) -> bool:
        """Whether the answers changed since this was last asked: the file by another's hand, or the date."""
        if self.calendar is not None and (now := self.calendar()) != self.today:
            self.today = now
            return True
        if not self.exists:
            if not self.path.exists():
                return False
            conn = connect_reading(self.file, at=self.at())
            self.conn.close()
            self.conn, self.exists, self._seen = conn, True, data_version(conn)
            return True
        version = data_version(self.conn)
        changed = version != self._seen
        self._seen = version
        return changed

    def setting(self, key: str, default: str = "") -> str:
        """A setting kept in the file."""
        found = read_setting(self.conn, key)
        return found[1] if found else default

    @property
    def currency(self) -> str:
        """The currency of what is typed without one."""
        return self.setting("currency", DEFAULT_CURRENCY)

    @property
    def jurisdiction(self) -> str:
        """Whose holidays and rules apply."""
        return self.setting("jurisdiction", "CN")


def open_book(
    path: StrPath,
    *,
    today: date,
    clock: Clock,
    may_create: bool = False,
    dry_run: bool = False,
    calendar: Callable[[], date] | None = None,
) -> Book:
    """Open the file at the path.

    With `may_create` a missing file reads as an empty book, and the first change creates it;
    without, it raises MissingFileError. Other errors of the store pass through.
    """
    at = clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        conn = connect_reading(path, at=at)
    except errors.MissingFileError:
        if not may_create:
            raise
        from tracker.store.empty import empty_reading

        return Book(
            path, empty_reading(), today=today, clock=clock, exists=False, dry_run=dry_run, calendar=calendar
        )
    return Book(path, conn, today=today, clock=clock, dry_run=dry_run, calendar=calendar)


def create_book(path: StrPath, *, today: date, clock: Clock, settings: dict[str, str]) -> Book:
    """Create the file and write its settings; raises ExistingFileError where one stands."""
    create(path)
    book = open_book(path, today=today, clock=clock)
    if settings:
        write_settings(book, settings)
    return book


def write_settings(book: Book, settings: dict[str, str], title: str | None = None) -> Done:
    """Keep settings in the file, as one change."""
    title = title or _("Settings")
    with book.change(title) as writer:
        for key, value in settings.items():
            found = read_setting(writer.conn, key)
            if found:
                writer.update("setting", found[0], {"value": value})
            else:
                writer.insert("setting", {"key": key, "value": value})
    from tracker.services.done import Done

    return Done(title=title, action_id=writer.action_id)
