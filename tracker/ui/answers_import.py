"""What the import screen asks: the loans there are, a look at a file, and the import itself.

A look may take long, so it happens in a thread of its own with a connection of its own.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from tracker.ui.paths import short_path

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.problems import Problem
    from tracker.services.book import Book
    from tracker.services.import_preview import ImportPreview as ImportPreview
    from tracker.services.import_preview import SeenRow as SeenRow
    from tracker.services.import_preview import StoredPayment as StoredPayment
    from tracker.services.import_reading import Reading as Reading
    from tracker.services.import_reading import SeenColumn as SeenColumn
    from tracker.services.importing import ImportOptions
    from tracker.services.importing import ImportReport as ImportReport
    from tracker.services.views import Done

    Problems = tuple[Problem, ...]

_TOLD = ("date_format", "decimal_mark", "rate_unit", "sign", "currency")

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person said about a file, as the options of the command line take it."""

    path: str = ""
    kind: str = ""
    profile: str = ""
    """The layout the file is read by; `-` for none."""
    loan: str = ""
    encoding: str = ""
    delimiter: str = ""
    header: str = ""
    date_format: str = ""
    decimal_mark: str = ""
    rate_unit: str = ""
    sign: str = ""
    currency: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """Fields and the columns they stand in."""
    edits: tuple[tuple[int, str, str], ...] = ()
    """Lines, columns, and what the cell should read."""
    skips: frozenset[int] = frozenset()
    """Lines that are left out."""
    anyway: frozenset[int] = frozenset()
    """Lines that come in although the book has the same."""
    loans_for: tuple[tuple[str, int], ...] = ()
    """What rows say, and the id of the loan that is meant by it."""
    purchases: str = ""
    """`yes` if the purchases of a card's statement come to the card, too."""
    skip_bad: bool = False

    def with_edit(self, line: int, column: str, value: str) -> Wanted:
        """The same with a cell corrected."""
        kept = tuple(each for each in self.edits if each[:2] != (line, column))
        return replace(self, edits=(*kept, (line, column, value)), skips=self.skips - {line})

    def with_role(self, line: int, role: str) -> Wanted:
        """The same with a row that is something else to its card; nothing: what the file says it is."""
        if role:
            return self.with_edit(line, "as", role)
        kept = tuple(each for each in self.edits if each[:2] != (line, "as"))
        return replace(self, edits=kept, skips=self.skips - {line})

    def with_column(
        self, table: tuple[SeenColumn, ...], column: SeenColumn, key: str, header_line: int
    ) -> Wanted:
        """The same with a column read as another field, or as none."""
        said = dict(self.columns)
        if column.key:
            said[column.key] = "-"
        if key:
            said[key] = column.header if column.by_name and column.header[:1] != "#" else f"#{column.place}"
        # What was told by its name is told outright, for the name of another column may come before it.
        for each in table:
            if each.key and each.key not in said and each.place != column.place:
                said[each.key] = each.header if each.by_name and each.header[:1] != "#" else f"#{each.place}"
        numbered = any(each.startswith("#") for each in said.values())
        header = self.header or (str(header_line or "none") if numbered else "")
        return replace(self, columns=tuple(said.items()), header=header)

    @property
    def words(self) -> list[str]:
        """The options of the command line that say the same."""
        words: list[str] = []
        for name in (
            "kind", "profile", "loan", "encoding", "delimiter", "header", "date_format", "decimal_mark",
            "rate_unit",
            "sign", "currency",
        ):  # fmt: skip
            if value := getattr(self, name):
                words += [f"--{name.replace('_', '-')}", "tab" if value == "\t" else value]
        for key, column in self.columns:
            words += ["--map", f"{key}={column}"]
        for text, loan_id in self.loans_for:
            words += ["--loan-for", f"{text}={loan_id}"]
        for line, column, value in self.edits:
            words += ["--set", f"{line}:{column}={value}"]
        for option, lines in (("--skip-line", self.skips), ("--anyway", self.anyway)):
            words += [option, _ranges(lines)] if lines else []
        words += ["--purchases"] if self.purchases else []
        return [*words, "--skip-bad"] if self.skip_bad else words

    @property
    def command(self) -> str:
        """The command line that does the same."""
        short = short_path(self.path)
        # A shell does not resolve a tilde that is quoted.
        path = f"~/{shlex.quote(short[2:])}" if short.startswith("~/") else shlex.quote(short)
        return " ".join(["debt import", path, *map(shlex.quote, self.words)])


def _ranges(lines: frozenset[int]) -> str:
    """Numbers of lines as the command line takes them: `3,5-9`."""
    found: list[list[int]] = []
    for line in sorted(lines):
        if found and found[-1][1] == line - 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


class ImportAnswers(Protocol):
    """What the import screen asks."""

    def look_at_file(self, wanted: Wanted, progress: Progress) -> tuple[ImportPreview | None, Problems]:
        """What would become of every row; called in a thread, and nothing is written."""

    def import_file(
        self, wanted: Wanted, sha256: str, progress: Progress
    ) -> tuple[ImportReport | None, Problems]:
        """Import the file that was looked at, as one undo step; called in a thread."""

    def row_cells(self, wanted: Wanted, kind: str, line: int) -> tuple[tuple[str, str], ...]:
        """The cells of one row with their headers; a row that does not fit comes whole, as `*`."""

    def stored_payment(self, payment_id: int) -> StoredPayment | None:
        """A payment of the book that a row is compared with."""

    def profiles(self) -> tuple[tuple[str, str], ...]:
        """The layouts that are known: what each is called, and its id."""

    def keep_profile(self, wanted: Wanted, name: str, *, force: bool) -> tuple[str, Problems]:
        """Keep how a file is read as a layout of one's own; where it lies, or what is wrong."""

    def import_done(self, report: ImportReport) -> Done:
        """The import as a change that was made."""

    def is_taken_back(self, report: ImportReport) -> bool:
        """Whether an import was undone since."""

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

    def row_cells(self, wanted: Wanted, kind: str, line: int) -> tuple[tuple[str, str], ...]:
        """The cells of one row with their headers; a row that does not fit comes whole, as `*`."""
        from tracker.services.import_preview import row_cells

        options, _problems = _options(wanted)
        return () if options is None else row_cells(wanted.path, options, kind, line)

    def stored_payment(self, payment_id: int) -> StoredPayment | None:
        """A payment of the book that a row is compared with."""
        from tracker.services.import_preview import stored_payment

        return stored_payment(self._book, payment_id)

    def profiles(self) -> tuple[tuple[str, str], ...]:
        """The layouts that are known: what each is called, and its id."""
        from tracker.locale import language
        from tracker.services.profile import profiles

        return tuple((each.title(language()), each.id) for each in profiles())

    def keep_profile(self, wanted: Wanted, name: str, *, force: bool) -> tuple[str, Problems]:
        """Keep how a file is read as a layout of one's own; where it lies, or what is wrong."""
        from tracker.services.import_profile import keep_profile

        options, problems = _options(wanted)
        if options is None:
            return "", problems
        told = {key: getattr(wanted, key) for key in _TOLD}
        path, problems = keep_profile(
            wanted.path, options, told, name, force=force, dry_run=self._book.dry_run
        )
        return str(path or ""), problems

    def import_done(self, report: ImportReport) -> Done:
        """The import as a change that was made."""
        from tracker.services.importing import title_of
        from tracker.services.views import Done

        return Done(title=title_of(report), action_id=report.action_id)

    def is_taken_back(self, report: ImportReport) -> bool:
        """Whether an import was undone since."""
        from tracker.services.history import is_undone

        return report.action_id is not None and is_undone(self._book, report.action_id)

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
    from tracker.services.importing import Edit, ImportOptions, read_options

    read, problems = read_options(
        columns=[f"{key}={column}" for key, column in wanted.columns],
        encoding=wanted.encoding,
        delimiter=wanted.delimiter,
        header=wanted.header,
        date_format=wanted.date_format,
        decimal_mark=wanted.decimal_mark,
        rate_unit=wanted.rate_unit,
        sign=wanted.sign,
        currency=wanted.currency,
    )
    if read is None:
        return None, problems
    edits = tuple(Edit(line=line, column=column, value=value) for line, column, value in wanted.edits)
    return ImportOptions(
        kind=wanted.kind or None,
        profile=wanted.profile or None,
        loan_id=int(wanted.loan) if wanted.loan else None,
        skip_bad=wanted.skip_bad,
        anyway=wanted.anyway,
        loans_for=wanted.loans_for,
        purchases=bool(wanted.purchases),
        read=replace(read, edits=edits, skip_lines=wanted.skips),
    ), ()


def reading(name: str, value: str, how: str, example: str = "") -> Reading:
    """One choice of how a file is read."""
    from tracker.services.import_reading import Reading

    return Reading(name=name, value=value, how=how, example=example)


def typed_cell(key: str, text: str, seen: ImportPreview, today: date) -> str:
    """What was typed for a cell of a field as the file would say it."""
    from tracker.services.import_cells import cell_text

    read = {each.name: each.value for each in seen.readings}
    order, mark = read.get("date_format", ""), read.get("decimal_mark", "")
    return cell_text(key, text, date_format=order, decimal_mark=mark, today=today)


def nothing_seen(path: str, kind: str, problems: Problems) -> ImportPreview:
    """A file of which nothing could be read until something is decided."""
    from tracker.services.import_preview import ImportPreview

    return ImportPreview(path=path, kind=kind, questions=problems)
