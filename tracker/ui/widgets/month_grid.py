"""A month as a grid of days, as many lines a week as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseDown
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tracker.ui.text import fit, plain

WEEK = 7
_STYLES = {
    "overdue": "$mark-overdue bold",
    "attention": "$mark-attention bold",
    "ok": "$mark-ok",
    "quiet": "$foreground-muted",
}

Cell = Sequence[tuple[str, str]]
"""The lines of a day, each with its tone."""

Fill = Callable[[date, int, int, bool], Cell]
"""Makes a day's lines: the day, its width, how many lines, whether it is chosen."""


class MonthGrid(Widget, can_focus=True):
    """Weeks from Monday; arrows move the day, Enter opens what is due on it."""

    DEFAULT_CSS = "MonthGrid { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up,k,ｋ", "move(-7)", show=False),
        Binding("down,j,ｊ", "move(7)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "select", show=False),
    ]

    day: reactive[date] = reactive(date.min)

    @dataclass
    class Moved(Message):
        """Another day is chosen, perhaps of another month."""

        on: date

    @dataclass
    class Selected(Message):
        """Enter or a second click on a day."""

        on: date

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._first = self._month = date.min
        self._weeks = 0
        self._titles: Sequence[str] = ()
        self._fill: Fill = lambda _on, _width, _lines, _chosen: ()

    def show(self, first: date, last: date, titles: Sequence[str], day: date, fill: Fill) -> None:
        """Show whole weeks from a Monday to a Sunday."""
        self._first, self._weeks = first, ((last - first).days + 1) // WEEK
        self._titles, self._fill = titles, fill
        self.set_reactive(MonthGrid.day, day)
        self.refresh()

    def render(self) -> Content:
        """Draw the titles, then as many weeks as fit, the chosen day among them."""
        width, lines, top, weeks = self._measure()
        titles = "".join(fit(each, width) for each in self._titles)
        rows = [plain((titles, "bold $foreground-muted"))]
        for week in range(top, top + weeks):
            days = [self._first + timedelta(days=week * WEEK + number) for number in range(WEEK)]
            cells = [self._fill(on, width - 1, lines, on == self.day) for on in days]
            rows.extend(self._line(days, cells, width, number) for number in range(lines))
        return Content("\n").join(rows)

    def action_move(self, by: int) -> None:
        """Go so many days on or back."""
        self.post_message(self.Moved(self.day + timedelta(days=by)))

    def action_edge(self, which: int) -> None:
        """Go to the first or the last day of the month."""
        from tracker.domain.calendar import month_end

        self.post_message(self.Moved(month_end(self.day) if which else self.day.replace(day=1)))

    def action_select(self) -> None:
        """Open what is due on the day."""
        self.post_message(self.Selected(self.day))

    def on_mouse_down(self, event: MouseDown) -> None:
        """Choose the day under the mouse."""
        on = self._at(event.x, event.y)
        if on is not None:
            self.post_message(self.Moved(on))

    def on_click(self, event: Click) -> None:
        """Open a day on the second click."""
        if event.chain == 2 and self._at(event.x, event.y) is not None:
            self.action_select()

    def _measure(self) -> tuple[int, int, int, int]:
        """Cells a day, lines a week, the first week shown, how many are."""
        width, room = max(2, self.size.width // WEEK), max(1, self.size.height - 1)
        weeks = min(self._weeks, room)
        lines = max(1, room // max(1, weeks))
        chosen = (self.day - self._first).days // WEEK
        return width, lines, max(0, min(chosen, self._weeks - weeks)), weeks

    def _at(self, x: int, y: int) -> date | None:
        width, lines, top, weeks = self._measure()
        week, column = (y - 1) // lines, x // width
        if y < 1 or week >= weeks or column >= WEEK:
            return None
        return self._first + timedelta(days=(top + week) * WEEK + column)

    def _line(self, days: Sequence[date], cells: Sequence[Cell], width: int, number: int) -> Content:
        parts = []
        for on, cell in zip(days, cells, strict=True):
            text, tone = cell[number] if number < len(cell) else ("", "")
            style = _STYLES.get(tone, "")
            if on == self.day and number == 0:
                style = f"{style} reverse bold".strip()
            parts.append(plain((fit(text, width - 1), style), " "))
        return Content.assemble(*parts)
