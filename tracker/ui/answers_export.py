"""What the export dialog asks and has written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.exporting import Sheet as Sheet

Progress = Callable[[int, int | None], None]


class ExportAnswers(Protocol):
    """What leaves the book as files."""

    def part(self, what: str, *, loan_id: int | None = None, only: Collection[int] | None = None) -> Sheet:
        """One part of the book as a table."""

    def write_sheet(self, sheet: Sheet, path: Path, form: str, *, hidden: bool, force: bool) -> Checked[int]:
        """Write a table to a file of one's own; how many rows it has."""

    def write_everything(self, folder: Path, *, force: bool, progress: Progress) -> Checked[int]:
        """Write one file for each kind of fact into a folder; called in a thread. How many rows they have."""

    def last_command(self) -> str:
        """The command line that does what the last change did; empty if none does."""


class BookExport:
    """The answers of an open book."""

    _book: Book

    def part(self, what: str, *, loan_id: int | None = None, only: Collection[int] | None = None) -> Sheet:
        """One part of the book as a table."""
        from tracker.services.exporting import part

        return part(self._book, what, loan_id=loan_id, only=only)

    def write_sheet(self, sheet: Sheet, path: Path, form: str, *, hidden: bool, force: bool) -> Checked[int]:
        """Write a table to a file of one's own; how many rows it has."""
        from tracker.services.exporting import write_sheet

        return write_sheet(sheet, path, form, hidden=hidden, force=force, on=self._book.today)

    def write_everything(self, folder: Path, *, force: bool, progress: Progress) -> Checked[int]:
        """Write one file for each kind of fact into a folder; called in a thread. How many rows they have."""
        from tracker.domain.problems import Problem
        from tracker.services.book import open_book
        from tracker.services.exporting import FolderExistsError, export_all

        try:
            if folder.exists() and not folder.is_dir():
                return None, (Problem(code="not_a_folder", field="output", value=str(folder)),)
            mine = self._book
            with open_book(mine.path, today=mine.today, clock=mine.clock) as book:
                return sum(export_all(book, folder, force=force, progress=progress).values()), ()
        except FolderExistsError:
            return None, (Problem(code="file_exists", field="output", value=str(folder)),)
        except OSError as error:
            params = {"reason": error.strerror or str(error)}
            return None, (Problem(code="not_writable", field="output", value=str(folder), params=params),)

    def last_command(self) -> str:
        """The command line that does what the last change did; empty if none does."""
        from tracker.services.twin import command_of

        return command_of(self._book)
