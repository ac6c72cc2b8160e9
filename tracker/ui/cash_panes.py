"""The lists of the Cash screen: their names in a row, where only one is shown at a time."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from tracker.locale import _
from tracker.ui.commands import with_keys
from tracker.ui.text import fit, plain
from tracker.ui.widgets.names import NamesRow

PANES = ("forecast", "shortfalls", "accounts", "events", "transfers")


class PaneNames(NamesRow):
    """The names of the lists where only one is shown at a time."""

    DEFAULT_CSS = "PaneNames { height: 1; }"

    current: reactive[str] = reactive(PANES[0])

    def names(self) -> dict[str, str]:
        """The lists by id."""
        return pane_names()

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        names = pane_names()
        shown = (f"[{names[pane]}]" if pane == self.current else f" {names[pane]} " for pane in PANES)
        text, hint = " " + "  ".join(shown), _("Tab: next")
        room = self.size.width - cell_len(text) - 1
        return plain(fit(text, self.size.width) if room < 12 else f"{text}{fit(hint, room, right=True)} ")


def pane_names() -> dict[str, str]:
    """The lists by id, in the person's language."""
    return {
        "forecast": _("Forecast"),
        "shortfalls": _("Shortfalls"),
        "accounts": _("Accounts"),
        "events": _("Comes and goes"),
        "transfers": _("Moved"),
    }


def pane_hints(pane: str) -> str:
    """What can be done with the rows of a list."""
    return {
        "shortfalls": _("Enter: record the top-up"),
        "accounts": with_keys(_("Enter: change · {delete}: delete"), delete="cash.delete"),
        "events": with_keys(
            _("Enter: change · {tell}: it came · {delete}: delete"),
            tell="cash.tell",
            delete="cash.delete",
        ),
        "transfers": with_keys(
            _("{top_up}: add · {delete}: delete"), top_up="cash.top_up", delete="cash.delete"
        ),
    }.get(pane, "")
