"""What a person chooses for the dashboard as a whole: language, colours, another file; and copying."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from tracker import locale
from tracker.locale import _
from tracker.locale.themes import theme_words
from tracker.ui.commands import use_keys
from tracker.ui.keymap import routes
from tracker.ui.looks import Looks
from tracker.ui.surroundings import Keep, Surroundings, Wish

T = TypeVar("T")
OWN_KEYS = "keys."
"""What a key of the configuration begins with that gives a command another key."""


class Chooser(Looks):
    """The part of the dashboard that changes settings and keeps them."""

    around: Surroundings
    keys: dict[str, str]
    """The keys a person chose, by command."""
    _keep: Keep
    wish = Wish()
    """Why the dashboard closes."""
    changed: Callable[..., None]
    _forget: Callable[[str], None]

    @property
    def theme_names(self) -> tuple[str, ...]:
        """Themes of ours, then the terminal's own colours."""
        return (*self.own_themes, "ansi-dark", "ansi-light")

    def action_next_language(self) -> None:
        """Speak the other language."""
        known = locale.LANGUAGES
        self.choose_language(known[(known.index(locale.language()) + 1) % len(known)])

    def choose_language(self, name: str) -> None:
        """Speak a language from now on."""
        locale.use(name)
        self.keep_setting("lang", name)
        self.changed()

    def action_next_theme(self) -> None:
        """Put on the next theme of ours, then the terminal's own colours."""
        names = self.theme_names
        self.choose_theme(
            names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        )

    def action_choose_theme(self, after: Callable[[], None] = lambda: None) -> None:
        """Offer the themes; each is put on while it is looked at."""
        from tracker.ui.asking import ChoiceScreen

        def wear(name: str) -> None:
            self.theme = name

        def chosen(name: str | None) -> None:
            if name is not None:
                self.choose_theme(name)
            after()

        options = tuple((theme_words(name), name) for name in self.theme_names)
        self.push_screen(ChoiceScreen(_("Colours"), options, self.theme, tried=wear), chosen)

    async def welcome(self, what: str) -> None:
        """Do what a line of the welcome card says."""
        match what:
            case "demo":
                self.action_demo()
            case "language":
                self.action_next_language()
            case "colours":
                self.action_choose_theme(self.changed)
            case "restore":
                await self.run_action("app.go('setup')")
                from tracker.ui.setup import SetupScreen

                if isinstance(self.screen, SetupScreen):
                    self.screen.show_section("data")
            case _:
                await self.run_action(f"app.go('{what}')")

    def choose_theme(self, name: str) -> None:
        """Put a theme on from now on."""
        self.theme = name
        self.say(_("Colours: {name}").format(name=theme_words(name)))
        self.keep_setting("theme", name)

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a value in the configuration; what is in the way is said."""
        self.attempt(lambda: self._keep(key, value))

    def forget_setting(self, key: str) -> None:
        """Take a value out of the configuration, and follow what holds then."""
        self.attempt(lambda: self._forget(key))
        self.follow_setting(key)

    def follow_setting(self, key: str) -> None:
        """Do at once what a setting that changed behind the dashboard's back says."""
        value = self.around.setting(key)[0]
        if key.startswith(OWN_KEYS):
            command = key.removeprefix(OWN_KEYS)
            self.keys.pop(command, None)
            if value:
                self.keys[command] = value
            self._take_keys()
        elif key == "lang":
            locale.use(value or "auto")
        else:
            self.take_setting(key, value)

    def choose_key(self, command: str, keys: str) -> None:
        """Give a command another key from now on."""
        self.keys[command] = keys
        self._take_keys()
        self.keep_setting(f"{OWN_KEYS}{command}", keys)

    def _take_keys(self) -> None:
        """Have the keys that were chosen run their commands, and hints name them."""
        self.set_keymap(routes(self.keys))
        use_keys(self.keys)

    def leave_with(self, wish: Wish) -> None:
        """Close, and be opened again on another file."""
        self.wish = wish
        self.exit()

    def action_demo(self) -> None:
        """Open the demo household, which is a file of its own."""
        if self.around.can_reopen:
            self.leave_with(Wish(what="demo"))
        else:
            self.say(_("debt demo opens the demo household."))

    def copy(self, text: str) -> None:
        """Copy, and say honestly where to."""
        from tracker.ui.copying import copy_natively

        program = copy_natively(text, os.environ)
        if program:
            self.say(_("Copied with {program}: {text}").format(program=program, text=text))
        else:
            self.copy_to_clipboard(text)
            words = _("Sent to the terminal, which may or may not take it: {text}")
            self.say(words.format(text=text))
