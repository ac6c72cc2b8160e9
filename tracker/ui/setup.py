"""Setup: look, language and money, privacy, the file and its copies, keys, about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tracker import locale
from tracker.domain.typed.currencies import parse_currency
from tracker.locale import _, ngettext
from tracker.locale.keeping import finding_text
from tracker.locale.problems import sentence
from tracker.ui import setup_parts as parts
from tracker.ui.asking import AskScreen, ChoiceScreen, ConfirmScreen
from tracker.ui.commands import bindings, read_keymap
from tracker.ui.figures import language_word
from tracker.ui.paths import short_path
from tracker.ui.patience import Progress, Work
from tracker.ui.screen import FramedScreen
from tracker.ui.setup_parts import SetupRow
from tracker.ui.surroundings import Wish
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.ui.answers_setup import Finding

_BOOK = ("currency", "jurisdiction")
"""Settings that are kept in the file rather than in the configuration."""


class SetupScreen(FramedScreen):
    """Sections on the left, their rows on the right, the row's note below."""

    NAME = "setup"
    TAB = "setup"
    CSS_PATH = "setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("setup")]

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[SetupRow, ...] = ()
        self._work = Work(self, lambda words: self.query_one(Banner).show(words))

    def compose_content(self) -> ComposeResult:
        """Two lists and a note."""
        with Horizontal(id="columns"):
            with Panel(id="sections"):
                yield VirtualList(id="section-list")
            with Panel(id="settings"):
                yield VirtualList(id="setting-list")
        yield TextPanel(id="note")

    def read(self) -> None:
        """Draw the sections and the rows of the one under the cursor."""
        words = parts.section_words()
        lines = [Line(cells=(words[name],)) for name in parts.SECTIONS]
        sections = self.query_one("#section-list", VirtualList)
        columns = (Column(title=_("Section"), width=10, grow=True),)
        sections.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit])
        self._fill()
        if not self._work.busy:
            self._where()
        if self.focused is None:
            sections.focus()

    def show_section(self, name: str) -> None:
        """Go to a section's rows."""
        self.query_one("#section-list", VirtualList).cursor = parts.SECTIONS.index(name)
        self.query_one("#setting-list").focus()

    def action_change(self) -> None:
        """Change the row under the cursor; on the sections, go to the rows."""
        if self.focused is self.query_one("#section-list"):
            self.query_one("#setting-list").focus()
            return
        row = self._current()
        if row is None or self._work.busy:
            return
        if row.origin in ("flag", "env") and row.act in ("toggle", "choose", "type"):
            words = _("{setting} is set by {origin} for this run, which wins; it cannot be changed here.")
            self.dashboard.say(
                words.format(setting=row.title, origin=parts.origin_words()[row.origin]), warning=True
            )
            return
        act: dict[str, Callable[[SetupRow], None]] = {
            "toggle": self._toggle, "choose": self._choose, "type": self._type, "key": self._key,
            "check": self._check, "copy": self._copy, "verify": self._verify, "restore": self._restore,
            "demo": self._reopen, "own": self._reopen,
        }  # fmt: skip
        if row.act:
            act[row.act](row)

    def action_leave_list(self) -> None:
        """Stop what is under way, else go back to the sections."""
        if self._work.busy:
            self._work.stop()
        else:
            self.query_one("#section-list").focus()

    @on(VirtualList.Selected)
    def _selected(self) -> None:
        self.action_change()

    @on(VirtualList.Moved)
    def _moved(self, event: VirtualList.Moved) -> None:
        if event.source.id == "section-list":
            self._fill(first=True)
        else:
            self._note()

    @property
    def _section(self) -> str:
        return parts.SECTIONS[self.query_one("#section-list", VirtualList).cursor]

    def _current(self) -> SetupRow | None:
        at = self.query_one("#setting-list", VirtualList).cursor
        return self._rows[at] if at < len(self._rows) else None

    def _fill(self, *, first: bool = False) -> None:
        around, answers = self.dashboard.around, self.dashboard.answers
        match self._section:
            case "look":
                self._rows = parts.look_rows(around, self.dashboard.theme)
            case "money":
                self._rows = parts.money_rows(around, answers)
            case "privacy":
                self._rows = parts.privacy_rows(around)
            case "data":
                self._rows = parts.data_rows(around, answers)
            case "keys":
                self._rows = parts.key_rows(self.dashboard.keys)
            case _:
                self._rows = parts.about_rows(around)
        listed = self.query_one("#setting-list", VirtualList)
        rows = self._rows
        listed.show(
            parts.setting_columns(), len(rows), lambda offset, limit: parts.page(rows, offset, limit),
            cursor=0 if first else None,
        )  # fmt: skip
        self.query_one("#settings", Panel).name_it(parts.section_words()[self._section])
        self._note()

    def _where(self) -> None:
        path = short_path(self.dashboard.around.config_path)
        words = _("Changes apply at once and are kept in {path}").format(path=path)
        self.query_one(Banner).show(words, "", _("Changes apply at once"))

    def _note(self) -> None:
        row = self._current()
        self.query_one("#note", TextPanel).show(
            row.title if row is not None else "", plain(row.note if row is not None else "")
        )

    # Settings

    def _toggle(self, row: SetupRow) -> None:
        on = row.value != "[x]"
        self.dashboard.keep_setting(row.name, "true" if on else "false")
        if row.name == "reduced_motion":
            self.dashboard.animation_level = "none" if on else "full"
        self._fill()

    def _choose(self, row: SetupRow) -> None:
        app = self.dashboard
        if row.name == "theme":
            app.action_choose_theme(self.read)
        else:
            options = tuple((language_word(name), name) for name in (*locale.LANGUAGES, "auto"))
            choice = ChoiceScreen(row.title, options, locale.language())
            app.push_screen(choice, lambda name: self._chosen(name, app.choose_language))

    def _chosen(self, name: str | None, take: Callable[[str], None]) -> None:
        if name is not None:
            take(name)
        self.read()

    def _type(self, row: SetupRow) -> None:
        value = row.value if row.name in _BOOK else self.dashboard.around.setting(row.name)[0]

        def take(text: str | None) -> None:
            if text is None:
                return
            if row.name in _BOOK:
                kept = text.upper()
                done = self.dashboard.attempt(lambda: self.dashboard.answers.set_in_book(row.name, kept))
                if done is not None:
                    self.dashboard.changed(done)
            else:
                self.dashboard.keep_setting(row.name, text or "auto")
                self._fill()

        self.app.push_screen(AskScreen(row.title, value, _refuser(row.name), row.note), take)

    def _key(self, row: SetupRow) -> None:
        app = self.dashboard

        def refuse(text: str) -> str:
            _keymap, problems = read_keymap({**app.keys, row.name: text.replace(" ", "")})
            wrong = [each for each in problems if each.field == row.name]
            return sentence(wrong[0]) if wrong else ""

        def take(text: str | None) -> None:
            if text is not None:
                app.choose_key(row.name, text.replace(" ", ""))
                self._fill()

        hint = _("Names of keys, parted by commas: n, f5, ctrl+t")
        self.app.push_screen(AskScreen(row.title, app.keys.get(row.name, ""), refuse, hint), take)

    # The file and its copies

    def _check(self, row: SetupRow) -> None:
        def done(found: tuple[Finding, ...]) -> None:
            self._where()
            if not found:
                self.dashboard.say(_("ok: nothing is wrong with the file."))
            for each in found[:5]:
                words = f"!! {finding_text(each.code)}: {each.where} {each.detail}"
                self.dashboard.say(words, warning=True)

        answers = self.dashboard.answers
        self._work.start(row.title, lambda _progress: answers.check_file(), done, self._where)

    def _copy(self, row: SetupRow) -> None:
        def done(path: Path) -> None:
            self._where()
            self._fill()
            self.dashboard.say(_("Copied to {path}").format(path=short_path(path)))

        answers = self.dashboard.answers
        self._work.start(row.title, lambda _progress: answers.make_backup(), done, self._where)

    def _verify(self, row: SetupRow) -> None:
        answers = self.dashboard.answers
        paths = tuple(each.path for each in answers.backups())

        def work(progress: Progress) -> int:
            for number, path in enumerate(paths):
                progress(number, len(paths))
                answers.verify_backup(path)
            return len(paths)

        def done(count: int) -> None:
            self._where()
            words = ngettext("ok: {count} copy is sound.", "ok: all {count} copies are sound.", count)
            self.dashboard.say(words.format(count=count) if count else _("There are no copies."))

        self._work.start(row.title, work, done, self._where)

    def _restore(self, row: SetupRow) -> None:
        path = Path(row.name)
        if not self.dashboard.around.can_reopen:
            self.dashboard.say(_("debt backup restore {name} restores it.").format(name=path.name))
            return
        question = _(
            "Put the {copy} in the place of {file}?\nThe file there now is moved aside, not deleted."
        ).format(copy=row.title, file=short_path(self.dashboard.answers.file_path()))

        def confirmed(yes: bool | None) -> None:
            if yes:
                self.dashboard.leave_with(Wish(what="restore", path=path))

        self.app.push_screen(ConfirmScreen(_("Restore a copy"), question, _("Restore")), confirmed)

    def _reopen(self, row: SetupRow) -> None:
        self.dashboard.leave_with(Wish(what=row.act))


def _refuser(name: str) -> Callable[[str], str]:
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
