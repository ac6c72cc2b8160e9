"""The lists of the Talks screen: their names in a row, where only one is shown at a time."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from tracker.locale import _
from tracker.ui.text import fit, plain
from tracker.ui.widgets.names import NamesRow, joined

PANES = (
    "next", "log", "talks", "offers", "promises", "stages", "conduct", "cases", "evidence", "channels",
    "paper",
)  # fmt: skip
"""The first has the list of loans for its list."""


class PaneNames(NamesRow):
    """The names of the lists; the brackets take the place of the blanks between them."""

    DEFAULT_CSS = "PaneNames { height: 1; }"

    current: reactive[str] = reactive(PANES[0])

    def names(self) -> dict[str, str]:
        """The lists by id."""
        return pane_names()

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        width, hint = self.size.width, _("Tab: next")
        text = joined(pane_names(), self.current, width)
        room = width - cell_len(text) - 1
        return plain(fit(text, width) if room < 12 else f"{text}{fit(hint, room, right=True)} ")


def pane_names() -> dict[str, str]:
    """The lists by id, in the person's language."""
    return {
        "next": _("Now"),
        "log": _("Calls"),
        "talks": _("Talks"),
        "offers": _("Offers"),
        "promises": _("Promises"),
        "stages": _("Stages"),
        "conduct": _("Conduct"),
        "cases": _("Cases"),
        "evidence": _("Evidence"),
        "channels": _("Channels"),
        "paper": _("Paper"),
    }
