"""A cell as a person types it, in the words of the file."""

from __future__ import annotations

from datetime import date

from tracker.services.import_cells import cell_text


def test_the_cell_means_the_same_tomorrow() -> None:
    today = date(2026, 11, 21)
    assert cell_text("date", "+7", date_format="", decimal_mark="", today=today) == "2026-11-28"
    assert cell_text("date", "3/12", date_format="dmy", decimal_mark="", today=today) == "2026-12-03"
    assert cell_text("amount", "3k", date_format="", decimal_mark=".", today=today) == "3000.00"
