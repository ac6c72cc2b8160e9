"""A cell that a person corrects: what it should read in the file, in the words of the file."""

from __future__ import annotations

from datetime import date
from typing import cast

from tracker.domain.typed.date import Order
from tracker.formats.corrections import corrected_cell
from tracker.formats.options import ReadOptions


def cell_text(key: str, text: str, *, date_format: str, decimal_mark: str, today: date) -> str:
    """What was typed for a cell as the file would say it, so that it means the same tomorrow."""
    order = cast("Order | None", date_format or None)
    options = ReadOptions(date_order=order, decimal_mark=decimal_mark or None, today=today)
    return corrected_cell(key, text, options)
