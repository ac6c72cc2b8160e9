"""Framed parts of a screen: text, tiles, and a chart with its table twin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from rich.style import Style as RichStyle
from textual.app import RenderResult
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tracker.locale import _
from tracker.locale.loan import point_word
from tracker.ui.commands import key_of, with_keys
from tracker.ui.figures import Figures
from tracker.ui.text import plain
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.services.views import BalancePoint
    from tracker.ui.chart import LineChart


_FRAME = """
    border: round $foreground 40%; border-title-color: $foreground; border-subtitle-color: $foreground-muted;
    padding: 0 1; height: 1fr;
"""


class Titled:
    """Words in the frame of a widget."""

    border_title: Any
    border_subtitle: Any

    def name_it(self, title: str, subtitle: str = "") -> None:
        """Set the words in the frame; they are text, never markup."""
        self.border_title = plain(title) if title else ""
        self.border_subtitle = plain(subtitle) if subtitle else ""


class Panel(Titled, Container):
    """A titled frame around other widgets."""

    DEFAULT_CSS = f"""
    Panel {{ {_FRAME}
        &:focus-within {{ border: round $primary; border-title-style: bold; }}
    }}
    """


class TextPanel(Titled, Static):
    """A titled frame around lines of text; one widget, for the first screen has several."""

    DEFAULT_CSS = f"TextPanel {{ {_FRAME} }}"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(Content(""), markup=False, id=id, classes=classes)

    def show(self, title: str, content: Content, subtitle: str = "") -> None:
        """Show other text."""
        self.name_it(title, subtitle)
        self.update(content)


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


_LEGEND = 56
"""Cells from which on the frame has room for the whole legend."""

Shown = TypeVar("Shown", bound=Widget)
PointsOf = Callable[[str], "Sequence[BalancePoint]"]
"""What is asked for the balances of one currency, when they are looked at."""


class BalancePanel(Panel):
    """The balance over time: a chart for each currency in turn, then the table of the same values."""

    view: reactive[int] = reactive(0, init=False)
    """Which chart is shown; one more than the last is the table."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id, classes=classes)
        self._title = self._empty = ""
        self._currencies: tuple[str, ...] = ()
        self._asked: dict[str, Sequence[BalancePoint]] = {}
        self._points_of: PointsOf = lambda _currency: ()
        self._figures: Figures | None = None

    @property
    def as_table(self) -> bool:
        """Whether the table is shown."""
        return bool(self._currencies) and self.view == len(self._currencies)

    def show(
        self, title: str, currencies: Sequence[str], points_of: PointsOf, figures: Figures, empty: str
    ) -> None:
        """Show other values; `title` has a place for the currency."""
        at = self._currencies[self.view] if self.view < len(self._currencies) else None
        was_table = self.as_table
        self._title, self._empty, self._figures = title, empty, figures
        self._currencies, self._points_of = tuple(currencies), points_of
        self._asked.clear()
        place = self._currencies.index(at) if at in self._currencies else 0
        self.set_reactive(BalancePanel.view, len(self._currencies) if was_table else place)
        self._draw()

    def next_view(self) -> bool:
        """Go on to the next chart, to the table, and round again; whether it is the table now."""
        if self._currencies:
            self.view = (self.view + 1) % (len(self._currencies) + 1)
        return self.as_table

    def watch_view(self) -> None:
        """Show the form that is wanted."""
        self._draw()
        if self.as_table:
            self.query_one(VirtualList).focus()

    def _draw(self) -> None:
        """Only the form that is looked at is made and given its values."""
        if self._figures is None or not self._currencies:
            return
        for each in self.query("LineCanvas, VirtualList"):
            each.display = isinstance(each, VirtualList) == self.as_table
        if self.as_table:
            self._fill_table(self._figures)
            name, hint = " · ".join(self._currencies), with_keys(_("{view}: as a chart"), view="chart.toggle")
        else:
            name = self._currencies[self.view]
            canvas = self._one(LineCanvas)
            canvas.empty = self._empty
            canvas.chart = _chart(self._points(name), self._figures)
            hint = _("line: actual, dots: projected") if self.size.width >= _LEGEND else _("dots: projected")
            last = self.view == len(self._currencies) - 1
            hint += " · " + (
                with_keys(_("{view}: as a table"), view="chart.toggle")
                if last
                else _("{view}: {currency}").format(
                    view=key_of("chart.toggle"), currency=self._currencies[self.view + 1]
                )
            )
        self.name_it(self._title.format(currency=name), hint)

    def _points(self, currency: str) -> Sequence[BalancePoint]:
        if currency not in self._asked:
            self._asked[currency] = self._points_of(currency)
        return self._asked[currency]

    def _one(self, kind: type[Shown]) -> Shown:
        found = next(iter(self.query(kind)), None)
        if found is None:
            found = kind()
            self.mount(found)
        return found

    def _fill_table(self, figures: Figures) -> None:
        by_day: dict[date, dict[str, BalancePoint]] = {}
        for currency in self._currencies:
            for point in self._points(currency):
                by_day.setdefault(point.on, {})[currency] = point
        days = sorted(by_day, reverse=True)

        def line(on: date) -> Line:
            points = by_day[on]
            kind = next(iter(points.values())).kind
            amounts = (
                figures.money(points[code].balance_minor, code, estimate=kind == "projected")
                if code in points
                else ""
                for code in self._currencies
            )
            return Line(cells=(on.isoformat(), *amounts, point_word(kind)))

        title = _("Balance")
        columns = (
            Column(title=_("Date"), width=10),
            *(
                Column(title=title if len(self._currencies) == 1 else code, width=16, right=True)
                for code in self._currencies
            ),
            Column(title=_("Kind"), width=10, grow=True),
        )
        table = self._one(VirtualList)
        table.empty = self._empty
        first = next((n for n, on in enumerate(days) if "actual" in {p.kind for p in by_day[on].values()}), 0)
        table.show(
            columns, len(days), lambda offset, limit: [line(on) for on in days[offset : offset + limit]],
            cursor=first,
        )  # fmt: skip


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
