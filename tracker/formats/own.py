"""Our own lossless CSV: one file a kind, marked as ours, with text cells no spreadsheet runs as a formula.

The mark is the name of the first column, `debt-tracker:payment@1`: it survives sorting, filtering and
re-saving in a spreadsheet, and stands before any row. The column itself numbers the rows, so no row
is ever blank. Text cells are made neutral and come back as they were.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TextIO

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.formats import table as tables
from tracker.formats.neutral import neutral, restored
from tracker.formats.source import Source
from tracker.formats.tally import Note, Tally

MARK = "debt-tracker"
VERSION = 1

_MARKED = re.compile(rf"{MARK}:([a-z_]{{1,40}})@([0-9]{{1,4}})")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file of ours; `text` marks what people wrote, others hold numbers, dates, our words."""

    name: str
    text: bool = False


def write_rows(kind: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], stream: TextIO) -> int:
    """Write one kind of rows; None is a blank cell. Returns how many were written."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([f"{MARK}:{kind}@{VERSION}", *(column.name for column in columns)])
    number = 0
    for number, row in enumerate(rows, 1):
        cells: list[object] = [number]
        for column, value in zip(columns, row, strict=True):
            if value is None:
                cells.append("")
            elif column.text:
                cells.append(neutral(clean(str(value), lines=True)))
            else:
                cells.append(value)
        writer.writerow(cells)
    return number


def own_kind(source: Source) -> tuple[str, int] | None:
    """The kind and version of a file of ours, None for a foreign one."""
    match = _MARKED.match(next(source.lines(), "").lstrip('"'))
    return (match[1], int(match[2])) if match else None


@dataclass(slots=True)
class OwnRows:
    """The rows of a file of ours; its tally is complete once `rows` has been exhausted."""

    kind: str
    source: Source
    delimiter: str
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    tally: Tally = field(default_factory=Tally)

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each row's line and cells in the order of the columns asked for; one the file lacks is blank."""
        at = {name: number for number, name in enumerate(self.header)}
        absent = len(self.header)
        places = [(at.get(column.name, absent), column.text) for column in self.columns]
        found = tables.Table(self.source, self.delimiter, 1, 1, self.header, {}, ())
        for line, cells in tables.records(found, self.tally, 0):
            cells.append("")
            self.tally.accepted += 1
            yield line, tuple(restored(cells[number]) if text else cells[number] for number, text in places)


def read_rows(kind: str, columns: Sequence[Column], source: Source) -> Checked[OwnRows]:
    """A file of ours ready to be read; other kinds, newer versions and foreign files are problems."""
    marked = own_kind(source)
    if marked is None:
        return None, (Problem(code="not_our_file", field="file", value=source.name),)
    if marked[0] != kind:
        params = {"expected": kind, "found": marked[0]}
        return None, (Problem(code="kind_mismatch", field="kind", value=marked[0], params=params),)
    if marked[1] > VERSION:
        return None, (
            Problem(code="file_newer", field="file", value=source.name, params={"version": str(marked[1])}),
        )
    first = next(source.lines())
    # A spreadsheet may have saved it again with the delimiter of its country.
    delimiter = max(",;\t", key=first.count)
    try:
        header = next(csv.reader(islice(source.lines(), 1), delimiter=delimiter, strict=True))
    except csv.Error:
        return None, (Problem(code="table_malformed", field="file", value=source.name, line=1),)
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        return None, (Problem(code="column_twice", field="file", value=clean(min(twice))[:200]),)
    made = OwnRows(kind, source, delimiter, tuple(header), tuple(columns))
    known = {column.name for column in columns}
    if ignored := [clean(name)[:80] for name in header[1:] if name and name not in known]:
        made.tally.notes.append(Note("columns_ignored", {"columns": ", ".join(ignored)}))
    if lacking := sorted(known.difference(header)):
        made.tally.notes.append(Note("columns_missing", {"columns": ", ".join(lacking)}))
    return made, ()
