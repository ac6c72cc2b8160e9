"""What the import screen asks: the loans there are, a look at a file, and the import itself.

A look may take long, so it happens in a thread of its own with a connection of its own.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Protocol

from tracker.ui.paths import short_path

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.book import Book
    from tracker.services.import_preview import ImportPreview as ImportPreview
    from tracker.services.import_preview import SeenRow as SeenRow
    from tracker.services.importing import ImportOptions
    from tracker.services.importing import ImportReport as ImportReport
    from tracker.services.views import Done

    Problems = tuple[Problem, ...]

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person said about a file, as the options of the command line take it."""

    path: str = ""
    kind: str = ""
    loan: str = ""
    date_format: str = ""
    decimal_mark: str = ""
    rate_unit: str = ""
    sign: str = ""
    encoding: str = ""
    currency: str = ""
    map: str = ""
    """`KEY=COLUMN`, several of them parted by `;`."""
    skip_bad: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Each `KEY=COLUMN` by itself."""
        return tuple(each.strip() for each in self.map.split(";") if each.strip())

    @property
    def command(self) -> str:
        """The command line that does the same."""
        words: list[str] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name not in ("path", "map", "skip_bad") and value:
                words += [f"--{field.name.replace('_', '-')}", value]
        for column in self.columns:
            words += ["--map", column]
        words += ["--skip-bad"] if self.skip_bad else []
        short = short_path(self.path)
        # A shell does not resolve a tilde that is quoted.
        path = f"~/{shlex.quote(short[2:])}" if short.startswith("~/") else shlex.quote(short)
        return " ".join(["debt import", path, *map(shlex.quote, words)])


class ImportAnswers(Protocol):
    """What the import screen asks."""

    def look_at_file(self, wanted: Wanted, progress: Progress) -> tuple[ImportPreview | None, Problems]:
        """What would become of every row; called in a thread, and nothing is written."""

    def import_file(
        self, wanted: Wanted, sha256: str, progress: Progress
    ) -> tuple[ImportReport | None, Problems]:
        """Import the file that was looked at, as one undo step; called in a thread."""

    def import_done(self, report: ImportReport) -> Done:
        """The import as a change that was made."""

    def is_export(self, folder: str) -> bool:
        """Whether a folder holds what `export all` wrote."""


class BookImport:
    """The same of an open book."""

    _book: Book

    def look_at_file(self, wanted: Wanted, progress: Progress) -> tuple[ImportPreview | None, Problems]:
        """What would become of every row; called in a thread, and nothing is written."""
        from tracker.services.import_preview import preview_import

        with self._another() as book:
            options, problems = _options(wanted)
            if options is None:
                return None, problems
            return preview_import(book, wanted.path, options, progress=progress)

    def import_file(
        self, wanted: Wanted, sha256: str, progress: Progress
    ) -> tuple[ImportReport | None, Problems]:
        """Import the file that was looked at, as one undo step; called in a thread."""
        from tracker.domain.problems import Problem
        from tracker.services.import_preview import FileChangedError, apply_import

        with self._another() as book:
            options, problems = _options(wanted)
            if options is None:
                return None, problems
            try:
                return apply_import(book, wanted.path, options, sha256=sha256, progress=progress)
            except FileChangedError:
                return None, (Problem(code="file_changed_since", field="file", value=wanted.path),)

    def import_done(self, report: ImportReport) -> Done:
        """The import as a change that was made."""
        from tracker.services.importing import title_of
        from tracker.services.views import Done

        return Done(title=title_of(report), action_id=report.action_id)

    def is_export(self, folder: str) -> bool:
        """Whether a folder holds what `export all` wrote."""
        from tracker.services.own_files import holds_own_files

        return holds_own_files(folder)

    def _another(self) -> Book:
        from tracker.services.book import open_book

        book = self._book
        return open_book(
            book.path, today=book.today, clock=book.clock, may_create=not book.exists, dry_run=book.dry_run
        )


def _options(wanted: Wanted) -> tuple[ImportOptions | None, Problems]:
    from tracker.services.importing import ImportOptions, read_options

    read, problems = read_options(
        columns=wanted.columns,
        encoding=wanted.encoding,
        date_format=wanted.date_format,
        decimal_mark=wanted.decimal_mark,
        rate_unit=wanted.rate_unit,
        sign=wanted.sign,
        currency=wanted.currency,
    )
    if read is None:
        return None, problems
    return ImportOptions(
        kind=wanted.kind or None,
        loan_id=int(wanted.loan) if wanted.loan else None,
        skip_bad=wanted.skip_bad,
        read=read,
    ), ()


def nothing_seen(path: str, kind: str, problems: Problems) -> ImportPreview:
    """A file of which nothing could be read until something is decided."""
    from tracker.services.import_preview import ImportPreview

    return ImportPreview(path=path, kind=kind, questions=problems)
