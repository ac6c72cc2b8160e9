"""A table inside a text file: where it starts, what its columns mean, and its rows with their lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, normal
from tracker.formats.headers import Assignment, Layout, assign, missing, other_unit, places
from tracker.formats.neutral import OUR_LISTS, restored_row
from tracker.formats.options import NONE, WHOLE, Delimiter, ReadOptions
from tracker.formats.source import Source
from tracker.formats.tally import Tally

FIELD_LIMIT = 1 << 20
"""Characters of the longest cell; the csv module's own limit is an eighth of it and raises late."""

HEADER_WITHIN = 60
"""Lines in which the header must stand: bank exports put up to 25 lines of their own before it."""

DELIMITERS: tuple[Delimiter, ...] = (",", ";", "\t", "|")
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
_MONEY = frozenset({"amount", "out", "in", "fee", "balance", "principal", "minimum", "payment", "limit"})
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
    added: int = 0
    """How many of the last columns the file has not got: only corrections fill them."""
    edits: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """Corrected cells by line and column; column -1 is the whole line."""
    skips: frozenset[int] = frozenset()
    footer: tuple[re.Pattern[str], ...] = ()
    """What lines look like that stand below the rows and are none."""

    def is_footer(self, cells: Sequence[str]) -> bool:
        """Whether a record is a line below the rows, such as a count or a rule."""
        text = self.delimiter.join(cells).strip()
        return any(each.match(text) for each in self.footer)

    @property
    def preamble(self) -> tuple[str, ...]:
        """The lines before the header."""
        return tuple(islice(self.source.lines(), max(0, self.line - 1)))

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
        if key not in table.columns and column != NONE:
            problems.append(_no_column(key, column))
    problems += [
        Problem(code="amount_unit", field=key, value=table.name_of(key))
        for key in table.columns if key in _MONEY and other_unit(table.header[table.columns[key]])
    ]  # fmt: skip
    table = _with_edits(table, layout, options, problems)
    return (None, tuple(problems)) if problems else (table, ())


def _with_edits(table: Table, layout: Layout, options: ReadOptions, problems: list[Problem]) -> Table:
    """The table with the corrections of its rows, each at its column."""
    if not options.edits and not options.skip_lines:
        return table
    # Only files with corrections pay for how people type.
    from tracker.formats.corrections import corrected_cell

    header, columns = list(table.header), dict(table.columns)
    keys = {each.key for each in layout.fields}
    edits: dict[int, dict[int, str]] = {}
    for each in options.edits:
        at = -1 if each.column == WHOLE else columns.get(each.column.lower())
        if at is None:
            found = places(header, each.column)
            at = found[0] if found else None
        if at is None and each.column.lower() in keys:
            at = columns[each.column.lower()] = len(header)
            header.append(each.column.lower())
        if at is None:
            problems.append(replace(_no_column("set", each.column), line=each.line))
            continue
        key = next((key for key, column in columns.items() if column == at), "")
        edits.setdefault(each.line, {})[at] = corrected_cell(key, each.value, options)
    return replace(
        table, header=tuple(header), columns=columns, added=len(header) - len(table.header), edits=edits,
        skips=options.skip_lines,
    )  # fmt: skip


def _no_column(field: str, column: str) -> Problem:
    return Problem(code="map_column_missing", field=field, value=clean(column)[:200], hint="--map")


def _best(
    source: Source, layout: Layout, options: ReadOptions, lines: Sequence[str], pardoned: tuple[str, ...]
) -> tuple[Table, Assignment] | None:
    """The first header each delimiter shows, and of these the one that says most."""
    best: tuple[Table, Assignment] | None = None
    for delimiter in (options.delimiter,) if options.delimiter else DELIMITERS:
        for number in header_places(options, lines):
            if delimiter not in lines[number]:
                continue
            row, after = row_at(lines, number, delimiter)
            if options.header_line == 0:
                row, after = [f"#{at}" for at in range(1, len(row) + 1)], 0
            found = assign(layout, row, options.columns)
            if not found.columns or missing(layout, [*found.columns, *pardoned]):
                continue
            if best is None or len(found.columns) > len(best[1].columns):
                header, columns = tuple(row), found.columns
                line = 0 if options.header_line == 0 else number + 1
                best = Table(source, delimiter, line, after, header, columns, found.ignored), found
            break
    return best


def header_places(options: ReadOptions, lines: Sequence[str]) -> range:
    """The lines, counted from 0, that can be the header; without one, the first row of data is."""
    if not options.header_line:
        return range(min(HEADER_WITHIN, len(lines)))
    return range(options.header_line - 1, min(options.header_line, len(lines)))


def row_at(lines: Sequence[str], number: int, delimiter: str) -> tuple[list[str], int]:
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
    width = len(table.header) - table.added
    offset, lacking = table.after, [""] * table.added
    touched, full = {*table.edits, *table.skips}, len(table.header)
    reader = csv.reader(islice(table.source.lines(), offset, None), delimiter=table.delimiter, strict=True)
    end = 0
    try:
        for cells in map(restored_row, reader) if table.header in OUR_LISTS else reader:
            line = offset + end + 1
            end = reader.line_num
            if line in touched:
                touched.remove(line)
                if line in table.skips:
                    tally.skip(line, "chosen")
                    continue
                cells = corrected(table, line, cells)
            if lacking and len(cells) == width:
                cells += lacking
            if len(cells) == full and cells[probe]:
                yield line, cells
                continue
            if len(cells) > full and not any(map(str.strip, cells[width:])):
                cells[width:] = lacking
            if not any(map(str.strip, cells)):
                if cells:
                    tally.skip(line, "blank")
            elif table.footer and table.is_footer(cells):
                continue
            elif len(cells) == full:
                yield line, cells
            elif reason := leftover(cells, ()):
                tally.skip(line, reason)
            else:
                tally.reject(_ragged(table, line, cells))
    except csv.Error as error:
        # The record that failed starts on the line after the last good one.
        tally.fatal.append(_fault(str(error), table, offset + end + 1))
        return
    for line in sorted(touched)[:1]:
        tally.fatal.append(Problem(code="no_such_line", field="line", value=str(line)))


def corrected(table: Table, line: int, cells: list[str]) -> list[str]:
    """A row with its corrections; a row that is too short is filled up, for what it lacks is now known."""
    edits = table.edits.get(line, {})
    if -1 in edits:
        try:
            cells = next(csv.reader([edits[-1]], delimiter=table.delimiter, strict=True), [])
        except csv.Error:
            return cells
    if any(at >= 0 for at in edits) and len(cells) < len(table.header):
        cells = cells + [""] * (len(table.header) - len(cells))
    for at, value in edits.items():
        if 0 <= at < len(cells):
            cells[at] = value
    return cells


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
    width = len(table.header) - table.added
    code = "row_too_long" if len(cells) > width else "row_too_short"
    params = {"expected": str(width), "found": str(len(cells))}
    return Problem(
        code=code, field="row", value=clean(table.delimiter.join(cells))[:200], line=line, params=params
    )


def _fault(message: str, table: Table, line: int) -> Problem:
    code = next((code for part, code in _FAULTS if part in message), "table_malformed")
    params = {"limit": str(FIELD_LIMIT)} if code == "field_too_large" else {}
    return Problem(code=code, field="file", value=table.source.name, line=line, params=params)
