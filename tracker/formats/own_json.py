"""The whole book as one JSON object, as `debt export all --format json` writes it: its rows by kind."""

from __future__ import annotations

import json
import re
from typing import Any

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.formats.source import Source

SCHEMA = "debt/export"
VERSION = 1

_HEAD = 400
_MARKED = re.compile(rf'\A\s*\{{\s*"schema"\s*:\s*"{SCHEMA}@([0-9]{{1,4}})"')

Rows = list[dict[str, Any]]


def is_own_json(source: Source) -> bool:
    """Whether a file begins as a book in JSON does."""
    return _MARKED.match(source.data[:_HEAD].decode(errors="replace")) is not None


def read_own_json(source: Source) -> Checked[dict[str, Rows]]:
    """The rows of each kind in the order of the file; every value is text, a number or nothing."""
    match = _MARKED.match(source.data[:_HEAD].decode(errors="replace"))
    if match is None:
        return None, (Problem(code="not_our_file", field="file", value=source.name),)
    if int(match[1]) > VERSION:
        params = {"version": match[1]}
        return None, (Problem(code="file_newer", field="file", value=source.name, params=params),)
    try:
        # Numbers stay as they are written: a float would lose what a decimal holds.
        whole = json.loads(source.text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        return None, (Problem(code="table_malformed", field="file", value=source.name, line=error.lineno),)
    except RecursionError:
        return None, (Problem(code="table_malformed", field="file", value=source.name, line=1),)
    data = whole.get("data")
    if not isinstance(data, dict) or not all(map(_are_rows, data.values())):
        return None, (Problem(code="not_our_file", field="file", value=source.name),)
    return {clean(kind)[:40]: rows for kind, rows in data.items()}, ()


def _are_rows(rows: object) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, dict) and all(isinstance(value, str | bool | None) for value in row.values())
        for row in rows
    )
