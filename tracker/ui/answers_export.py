"""What the export dialog asks and has written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from tracker.locale.hiding import hiding

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.exporting import Sheet as Sheet
    from tracker.ui.answers import Answers

    Make = Callable[[Answers], Sheet]

R = TypeVar("R")

Progress = Callable[[int, int | None], None]

PAPERS = ("md", "html")
_STEP = 200
_INSTRUCTIONS = 200_000
"""Steps of the database between two looks at whether it is to stop: some milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The whole book as it was written: the rows of its tables, or the folder of evidence beside one file."""

    rows: int | None = None
    evidence: Path | None = None


class ExportAnswers(Protocol):
    """What leaves the book as files; what writes is called in a thread and stops if `progress` raises."""

    def part(self, what: str, *, loan_id: int | None = None, only: Collection[int] | None = None) -> Sheet:
        """One part of the book as a table."""

    def write_sheet(
        self, make: Make, path: Path, form: str, *, hidden: bool, force: bool, progress: Progress
    ) -> Checked[int]:
        """Write a table to a file of one's own; how many rows it has."""

    def write_report(
        self,
        path: Path,
        form: str,
        *,
        loan_id: int | None,
        year: int | None,
        hidden: bool,
        force: bool,
        progress: Progress,
    ) -> Checked[Path]:
        """Write a report of the book, a loan or a year."""

    def write_journal(self, path: Path, form: str, *, force: bool, progress: Progress) -> Checked[Path]:
        """Write every loan and payment as a journal."""

    def write_everything(self, path: Path, form: str, *, force: bool, progress: Progress) -> Checked[Whole]:
        """Write the whole book into a folder or a file."""

    def last_command(self) -> str:
        """The command line that does what the last change did; empty if none does."""


class BookExport:
    """The answers of an open book."""

    _book: Book
    if TYPE_CHECKING:
        _another: Callable[[], Book]

    def part(self, what: str, *, loan_id: int | None = None, only: Collection[int] | None = None) -> Sheet:
        """One part of the book as a table."""
        from tracker.services.exporting import part

        return part(self._book, what, loan_id=loan_id, only=only)

    def write_sheet(
        self, make: Make, path: Path, form: str, *, hidden: bool, force: bool, progress: Progress
    ) -> Checked[int]:
        """Write a table to a file of one's own; how many rows it has."""
        from tracker.services.exporting import write_sheet, write_text
        from tracker.ui.answers import BookAnswers

        with self._apart(progress) as book, hiding(hidden=hidden):
            sheet = make(BookAnswers(book))
            if form not in PAPERS:
                return write_sheet(
                    sheet, path, form, hidden=hidden, force=force, on=book.today, progress=progress
                )
            from tracker.services.report.made import sheet_report, written_pieces

            rows = tuple(_told(sheet.rows, progress))
            pieces = written_pieces(sheet_report(book, replace(sheet, rows=rows)), form)
            done, problems = write_text(path, pieces, force=force, progress=progress)
            return (len(rows) if done else None), problems

    def write_report(
        self,
        path: Path,
        form: str,
        *,
        loan_id: int | None,
        year: int | None,
        hidden: bool,
        force: bool,
        progress: Progress,
    ) -> Checked[Path]:
        """Write a report of the book, a loan or a year."""
        from tracker.services.exporting import write_text
        from tracker.services.report.made import report, written_pieces

        with self._apart(progress) as book, hiding(hidden=hidden):
            made, problems = report(book, loan_id=loan_id, year=year)
            if made is None:
                return None, problems
            return write_text(path, written_pieces(made, form), force=force, progress=progress)

    def write_journal(self, path: Path, form: str, *, force: bool, progress: Progress) -> Checked[Path]:
        """Write every loan and payment as a journal."""
        from tracker.services.exporting import write_text
        from tracker.services.journal import journal_text

        with self._apart(progress) as book, hiding(hidden=False):
            pieces = journal_text(book, form, progress=progress)
            return write_text(path, pieces, force=force, progress=progress)

    def write_everything(self, path: Path, form: str, *, force: bool, progress: Progress) -> Checked[Whole]:
        """Write the whole book into a folder or a file."""
        from tracker.domain.problems import Problem
        from tracker.services.exporting import FolderExistsError, export_all, write_book

        with self._apart(progress) as book:
            if form == "json":
                head = {"today": book.today}
                beside, problems = write_book(book, path, head, force=force, progress=progress)
                return (None if problems else Whole(evidence=beside)), problems
            try:
                if path.exists() and not path.is_dir():
                    return None, (Problem(code="not_a_folder", field="output", value=str(path)),)
                written = export_all(book, path, force=force, progress=progress)
                return Whole(rows=sum(written.values())), ()
            except FolderExistsError:
                return None, (Problem(code="file_exists", field="output", value=str(path)),)
            except OSError as error:
                params = {"reason": error.strerror or str(error)}
                return None, (Problem(code="not_writable", field="output", value=str(path), params=params),)

    @contextmanager
    def _apart(self, progress: Progress) -> Iterator[Book]:
        """The file on a connection of this thread; while it is asked much, a stop is heard."""
        stopped: list[Exception] = []

        def heard() -> bool:
            try:
                progress(0, None)
            except Exception as error:  # noqa: BLE001 -- raised again once the question has ended
                stopped.append(error)
            return bool(stopped)

        with self._another() as book:
            book.conn.set_progress_handler(heard, _INSTRUCTIONS)
            try:
                yield book
            except Exception:
                if stopped:
                    raise stopped[0] from None
                raise

    def last_command(self) -> str:
        """The command line that does what the last change did; empty if none does."""
        from tracker.services.twin import command_of

        return command_of(self._book)


def _told(rows: Iterable[R], progress: Progress) -> Iterator[R]:
    for number, row in enumerate(rows):
        if number % _STEP == 0:
            progress(number, None)
        yield row
