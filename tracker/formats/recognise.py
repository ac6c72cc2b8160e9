"""Which profile a file is of, told by the names of its columns wherever its header stands."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.formats.headers import full_name, header_name
from tracker.formats.options import Delimiter, ReadOptions, delimiter_of, read_options
from tracker.formats.profile import Profile
from tracker.formats.source import Source
from tracker.formats.table import DELIMITERS, HEADER_WITHIN, row_at

_FIRST_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A profile, where the file begins that it fits, and the header names that told."""

    profile: Profile
    line: int
    """The line of the header; 0 if the file has none."""
    delimiter: Delimiter
    names: tuple[str, ...]

    def options(self, said: ReadOptions) -> ReadOptions:
        """How to read the file: what was said, else what the profile knows."""
        profile = self.profile
        kept = said
        if profile.read:
            read, _problems = read_options(
                **{key: value for key, value in profile.read.items() if key != "columns"}
            )
            pairs = tuple(
                (key, column) for pair in profile.read.get("columns", "").split("\n") if pair
                for key, _equals, column in (pair.partition("="),)
            )  # fmt: skip
            if read is not None:
                kept = replace(
                    said,
                    columns=said.columns or pairs,
                    date_order=said.date_order or read.date_order,
                    decimal_mark=said.decimal_mark or read.decimal_mark,
                    rate_unit=said.rate_unit or read.rate_unit,
                    sign=said.sign or read.sign,
                    currency=said.currency or read.currency,
                )
        if profile.holds != "statement":
            # A statement weighs these against what its rows show; a list of loans takes them as said.
            kept = replace(
                kept,
                date_order=kept.date_order or profile.order,
                decimal_mark=kept.decimal_mark or profile.mark,
                home_currency=profile.currency or kept.home_currency,
            )
        told = dict(profile.places) | dict(kept.columns)
        return replace(
            kept,
            columns=tuple(told.items()),
            header_line=kept.header_line if kept.header_line is not None else self.line,
            delimiter=kept.delimiter or self.delimiter,
        )


def recognise(source: Source, profiles: Sequence[Profile], options: ReadOptions) -> Checked[Recognised]:
    """The one profile whose marks the file bears; nothing without a problem if it bears none."""
    lines = list(islice(source.lines(), HEADER_WITHIN * 2))
    best: list[tuple[tuple[int, int, int, int, int], Recognised]] = []
    for delimiter, number, row in _rows(lines, options):
        names = {name for cell in row for name in (header_name(cell), full_name(cell)) if name}
        for profile in profiles:
            if _bears(profile, names) and _parted(profile, delimiter):
                told = tuple(clean(cell.strip())[:80] for cell in row if _told(profile, cell))
                found = Recognised(profile=profile, line=number + 1, delimiter=delimiter, names=told)
                # What explains most of the header; of a person's own the whole header is known.
                rank = (int(not profile.fallback), len(told), int(profile.own), len(profile.marks), -number)
                best.append((rank, found))
    if not best:
        return _shaped(profiles, lines, options), ()
    best.sort(key=lambda each: each[0], reverse=True)
    top, chosen = best[0]
    rivals = {each.profile.id for rank, each in best if rank == top}
    if len(rivals) > 1:
        params = {"choices": ", ".join(sorted(rivals))}
        problem = Problem(
            code="which_profile",
            field="profile",
            value=source.name,
            ask=True,
            hint="--profile",
            params=params,
        )
        return None, (problem,)
    return chosen, ()


def as_profile(source: Source, profile: Profile, options: ReadOptions) -> Recognised | None:
    """Where a file fits a profile that was named: its needed columns are enough, without its marks."""
    lines = list(islice(source.lines(), HEADER_WITHIN * 2))
    if profile.shape:
        return _shaped((profile,), lines, options)
    best: Recognised | None = None
    for delimiter, number, row in _rows(lines, options):
        names = {name for cell in row for name in (header_name(cell), full_name(cell)) if name}
        told = tuple(clean(cell.strip())[:80] for cell in row if _told(profile, cell))
        if _needed(profile, names) and (best is None or len(told) > len(best.names)):
            best = Recognised(profile=profile, line=number + 1, delimiter=delimiter, names=told)
    return best


def _rows(lines: Sequence[str], options: ReadOptions) -> Iterable[tuple[Delimiter, int, list[str]]]:
    """Every line that can be a header, parted by each delimiter."""
    delimiters = (options.delimiter,) if options.delimiter else DELIMITERS
    places = range(min(HEADER_WITHIN, len(lines)))
    if options.header_line:
        places = range(options.header_line - 1, min(options.header_line, len(lines)))
    for delimiter in delimiters:
        for number in places:
            if delimiter in lines[number]:
                row, _after = row_at(lines, number, delimiter)
                if len(row) > 1:
                    yield delimiter, number, row


def _bears(profile: Profile, names: set[str]) -> bool:
    """Whether a header bears all marks of a profile and the columns it needs."""
    if not profile.marks or names & profile.without or not _needed(profile, names):
        return False
    return all(names & mark for mark in profile.marks)


def _parted(profile: Profile, delimiter: Delimiter) -> bool:
    """Whether the files of a profile are parted so; unsaid, any way will do."""
    kept = profile.read.get("delimiter")
    return not kept or delimiter_of(kept) == delimiter


def _needed(profile: Profile, names: set[str]) -> bool:
    layout = profile.layout
    held = {each.key for each in layout.fields if names.intersection(each.names)}
    held |= {pair.partition("=")[0] for pair in profile.read.get("columns", "").split("\n")}
    return all(held.intersection(group) for group in layout.needs)


def _told(profile: Profile, cell: str) -> bool:
    names = {header_name(cell), full_name(cell)} - {""}
    return any(names & mark for mark in profile.marks) or any(
        names.intersection(each.names) for each in profile.fields
    )


def _shaped(profiles: Iterable[Profile], lines: Sequence[str], options: ReadOptions) -> Recognised | None:
    """The profile of a file without a header whose first rows look like its own."""
    delimiter: Delimiter
    for profile in profiles:
        for delimiter in (options.delimiter,) if options.delimiter else DELIMITERS:
            rows = _first_rows(lines, delimiter)
            if profile.shape and rows and all(_fits(profile, row) for row in rows):
                return Recognised(profile=profile, line=0, delimiter=delimiter, names=())
    return None


def _first_rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            if any(map(str.strip, row)):
                rows.append(row)
            if len(rows) == _FIRST_ROWS:
                break
    except csv.Error:
        return []
    return rows


def _fits(profile: Profile, row: Sequence[str]) -> bool:
    return len(row) == profile.width and all(
        pattern.fullmatch(row[at].strip()) for at, pattern in profile.shape if at < len(row)
    )
