"""Rows with named columns as text for other programs: CSV with a header, or one JSON object.

Sums keep their currency until they are written, so that they can be left out of what is handed on.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.domain.money import Money
from tracker.domain.text import clean
from tracker.formats.neutral import neutral

FORMS = ("csv", "json")
HIDDEN = "••••"
"""What stands for a sum that is left out."""

Cell = str | int | bool | date | Decimal | Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows to hand on; `name` says in a word what they are of, `fields` are the same in every language."""

    name: str
    fields: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]] = field(default=())


class _Line:
    """What csv writes to: the last line."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def sheet_text(
    sheet: Sheet, form: str, *, hidden: bool = False, head: Mapping[str, object] | None = None
) -> Iterator[str]:
    """The sheet piece by piece, so that a long one is never whole in memory; `head` opens a JSON object."""
    return _json(sheet, hidden, head or {}) if form == "json" else _csv(sheet, hidden)


def _csv(sheet: Sheet, hidden: bool) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(sheet.fields)
    yield line.text
    for row in sheet.rows:
        writer.writerow([_cell(value, hidden) for value in row])
        yield line.text


def _json(sheet: Sheet, hidden: bool, head: Mapping[str, object]) -> Iterator[str]:
    yield "{\n"
    for name, value in {"schema": f"debt/export.{sheet.name}@1", **head}.items():
        yield f" {json.dumps(name)}: {json.dumps(_value(value, hidden=False), ensure_ascii=False)},\n"
    yield ' "data": ['
    before = "\n"
    for row in sheet.rows:
        found = {name: _value(value, hidden) for name, value in zip(sheet.fields, row, strict=True)}
        yield f"{before}  {json.dumps(found, ensure_ascii=False)}"
        before = ",\n"
    yield "\n ]\n}\n"


def _cell(value: Cell, hidden: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return neutral(clean(value, lines=True))
        case _:
            return str(_value(value, hidden))


def _value(value: Any, hidden: bool) -> str | int | None:
    match value:
        case None | bool() | int():
            return value
        case Money():
            return HIDDEN if hidden else str(value)
        case date():
            return value.isoformat()
        case _:
            return clean(str(value), lines=True)
