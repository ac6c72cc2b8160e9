"""Charts: exact in cells, refused when not finite, the same without the drawing library."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from datetime import date

import pytest
from rich.cells import cell_len

from tracker.ui.chart import LineChart, NotFiniteError, Series, draw, thin
from tracker.ui.text import bar

FALLING = tuple(
    (float(date(2024 + n // 12, n % 12 + 1, 1).toordinal()), 60_000.0 - 900 * n) for n in range(48)
)


def chart(points: tuple[tuple[float, float], ...] = FALLING) -> LineChart:
    return LineChart(
        (Series("actual", points[:24]), Series("projected", points[23:], dotted=True)), lambda v: f"{v:.0f}元"
    )


@pytest.mark.parametrize("blocks", [False, True])
@pytest.mark.parametrize(("width", "height"), [(18, 4), (38, 9), (76, 6), (116, 14), (200, 40)])
def test_every_line_is_as_wide_as_asked(width: int, height: int, blocks: bool) -> None:
    drawn = draw(chart(), width, height, {"actual": "blue"}, blocks=blocks)
    assert drawn is not None
    lines = drawn.plain.split("\n")
    assert len(lines) == height
    assert {cell_len(line) for line in lines} == {width}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused_before_it_is_drawn(value: float) -> None:
    with pytest.raises(NotFiniteError):
        Series("actual", ((1.0, value),))


@pytest.mark.parametrize(
    "points", [(), ((1.0, 5.0),), ((1.0, 5.0), (1.0, 6.0)), ((1.0, 0.0), (2.0, 0.0))], ids=str
)
def test_nothing_to_draw_is_none(points: tuple[tuple[float, float], ...]) -> None:
    assert draw(LineChart((Series("actual", points),), str), 80, 10, {}) is None


def test_no_room_is_none() -> None:
    assert draw(chart(), 13, 10, {}) is None
    assert draw(chart(), 80, 3, {}) is None
    assert draw(chart(), 14, 8, {}) is None  # the labels alone take more


def test_a_flat_line_is_drawn() -> None:
    assert draw(LineChart((Series("actual", ((1.0, 5.0), (90.0, 5.0))),), str), 40, 8, {}) is not None


def test_drawing_says_nothing_on_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    draw(chart(), 80, 12, {})
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_blocks_stand_in_where_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)
    drawn = draw(chart(), 60, 10, {})
    assert drawn is not None
    assert "█" in drawn.plain


def test_colours_are_those_of_the_palette() -> None:
    drawn = draw(
        chart(), 60, 10, {"actual": "ansi_bright_blue on default", "projected": "yellow", "ink": "dim"}
    )
    assert drawn is not None
    assert {str(span.style) for span in drawn.spans} >= {"yellow", "dim"}


def test_thinning_keeps_the_extremes_and_bounds_the_number() -> None:
    many = tuple((float(n), float((n * 7919) % 1000)) for n in range(36_000))
    kept = thin(many, 100)
    assert len(kept) <= 202
    assert min(y for _, y in kept) == 0
    assert max(y for _, y in kept) == 999
    assert kept[0] == many[0]
    assert kept[-1] == many[-1]


def test_five_hundred_charts_leave_nothing_behind() -> None:
    def some(count: int) -> None:
        for number in range(count):
            draw(chart(), 60 + number % 20, 10, {})

    some(50)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    some(500)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 300_000


@pytest.mark.parametrize(
    ("part", "whole", "filled"), [(0, 10, 0), (5, 10, 5), (20, 10, 10), (-5, 10, 0), (1, 0, 0)]
)
def test_a_bar_stays_in_its_cells(part: float, whole: float, filled: int) -> None:
    assert bar(part, whole, 10) == "█" * filled + "░" * (10 - filled)


def test_three_lines_are_told_apart_without_colour() -> None:
    """Flat lines: joined, in dashes, in dots."""
    flat = ((1.0, 5.0), (400.0, 5.0))

    def row(**stroke: bool) -> str:
        drawn = draw(LineChart((Series("actual", flat, **stroke),), lambda _v: "0"), 62, 9, {})
        assert drawn is not None
        lines = (line[2:].replace("\u2800", " ") for line in drawn.plain.split("\n")[:-2])
        return next(line for line in lines if line.strip())

    solid, dotted, dashed = row(), row(dotted=True), row(dashed=True)
    assert len({solid, dotted, dashed}) == 3
    assert set(solid[1:-1]) == {"⠤"}
    assert " " not in dotted
    assert dashed.count(" ") > 5, "a cell in three is left blank"
