"""What the setup screen asks about the file and its copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.services.book import Book
    from tracker.services.keeping import BackupRecord as BackupRecord
    from tracker.services.keeping import Finding as Finding
    from tracker.services.views import Done


class SetupAnswers(Protocol):
    """What is asked about the file."""

    def file_path(self) -> Path:
        """Where the file is, or would be."""

    def jurisdiction(self) -> str:
        """Whose holidays and rules apply."""

    def set_in_book(self, key: str, value: str) -> Done:
        """Keep a setting in the file, as one change."""

    def backups(self) -> tuple[BackupRecord, ...]:
        """The copies of the file, newest first."""

    def make_backup(self, passphrase: str = "") -> Path:
        """Copy the file and verify the copy; with a passphrase it is encrypted."""

    def verify_backup(self, path: Path, passphrase: str = "") -> None:
        """Raise what is wrong with a copy."""

    def opened_by(self, path: Path) -> str:
        """What opens an encrypted copy: `passphrase` or `identity`."""

    def check_file(self) -> tuple[Finding, ...]:
        """Everything that is wrong with the file."""


class BookSetup:
    """The answers of an open book."""

    _book: Book

    def file_path(self) -> Path:
        """Where the file is, or would be."""
        return self._book.path

    def jurisdiction(self) -> str:
        """Whose holidays and rules apply."""
        return self._book.jurisdiction

    def set_in_book(self, key: str, value: str) -> Done:
        """Keep a setting in the file, as one change."""
        from tracker.locale import _
        from tracker.services.book import write_settings

        names = {"currency": _("currency"), "jurisdiction": _("country")}
        title = _("Set {key} to {value}").format(key=names.get(key, key), value=value)
        return write_settings(self._book, {key: value}, title)

    def backups(self) -> tuple[BackupRecord, ...]:
        """The copies of the file, newest first."""
        from tracker.services.keeping import list_backups

        return list_backups(self._book.path)

    def make_backup(self, passphrase: str = "") -> Path:
        """Copy the file and verify the copy; with a passphrase it is encrypted."""
        from tracker.services.keeping import Key, create_backup

        return create_backup(self._book, key=Key(passphrase=passphrase) if passphrase else None)

    def verify_backup(self, path: Path, passphrase: str = "") -> None:
        """Raise what is wrong with a copy."""
        from tracker.services.keeping import Key, verify_backup

        verify_backup(path, Key(passphrase=passphrase))

    def opened_by(self, path: Path) -> str:
        """What opens an encrypted copy: `passphrase` or `identity`."""
        from tracker.services.keeping import opened_by

        return opened_by(path)

    def check_file(self) -> tuple[Finding, ...]:
        """Everything that is wrong with the file."""
        from tracker.services.keeping import check_book

        return check_book(self._book.path)
