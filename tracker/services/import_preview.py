"""A file looked at before it is imported: what was understood, and what would become of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.domain.problems import Checked, Problem
from tracker.formats.headers import Layout
from tracker.formats.layouts import LOANS, PAYMENTS
from tracker.formats.own import own_kind
from tracker.formats.source import Source, open_source
from tracker.formats.table import find_table
from tracker.services.book import Book
from tracker.services.importing import ImportOptions, ImportReport, Progress, guess_kind, import_path

_LAYOUTS: dict[str, Layout] = {"loans": LOANS, "payments": PAYMENTS}
_RAW = 500


class SeenRow(NamedTuple):
    """One row of the file and what would become of it: `ok`, `dup`, `skip` or `bad`."""

    line: int
    mark: str
    on: date | None = None
    name: str = ""
    """The loan: the one that is paid, or the one that is new."""
    amount_minor: int | None = None
    currency: str = ""
    text: str = ""
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    """Why a row is skipped, by the code of the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What a look at a file found; with `questions` nothing of it can be used until they are answered."""

    path: str
    kind: str
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    sha256: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """The fields that were found and the headers they stand under."""
    ignored: tuple[str, ...] = ()
    rows: tuple[SeenRow, ...] = ()
    report: ImportReport | None = None
    questions: tuple[Problem, ...] = ()
    sums: dict[str, int] = field(default_factory=dict)
    """What is new, in minor units by currency."""


class FileChangedError(Exception):
    """The file is not the one that was looked at."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def preview_import(
    book: Book, path: str | Path, options: ImportOptions, *, progress: Progress | None = None
) -> Checked[ImportPreview]:
    """Look at a file and write nothing; problems come instead where it cannot even be opened."""
    if Path(path).is_dir():
        return _rehearsed(book, str(path), options, None)
    source, problems = open_source(path, encoding=options.read.encoding)
    if source is None:
        return None, problems
    if own_kind(source) is not None:
        return _rehearsed(book, str(path), options, source)
    options = replace(options, read=replace(options.read, home_currency=book.currency))
    kind = options.kind or guess_kind(source, options) or ""
    seen = _columns(str(path), source, kind, options)
    if not kind:
        return replace(seen, questions=(Problem(code="which_kind", field="kind", value=source.name),)), ()
    look = _look_at_loans if kind == "loans" else _look_at_payments
    return look(book, source, options, seen, progress), ()


def apply_import(
    book: Book, path: str | Path, options: ImportOptions, *, sha256: str, progress: Progress | None = None
) -> Checked[ImportReport]:
    """Import the file that was looked at, as one undo step. Raises FileChangedError if it is another now."""
    if sha256:
        source, problems = open_source(path, encoding=options.read.encoding)
        if source is None:
            return None, problems
        if source.sha256 != sha256:
            raise FileChangedError(str(path))
    return import_path(book, path, options, progress=progress)


def _columns(path: str, source: Source, kind: str, options: ImportOptions) -> ImportPreview:
    seen = ImportPreview(path=path, kind=kind, encoding=source.encoding, sha256=source.sha256)
    layout = _LAYOUTS.get(kind)
    table = find_table(source, layout, options.read)[0] if layout else None
    if table is None:
        return seen
    return replace(
        seen,
        delimiter=table.delimiter,
        header_line=table.line,
        columns=tuple((key, table.name_of(key)) for key in table.columns),
        ignored=table.ignored,
    )


def _look_at_payments(
    book: Book, source: Source, options: ImportOptions, seen: ImportPreview, progress: Progress | None
) -> ImportPreview:
    from tracker.services.import_payments import match_rows
    from tracker.services.payment_pairs import sort_out

    read, problems = match_rows(book, source, options, progress)
    if read is None:
        return replace(seen, questions=problems)
    report, lines = read.report, read.lines
    met = sort_out(book.conn, [*lines])
    new = {line.line for _loan, line in met.fresh} | {line.line for _id, line in met.settled}
    rows = [
        SeenRow(
            line.line,
            "ok" if line.line in new else "dup",
            line.paid_on,
            loan.name,
            line.amount_minor,
            loan.currency,
            line.note or line.ref,
        )
        for loan, line in lines
    ]
    report.imported = len(new)
    report.duplicates = len(lines) - len(new)
    return _finished(seen, source, rows, report)


def _look_at_loans(
    book: Book, source: Source, options: ImportOptions, seen: ImportPreview, progress: Progress | None
) -> ImportPreview:
    from tracker.formats.loan_list import read_loans
    from tracker.services.import_loans import loans_report, plan_loans

    found, problems = read_loans(source, options.read)
    if found is None:
        return replace(seen, questions=problems)
    if found.tally.fatal:
        return replace(seen, questions=tuple(found.tally.fatal))
    lines = [line for line in found.lines if not line.problems]
    plan = plan_loans(book.conn, lines, book.today, progress=progress)
    rows = [
        SeenRow(
            line.line,
            mark,
            line.next_due_on,
            line.name,
            line.balance_minor if line.balance_minor is not None else line.principal_minor,
            line.currency,
            line.lender,
        )
        for mark, group in (("ok", plan.taken), ("dup", plan.known))
        for line in group
    ]
    return _finished(seen, source, rows, loans_report(source, found.tally, plan))


def _rehearsed(
    book: Book, path: str, options: ImportOptions, source: Source | None
) -> Checked[ImportPreview]:
    """Files of our own say themselves what they are; they are imported and taken back at once."""
    was, book.dry_run = book.dry_run, True
    try:
        report, problems = import_path(book, path, replace(options, skip_bad=True))
    finally:
        book.dry_run = was
    if report is None:
        return None, problems
    seen = ImportPreview(path=path, kind="book", sha256=source.sha256 if source else "")
    if source is not None:
        seen = replace(seen, encoding=source.encoding)
    rows = [*_skipped(report), *_rejected(report, {})]
    return replace(seen, rows=tuple(sorted(rows, key=_line)), report=report), ()


def _finished(
    seen: ImportPreview, source: Source, rows: list[SeenRow], report: ImportReport
) -> ImportPreview:
    report.close()
    sums: Counter[str] = Counter()
    for row in rows:
        if row.mark == "ok":
            sums[row.currency] += row.amount_minor or 0
    raw = _texts(source, {each.line for each in report.rejected if each.line} | _lines(report))
    rows += [*_skipped(report, raw), *_rejected(report, raw)]
    return replace(seen, rows=tuple(sorted(rows, key=_line)), report=report, sums=dict(sums))


def _lines(report: ImportReport) -> set[int]:
    return {each.line for each in report.skipped}


def _texts(source: Source, wanted: set[int]) -> dict[int, str]:
    """The lines of the file as they stand, of the rows that cannot be shown by their values."""
    if not wanted:
        return {}
    lines = enumerate(source.lines(), 1)
    return {number: line.strip()[:_RAW] for number, line in lines if number in wanted}


def _skipped(report: ImportReport, raw: dict[int, str] | None = None) -> Iterable[SeenRow]:
    for each in report.skipped:
        yield SeenRow(each.line, "skip", text=(raw or {}).get(each.line, ""), reason=each.reason)


def _rejected(report: ImportReport, raw: dict[int, str]) -> Iterable[SeenRow]:
    """One row for each rejected line, with everything that is wrong with it."""
    by_line: dict[int, list[Problem]] = {}
    for each in report.rejected:
        by_line.setdefault(each.line or 0, []).append(each)
    for line, problems in by_line.items():
        yield SeenRow(line, "bad", text=raw.get(line, ""), problems=tuple(problems))


def _line(row: SeenRow) -> int:
    return row.line


def open_questions(seen: ImportPreview) -> Sequence[Problem]:
    """What the file leaves open: of the whole file, else of rows that an answer would make readable."""
    if seen.questions:
        return seen.questions
    return [each for each in (seen.report.rejected if seen.report else ()) if each.hint]
