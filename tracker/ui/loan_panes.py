"""The parts of a loan's page: their names in a row, where only one is shown at a time."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from tracker.locale import _
from tracker.ui.text import fit, plain
from tracker.ui.widgets.names import NamesRow, joined

PANES = ("schedule", "payments", "chart", "timeline", "arrears", "evidence", "terms")


class PaneRow(NamesRow):
    """The names of the panes where only one is shown at a time, and how the loan is paid."""

    DEFAULT_CSS = "PaneRow { height: 1; }"

    current: reactive[str] = reactive(PANES[0])
    note: reactive[str] = reactive("")
    """What stands at the right end where there is room for it."""

    def names(self) -> dict[str, str]:
        """The lists by id."""
        return pane_names()

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        width = self.size.width
        text = joined(pane_names(), self.current, width - (cell_len(self.note) + 3 if self.note else 0))
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
        "arrears": _("Arrears"),
        "evidence": _("Evidence"),
        "terms": _("Terms"),
    }
