"""Line charts: values in, text out. The only module that knows plotext.

plotext draws the lines; axes and labels are ours, so that they are exact in cells, may be hidden, and
are the same where plotext cannot be imported and block characters stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from tracker.ui.text import fit

if TYPE_CHECKING:
    from rich.text import Text

Point = tuple[float, float]
_BLOCKS = " ▁▂▃▄▅▆▇█"
_LEAST = (14, 4)
_X_LABEL = 7


class NotFiniteError(ValueError):
    """A point that is no number would end the process inside the drawing library."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line in the colour of its role; a dotted or a dashed one is told apart without colour."""

    role: str
    points: tuple[Point, ...]
    dotted: bool = False
    dashed: bool = False

    def __post_init__(self) -> None:
        if not all(isfinite(x) and isfinite(y) for x, y in self.points):
            raise NotFiniteError(self.role)


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over dates (as ordinals), from zero up; `label` words a value of the vertical axis."""

    series: tuple[Series, ...]
    label: Callable[[float], str]

    @property
    def drawable(self) -> bool:
        """Whether there is a line to draw: two dates at least, and something above zero."""
        points = [point for line in self.series for point in line.points]
        return len({x for x, _ in points}) > 1 and any(y > 0 for _, y in points)


def draw(
    chart: LineChart, width: int, height: int, palette: Mapping[str, str], *, blocks: bool = False
) -> Text | None:
    """Draw the chart in exactly that many cells; None if there is no room or nothing to draw."""
    from rich.text import Text

    if width < _LEAST[0] or height < _LEAST[1] or not chart.drawable:
        return None
    top = _nice(max(y for line in chart.series for _, y in line.points))
    rows = height - 2
    ticks = _y_ticks(top, rows)
    labels = {row: chart.label(value) for row, value in ticks}
    gutter = max(_cells(label) for label in labels.values())
    columns = width - gutter - 1
    if columns <= _X_LABEL:
        return None
    first = min(x for line in chart.series for x, _ in line.points)
    last = max(x for line in chart.series for x, _ in line.points)
    canvas = _canvas(chart, columns, rows, (first, last), top, palette, blocks=blocks)
    ink = palette.get("ink", "")
    text = Text(no_wrap=True, end="")
    for row, line in enumerate(canvas):
        label = labels.get(row)
        text.append(fit(label or "", gutter, right=True) + ("┤" if label else "│"), ink)
        text.append_text(line)
        text.append("\n")
    axis, names = _x_axis(first, last, columns)
    text.append(" " * gutter + "└" + axis + "\n", ink)
    text.append(" " * (gutter + 1) + names, ink)
    return text


def thin(points: Iterable[Point], columns: int) -> tuple[Point, ...]:
    """The lowest and highest point of each column, and the first and last of all."""
    points = sorted(points)
    if len(points) <= 2 * columns:
        return tuple(points)
    first, last = points[0][0], points[-1][0]
    span = (last - first) or 1
    lowest: dict[int, Point] = {}
    highest: dict[int, Point] = {}
    for point in points:
        column = min(columns - 1, int((point[0] - first) / span * columns))
        if column not in lowest or point[1] < lowest[column][1]:
            lowest[column] = point
        if column not in highest or point[1] > highest[column][1]:
            highest[column] = point
    return tuple(sorted({points[0], points[-1], *lowest.values(), *highest.values()}))


def _canvas(
    chart: LineChart,
    columns: int,
    rows: int,
    span: tuple[float, float],
    top: float,
    palette: Mapping[str, str],
    *,
    blocks: bool,
) -> list[Text]:
    lines = [
        Series(line.role, _drawn(line, columns, span), line.dotted, line.dashed)
        for line in chart.series
        if line.points
    ]
    if not blocks:
        try:
            return _with_plotext(lines, columns, rows, span, top, palette)
        except ImportError:
            pass  # no wheel for this platform: blocks below
    return _with_blocks(lines, columns, rows, span, top, palette)


def _with_plotext(
    lines: list[Series],
    columns: int,
    rows: int,
    span: tuple[float, float],
    top: float,
    palette: Mapping[str, str],
) -> list[Text]:
    import plotext
    from rich.text import Text

    figure = plotext.figure
    figure.clear()
    plotext.terminal.limit(width=False, height=False)
    figure.plot_size(columns, rows)
    figure.canvas("default")
    figure.axes(active=False)
    figure.ruler("y", "left").lim(0.0, top).ticks([], [])
    figure.ruler("x", "lower").lim(*span).ticks([], [])
    for number, line in enumerate(lines):
        # A colour that stands for the series; the palette's own may be one of the terminal's sixteen.
        marker = plotext.marker("braille", plotext.pixel(foreground=(number + 1, 0, 0)))
        xs, ys = [x for x, _ in line.points], [y for _, y in line.points]
        figure.draw(figure.signal(xs, ys, marker=marker).lines(not (line.dotted or line.dashed)))
    drawn = Text.from_ansi(figure.build().string())
    styles = {(number + 1, 0, 0): palette.get(line.role, "") for number, line in enumerate(lines)}
    result = []
    for row in drawn.split("\n", allow_blank=True)[:rows]:
        clean_row = Text(fit(row.plain, columns), no_wrap=True, end="")
        for start, end, style in row.spans:
            colour = getattr(style, "color", None)
            triplet = tuple(colour.triplet) if colour is not None and colour.triplet is not None else None
            if triplet in styles:
                clean_row.stylize(styles[triplet], start, end)
        result.append(clean_row)
    return result


def _with_blocks(
    lines: list[Series],
    columns: int,
    rows: int,
    span: tuple[float, float],
    top: float,
    palette: Mapping[str, str],
) -> list[Text]:
    from rich.text import Text

    heights: list[tuple[float, str]] = [(0.0, "")] * columns
    for line in lines:
        for x, y in _dots(line.points, columns, span):
            column = min(columns - 1, int((x - span[0]) / (span[1] - span[0]) * columns))
            heights[column] = (y / top * rows * 8, palette.get(line.role, ""))
    result = []
    for row in range(rows):
        text = Text(no_wrap=True, end="")
        floor = (rows - 1 - row) * 8
        for eighths, style in heights:
            text.append(_BLOCKS[max(0, min(8, round(eighths) - floor))], style)
        result.append(text)
    return result


def _drawn(line: Series, columns: int, span: tuple[float, float]) -> tuple[Point, ...]:
    """The points of a line as its stroke has them: joined by lines, in dashes, or one for each column."""
    if line.dashed:
        # A cell is two points wide: two cells of a dash, then one left blank.
        every = _dots(line.points, 2 * columns, span)
        return tuple(point for number, point in enumerate(every) if number % 6 < 4)
    return _dots(line.points, columns, span) if line.dotted else thin(line.points, columns)


def _dots(points: tuple[Point, ...], columns: int, span: tuple[float, float]) -> tuple[Point, ...]:
    """One point for each column between the first and the last, on the line through the points."""
    ordered = sorted(points)
    step = (span[1] - span[0]) / columns
    result: list[Point] = []
    index = 0
    for column in range(columns):
        x = span[0] + (column + 0.5) * step
        if not ordered[0][0] - step <= x <= ordered[-1][0] + step:
            continue
        while index + 1 < len(ordered) - 1 and ordered[index + 1][0] < x:
            index += 1
        left, right = ordered[index], ordered[min(index + 1, len(ordered) - 1)]
        share = (x - left[0]) / ((right[0] - left[0]) or 1)
        result.append((x, left[1] + (right[1] - left[1]) * min(1.0, max(0.0, share))))
    return tuple(result) or points


def _nice(value: float) -> float:
    """The round number the vertical axis ends at."""
    power = 10.0 ** (len(str(int(value))) - 1) if value >= 1 else 1.0
    steps = (1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10)
    return next((step * power for step in steps if step * power >= value), 10 * power)


def _y_ticks(top: float, rows: int) -> list[tuple[int, float]]:
    parts = 4 if rows >= 9 else 2 if rows >= 5 else 1
    return [(round((parts - part) * (rows - 1) / parts), top * part / parts) for part in range(parts, -1, -1)]


def _x_axis(first: float, last: float, columns: int) -> tuple[str, str]:
    """The horizontal axis and its dates, one in about fourteen cells."""
    count = max(1, columns // (2 * _X_LABEL))
    axis, names = ["─"] * columns, [" "] * columns
    for number in range(count + 1 if columns > 2 * _X_LABEL else 1):
        column = round(number * (columns - 1) / count)
        axis[column] = "┬"
        on = date.fromordinal(int(first + (last - first) * column / max(1, columns - 1)))
        start = min(max(0, column - _X_LABEL // 2), columns - _X_LABEL)
        names[start : start + _X_LABEL] = f"{on:%Y-%m}"
    return "".join(axis), "".join(names)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
