"""The keys of a screen and of the whole dashboard: search them, Enter runs the row."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tracker.locale import _
from tracker.ui.commands import Command, for_screen, keys_in_use
from tracker.ui.dialog import LeftOnce
from tracker.ui.key_names import keys_text
from tracker.ui.text import plain
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList


class HelpScreen(LeftOnce, ModalScreen[Command | None]):
    """A search field over a list of commands; the result is the one to run."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="help.close"),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-normal")]

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self._screen_name = screen_name
        self._shown: tuple[Command, ...] = ()

    def compose(self) -> ComposeResult:
        """Search, list, and what else helps."""
        with Vertical(id="help") as box:
            box.border_title = plain(_("Keys"))
            yield Field(placeholder=_("Type to search; Enter runs the row, Esc closes"), compact=True)
            yield VirtualList()
            yield Static("", id="what", markup=False)
            yield Static(
                plain(_("In lists: arrows, PgUp, PgDn, Home, End. Shift-drag selects text.")), classes="more"
            )
            yield Static(plain(_("The same for scripts: debt --help")), classes="more")

    def on_mount(self) -> None:
        """Show everything first."""
        self.query_one(VirtualList).empty = _("No command has these words.")
        self._search("")
        self.query_one(Input).focus()

    def action_move(self, by: int) -> None:
        """Move in the list while the search keeps the focus."""
        self.query_one(VirtualList).action_move(by)

    @on(VirtualList.Moved)
    def _explain(self) -> None:
        chosen = self._shown[self.query_one(VirtualList).cursor].what if self._shown else ""
        self.query_one("#what", Static).update(plain(chosen))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(Input.Submitted)
    @on(VirtualList.Selected)
    def _run(self) -> None:
        if self._shown:
            self.dismiss(self._shown[self.query_one(VirtualList).cursor])

    def _keys(self, command: Command) -> str:
        keys = keys_in_use(command, getattr(self.app, "keys", {}))
        return keys_text((*keys, command.safe) if command.safe else keys) if keys else command.key

    def _search(self, text: str) -> None:
        words = text.casefold().split()
        found = [
            command
            for command in for_screen(self._screen_name)
            if all(word in f"{self._keys(command)} {command.row} {command.what}".casefold() for word in words)
        ]
        # A command named so comes before one whose description mentions it.
        found.sort(key=lambda command: not all(word in command.row.casefold() for word in words))
        self._shown = tuple(found)
        lines = [Line(cells=(self._keys(command), command.row, command.what)) for command in self._shown]
        columns = (
            Column(title=_("Key"), width=12),
            Column(title=_("Command"), width=20),
            Column(title=_("What it does"), width=10, grow=True, least=50),
        )
        self.query_one(VirtualList).show(
            columns, len(lines), lambda offset, limit: lines[offset : offset + limit], cursor=0
        )
        self._explain()
