"""The export dialog: what, as what, where, with amounts or without; it says exactly what it wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from tracker.locale import _, ngettext
from tracker.locale.hiding import hiding
from tracker.locale.joining import sentences
from tracker.locale.problems import sentence
from tracker.ui.dialog import LeftOnce
from tracker.ui.offers import Offer
from tracker.ui.paths import short_path, typed_path
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.ui.app import Dashboard

EVERYTHING = "everything"
_LABEL = 10


class ExportScreen(LeftOnce, ModalScreen[str | None]):
    """^S writes, Esc closes; a file that stands there is replaced only once that was chosen."""

    CSS_PATH = "exporting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", show=False, id="export.write", priority=True),
        Binding("escape", "dismiss(None)", show=False, id="export.close"),
    ]

    def __init__(self, offers: tuple[Offer, ...]) -> None:
        super().__init__()
        self._offers = offers
        self._proposed = ""

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    def compose(self) -> ComposeResult:
        """The choices, the place, what is wrong with it, the keys."""
        offers = [(plain(each.words), str(number)) for number, each in enumerate(self._offers)]
        everything = (plain(_("the whole book, a file for each kind, for debt import")), EVERYTHING)
        hidden = "hidden" if self.dashboard.hidden else "shown"
        with VerticalScroll(id="export", can_focus=False) as box:
            box.border_title = plain(_("Export"))
            yield _row(
                _("What"), _choice([*offers, everything], offers[0][1] if offers else EVERYTHING, "what")
            )
            forms = [(plain(_("CSV, for spreadsheets")), "csv"), (plain(_("JSON, for programs")), "json")]
            yield _row(_("Format"), _choice(forms, "csv", "form"))
            shown = [(plain(_("written out")), "shown"), (plain(_("hidden")), "hidden")]
            yield _row(_("Amounts"), _choice(shown, hidden, "amounts"))
            yield _row(_("File"), Field(compact=True, id="path"))
            keep = [(plain(_("keep it")), "keep"), (plain(_("replace it")), "replace")]
            yield _row(_("It exists"), _choice(keep, "keep", "exists"), id="exists-row")
            yield Static("", id="wrong", markup=False)
            keys = (("^S", "bold"), f" {_('Write')}   ", ("Esc", "bold"), f" {_('Close')}")
            yield Static(plain(*keys), id="keys")

    def on_mount(self) -> None:
        """Propose a place."""
        self._propose()
        self.query_one("#what").focus()

    @on(Select.Changed, "#what")
    @on(Select.Changed, "#form")
    def _chosen(self) -> None:
        self._propose()

    @on(Input.Changed, "#path")
    def _typed(self) -> None:
        self.query_one("#exists-row").set_class(False, "-asked")  # noqa: FBT003 Textual's way
        self.query_one("#exists", Select).value = "keep"
        self._say("")

    @on(Input.Submitted)
    def _next(self) -> None:
        """Enter goes on; it never writes."""
        self.focus_next()

    def action_write(self) -> None:
        """Write, or say what is in the way and go there."""
        path = Path(typed_path(self.query_one("#path", Input).value) or ".").absolute()
        force, hidden = self._value("exists") == "replace", self._value("amounts") == "hidden"
        what, form = self._value("what"), self._value("form")
        answers = self.dashboard.answers

        def write() -> tuple[int | None, tuple[Problem, ...]]:
            if what == EVERYTHING:
                return answers.write_everything(path, force=force)
            with hiding(hidden=hidden):
                sheet = self._offers[int(what)].make()
                return answers.write_sheet(sheet, path, form, hidden=hidden, force=force)

        answer = self.dashboard.attempt(write)
        if answer is None:
            return
        count, problems = answer
        if count is None:
            self._refuse(problems)
            return
        words = ngettext(
            "Exported {n} row to {path}, which only you can read.",
            "Exported {n} rows to {path}, which only you can read.",
            count,
        ).format(n=count, path=short_path(path))
        if hidden and what != EVERYTHING:
            words = sentences(words, _("Amounts are hidden in it."))
        self.dismiss(words)

    def _propose(self) -> None:
        """A free name where the dashboard was started, unless another was typed."""
        field, what, form = self.query_one("#path", Input), self._value("what"), self._value("form")
        whole = what == EVERYTHING
        self.query_one("#form", Select).disabled = self.query_one("#amounts", Select).disabled = whole
        if field.value != self._proposed:
            path = Path(field.value)
            if not whole and path.suffix in (".csv", ".json"):
                field.value = str(path.with_suffix(f".{form}"))
            return
        name = "book" if whole else self._offers[int(what)].name
        suffix = "" if whole else f".{form}"
        self._proposed = short_path(free_path(f"debt-{name}-{self.dashboard.answers.today}", suffix))
        field.value = self._proposed

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        exists = any(each.code == "file_exists" for each in problems)
        self.query_one("#exists-row").set_class(exists, "-asked")
        path = short_path(typed_path(self.query_one("#path", Input).value))
        if exists:
            self._say(_("{path} exists already: choose whether to replace it.").format(path=path))
        else:
            self._say("\n".join(map(sentence, problems)))
        self.query_one("#exists" if exists else "#path").focus()

    def _say(self, words: str) -> None:
        mark = ("! ", "$mark-attention bold") if words else ""
        self.query_one("#wrong", Static).update(plain(mark, words))

    def _value(self, name: str) -> str:
        return str(cast("Select[str]", self.query_one(f"#{name}", Select)).value)


def free_path(name: str, suffix: str) -> Path:
    """A path that nothing stands at: where the program was started, or at home if that is read only."""
    here = Path.cwd()
    folder = here if os.access(here, os.W_OK) else Path.home()
    path, number = folder / f"{name}{suffix}", 2
    while path.exists():
        path, number = folder / f"{name}-{number}{suffix}", number + 1
    return path


def _choice(options: list[tuple[Content, str]], value: str, name: str) -> Select[str]:
    return Select(options, value=value, allow_blank=False, compact=True, id=name)


def _row(label: str, field: Select[str] | Field, *, id: str | None = None) -> Horizontal:  # noqa: A002 Textual's name
    return Horizontal(Static(plain(fit(label, _LABEL)), classes="label"), field, classes="row", id=id)
