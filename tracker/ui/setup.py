"""Setup: look, language and money, alerts, privacy, the file and its copies, keys, about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tracker.locale import _, ngettext
from tracker.locale.joining import told_of
from tracker.locale.keeping import finding_text
from tracker.ui import setup_parts as parts
from tracker.ui.asking import ConfirmScreen, SecretScreen
from tracker.ui.commands import bindings
from tracker.ui.paths import short_path
from tracker.ui.patience import Progress, Work
from tracker.ui.setup_changes import SettingChanges
from tracker.ui.setup_parts import SetupRow
from tracker.ui.surroundings import Wish
from tracker.ui.text import plain
from tracker.ui.theme_figures import ThemeFigures, measure
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.ui.answers_setup import Finding


class SetupScreen(SettingChanges):
    """Sections on the left, their rows on the right, the row's note below."""

    NAME = "setup"
    TAB = "setup"
    CSS_PATH = "setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("setup")]

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[SetupRow, ...] = ()
        self._figures: dict[str, str] = {}
        """What was measured of themes, in words, by their name."""
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
        self._figures.clear()  # a theme file may have been saved since
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
        if self.refused(row):
            return
        act: dict[str, Callable[[SetupRow], None]] = {
            "check": self._check, "copy": self._back_up, "seal": self._seal, "verify": self._verify,
            "restore": self._restore, "unseal": self._unseal,
            "demo": self._reopen, "own": self._reopen,
        }  # fmt: skip
        if row.act:
            act.get(row.act, self.change_setting)(row)

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
        app = self.dashboard
        around, answers = app.around, app.answers
        match self._section:
            case "look":
                self._rows = parts.look_rows(around, app)
            case "money":
                self._rows = parts.money_rows(around, answers)
            case "alerts":
                self._rows = parts.alert_rows(around, answers)
            case "privacy":
                self._rows = parts.privacy_rows(around, answers)
            case "data":
                self._rows = parts.data_rows(around, answers)
            case "keys":
                self._rows = parts.key_rows(app.keys)
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
        panel = self.query_one("#note", TextPanel)
        if row is None:
            panel.show("", plain(""))
        elif row.name == "theme":
            panel.show(row.title, parts.theme_note(row.note, self._figures.get(self.dashboard.theme, "")))
            self._measure()
        else:
            held = row.origin in ("flag", "env")
            above = "\n" + parts.held_above(row, self.dashboard.around) if held else ""
            panel.show(row.title, plain(row.note + above))

    def _measure(self) -> None:
        """Find the figures of the theme in a thread: what knows colours takes a while to load."""
        app = self.dashboard
        name, theme = app.theme, app.current_theme
        if name in self._figures:
            return
        self._figures[name] = ""

        def told(found: ThemeFigures | None) -> None:
            self._figures[name] = parts.figures_words(found)
            if self.is_mounted:
                self._note()

        self.run_worker(lambda: app.call_from_thread(told, measure(theme)), thread=True, exit_on_error=False)

    # The file and its copies

    def _check(self, row: SetupRow) -> None:
        def done(found: tuple[Finding, ...]) -> None:
            self._where()
            if not found:
                self.dashboard.say(_("ok: nothing is wrong with the file."))
            for each in found[:5]:
                words = "!! " + told_of(finding_text(each.code), f"{each.where} {each.detail}")
                self.dashboard.say(words, warning=True)

        answers = self.dashboard.answers
        self._work.start(row.title, lambda _progress: answers.check_file(), done, self._where)

    def _back_up(self, row: SetupRow, passphrase: str = "") -> None:
        def done(path: Path) -> None:
            self._where()
            self._fill()
            self.dashboard.say(_("Copied to {path}").format(path=short_path(path)))

        answers = self.dashboard.answers
        self._work.start(row.title, lambda _progress: answers.make_backup(passphrase), done, self._where)

    def _seal(self, row: SetupRow) -> None:
        def typed(passphrase: str | None) -> None:
            if passphrase:
                self._back_up(row, passphrase)

        hint = _("Keep it where you find it: without it the copy is lost.")
        self.app.push_screen(SecretScreen(row.title, hint, twice=True), typed)

    def _verify(self, row: SetupRow) -> None:
        answers = self.dashboard.answers
        found = answers.backups()
        paths = tuple(each.path for each in found if not each.sealed)
        closed = len(found) - len(paths)

        def work(progress: Progress) -> int:
            for number, path in enumerate(paths):
                progress(number, len(paths))
                answers.verify_backup(path)
            return len(paths)

        def done(count: int) -> None:
            self._where()
            words = ngettext("ok: {count} copy is sound.", "ok: all {count} copies are sound.", count)
            said = [words.format(count=count)] if count else []
            if closed:
                more = ngettext("~ {count} is encrypted.", "~ {count} are encrypted.", closed)
                said.append(more.format(count=closed) + " " + _("debt backup verify opens them."))
            self.dashboard.say("\n".join(said) or _("There are no copies."))

        self._work.start(row.title, work, done, self._where)

    def _unseal(self, row: SetupRow) -> None:
        """Open an encrypted copy before it is asked whether to restore it."""
        path, answers = Path(row.name), self.dashboard.answers
        if answers.opened_by(path) != "passphrase":
            words = _("debt backup restore {name} --identity FILE restores it.")
            self.dashboard.say(words.format(name=path.name))
            return

        def typed(passphrase: str | None) -> None:
            if passphrase:
                look = partial(answers.verify_backup, path, passphrase)
                self._work.start(
                    row.title, lambda _progress: look(), lambda _found: opened(passphrase), self._where
                )

        def opened(passphrase: str) -> None:
            self._where()
            self._restore(row, passphrase)

        self.app.push_screen(SecretScreen(row.title, "", twice=False), typed)

    def _restore(self, row: SetupRow, passphrase: str = "") -> None:
        path = Path(row.name)
        if not self.dashboard.around.can_reopen:
            self.dashboard.say(_("debt backup restore {name} restores it.").format(name=path.name))
            return
        question = _(
            "Put the {copy} in the place of {file}?\nThe file there now is moved aside, not deleted."
        ).format(copy=row.title, file=short_path(self.dashboard.answers.file_path()))

        def confirmed(yes: bool | None) -> None:
            if yes:
                self.dashboard.leave_with(Wish(what="restore", path=path, passphrase=passphrase))

        self.app.push_screen(ConfirmScreen(_("Restore a copy"), question, _("Restore")), confirmed)

    def _reopen(self, row: SetupRow) -> None:
        self.dashboard.leave_with(Wish(what=row.act))
