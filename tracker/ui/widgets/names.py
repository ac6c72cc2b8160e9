"""Names of lists in a row, the one in front in brackets."""

from __future__ import annotations

from rich.cells import cell_len
from textual.events import Click
from textual.widget import Widget


class NamesRow(Widget):
    """A row of names; a click on one brings its list to the front of the screen."""

    def names(self) -> dict[str, str]:
        """The names as they are shown, by the pane of each."""
        raise NotImplementedError

    def on_click(self, event: Click) -> None:
        """Show the pane whose name was clicked."""
        pane = name_at(self.names(), str(self.render()), event.x)
        if pane:
            self.screen.pane = pane  # type: ignore[attr-defined]


def name_at(names: dict[str, str], row: str, x: int) -> str:
    """Whose name stands at a cell of a row, the bracket or blank on either side with it; empty if none."""
    end = 0
    for pane, name in names.items():
        begin = row.find(name, end)
        if begin < 0:
            return ""
        end = begin + len(name)
        if cell_len(row[:begin]) - 1 <= x <= cell_len(row[:end]):
            return pane
    return ""


def joined(names: dict[str, str], current: str, width: int) -> str:
    """All names in a row, closer to each other where they have no room."""
    each = [f"[{text}]" if name == current else f" {text} " for name, text in names.items()]
    for blanks in ("  ", " ", ""):
        text = f" {blanks.join(each)}"
        if cell_len(text) <= width:
            return text
    tight, before = "", " "
    for name, text in names.items():
        here = name == current
        tight += ("[" if here else before) + text
        before = "]" if here else " "
    return tight + before
