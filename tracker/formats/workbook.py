"""A spreadsheet workbook as text: its first sheet that holds a table, as it would be saved as CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean

LIMIT_CELLS = 256 * 1024 * 1024
"""Bytes a workbook may unfold to; it is a packed file, and a small one can hold a very large sheet."""

LIMIT_WIDTH = 1000
LIMIT_ROWS = 1_100_000
_ZIP = b"PK"
_TABLE = 2
"""Rows that make a table: a header and what stands under it."""
_EXACT = 10**15
"""Whole numbers from here on have lost digits in a spreadsheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The sheet that is read, as CSV text, and what the other sheets with rows are called."""

    title: str
    text: str
    others: tuple[str, ...] = ()


def read_workbook(data: bytes, name: str) -> Checked[Sheet]:
    """The sheet as CSV text, or why there is none."""
    if data.startswith(_ZIP) and (wrong := _unfolds(data, name)):
        return None, (wrong,)
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
    except ImportError:
        return None, (Problem(code="excel_missing", field="file", value=name),)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found: list[tuple[int, str, list[list[Any]]]] = []
        hidden = {each.name for each in book.sheets_metadata if each.visible != SheetVisibleEnum.Visible}
        for title in sorted(book.sheet_names, key=hidden.__contains__):
            sheet = book.get_sheet_by_name(title)
            if sheet.width > LIMIT_WIDTH or sheet.height > LIMIT_ROWS:
                return None, (_unreadable(name, "too large"),)
            rows = sheet.to_python(skip_empty_area=False)
            shape = _shape(rows)
            # What is hidden was not meant to be read, unless there is nothing else.
            if shape and (title not in hidden or not found):
                found.append((shape, title, rows))
    except (CalamineError, OSError, ValueError, RuntimeError) as error:
        return None, (_unreadable(name, str(error)),)
    if not found:
        return None, (Problem(code="file_empty", field="file", value=name),)
    best = max(shape for shape, _title, _rows in found)
    title, rows = next((title, rows) for shape, title, rows in found if shape == best)
    others = tuple(clean(each)[:80] for _shape, each, _rows in found if each != title)
    return Sheet(title=clean(title)[:80], text=_text(rows), others=others), ()


def _shape(rows: Sequence[Sequence[Any]]) -> int:
    """How much a sheet is like a table: a cover with a few names and values is less like one than a list."""
    widths = [filled for row in rows if (filled := sum(cell != "" for cell in row))]
    if len(widths) < _TABLE:
        return 0
    return next((each for each in (3, 2) if sum(width >= each for width in widths) >= _TABLE), 1)


def _unfolds(data: bytes, name: str) -> Problem | None:
    """That the file is broken or would unfold to more than is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        return _unreadable(name, str(error))
    if size > LIMIT_CELLS:
        return Problem(code="file_too_large", field="file", value=name, params={"limit": str(LIMIT_CELLS)})
    return None


def _unreadable(name: str, reason: str) -> Problem:
    return Problem(code="workbook_unreadable", field="file", value=name, params={"reason": reason[:200]})


def _text(rows: list[list[Any]]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    width = max(
        (at + 1 for row in rows for at, cell in enumerate(row) if cell != ""), default=0
    )  # fmt: skip
    for row in rows:
        writer.writerow([_cell(cell) for cell in row[:width]])
    return made.getvalue()


def _cell(value: Any) -> str:
    """A cell as text; a number keeps the digits it was typed with."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            # A record has to stay on the line that its row has in the sheet.
            return " ".join(value.split("\n")).replace("\r", " ")
        case datetime():
            if value.time() == time():
                return value.date().isoformat()
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="seconds")
        case timedelta():
            return str(value)
        case int():
            return str(value)
        case _:
            return _number(value)


def _number(value: Any) -> str:
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    text = repr(value)
    if "e" not in text:
        # What a spreadsheet shows: a sum it worked out is 1286.3999999999999 inside and 1286.4 to everybody.
        return f"{value:.15g}" if abs(value) < _EXACT else text
    mantissa, _e, power = text.partition("e")
    # As a spreadsheet writes a number that has lost digits, so that it is noticed.
    return f"{mantissa}E+{power.lstrip('+')}" if not power.startswith("-") else text
