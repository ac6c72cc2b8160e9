"""Upright bars of block characters, one for each value, under a titled frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tracker.ui.text import fit, plain
from tracker.ui.widgets.panel import Titled

_EIGHTHS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Values with their labels, what the highest is called, and what is said beneath."""

    values: tuple[int, ...]
    labels: tuple[str, ...]
    top: str
    note: str = ""


class BarPanel(Titled, Widget):
    """Draws a bar chart in its own size."""

    DEFAULT_CSS = """
    BarPanel {
        border: round $foreground 40%; border-title-color: $foreground;
        border-subtitle-color: $foreground-muted; padding: 0 1; height: 9;
    }
    """

    chart: reactive[BarChart | None] = reactive(None)

    def render(self) -> Content:
        """Draw the bars."""
        if self.chart is None:
            return plain("")
        lines = draw_bars(self.chart, self.size.width, self.size.height - bool(self.chart.note))
        drawn = "\n".join(lines)
        return plain((drawn, "$chart-actual"), f"\n{self.chart.note}" if self.chart.note else "")


def draw_bars(chart: BarChart, width: int, height: int) -> list[str]:
    """The chart as lines of exactly so many cells; the last line holds the labels."""
    rows, margin = max(1, height - 1), cell_len(chart.top) + 1
    count = max(1, len(chart.values))
    step = max(2, (width - margin) // count)
    whole = max(chart.values, default=0)
    # A value above nothing shows at least the thinnest block.
    filled = [0 if not whole else max(value * rows * 8 // whole, value > 0) for value in chart.values]
    lines = []
    for row in range(rows):
        base = (rows - 1 - row) * 8
        blocks = (_EIGHTHS[min(8, max(0, each - base))] for each in filled)
        name = chart.top if row == 0 else ""
        drawn = "".join(fit(block * max(1, step - 2), step) for block in blocks)
        lines.append(fit(f"{fit(name, margin - 1, right=True)} {drawn}", width))
    labels = "".join(fit(fit(label, step - 1), step) for label in chart.labels)
    lines.append(fit(" " * margin + labels, width))
    return lines


def bar_line(part: int, whole: int, width: int) -> str:
    """One lying bar, without an empty rest."""
    filled: Sequence[str] = "█" * (0 if whole <= 0 else max(part * width // whole, part > 0))
    return fit("".join(filled), width)
