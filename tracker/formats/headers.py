"""Names of columns as files write them in English and Chinese, and the fields of ours they mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.domain.problems import Problem
from tracker.domain.text import clean, normal
from tracker.domain.typed.currencies import take_currency

_ASIDE = re.compile(r"[(\[（【].*?[)\]）】]")
_NUMBER = re.compile(r"#([0-9]{1,4})")
_UNIT = re.compile(
    r"(?:in |单位[:：]?\s*)?(?:[a-z]{3} |[$€£¥])?(?:cents?|pence|thousands?|millions?|k|'?000s?|mio\.?|"
    r"tsd\.?|分|角|百元|千元?|万元?|十万元|百万元?|亿元?)(?: [a-z]{3}|元)?"
)
_JOINER = re.compile(r"[_\-.\s]+")
_EDGE = " :：*#%$¥€£\"'"


@lru_cache(maxsize=1024)
def header_name(cell: str) -> str:
    """A header cell as names are compared: folded, without units in brackets, signs and punctuation."""
    if len(cell) > 200:
        return ""
    return _JOINER.sub(" ", _ASIDE.sub("", normal(cell))).strip(_EDGE)


@lru_cache(maxsize=1024)
def full_name(cell: str) -> str:
    """A header cell folded with what stands in its brackets, which alone tells some columns apart."""
    return "" if len(cell) > 200 else _JOINER.sub(" ", normal(cell)).strip(_EDGE)


def header_currencies(cell: str) -> tuple[str, ...] | None:
    """The currencies a header names in brackets, as `Amount (EUR)` or `金额(元)`; None if it names none."""
    for aside in _ASIDE.findall(normal(cell)):
        rest, meanings = take_currency(aside[1:-1].strip().upper())
        if meanings and not rest:
            return meanings
    return None


def other_unit(cell: str) -> bool:
    """Whether a header says in brackets that its amounts count cents, thousands or the like."""
    return any(_UNIT.fullmatch(aside[1:-1].strip()) for aside in _ASIDE.findall(normal(cell)))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of ours and the header names that mean it, the surest first."""

    key: str
    names: tuple[str, ...]
    shares: bool = False
    """Whether its column may be that of another field too."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields a kind of file can have; each group of `needs` must be met by one of its fields."""

    kind: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which column holds which field; header cells that mean nothing are named."""

    columns: Mapping[str, int]
    ignored: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def assign(layout: Layout, header: Sequence[str], mapped: Sequence[tuple[str, str]] = ()) -> Assignment:
    """Give each field its column: declared ones first, then by name, the surest name first."""
    names = [(header_name(cell), full_name(cell)) for cell in header]
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for key, wanted in mapped:
        at = places(header, wanted)
        if len(at) == 1:
            columns[key] = at[0]
        elif at:
            problems.append(Problem(code="column_twice", field=key, value=wanted[:200]))
    declared = {key for key, _wanted in mapped}
    for each in layout.fields:
        if each.key in declared:
            continue
        taken = set(columns.values())
        for name in each.names:
            at = [
                number
                for number, found in enumerate(names)
                if name in found and (each.shares or number not in taken)
            ]
            if at:
                at = _own_currency(header, at)
                if len(at) > 1:
                    problems.append(
                        Problem(
                            code="column_twice",
                            field=each.key,
                            value=clean(header[at[1]])[:200],
                            hint="--map",
                        )
                    )
                columns[each.key] = at[0]
                break
    used = set(columns.values())
    ignored = tuple(
        clean(cell)[:80] for number, cell in enumerate(header) if number not in used and cell.strip()
    )
    return Assignment(columns, ignored, tuple(problems))


def _own_currency(header: Sequence[str], at: list[int]) -> list[int]:
    """Of columns that differ in their brackets alone, the one that names its currency there."""
    if len(at) > 1 and all(_ASIDE.search(normal(header[number])) for number in at):
        named = [number for number in at if header_currencies(header[number])]
        return named if len(named) == 1 else at
    return at


def places(header: Sequence[str], wanted: str) -> list[int]:
    """Where a column stands: by its number as `#3`, else every one of its name."""
    if (number := _NUMBER.fullmatch(wanted)) and 0 < int(number[1]) <= len(header):
        return [int(number[1]) - 1]
    name = header_name(wanted)
    return [at for at, cell in enumerate(header) if name and header_name(cell) == name]


def missing(layout: Layout, columns: Collection[str]) -> tuple[str, ...]:
    """The needed fields that no column holds, alternatives as `balance|principal`."""
    return tuple("|".join(group) for group in layout.needs if not any(key in columns for key in group))


def read_fields(text: str) -> tuple[Field, ...]:
    """Fields from lines `key: name, name, …`; an indented line continues the one before."""
    joined = re.sub(r"\n[ \t]+", " ", text.strip())
    pairs = (line.split(":", 1) for line in joined.splitlines())
    return tuple(Field(key, tuple(name.strip() for name in names.split(","))) for key, names in pairs)
