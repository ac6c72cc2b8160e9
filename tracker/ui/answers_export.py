"""What the export dialog asks and has written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.exporting import Sheet as Sheet

Progress = Callable[[int, int | None], None]

PAPERS = ("md", "html")


class ExportAnswers(Protocol):
    """What leaves the book as files."""

    def part(self, what: str, *, loan_id: int | None = None, only: Collection[int] | None = None) -> Sheet:
        """One part of the book as a table."""

    def write_sheet(self, sheet: Sheet, path: Path, form: str, *, hidden: bool, force: bool) -> Checked[int]:
        """Write a table to a file of one's own; how many rows it has."""

    def write_report(
        self, path: Path, form: str, *, loan_id: int | None, year: int | None, force: bool
    ) -> Checked[Path]:
        """Write a report of the book, a loan or a year."""

    def write_journal(self, path: Path, form: str, *, force: bool) -> Checked[Path]:
        """Write every loan and payment as a journal."""

    def write_everything(self, path: Path, form: str, *, force: bool, progress: Progress) -> Checked[int]:
        """Write the whole book into a folder or a file; called in a thread. Rows or files written."""

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
        from tracker.services.exporting import write_sheet, write_text

        if form in PAPERS:
            from tracker.services.report.made import sheet_report, written

            rows = tuple(sheet.rows)
            text = written(sheet_report(self._book, replace(sheet, rows=rows)), form)
            done, problems = write_text(path, (text,), force=force)
            return (len(rows) if done else None), problems
        return write_sheet(sheet, path, form, hidden=hidden, force=force, on=self._book.today)

    def write_report(
        self, path: Path, form: str, *, loan_id: int | None, year: int | None, force: bool
    ) -> Checked[Path]:
        """Write a report of the book, a loan or a year."""
        from tracker.services.exporting import write_text
        from tracker.services.report.made import report, written

        made, problems = report(self._book, loan_id=loan_id, year=year)
        return write_text(path, (written(made, form),), force=force) if made else (None, problems)

    def write_journal(self, path: Path, form: str, *, force: bool) -> Checked[Path]:
        """Write every loan and payment as a journal."""
        from tracker.services.exporting import write_text
        from tracker.services.journal import journal_text

        return write_text(path, journal_text(self._book, form), force=force)

    def write_everything(self, path: Path, form: str, *, force: bool, progress: Progress) -> Checked[int]:
        """Write the whole book into a folder or a file; called in a thread. Rows or files written."""
        from tracker.domain.problems import Problem
        from tracker.services.book import open_book
        from tracker.services.exporting import FolderExistsError, export_all, write_book

        folder = path
        if form == "json":
            mine = self._book
            with open_book(mine.path, today=mine.today, clock=mine.clock) as book:
                _beside, problems = write_book(book, path, {"today": mine.today}, force=force)
            return (None if problems else 1), problems
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
