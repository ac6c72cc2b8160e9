"""A balance over time as a picture that loads nothing: SVG for a page, block characters for plain text.

Whole numbers only: a picture of money is drawn without floats as well.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from html import escape

from tracker.domain.text import clean

WIDTH, HEIGHT = 7200, 2400
_LEFT, _RIGHT, _TOP, _BOTTOM = 900, 100, 160, 320
_COLUMNS, _ROWS = 60, 8
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_AHEAD = "░"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A balance at the end of a day; `ahead` for one that is projected."""

    on: date
    minor: int
    ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A line over time: what it says in words, its points by date, the marks of its axis from the top down.

    `known` and `ahead` name the two kinds of points.
    """

    words: str
    points: tuple[Point, ...]
    marks: tuple[tuple[int, str], ...]
    known: str
    ahead: str

    @property
    def top(self) -> int:
        """The highest value that is drawn."""
        return max((1, *(each.minor for each in self.points), *(minor for minor, _words in self.marks)))

    @property
    def looks_ahead(self) -> bool:
        """Whether any of it is projected."""
        return any(each.ahead for each in self.points)


def svg(chart: Chart) -> str:
    """The chart as one element of a page; its look is in the style of the page."""
    words = _html(chart.words)
    lines = [f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{words}">']
    lines.append(f"<title>{words}</title>")
    for minor, mark in chart.marks:
        y = _y(chart, minor)
        lines.append(f'<line class="axis" x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}"></line>')
        lines.append(f'<text class="mark" x="{_LEFT - 60}" y="{y + 40}">{_html(mark)}</text>')
    known = [each for each in chart.points if not each.ahead]
    ahead = [*known[-1:], *(each for each in chart.points if each.ahead)]
    if known:
        lines.append(f'<polyline class="known" points="{_path(chart, known)}"></polyline>')
    if len(ahead) > 1 or not known:
        lines.append(f'<polyline class="ahead" points="{_path(chart, ahead)}"></polyline>')
    if chart.points:
        lines += _days(chart, known[-1] if known and chart.looks_ahead else None)
    lines += _legend(chart)
    return "\n".join([*lines, "</svg>"])


def _days(chart: Chart, now: Point | None) -> list[str]:
    first, last = chart.points[0].on, chart.points[-1].on
    y = HEIGHT - _BOTTOM + 140
    lines = [
        f'<text class="day" x="{_LEFT}" y="{y}">{first.isoformat()}</text>',
        f'<text class="day last" x="{WIDTH - _RIGHT}" y="{y}">{last.isoformat()}</text>',
    ]
    if now is not None:
        x = _x(chart, now.on)
        lines.append(f'<line class="now" x1="{x}" y1="{_TOP}" x2="{x}" y2="{HEIGHT - _BOTTOM}"></line>')
    return lines


def _legend(chart: Chart) -> list[str]:
    if not chart.looks_ahead:
        return []
    y, lines = HEIGHT - 50, []
    for x, name, words in ((_LEFT, "known", chart.known), (_LEFT + 2400, "ahead", chart.ahead)):
        lines.append(f'<line class="{name}" x1="{x}" y1="{y - 35}" x2="{x + 300}" y2="{y - 35}"></line>')
        lines.append(f'<text class="day" x="{x + 380}" y="{y}">{_html(words)}</text>')
    return lines


def _path(chart: Chart, points: list[Point]) -> str:
    return " ".join(f"{_x(chart, each.on)},{_y(chart, each.minor)}" for each in points)


def _x(chart: Chart, on: date) -> int:
    first, last = chart.points[0].on.toordinal(), chart.points[-1].on.toordinal()
    return _LEFT + (on.toordinal() - first) * (WIDTH - _LEFT - _RIGHT) // max(1, last - first)


def _y(chart: Chart, minor: int) -> int:
    return HEIGHT - _BOTTOM - max(0, minor) * (HEIGHT - _TOP - _BOTTOM) // chart.top


def _html(text: str) -> str:
    return escape(clean(text).strip())


def blocks(chart: Chart) -> str:
    """The chart in block characters, its axis on the left and its days below."""
    columns = _columns(chart)
    marks = {_row(chart, minor): _plain(words) for minor, words in chart.marks}
    wide = max(map(_cells, marks.values()), default=0)
    lines = []
    for row in range(_ROWS):
        floor = (_ROWS - 1 - row) * 8
        cells = "".join(_cell(level - floor, ahead=ahead) for level, ahead in columns)
        mark = marks.get(row, "")
        lines.append(f"{' ' * (wide - _cells(mark))}{mark} ┤{cells}".rstrip())
    if chart.points:
        first, last = chart.points[0].on.isoformat(), chart.points[-1].on.isoformat()
        lines.append(f"{'':>{wide}}  {first}{last:>{max(len(last) + 1, len(columns) - len(first))}}")
    if chart.looks_ahead:
        lines.append(f"{'':>{wide}}  █ {_plain(chart.known)}   {_AHEAD} {_plain(chart.ahead)}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Words that cannot end the block of code they stand in."""
    return clean(text).replace("`", "'")


def _row(chart: Chart, minor: int) -> int:
    return _ROWS - 1 - max(0, minor) * (_ROWS - 1) // chart.top


def _cells(text: str) -> int:
    """How wide a text is where every letter is as wide as a cell or two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _columns(chart: Chart) -> list[tuple[int, bool]]:
    """The height of each column in eighths of a row, and whether it is projected; the last point counts."""
    count = min(_COLUMNS, len(chart.points))
    found = []
    for number in range(count):
        point = chart.points[(number + 1) * len(chart.points) // count - 1]
        found.append((max(0, point.minor) * _ROWS * 8 // chart.top, point.ahead))
    return found


def _cell(eighths: int, *, ahead: bool) -> str:
    level = min(8, max(0, eighths))
    if ahead:
        return _AHEAD if level >= 4 else " "
    return _EIGHTHS[level]
