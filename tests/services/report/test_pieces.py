"""What reports are made of: a balance over time with its table, and sums of what was paid."""

from __future__ import annotations

from datetime import date

from tracker.domain.calendar import month_ends
from tracker.formats.chart import Chart
from tracker.locale.hiding import hiding
from tracker.services.report.pieces import balance_parts, document, heading, paid_grid
from tracker.services.views import BalancePoint

MONTHS = tuple(month_ends(date(1990, 1, 31), date(2080, 12, 31)))


def points(currency="CNY"):
    kinds = ["actual" if on.year < 2027 else "projected" for on in MONTHS]
    return [
        BalancePoint(on=on, currency=currency, balance_minor=1000 * number, kind=kind)
        for number, (on, kind) in enumerate(zip(MONTHS, kinds, strict=True))
    ]


def test_a_long_history_has_a_short_table_and_the_whole_picture():
    chart, grid = balance_parts(points(), "CNY")
    assert isinstance(chart, Chart)
    assert len(chart.points) == 91 * 12
    assert 20 < len(grid.rows) <= 45
    assert grid.rows[0][0] == "1990-01-31"
    assert grid.rows[-1] == ("2080-12-31", "~10,910.00")
    assert "2026-12-31" in chart.words


def test_one_point_is_no_picture_and_other_currencies_are_left_out():
    assert balance_parts(points()[:1], "CNY") == []
    assert balance_parts(points("USD"), "CNY") == []


def test_hidden_sums_are_not_in_the_words_of_the_picture():
    with hiding(hidden=True):
        chart, _grid = balance_parts(points(), "CNY")
        assert {mark for _minor, mark in chart.marks} == {"••••"}
        assert "4,4" not in chart.words


def test_sections_without_anything_are_left_out(book):
    assert heading("x") == []
    assert paid_grid("x", {}) is None
    made = document(book, "x", [])
    assert (made.title, len(made.parts), made.read_on_screen) == ("x", 2, True)
