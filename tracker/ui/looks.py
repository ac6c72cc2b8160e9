"""How the dashboard looks: themes and their files, frames in ASCII, motion, the mouse, colour or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.filter import LineFilter, Monochrome
from textual.widget import Widget

from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.locale.joining import sentences
from tracker.ui.glyphs import CHOICES, AsciiFilter, wanted_form
from tracker.ui.theme import ALIASES, DEFAULT, defaults, read_theme, shipped

if TYPE_CHECKING:
    from textual.theme import Theme

Stamp = tuple[int, int]


class ThemeFiles:
    """The theme files of some folders, read again when one changes; the last good version stays."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self.shipped = self._folders[0]
        """The folder of themes that came with the program."""
        self._stamps: dict[Path, Stamp] = {}
        self.problems: dict[Path, tuple[Problem, ...]] = {}
        """What is wrong with a file, by its path; nothing for a sound one."""
        self.names: dict[Path, str] = {}
        """The theme that a file gave, the last time it could be read."""

    def read(self, *, but: Path | None = None) -> tuple[list[Theme], list[Problem]]:
        """Themes of the files that are new or changed since the last time, and what is wrong with others."""
        themes: list[Theme] = []
        problems: list[Problem] = []
        for path in self._paths(but):
            stamp = _stamp(path)
            if stamp is None or self._stamps.get(path) == stamp:
                continue
            self._stamps[path] = stamp
            theme, found = read_theme(path)
            self.problems[path] = found
            problems.extend(found)
            if theme is not None:
                self.names[path] = theme.name
                themes.append(theme)
        for gone in [path for path in self._stamps if not path.exists()]:
            del self._stamps[gone]
            self.problems.pop(gone, None)
        return themes, problems

    def _paths(self, but: Path | None) -> Iterable[Path]:
        for folder in self._folders:
            if folder != but:
                yield from sorted(folder.glob("*.toml"))


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


class Looks(App[None]):
    """The part of the dashboard that is about its look."""

    say: Callable[..., None]
    attempt: Callable[[Callable[[], Any]], Any]
    own_themes: tuple[str, ...]
    """Themes from files, those that came with the program first."""
    theme_files: ThemeFiles
    ascii = False
    """Whether frames, bars and charts are drawn with ASCII characters."""
    glyphs = "auto"
    """What was chosen: auto, unicode or ascii."""
    has_mouse = True
    """Whether the mouse is ours rather than the terminal's."""
    keep_setting: Callable[[str, str], None]
    _ascii_filter = AsciiFilter()

    def dress(
        self, *, theme: str, folders: Iterable[Path], glyphs: str, calm: bool, colourless: bool
    ) -> list[Problem]:
        """Put on what was chosen, before the first frame; what could not be."""
        self.theme_files = ThemeFiles((shipped(), *folders))
        themes, problems = self.theme_files.read()
        for each in themes:
            self.register_theme(each)
        self.own_themes = tuple(dict.fromkeys(each.name for each in themes))
        if calm:
            self.animation_level = "none"
        if colourless and not self.no_color:
            self._filters.append(Monochrome())
        self.glyphs = glyphs if glyphs in CHOICES else "auto"
        self.ascii = wanted_form(self.glyphs, os.environ) == "ascii"
        wanted = ALIASES.get(theme, theme) or DEFAULT
        if wanted not in self.available_themes:
            problems.append(Problem(code="unknown_theme", field="theme", value=wanted))
            wanted = DEFAULT if DEFAULT in self.available_themes else "textual-dark"
        self.theme = wanted
        return problems

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, in whatever theme is on."""
        return defaults(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and ours behind them."""
        filters = super().get_line_filters()
        return [*filters, self._ascii_filter] if self.ascii else filters

    def read_themes_again(self) -> bool:
        """Take up theme files that were saved since; whether there were any."""
        themes, problems = self.theme_files.read(but=shipped())
        for each in themes:
            self.register_theme(each)
            if each.name not in self.own_themes:
                self.own_themes = (*self.own_themes, each.name)
            if each.name == self.theme:
                self._watch_theme(each.name)
        if problems:
            from tracker.locale.problems import sentence

            words = "\n".join(map(sentence, problems))
            if not themes:
                words = sentences(words, _("The last good version stays."))
            self.say(words, warning=True)
        elif any(each.name == self.theme for each in themes):
            self.say(_("Colours read again: {name}").format(name=self.theme))
        return bool(themes or problems)

    def choose_glyphs(self, choice: str) -> None:
        """Draw with Unicode or ASCII from now on."""
        self._draw_with(choice)
        self.keep_setting("glyphs", choice)

    def action_next_glyphs(self) -> None:
        """Draw with ASCII if it is Unicode now, and the other way round."""
        self.choose_glyphs("unicode" if self.ascii else "ascii")
        self.say(_("Drawn with ASCII characters.") if self.ascii else _("Drawn with Unicode characters."))

    def action_toggle_motion(self) -> None:
        """Stop all sliding and fading, or allow it again."""
        calm = self.animation_level != "none"
        self.take_setting("reduced_motion", "true" if calm else "false")
        self.keep_setting("reduced_motion", "true" if calm else "false")
        self.say(_("Nothing moves by itself now.") if calm else _("Things may slide and fade again."))

    def action_toggle_mouse(self) -> None:
        """Leave the mouse to the terminal, or take it back."""
        self.take_setting("mouse", "false" if self.has_mouse else "true")
        self.keep_setting("mouse", "true" if self.has_mouse else "false")
        self.say(
            _("The mouse is the dashboard's again.")
            if self.has_mouse
            else _("The mouse is left to the terminal: dragging selects text.")
        )

    def take_setting(self, key: str, value: str) -> None:
        """Follow a setting of the look that was changed, at once."""
        match key:
            case "theme":
                wanted = ALIASES.get(value, value) or DEFAULT
                if wanted in self.available_themes:
                    self.theme = wanted
            case "glyphs":
                self._draw_with(value)
            case "reduced_motion":
                self.animation_level = "none" if value == "true" else "full"
            case "mouse":
                self._take_mouse(on=value != "false")

    def _draw_with(self, choice: str) -> None:
        self.glyphs = choice if choice in CHOICES else "auto"
        # The terminal cannot be asked while the dashboard reads its keys: auto is told by its surroundings.
        about: Mapping[str, str] = {**os.environ, "LC_ALL": "C.UTF-8"} if choice == "auto" else os.environ
        self.ascii = wanted_form(self.glyphs, about) == "ascii"
        for screen in self.screen_stack:
            for each in screen.walk_children(with_self=True):
                if isinstance(each, Widget):
                    each._styles_cache.clear()
            screen.refresh(layout=True)

    def _take_mouse(self, *, on: bool) -> None:
        self.has_mouse = on
        driver = self._driver
        change = getattr(driver, "_enable_mouse_support" if on else "_disable_mouse_support", None)
        if driver is not None and change is not None:
            if on:
                driver._mouse = True
            change()
            driver._mouse = on
            driver.flush()
