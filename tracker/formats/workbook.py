"""A spreadsheet workbook as text: its first sheet that holds a table, as it would be saved as CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from tracker.domain.problems import Checked, Problem

LIMIT_CELLS = 256 * 1024 * 1024
"""Bytes a workbook may unfold to; it is a packed file, and a small one can hold a very large sheet."""

LIMIT_WIDTH = 1000
LIMIT_ROWS = 1_100_000
_ZIP = b"PK"
_EXACT = 10**15
"""Whole numbers from here on have lost digits in a spreadsheet."""


def read_workbook(data: bytes, name: str) -> Checked[str]:
    """The sheet as CSV text, or why there is none."""
    if data.startswith(_ZIP) and (wrong := _unfolds(data, name)):
        return None, (wrong,)
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        return None, (Problem(code="excel_missing", field="file", value=name),)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            if sheet.width > LIMIT_WIDTH or sheet.height > LIMIT_ROWS:
                return None, (_unreadable(name, "too large"),)
            rows = sheet.to_python(skip_empty_area=False)
            if sum(any(cell != "" for cell in row) for row in rows) > 1:
                return _text(rows), ()
    except (CalamineError, OSError, ValueError, RuntimeError) as error:
        return None, (_unreadable(name, str(error)),)
    return None, (Problem(code="file_empty", field="file", value=name),)


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
    text = repr(value)
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    if "e" not in text:
        return text
    mantissa, _e, power = text.partition("e")
    # As a spreadsheet writes a number that has lost digits, so that it is noticed.
    return f"{mantissa}E+{power.lstrip('+')}" if not power.startswith("-") else text
