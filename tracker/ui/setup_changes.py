"""What the rows of Setup do to settings: switch, choose, type, give a key, reset, open the file."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from textual.app import SuspendNotSupported

from tracker import locale
from tracker.domain.typed.currencies import parse_currency
from tracker.locale import _, ngettext
from tracker.locale.problems import sentence
from tracker.private_file import make_private_folder, write_private
from tracker.ui import setup_parts as parts
from tracker.ui.asking import AskScreen, ChoiceScreen, ConfirmScreen
from tracker.ui.chooser import OWN_KEYS
from tracker.ui.figures import language_word
from tracker.ui.keymap import read_keymap
from tracker.ui.paths import short_path
from tracker.ui.screen import FramedScreen
from tracker.ui.setup_parts import SetupRow
from tracker.ui.surroundings import Settings
from tracker.ui.theme import shipped
from tracker.ui.triage_order import change_order, keep_order

BOOK = ("currency", "jurisdiction")
"""Settings that are kept in the file rather than in the configuration."""
_CHANGING = ("toggle", "choose", "type", "key")


class SettingChanges(FramedScreen):
    """The part of Setup that changes settings; `_fill` draws the rows anew."""

    _fill: Callable[[], None]
    _current: Callable[[], SetupRow | None]
    _rows: tuple[SetupRow, ...]

    def refused(self, row: SetupRow) -> bool:
        """Whether something above the configuration holds the value, which is then said."""
        if row.origin not in ("flag", "env") or row.act not in _CHANGING:
            return False
        self.dashboard.say(parts.held_above(row, self.dashboard.around), warning=True)
        return True

    def action_reset(self) -> None:
        """Give the setting of the row its default back."""
        row = self._current()
        if row is None or self.refused(row):
            return
        key = _config_key(row)
        if row.act == "order" and row.origin == "book":
            keep_order(self.dashboard, "default")
        elif row.act == "order":
            self.dashboard.say(_("{setting} is at its default.").format(setting=row.title))
        elif not key:
            self.dashboard.say(_("{setting} has no default to go back to.").format(setting=row.title))
        elif row.origin != "config":
            self.dashboard.say(_("{setting} is at its default.").format(setting=row.title))
        else:
            self.dashboard.forget_setting(key)
            self.read()
            self.dashboard.say(_("{setting} is at its default again.").format(setting=row.title))

    def action_reset_section(self) -> None:
        """Give every setting of the section its default back, once that is confirmed."""
        keys = [key for row in self._rows if row.origin == "config" and (key := _config_key(row))]
        if not keys:
            self.dashboard.say(_("Everything here is at its default."))
            return

        def confirmed(yes: bool | None) -> None:
            if yes:
                for key in keys:
                    self.dashboard.forget_setting(key)
                self.read()

        words = ngettext(
            "Take {count} setting of this section out of the configuration?",
            "Take {count} settings of this section out of the configuration?",
            len(keys),
        ).format(count=len(keys))
        self.app.push_screen(ConfirmScreen(_("Reset the section"), words, _("Reset")), confirmed)

    def action_open_file(self) -> None:
        """Open the configuration in the editor, or the theme file of the row."""
        row = self._current()
        self.edit(Path(row.name) if row is not None and row.act == "edit" else None)

    def edit(self, path: Path | None) -> None:
        """Open a file in the person's editor; None is the configuration, whose changes hold at once."""
        around = self.dashboard.around
        target = path or Path(around.config_path)
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if not editor or not around.config_path:
            words = _("No editor is named in EDITOR. The file is {path}")
            self.dashboard.say(words.format(path=short_path(target)))
            return
        before = dict(around.settings())
        try:
            make_private_folder(target.parent)
            with self.app.suspend():
                subprocess.run([*shlex.split(editor), str(target)], check=False)  # noqa: S603 the person's own editor
        except (OSError, ValueError, SuspendNotSupported):
            words = _("{editor} cannot be started. The file is {path}")
            self.dashboard.say(words.format(editor=editor, path=short_path(target)), warning=True)
            return
        self.dashboard.read_themes_again()
        self._follow(before, around.settings())
        self.read()

    def _follow(self, before: Settings, after: Settings) -> None:
        for key in sorted({*before, *after}):
            if before.get(key) != after.get(key):
                self.dashboard.follow_setting(key)

    # What Enter does

    def change_setting(self, row: SetupRow) -> None:
        """Do what the row is for."""
        act: Mapping[str, Callable[[SetupRow], None]] = {
            "toggle": self._toggle, "choose": self._choose, "type": self._type, "key": self._key,
            "edit": lambda row: self.edit(Path(row.name)), "new_theme": lambda _row: self._new_theme(),
            "cron": lambda _row: self.dashboard.copy(self.dashboard.around.cron_line),
            "order": lambda _row: change_order(self.dashboard),
        }  # fmt: skip
        act[row.act](row)

    def _toggle(self, row: SetupRow) -> None:
        value = "false" if row.value == "[x]" else "true"
        self.dashboard.keep_setting(row.name, value)
        self.dashboard.take_setting(row.name, value)
        self._fill()

    def _choose(self, row: SetupRow) -> None:
        app = self.dashboard
        if row.name == "theme":
            app.action_choose_theme(self.read)
            return
        options: tuple[tuple[str, str], ...]
        current = app.around.setting(row.name)[0]
        take: Callable[[str], None] = partial(app.keep_setting, row.name)
        if row.name == "lang":
            options = tuple((language_word(name), name) for name in (*locale.LANGUAGES, "auto"))
            current, take = locale.language(), app.choose_language
        elif row.name == "glyphs":
            options = parts.glyph_options()
            current, take = app.glyphs, app.choose_glyphs
        else:
            options = parts.colour_options()

        def chosen(name: str | None) -> None:
            if name is not None:
                take(name)
            self.read()

        app.push_screen(ChoiceScreen(row.title, options, current), chosen)

    def _type(self, row: SetupRow) -> None:
        value = row.value if row.name in BOOK else self.dashboard.around.setting(row.name)[0]

        def take(text: str | None) -> None:
            if text is None:
                return
            if row.name in BOOK:
                kept = text.upper()
                done = self.dashboard.attempt(lambda: self.dashboard.answers.set_in_book(row.name, kept))
                if done is not None:
                    self.dashboard.changed(done)
            else:
                self.dashboard.keep_setting(row.name, text or "auto")
                self._fill()

        self.app.push_screen(AskScreen(row.title, value, refuser(row.name), row.note), take)

    def _key(self, row: SetupRow) -> None:
        app = self.dashboard

        def refuse(text: str) -> str:
            if not text.strip():
                return ""
            others = {name: keys for name, keys in app.keys.items() if name != row.name}
            _keymap, problems = read_keymap({**others, row.name: text})
            wrong = [each for each in problems if each.field == row.name]
            return sentence(wrong[0]) if wrong else ""

        def take(text: str | None) -> None:
            if text is None:
                return
            if text.strip():
                app.choose_key(row.name, text.replace(" ", ""))
            elif row.name in app.keys:
                app.forget_setting(f"{OWN_KEYS}{row.name}")
            self.read()

        hint = _("Keys with commas between: n, F5, ^T. F-keys stay. Empty: as it was.")
        self.app.push_screen(AskScreen(row.title, app.keys.get(row.name, ""), refuse, hint), take)

    def _new_theme(self) -> None:
        folder = self.dashboard.around.theme_folder
        if folder is None:
            return
        source = shipped() / f"{self.dashboard.theme}.toml"
        text = (source if source.is_file() else shipped() / "cvd-dark.toml").read_text("utf-8")
        number = 1
        while (path := folder / f"mine{number if number > 1 else ''}.toml").exists():
            number += 1
        lines = [f'name = "{path.stem}"' if line.startswith("name =") else line for line in text.splitlines()]

        def write() -> None:
            write_private(str(path), "\n".join(lines) + "\n")

        self.dashboard.attempt(write)
        if path.exists():
            self.dashboard.read_themes_again()
            self.dashboard.choose_theme(path.stem)
            self.edit(path)
            self.read()


def _config_key(row: SetupRow) -> str:
    """The key of the configuration that a row is about; empty if it is about none."""
    if row.act == "key":
        return f"{OWN_KEYS}{row.name}"
    return row.name if row.act in _CHANGING and row.name not in BOOK else ""


def refuser(name: str) -> Callable[[str], str]:
    """What is wrong with a value that is typed, as a sentence."""

    def refuse(text: str) -> str:
        if name == "currency":
            code, problems = parse_currency(text)
            return "" if code == text.upper() else sentence(problems[0]) if problems else _("Try CNY or EUR.")
        if name == "jurisdiction":
            known = len(text) == 2 and text.isascii() and text.isalpha()
            return "" if known else _("Two letters are a country: CN, US, GB, DE.")
        return (
            "" if text in ("", "auto") or _is_zone(text) else _("Not a time zone; try Asia/Shanghai or UTC.")
        )

    return refuse


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True
