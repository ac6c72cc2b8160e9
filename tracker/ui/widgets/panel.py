"""Framed parts of a screen: text, tiles, and a chart with its table twin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.style import Style as RichStyle
from textual.app import ComposeResult, RenderResult
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tracker.locale import _
from tracker.ui.figures import Figures
from tracker.ui.text import plain
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.services.views import BalancePoint
    from tracker.ui.chart import LineChart


class Panel(Container):
    """A titled frame."""

    DEFAULT_CSS = """
    Panel {
        border: round $foreground 40%;
        border-title-color: $foreground;
        border-subtitle-color: $foreground-muted;
        padding: 0 1;
        height: 1fr;
        &:focus-within { border: round $primary; border-title-style: bold; }
    }
    """

    def name_it(self, title: str, subtitle: str = "") -> None:
        """Set the words in the frame; they are text, never markup."""
        self.border_title = plain(title) if title else ""
        self.border_subtitle = plain(subtitle) if subtitle else ""


class TextPanel(Panel):
    """A titled frame around lines of text."""

    def compose(self) -> ComposeResult:
        """The one text inside."""
        yield Static(Content(""), markup=False)

    def show(self, title: str, content: Content, subtitle: str = "") -> None:
        """Show other text."""
        self.name_it(title, subtitle)
        self.query_one(Static).update(content)


class LineCanvas(Widget):
    """Draws a line chart in its own size; nothing is loaded before there is one to draw."""

    DEFAULT_CSS = "LineCanvas { height: 1fr; }"

    chart: reactive[LineChart | None] = reactive(None)
    empty: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        """Draw the chart, or say what would fill it."""
        if self.chart is None:
            return plain(self.empty)
        from tracker.ui.chart import draw

        variables = self.app.theme_variables
        palette = {
            "actual": _rich(variables["chart-actual"]),
            "projected": _rich(variables["chart-projected"]),
            "ink": _rich(variables["chart-ink"]),
        }
        drawn = draw(self.chart, self.size.width, self.size.height, palette)
        return plain(self.empty) if drawn is None else drawn


def _rich(colour: str) -> str:
    """A theme's colour as a Rich style."""
    from textual.color import Color

    return str(RichStyle.from_color(Color.parse(colour).rich_color))


class BalancePanel(Panel):
    """The balance over time as a chart, or as the table of the same values."""

    as_table: reactive[bool] = reactive(default=False, init=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id, classes=classes)
        self._title = ""

    def compose(self) -> ComposeResult:
        """Both forms, one shown."""
        yield LineCanvas()
        table = VirtualList()
        table.display = False
        yield table

    def show(self, title: str, points: Sequence[BalancePoint], figures: Figures, empty: str) -> None:
        """Show other values in both forms."""
        self._title = title
        canvas, table = self.query_one(LineCanvas), self.query_one(VirtualList)
        canvas.empty = empty
        canvas.chart = _chart(points, figures)
        table.empty = empty
        newest = tuple(sorted(points, key=lambda point: point.on, reverse=True))
        words = {"actual": _("actual"), "projected": _("projected")}

        def fetch(offset: int, limit: int) -> list[Line]:
            return [
                Line(
                    cells=(
                        point.on.isoformat(),
                        figures.money(
                            point.balance_minor, point.currency, estimate=point.kind == "projected"
                        ),
                        words.get(point.kind, point.kind),
                    )
                )
                for point in newest[offset : offset + limit]
            ]

        first = next((n for n, point in enumerate(newest) if point.kind == "actual"), 0)
        columns = (
            Column(title=_("Date"), width=10),
            Column(title=_("Balance"), width=16, right=True),
            Column(title=_("Kind"), width=10, grow=True),
        )
        table.show(columns, len(newest), fetch, cursor=first)
        self._label()

    def watch_as_table(self) -> None:
        """Swap the two forms."""
        table = self.query_one(VirtualList)
        self.query_one(LineCanvas).display = not self.as_table
        table.display = self.as_table
        if self.as_table:
            table.focus()
        self._label()

    def _label(self) -> None:
        legend = _("v: as a chart") if self.as_table else _("line: actual, dots: projected · v: as a table")
        self.name_it(self._title, legend)


def _chart(points: Sequence[BalancePoint], figures: Figures) -> LineChart | None:
    from tracker.ui.chart import LineChart, Series

    if not points:
        return None
    currency = points[0].currency

    def pairs(kind: str) -> tuple[tuple[float, float], ...]:
        return tuple((float(_ordinal(p.on)), float(p.balance_minor)) for p in points if p.kind == kind)

    actual, projected = pairs("actual"), pairs("projected")
    if actual and projected:
        projected = (actual[-1], *projected)
    series = (Series("actual", actual), Series("projected", projected, dotted=True))
    return LineChart(series, lambda value: figures.compact(value, currency))


def _ordinal(on: date) -> int:
    return on.toordinal()
