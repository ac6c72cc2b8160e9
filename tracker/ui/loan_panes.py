"""The parts of a loan's page: their names in a row, where only one is shown at a time."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tracker.locale import _
from tracker.ui.text import fit, plain

PANES = ("schedule", "payments", "chart", "timeline", "terms")


class PaneRow(Widget):
    """The names of the panes where only one is shown at a time, and how the loan is paid."""

    DEFAULT_CSS = "PaneRow { height: 1; }"

    current: reactive[str] = reactive(PANES[0])
    note: reactive[str] = reactive("")
    """What stands at the right end where there is room for it."""

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        names = pane_names()
        shown = (f"[{names[pane]}]" if pane == self.current else f" {names[pane]} " for pane in PANES)
        text, width = " " + "  ".join(shown), self.size.width
        room = width - cell_len(text) - 1
        if cell_len(self.note) > room - 2:
            return plain(fit(text, width))
        return plain(f"{text}{fit(self.note, room, right=True)} ")


def pane_names() -> dict[str, str]:
    """The panes by id, in the person's language."""
    return {
        "schedule": _("Schedule"),
        "payments": _("Payments"),
        "chart": _("Chart"),
        "timeline": _("Timeline"),
        "terms": _("Terms"),
    }
