"""Public holidays kept in the file, so that looking one up costs a row and not a library."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.store.write import Writer


def read_holidays(conn: sqlite3.Connection, jurisdiction: str, first: date, last: date) -> dict[date, str]:
    """The holidays between two dates, both included."""
    rows = conn.execute(
        "select day, name from holiday where jurisdiction = ? and day between ? and ? and name <> ''",
        (jurisdiction, first.isoformat(), last.isoformat()),
    )
    return {date.fromisoformat(on): name for on, name in rows}


def has_year(conn: sqlite3.Connection, jurisdiction: str, year: int) -> bool:
    """Whether the holidays of a year are kept."""
    row = conn.execute(
        "select 1 from holiday where jurisdiction = ? and day between ? and ? limit 1",
        (jurisdiction, f"{year}-01-01", f"{year}-12-31"),
    ).fetchone()
    return row is not None


def keep_holidays(writer: Writer, jurisdiction: str, days: dict[date, str], years: Iterable[int]) -> None:
    """Keep holidays of whole years; a nameless row notes that a year was looked up and has none."""
    rows = [(jurisdiction, on.isoformat(), name) for on, name in days.items()]
    rows += [(jurisdiction, f"{year}-01-01", "") for year in years]
    writer.executemany_derived(
        "insert or ignore into holiday (jurisdiction, day, name) values (?, ?, ?)", rows
    )
