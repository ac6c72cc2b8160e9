"""The command palette: rows `area: verb` with a help line and the key, from the one declaration."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tracker.locale import _
from tracker.ui.commands import Command, commands, for_screen, key_shown
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import plain

if TYPE_CHECKING:
    from tracker.ui.app import Dashboard


class CommandRows(Provider):
    """Every command that works on the screen the palette was opened from."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(
                self._row(command), partial(self._run, command), text=command.row, help=command.what
            )

    async def search(self, query: str) -> Hits:
        """Those that match, the best first; a last row says so if none does."""
        matcher = self.matcher(query)
        found = False
        for command in self._commands():
            score = max(matcher.match(command.row), matcher.match(command.what) * 0.8)
            if score > 0:
                found = True
                yield Hit(
                    score,
                    self._row(command),
                    partial(self._run, command),
                    text=command.row,
                    help=command.what,
                )
        if not found:
            yield Hit(0.01, plain(_("No command has these words.")), _nothing, text=query)

    def _commands(self) -> tuple[Command, ...]:
        name = getattr(self.screen, "place", "")
        return for_screen(name) if name else commands()

    def _row(self, command: Command) -> Content:
        key = key_shown(command, cast("Dashboard", self.app).keys)
        return plain(command.row, (f"  {key}" if key else "", "dim"))

    async def _run(self, command: Command) -> None:
        await cast("Dashboard", self.app).run_command(command)


class Palette(LeftOnce, CommandPalette):
    """Textual's palette with our rows, in the person's language."""

    def __init__(self) -> None:
        # An id of its own: the one before it may still be closing.
        super().__init__(
            providers=[CommandRows], placeholder=_("Search for a command"), id=f"palette-{id(self)}"
        )


def _nothing() -> None:
    """Choosing the row that says nothing was found does nothing."""
