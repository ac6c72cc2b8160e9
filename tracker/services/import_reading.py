"""How a file is read: each choice with what it is and how sure that is, and its columns with samples."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from tracker.domain.problems import Problem
from tracker.domain.text import clean
from tracker.formats.headers import places
from tracker.formats.loan_list import LoanList
from tracker.formats.options import ReadOptions
from tracker.formats.payment_list import PaymentList
from tracker.formats.profile import Profile
from tracker.formats.source import Source
from tracker.formats.statement import Statement
from tracker.formats.table import DELIMITERS, HEADER_WITHIN, Table, header_places, records, row_at
from tracker.formats.tally import Tally

_SAMPLED = 40
_SAMPLES = 3
_LONGEST = 60
GUESSED = frozenset({"gb18030", "cp1252"})
"""Encodings that headers show and bytes do not prove."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One choice: its option, its value, and whether it was `said`, is `sure`, a `guess`, or `open`."""

    name: str
    value: str
    how: str
    example: str = ""
    """A value of the file that leaves it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenColumn:
    """A column of the file: its place from 1, its header, the field of ours it is read as, some values."""

    place: int
    header: str
    key: str = ""
    samples: tuple[str, ...] = ()
    by_name: bool = True
    """Whether the header alone names it; else only its number does."""


def examples(problems: Iterable[Problem]) -> dict[str, str]:
    """The first value of the file that each open choice is about, by the name of its option."""
    found: dict[str, str] = {}
    for each in problems:
        if each.hint:
            found.setdefault(each.hint.removeprefix("--").replace("-", "_"), each.value)
    return found


def seen_columns(table: Table) -> tuple[SeenColumn, ...]:
    """Every column of the file in its order."""
    keys: dict[int, str] = {}
    for key, at in table.columns.items():
        keys.setdefault(at, key)
    values: list[list[str]] = [[] for _each in table.header]
    probe = next(iter(table.columns.values()), 0)
    for _line, cells in islice(records(table, Tally(), probe), _SAMPLED):
        for at, cell in enumerate(cells):
            text = clean(cell.strip())[:_LONGEST]
            if text and len(values[at]) < _SAMPLES and text not in values[at]:
                values[at].append(text)
    return tuple(
        SeenColumn(
            place=at + 1,
            header=clean(cell)[:80],
            key=keys.get(at, ""),
            samples=tuple(values[at]),
            by_name=len(places(table.header, cell)) == 1,
        )
        for at, cell in enumerate(table.header[: len(table.header) - table.added])
    )


def rough_table(source: Source, options: ReadOptions) -> Table | None:
    """What is most like a table where no header was understood: so that its columns can be named."""
    lines = list(islice(source.lines(), HEADER_WITHIN * 2))
    best: tuple[int, int, Table] | None = None
    for delimiter in (options.delimiter,) if options.delimiter else DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        width, count = Counter(each for each in widths if each > 1).most_common(1)[0] if max(
            widths, default=0
        ) > 1 else (0, 0)  # fmt: skip
        for number in header_places(options, lines):
            row, after = row_at(lines, number, delimiter)
            if width > 1 and (len(row) == width or options.header_line):
                line = number + 1
                if options.header_line == 0:
                    row, after, line = [f"#{at}" for at in range(1, len(row) + 1)], 0, 0
                ignored = tuple(clean(cell)[:80] for cell in row)
                made = Table(source, delimiter, line, after, tuple(row), {}, ignored)
                if best is None or (count, width) > best[:2]:
                    best = (count, width, made)
                break
    return best[2] if best else None


def file_readings(
    source: Source, table: Table | None, options: ReadOptions, *, known: bool = False
) -> tuple[Reading, ...]:
    """How the text and its table were read; `known` says that a profile told where the table stands."""
    proven = source.encoding not in GUESSED
    found = [_reading("encoding", source.encoding, options.encoding, sure=proven)]
    if table is not None:
        head = next(islice(source.lines(), max(0, table.line - 1), None), "")
        others = [each for each in DELIMITERS if each != table.delimiter and each in head]
        found.append(_reading("delimiter", table.delimiter, options.delimiter, sure=known or not others))
        said = None if options.header_line is None else str(options.header_line)
        found.append(_reading("header", str(table.line), said, sure=known or bool(table.columns)))
    return tuple(found)


def payment_readings(
    read: PaymentList, options: ReadOptions, problems: Iterable[Problem]
) -> tuple[Reading, ...]:
    """How the dates and amounts of a list of payments were read."""
    asked = examples(problems)
    found, columns = read.found, read.table.columns
    return (
        *_shared(options, found.order, found.mark, asked),
        _reading("sign", found.outgoing, options.sign, sure=found.outgoing == "positive", asked=asked),
        _reading(
            "currency",
            found.currency or ("" if "currency" in columns or "loan" in columns else options.home_currency),
            options.currency,
            sure="currency" in columns or bool(found.currency) or "loan" in columns,
            asked=asked,
        ),
    )


def statement_readings(
    read: Statement, options: ReadOptions, problems: Iterable[Problem]
) -> tuple[Reading, ...]:
    """How the dates and amounts of a statement were read."""
    asked, seen, profile = examples(problems), read.seen, read.profile
    currency = seen.currency or profile.currency
    columns = "currency" in read.table.columns
    return (
        *_shared(options, seen.order or profile.order, seen.mark, asked),
        *_sign(options),
        _reading(
            "currency", "" if columns else currency or options.home_currency, options.currency,
            sure=columns or bool(currency), asked=asked,
        ),
    )  # fmt: skip


def open_readings(profile: Profile, options: ReadOptions, problems: Iterable[Problem]) -> tuple[Reading, ...]:
    """How a statement would be read that waits for an answer."""
    asked = examples(problems)
    return (
        *_shared(options, profile.order, profile.mark, asked),
        *_sign(options),
        _reading(
            "currency", profile.currency or "", options.currency, sure=bool(profile.currency), asked=asked
        ),
    )


def loan_readings(read: LoanList, options: ReadOptions, problems: Iterable[Problem]) -> tuple[Reading, ...]:
    """How the dates, amounts and rates of a list of loans were read."""
    asked = examples(problems)
    columns = {key for key, _header in read.columns}
    found = [
        *_shared(options, read.decided.date_order, read.decided.decimal_mark, asked),
        _reading("currency", read.currency or "", options.currency, sure="currency" in columns, asked=asked),
    ]
    if columns & {"rate", "rate_month", "rate_day"}:
        found.append(_reading("rate_unit", "", options.rate_unit, sure=True, asked=asked))
    return tuple(found)


def _shared(
    options: ReadOptions, order: str | None, mark: str | None, asked: dict[str, str]
) -> tuple[Reading, Reading]:
    return (
        _reading("date_format", order or "ymd", options.date_order, sure=True, asked=asked),
        _reading("decimal_mark", mark or ".", options.decimal_mark, sure=mark is not None, asked=asked),
    )


def _sign(options: ReadOptions) -> tuple[Reading, ...]:
    """The sign of payments in a statement: its layout knows it, unless a person said another."""
    return (_reading("sign", options.sign, options.sign, sure=True),) if options.sign else ()


def _reading(
    name: str, value: str, said: str | None, *, sure: bool, asked: dict[str, str] | None = None
) -> Reading:
    example = (asked or {}).get(name, "")
    if said:
        return Reading(name=name, value=said, how="said", example=example)
    if asked and name in asked:
        return Reading(name=name, value="", how="open", example=example)
    return Reading(name=name, value=value, how="sure" if sure else "guess")
