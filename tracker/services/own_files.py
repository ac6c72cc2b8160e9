"""Files in our own format come back: the rows the book lacks are added, those it has are duplicates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.amount import amount_minor
from tracker.formats.own import Column, own_kind, read_rows
from tracker.formats.source import Source, open_source
from tracker.services.book import Book
from tracker.services.importing import ImportOptions, ImportReport, title_of
from tracker.store.errors import ConstraintError
from tracker.store.exchange import (
    KINDS,
    Field,
    fields,
    lines_of_batch,
    names_of,
    read_kind,
    required_columns,
)

if TYPE_CHECKING:
    from tracker.store.write import Writer

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of a file, its cells as text by field."""

    line: int
    cells: tuple[str, ...]


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
    return import_files(book, list(found.values()), options, name=str(folder))


def import_files(
    book: Book, sources: Sequence[Source], options: ImportOptions, *, name: str
) -> Checked[ImportReport]:
    """Import files of ours as one undo step."""
    report = ImportReport(source=name, kind="book")
    read: dict[str, tuple[Source, list[Incoming]]] = {}
    for source in sources:
        own = own_kind(source)
        kind = own[0] if own else ""
        if kind not in KINDS:
            return None, (Problem(code="unknown_kind", field="kind", value=kind),)
        columns = [Column(each.name, text=each.text) for each in fields(book.conn, kind)]
        rows, problems = read_rows(kind, columns, source)
        if rows is None:
            return None, problems
        incoming = [Incoming(line, cells) for line, cells in rows.rows()]
        if rows.tally.fatal:
            return None, tuple(rows.tally.fatal)
        # What could be read is not yet what is imported.
        rows.tally.accepted = 0
        report.take(rows.tally)
        read[kind] = (source, incoming)
    was_dry = book.dry_run
    try:
        with book.change(_title(name)) as writer:
            merge = _Merge(book, writer, report)
            for kind in KINDS:
                if kind in read:
                    merge.kind(kind, *read[kind])
            report.close()
            writer.title = title_of(report)
            if report.rejected_rows and not options.skip_bad:
                raise _RefusedError  # noqa: TRY301 -- leaving the block is what rolls back
        report.action_id = writer.action_id
        report.written = not was_dry
    except _RefusedError:
        pass
    return report, ()


class _RefusedError(Exception):
    """Leaves the transaction so that nothing is written."""


def _title(name: str) -> str:
    return Path(name).name


class _Merge:
    """Adds the rows of each kind that the book lacks, with references turned into its own ids."""

    def __init__(self, book: Book, writer: Writer, report: ImportReport) -> None:
        self.book, self.writer, self.report = book, writer, report
        self.ids: dict[str, dict[str, int]] = {}
        """For each kind, what a file calls a row and the row's id here."""
        self.currencies: dict[int, str] = {}

    def kind(self, kind: str, source: Source, incoming: list[Incoming]) -> None:
        """Merge one file."""
        conn = self.writer.conn
        shape = fields(conn, kind)
        held = Counter(values for _id, _code, values in read_kind(conn, kind))
        at = {values: row_id for row_id, _code, values in read_kind(conn, kind)}
        by_name = {name: row_id for row_id, name in names_of(conn, kind).items()}
        self.currencies.update(self._loan_currencies())
        batch = self._batch(kind, source, len(incoming)) if kind == "payment" and incoming else None
        bulk: list[tuple[Any, ...]] = []
        for number, row in enumerate(incoming, 1):
            values = self._values(kind, shape, row)
            if values is None:
                continue
            key = tuple(values[field.column] for field in shape)
            called = self._called(kind, values, number)
            if kind in ("loan", "account", "setting") and called in by_name:
                self.ids.setdefault(kind, {})[called] = by_name[called]
                self.report.duplicates += 1
            elif held[key]:
                held[key] -= 1
                self.ids.setdefault(kind, {})[called] = at[key]
                self.report.duplicates += 1
            elif batch is not None:
                bulk.append((*key, row.line, self.writer.at))
                self.report.imported += 1
            else:
                extra = {"created_at": self.writer.at} if kind == "loan" else {}
                extra |= {"added_at": self.writer.at} if kind == "receipt" else {}
                try:
                    row_id = self.writer.insert(kind, {**values, **extra})
                except ConstraintError as error:
                    params = {"detail": error.detail}
                    self.report.reject(
                        Problem(code="breaks_a_rule", field=kind, value="", line=row.line, params=params)
                    )
                    continue
                self.ids.setdefault(kind, {})[called] = row_id
                self.report.imported += 1
        if batch is not None:
            columns = (*(field.column for field in shape), "line", "created_at")
            self.writer.bulk_insert("payment", columns, bulk, batch_id=batch)
            self.report.batch = batch
            places = {row.line: number for number, row in enumerate(incoming, 1)}
            known = self.ids.setdefault(kind, {})
            for line, row_id in lines_of_batch(conn, batch):
                known[str(places[line])] = row_id

    def _batch(self, kind: str, source: Source, rows: int) -> int:
        return self.writer.insert(
            "batch",
            {
                "at": self.writer.at, "source_name": source.name, "sha256": source.sha256,
                "kind": "payments" if kind == "payment" else "book", "rows": rows,
            },
        )  # fmt: skip

    def _called(self, kind: str, values: Values, number: int) -> str:
        column = {"loan": "slug", "account": "name", "setting": "key"}.get(kind)
        return str(values[column]) if column else str(number)

    def _loan_currencies(self) -> dict[int, str]:
        return {row_id: code for row_id, code, _values in read_kind(self.writer.conn, "loan")}

    def _values(self, kind: str, shape: tuple[Field, ...], row: Incoming) -> Values | None:
        """The row as the table holds it; a cell that cannot be refuses the row."""
        values: Values = {}
        currency = self.book.currency
        for field, cell in zip(shape, row.cells, strict=True):
            if field.refers is not None:
                found = self._resolve(field, cell)
                if cell and found is None:
                    self._refuse(row, field, cell, "unknown_reference")
                    return None
                values[field.column] = found
                if field.refers == "loan" and found is not None:
                    currency = self.currencies.get(found, currency)
            elif field.column == "currency":
                values["currency"] = currency = cell or currency
        for field, cell in zip(shape, row.cells, strict=True):
            if field.column in values:
                continue
            if field.money:
                minor, _wrong = amount_minor(cell, currency, decimal_mark=".") if cell else (None, ())
                if cell and minor is None:
                    self._refuse(row, field, cell, "not_a_number")
                    return None
                values[field.column] = minor
            elif field.text:
                values[field.column] = self._text(kind, field, cell)
            elif cell and not cell.lstrip("-").isdigit():
                self._refuse(row, field, cell, "not_a_number")
                return None
            else:
                values[field.column] = int(cell) if cell else None
        return values

    def _text(self, kind: str, field: Field, cell: str) -> str | None:
        if cell:
            return cell
        return "" if field.column in required_columns(self.writer.conn, kind) else None

    def _resolve(self, field: Field, cell: str) -> int | None:
        if not cell or field.refers is None:
            return None
        known = self.ids.get(field.refers, {})
        if cell in known:
            return known[cell]
        if field.refers in ("loan", "account"):
            names = {name: row_id for row_id, name in names_of(self.writer.conn, field.refers).items()}
            self.ids[field.refers] = {**names, **known}
            return names.get(cell)
        return None

    def _refuse(self, row: Incoming, field: Field, cell: str, code: str) -> None:
        self.report.reject(Problem(code=code, field=field.name, value=cell, line=row.line, column=field.name))
