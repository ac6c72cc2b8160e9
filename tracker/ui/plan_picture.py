"""What is owed over the months under up to three plans, as lines or as a table of the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.reactive import reactive

from tracker.domain.plan.run import Strategy
from tracker.locale import _
from tracker.locale.ways import way_name
from tracker.ui.commands import key_of
from tracker.ui.figures import Figures
from tracker.ui.widgets.panel import LineCanvas, Panel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.services.plan.answers import PlanAnswer
    from tracker.ui.chart import LineChart

Curve = tuple[Strategy, tuple[tuple[date, int], ...]]

_STROKES = ("──", "─ ─", ". .")
"""How the legend shows a joined, a dashed and a dotted line, in ASCII too."""
_LONGER = 1.4
"""How far a line that does not end is drawn beyond the one that ends last."""
_ALONE_MONTHS = 360


class PicturePanel(Panel):
    """The chart with its legend in the frame; `v` shows the table."""

    as_table: reactive[bool] = reactive(default=False, init=False)

    def __init__(self) -> None:
        super().__init__(id="picture", classes="pane")
        self._answer: PlanAnswer | None = None
        self._curves: tuple[Curve, ...] = ()
        self._figures: Figures | None = None

    def compose(self) -> ComposeResult:
        """The lines and their table; one is seen."""
        yield LineCanvas()
        table = VirtualList(id="balances")
        table.display = False
        yield table

    def show(self, answer: PlanAnswer, marked: Strategy, figures: Figures) -> None:
        """Draw the marked plan against two others."""
        self._answer, self._figures = answer, figures
        self._curves = chosen_curves(answer, marked)
        self._draw()

    def watch_as_table(self) -> None:
        """Show the other form."""
        self.query_one(LineCanvas).display = not self.as_table
        self.query_one("#balances").display = self.as_table
        self._draw()

    def _draw(self) -> None:
        answer, figures = self._answer, self._figures
        if answer is None or figures is None:
            return
        key = key_of("chart.toggle")
        if self.as_table:
            table = self.query_one("#balances", VirtualList)
            lines = table_lines(self._curves, answer.currency, figures)
            table.show(
                table_columns(self._curves), len(lines), lambda offset, limit: lines[offset : offset + limit]
            )
            self.name_it(_("Balance"), _("{key}: as a chart").format(key=key))
            return
        canvas = self.query_one(LineCanvas)
        canvas.empty = _("Nothing is owed, or no plan ends: there is nothing to draw.")
        canvas.chart = line_chart(self._curves, answer.currency, figures)
        self.name_it(
            _("Balance · {key}: as a table").format(key=key), legend(self._curves, self.size.width - 2)
        )


def chosen_curves(answer: PlanAnswer, marked: Strategy) -> tuple[Curve, ...]:
    """The marked plan first, then one that differs, then minimums only; the last as long as is of use."""
    known = dict(answer.curves)
    order = [marked]
    for each in (Strategy.OPTIMAL, Strategy.SNOWBALL, Strategy.AVALANCHE, Strategy.CUSTOM):
        if len(order) < 2 and each in known and known[each] != known.get(marked):
            order.append(each)
    order.append(Strategy.MINIMUM)
    kept = [each for each in dict.fromkeys(order) if known.get(each)]
    ends = [len(known[each]) for each in kept if (row := answer.row(each)) is None or row.ends]
    most = int(max(ends) * _LONGER) if ends else _ALONE_MONTHS
    return tuple((each, known[each][: max(most, 2)]) for each in kept)


def line_chart(curves: Sequence[Curve], currency: str, figures: Figures) -> LineChart | None:
    """The lines, the marked one last so that it stands in front."""
    from tracker.ui.chart import LineChart, Series

    if not curves:
        return None
    roles = ("actual", "projected", "ink")
    series = [
        Series(
            roles[number],
            tuple((float(on.toordinal()), float(minor)) for on, minor in points),
            dotted=number == 2,
            dashed=number == 1,
        )
        for number, (_strategy, points) in enumerate(curves)
    ]
    return LineChart(tuple(reversed(series)), lambda value: figures.compact(value, currency))


def legend(curves: Sequence[Curve], width: int) -> str:
    """Which stroke is which plan, in so many cells."""
    names = {Strategy.MINIMUM: _("Minimums")}
    found = [
        (stroke, names.get(strategy) or way_name(strategy))
        for stroke, (strategy, _points) in zip(_STROKES, curves, strict=False)
    ]
    forms = ("  ".join(map(" ".join, found)), " ".join(map(" ".join, found)), " ".join(map("".join, found)))
    return next((text for text in forms if cell_len(text) <= width), forms[-1])


def table_columns(curves: Sequence[Curve]) -> tuple[Column, ...]:
    """The month and a column for each line of the chart."""
    return (
        Column(title=_("Month"), width=7),
        *(Column(title=way_name(each), width=11, right=True) for each, _points in curves),
        Column(title="", width=0, grow=True),
    )


def table_lines(curves: Sequence[Curve], currency: str, figures: Figures) -> list[Line]:
    """What is owed at the end of each month under each plan."""
    longest = max((points for _each, points in curves), key=len, default=())
    found = []
    for number, (on, _minor) in enumerate(longest):
        cells = (
            figures.money(points[number][1], currency) if number < len(points) else "-"
            for _each, points in curves
        )
        found.append(Line(cells=(f"{on:%Y-%m}", *cells, "")))
    return found
