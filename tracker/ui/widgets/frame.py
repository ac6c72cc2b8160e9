"""The frame around every screen: the row of tabs, the banner, the footer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widget import Widget

from tracker.locale import _
from tracker.ui.commands import Command, commands, footer_commands, key_shown
from tracker.ui.text import fit, plain

_LEAST_NOTE = 6
"""Cells below which nothing of a file's name can be told."""

MOST_AT_80 = 7
"""Keys a footer shows at 80 columns, the palette's aside."""


@dataclass(frozen=True, slots=True)
class Area:
    """One screen of the tab row."""

    name: str
    digit: str
    title: str


def areas() -> tuple[Area, ...]:
    """The screens there are."""
    return (
        Area("home", "1", _("Home")),
        Area("loans", "2", _("Loans")),
        Area("due", "3", _("Due")),
        Area("plan", "4", _("Plan")),
        Area("talks", "5", _("Talks")),
        Area("credit", "6", _("Credit")),
        Area("alerts", "7", _("Alerts")),
        Area("import", "8", _("Import")),
        Area("setup", "9", _("Setup")),
        Area("cash", "0", _("Cash")),
    )


class TabRow(Widget):
    """The first row: all screens, the current one in brackets, and which file this is."""

    DEFAULT_CSS = "TabRow { height: 1; background: $panel; }"

    current: reactive[str] = reactive("home")
    note: reactive[str] = reactive("")
    """What stands at the right end."""
    alert: reactive[bool] = reactive(default=False)
    """Whether the note is shown in reverse."""

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        left = Content("")
        for text, style in (self._first(), *((text, area.name) for area, text in self._tabs())):
            left += plain((text, "bold")) if style == self.current else plain(text)
        room = self.size.width - left.cell_length
        if room < 0:
            return plain(fit(left.plain, self.size.width))
        if room < _LEAST_NOTE:
            return left + plain(" " * room)
        note = self._note(room)
        return left + plain(" " * (room - cell_len(note)), (note, "reverse") if self.alert else note)

    def on_click(self, event: Click) -> None:
        """Go to the tab under the mouse."""
        end = 1
        for area, text in self._tabs():
            end += cell_len(text)
            if event.x < end:
                self.app.run_worker(self.app.run_action(f"app.go('{area.name}')"))
                return

    def _first(self) -> tuple[str, str]:
        """What stands before the first tab where they are close: its bracket, if it is the current one."""
        return ("[" if self._close and self.current == areas()[0].name else " "), ""

    def _note(self, room: int) -> str:
        """The note as far as it has room: with the language, the name alone, the name cut."""
        name = self.note.rpartition(" · ")[0] or self.note
        forms = (f" {self.note} ", f" {name} ", f" {name}")
        return (
            next((text for text in forms if cell_len(text) <= room), fit(f" {name}", room))
            if self.note
            else ""
        )

    @property
    def _close(self) -> bool:
        """Whether the tabs and the note have room only close to each other."""
        note = cell_len(self.note) + 2 if self.note else 0
        wide = sum(cell_len(f" {area.digit} {area.title} ") for area in areas())
        return 1 + wide + note >= self.size.width

    def _tabs(self) -> tuple[tuple[Area, str], ...]:
        """Each tab as it is written; close to each other a bracket takes the place of a blank."""
        names = [(area, f"{area.digit} {area.title}", area.name == self.current) for area in areas()]
        if not self._close:
            return tuple((area, f"[{text}]" if here else f" {text} ") for area, text, here in names)
        after = [here for _area, _text, here in names[1:]] + [False]
        ends = (
            "]" if here else "[" if follows else " "
            for (_a, _t, here), follows in zip(names, after, strict=True)
        )
        return tuple((area, f"{text}{end}") for (area, text, _here), end in zip(names, ends, strict=True))


class Banner(Widget):
    """The second row: what needs attention most, or where one is."""

    DEFAULT_CSS = """
    Banner { height: 1; }
    Banner.-overdue { color: $mark-overdue; text-style: bold; }
    Banner.-attention { color: $mark-attention; }
    Banner:focus { text-style: reverse; }
    """
    # Only where the banner can be focused: it is there that something can be opened.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.risk", show=False)]

    texts: reactive[tuple[str, ...]] = reactive(())
    """The line, then shorter ways to say it."""

    def show(self, text: str, tone: str = "", *shorter: str) -> None:
        """Show one line, or a shorter one where it has no room; the tone repeats what its mark says."""
        self.set_class(tone == "overdue", "-overdue")
        self.set_class(tone == "attention", "-attention")
        self.texts = (text, *(each for each in shorter if each))

    def render(self) -> Content:
        """Draw the line in exactly its width."""
        width = self.size.width
        fitting = (text for text in self.texts if cell_len(text) < width)
        return plain(fit(f" {next(fitting, self.texts[-1] if self.texts else '')}", width))

    async def on_click(self) -> None:
        """Open what it is about."""
        if self.can_focus:
            await self.run_action("screen.risk")


class KeyFooter(Widget):
    """The last row: the most useful keys that fit, and the way to all others."""

    DEFAULT_CSS = """
    KeyFooter { height: 1; background: $panel; }
    """

    screen_name: reactive[str] = reactive("")
    """Whose commands are shown."""

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self.set_reactive(KeyFooter.screen_name, screen_name)

    @property
    def _keys(self) -> Mapping[str, str]:
        return getattr(self.app, "keys", _NONE)

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        keys = self._keys
        shown, palette = footer_fit(self.screen_name, self.size.width, keys)
        left = Content(" ")
        for command in shown:
            left += plain((key_shown(command, keys), "bold"), f" {command.title}  ")
        right = f"{key_shown(palette, keys)} {palette.title} "
        gap = self.size.width - left.cell_length - cell_len(right)
        if gap < 0:
            return plain(fit(right, self.size.width))
        return left + plain(" " * gap, (key_shown(palette, keys), "bold"), f" {palette.title} ")

    def on_click(self, event: Click) -> None:
        """Run the command under the mouse."""
        keys = self._keys
        shown, palette = footer_fit(self.screen_name, self.size.width, keys)
        end = 1
        for command in shown:
            end += _cells(command, keys)
            if event.x < end:
                self.screen.run_worker(self.screen.run_action(command.action))
                return
        if event.x >= self.size.width - _cells(palette, keys) + 1:
            self.screen.run_worker(self.screen.run_action(palette.action))


_NONE: Mapping[str, str] = MappingProxyType({})


def footer_fit(
    screen: str, width: int, keys: Mapping[str, str] = _NONE
) -> tuple[tuple[Command, ...], Command]:
    """The commands a footer of that width has room for, in the order of their rank, and the palette."""
    palette = next(command for command in commands() if command.id == "app.palette")
    room = width - 1 - (_cells(palette, keys) - 1)
    wanted = footer_commands(screen)
    most = MOST_AT_80 if width <= 80 else len(wanted)
    shown = list(wanted)
    # The last rank is the way out: what makes room is what stands before it.
    while shown and (len(shown) > most or sum(_cells(each, keys) for each in shown) > room):
        shown.pop(-2 if len(shown) > 1 else -1)
    return tuple(shown), palette


def _cells(command: Command, keys: Mapping[str, str]) -> int:
    return cell_len(f"{key_shown(command, keys)} {command.title}  ")
