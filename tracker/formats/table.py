"""A table inside a text file: where it starts, what its columns mean, and its rows with their lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, normal
from tracker.formats.headers import Assignment, Layout, assign, missing
from tracker.formats.options import ReadOptions
from tracker.formats.source import Source
from tracker.formats.tally import Tally

FIELD_LIMIT = 1 << 20
"""Characters of the longest cell; the csv module's own limit is an eighth of it and raises late."""

HEADER_WITHIN = 60
"""Lines in which the header must stand: bank exports put up to 25 lines of their own before it."""

_DELIMITERS = (",", ";", "\t", "|")
_TOTALS = {
    "total",
    "totals",
    "grand total",
    "sum",
    "subtotal",
    "sub total",
    "合计",
    "总计",
    "小计",
    "总和",
    "共计",
}
_FAULTS = (
    ("unexpected end of data", "quote_unclosed"),
    ("field larger than field limit", "field_too_large"),
    ("expected after", "quote_misplaced"),
)

# One more: a longest text of our own may carry an apostrophe in front.
csv.field_size_limit(FIELD_LIMIT + 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A header found in a source: its line, its cells, and the column of each field."""

    source: Source
    delimiter: str
    line: int
    after: int
    header: tuple[str, ...]
    columns: Mapping[str, int]
    ignored: tuple[str, ...]

    @property
    def preamble(self) -> tuple[str, ...]:
        """The lines before the header."""
        return tuple(islice(self.source.lines(), self.line - 1))

    def name_of(self, key: str) -> str:
        """The header cell of a field, as problems name the column."""
        return clean(self.header[self.columns[key]])[:80] if key in self.columns else key


def find_table(source: Source, layout: Layout, options: ReadOptions) -> Checked[Table]:
    """Find the header by the names of its columns, and with it the delimiter."""
    keys = {each.key for each in layout.fields}
    for key, _column in options.columns:
        if key not in keys:
            params = {"choices": ", ".join(sorted(keys))}
            return None, (Problem(code="unknown_choice", field="map", value=key[:200], params=params),)
    lines = list(islice(source.lines(), HEADER_WITHIN * 2))
    best = _best(source, layout, options, lines, ())
    if best is None:
        # Without the declared columns there may be a header: then they are what is missing.
        if _best(source, layout, options, lines, tuple(key for key, _column in options.columns)):
            wrong = ", ".join(column for _key, column in options.columns)
            return None, (_no_column("map", wrong),)
        params = {"needs": ", ".join("|".join(group) for group in layout.needs)}
        return None, (
            Problem(code="header_missing", field="file", value=source.name, hint="--map", params=params),
        )
    table, found = best
    problems = list(found.problems)
    for key, column in options.columns:
        if key not in table.columns:
            problems.append(_no_column(key, column))
    return (None, tuple(problems)) if problems else (table, ())


def _no_column(field: str, column: str) -> Problem:
    return Problem(code="map_column_missing", field=field, value=clean(column)[:200], hint="--map")


def _best(
    source: Source, layout: Layout, options: ReadOptions, lines: Sequence[str], pardoned: tuple[str, ...]
) -> tuple[Table, Assignment] | None:
    """The first header each delimiter shows, and of these the one that says most."""
    best: tuple[Table, Assignment] | None = None
    for delimiter in _DELIMITERS:
        for number in range(min(HEADER_WITHIN, len(lines))):
            if delimiter not in lines[number]:
                continue
            row, after = _row_at(lines, number, delimiter)
            found = assign(layout, row, options.columns)
            if not found.columns or missing(layout, [*found.columns, *pardoned]):
                continue
            if best is None or len(found.columns) > len(best[1].columns):
                header, columns = tuple(row), found.columns
                best = Table(source, delimiter, number + 1, after, header, columns, found.ignored), found
            break
    return best


def _row_at(lines: Sequence[str], number: int, delimiter: str) -> tuple[list[str], int]:
    """The record that starts at a line, and the line after it; nothing if it is not one."""
    reader = csv.reader(lines[number:], delimiter=delimiter, strict=True)
    try:
        return next(reader, []), number + reader.line_num
    except csv.Error:
        return [], number + 1


def records(table: Table, tally: Tally, probe: int) -> Iterator[tuple[int, list[str]]]:
    """Rows as wide as the header with their lines; others are accounted for here.

    `probe` is a column every data row fills. A fault of the quoting is fatal: from there on no row
    can be trusted.
    """
    width = len(table.header)
    offset = table.after
    reader = csv.reader(islice(table.source.lines(), offset, None), delimiter=table.delimiter, strict=True)
    end = 0
    try:
        for cells in reader:
            line = offset + end + 1
            end = reader.line_num
            if len(cells) == width and cells[probe]:
                yield line, cells
                continue
            if len(cells) > width and not any(map(str.strip, cells[width:])):
                del cells[width:]
            if not any(map(str.strip, cells)):
                if cells:
                    tally.skip(line, "blank")
            elif len(cells) == width:
                yield line, cells
            elif reason := leftover(cells, ()):
                tally.skip(line, reason)
            else:
                tally.reject(_ragged(table, line, cells))
    except csv.Error as error:
        # The record that failed starts on the line after the last good one.
        tally.fatal.append(_fault(str(error), table, offset + end + 1))


def leftover(cells: Sequence[str], needed: Sequence[str]) -> str | None:
    """Why a row is no data: a `total`, or the `label` of a sheet's own settings; None if it is data.

    `needed` are the cells a data row must have; a row that has them all is data whatever it says.
    """
    if needed and all(map(str.strip, needed)):
        return None
    filled = [cell for cell in cells if cell.strip()]
    first = filled[0].strip() if filled else ""
    word = normal(first).rstrip(":：").split(":")[0].strip()
    if word in _TOTALS or word.startswith(("total ", "合计", "总计")):
        return "total"
    return "label" if first.endswith((":", "：")) else None


def is_total(text: str) -> bool:
    """Whether a cell is nothing but the word for a total."""
    return normal(text).rstrip(":： ") in _TOTALS


def _ragged(table: Table, line: int, cells: list[str]) -> Problem:
    width = len(table.header)
    code = "row_too_long" if len(cells) > width else "row_too_short"
    params = {"expected": str(width), "found": str(len(cells))}
    return Problem(
        code=code, field="row", value=clean(table.delimiter.join(cells))[:200], line=line, params=params
    )


def _fault(message: str, table: Table, line: int) -> Problem:
    code = next((code for part, code in _FAULTS if part in message), "table_malformed")
    params = {"limit": str(FIELD_LIMIT)} if code == "field_too_large" else {}
    return Problem(code=code, field="file", value=table.source.name, line=line, params=params)
