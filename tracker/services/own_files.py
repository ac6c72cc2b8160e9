"""Files in our own format come back: the rows the book lacks are added, those it has are duplicates."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.formats.own import MARK, Column, own_kind, read_rows, write_rows
from tracker.formats.own_json import read_own_json
from tracker.formats.source import Source, decode, open_source
from tracker.services.book import Book
from tracker.services.evidence_files import FOLDER, folder_beside
from tracker.services.importing import ImportOptions, ImportReport, title_of
from tracker.services.own_evidence import note_missing
from tracker.services.own_merge import Incoming, Merge, UnusableError
from tracker.store.exchange import KINDS, fields

if TYPE_CHECKING:
    from tracker.store.write import Writer

_LOOKED_AT = 20

Files = dict[str, tuple[Source, list[Incoming]]]
"""The rows of each kind that came in."""


def import_folder(book: Book, folder: Path, options: ImportOptions) -> Checked[ImportReport]:
    """Import every file of ours in a folder, in the order they depend on each other."""
    found: dict[str, Source] = {}
    for path in sorted(folder.glob("*.csv")):
        source, problems = open_source(path)
        if source is None:
            return None, problems
        own = own_kind(source)
        if own is None:
            return None, (Problem(code="not_our_file", field="file", value=path.name),)
        if own[0] in found:
            return None, (Problem(code="kind_twice", field="file", value=path.name),)
        found[own[0]] = source
    if not found:
        return None, (Problem(code="no_files", field="file", value=str(folder)),)
    return import_files(book, list(found.values()), options, name=str(folder), evidence=folder / FOLDER)


def import_json(book: Book, source: Source, options: ImportOptions) -> Checked[ImportReport]:
    """Import a whole book from one JSON file; a row is named by its place among those of its kind."""
    found, problems = read_own_json(source)
    if found is None:
        return None, problems
    sources = []
    for kind, rows in found.items():
        if kind not in KINDS:
            return None, (Problem(code="unknown_kind", field="kind", value=kind),)
        text = _as_table(book, kind, rows)
        table, problems = decode(text.encode(), f"{source.name}: {kind}", encoding="utf-8")
        if table is None:
            return None, problems
        sources.append(table)
    return import_files(book, sources, options, name=source.name, evidence=folder_beside(Path(source.name)))


def _as_table(book: Book, kind: str, rows: list[dict[str, Any]]) -> str:
    """The rows in our own CSV, which is what is read."""
    known = {each.name: each.text for each in fields(book.conn, kind)}
    names = list(dict.fromkeys(name for row in rows for name in row)) or list(known)
    columns = [Column(clean(name), text=known.get(name, False)) for name in names]
    stream = io.StringIO(newline="")
    cells = ([_plain(row.get(name)) for name in names] for row in rows)
    write_rows(kind, columns, cells, stream)
    return stream.getvalue()


def _plain(value: object) -> object:
    return int(value) if isinstance(value, bool) else value


def import_files(
    book: Book,
    sources: Sequence[Source],
    options: ImportOptions,
    *,
    name: str,
    evidence: Path | None = None,
) -> Checked[ImportReport]:
    """Import files of ours as one undo step; what was kept as evidence lies in a folder beside them."""
    read = ImportReport(source=name, kind="book")
    files: Files = {}
    for source in sources:
        own = own_kind(source)
        kind = own[0] if own else ""
        if own is None or kind not in KINDS:
            return None, (Problem(code="unknown_kind", field="kind", value=kind),)
        # The first column numbers the rows, which other files refer to: sorting the file keeps it right.
        columns = [Column(f"{MARK}:{kind}@{own[1]}")]
        columns += [Column(each.name, text=each.text) for each in fields(book.conn, kind)]
        rows, problems = read_rows(kind, columns, source)
        if rows is None:
            return None, problems
        incoming = [Incoming(line, cells[0], cells[1:]) for line, cells in rows.rows()]
        if rows.tally.fatal:
            return None, tuple(rows.tally.fatal)
        read.take(rows.tally)
        files[kind] = (source, incoming)
    if not book.exists:
        # What would be refused must not leave a new, empty file behind.
        report = _merge(book, book.rehearse(name), read, files, options, evidence)
        if book.dry_run or _refused(report, options):
            report.written = False
            return report, ()
    return _merge(book, book.change(Path(name).name), read, files, options, evidence), ()


def _merge(
    book: Book,
    change: AbstractContextManager[Writer],
    read: ImportReport,
    files: Files,
    options: ImportOptions,
    evidence: Path | None,
) -> ImportReport:
    report = read.copy()
    try:
        with change as writer:
            merge = Merge(book, writer, report, evidence)
            for kind in KINDS:
                if kind in files:
                    merge.kind(kind, *files[kind])
                if kind == "terms":
                    merge.refuse_loans_without_terms()
            report.close()
            writer.title = title_of(report)
            if _refused(report, options):
                raise _RefusedError  # noqa: TRY301 -- leaving the block is what rolls back
            if book.exists and not book.dry_run:
                note_missing(report, list(merge.arrivals.fetch()))
        report.action_id = writer.action_id
        report.written = not book.dry_run
    except (_RefusedError, UnusableError):
        report.batch = None
    return report.close()


def _refused(report: ImportReport, options: ImportOptions) -> bool:
    return bool(report.rejected_rows) and not options.skip_bad


class _RefusedError(Exception):
    """Leaves the transaction so that nothing is written."""


def holds_own_files(folder: str) -> bool:
    """Whether a folder holds files in our own format, by the first line of each."""
    for path in sorted(Path(folder).glob("*.csv"))[:_LOOKED_AT]:
        try:
            with path.open("rb") as file:
                if f"{MARK}:".encode() in file.read(len(MARK) + 8):
                    return True
        except OSError:
            continue
    return False
