"""The export dialog: what, as what, where, with amounts or without; it says exactly what it wrote."""

from __future__ import annotations

import os
from collections.abc import Callable
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
from tracker.locale.joining import sentences
from tracker.locale.problems import sentence
from tracker.ui.answers_export import Whole
from tracker.ui.dialog import LeftOnce
from tracker.ui.export_choices import (
    EVERYTHING,
    JOURNAL,
    SUFFIXES,
    YEAR,
    Choice,
    form_words,
    whole_choices,
)
from tracker.ui.offers import Offer
from tracker.ui.paths import short_path, typed_path
from tracker.ui.patience import Progress, Work
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from tracker.domain.problems import Checked, Problem
    from tracker.ui.app import Dashboard

PAPERS = ("md", "html")
_LABEL = 10


class ExportScreen(LeftOnce, ModalScreen[str | None]):
    """^S writes, Esc closes; a file that stands there is replaced only once that was chosen."""

    CSS_PATH = "exporting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", show=False, id="export.write", priority=True),
        Binding("escape", "leave", show=False, id="export.close"),
    ]

    def __init__(self, offers: tuple[Offer, ...]) -> None:
        super().__init__()
        self._offers = offers
        self._choices: dict[str, Choice] = {}
        self._proposed = ""
        self._work = Work(self, self._tell)

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    def _offered(self) -> dict[str, Choice]:
        """The rows of the screen, then what is of the whole book."""
        rows = {
            str(number): Choice(
                words=each.words, stem=each.name, forms=PAPERS if each.report_of else ("csv", "json", *PAPERS)
            )
            for number, each in enumerate(self._offers)
        }
        return rows | whole_choices(self.dashboard.answers.today.year)

    def compose(self) -> ComposeResult:
        """The choices, the place, what is wrong with it, the keys."""
        self._choices = self._offered()
        choices = [(plain(each.words), key) for key, each in self._choices.items()]
        first = next(iter(self._choices))
        hidden = "hidden" if self.dashboard.hidden else "shown"
        with VerticalScroll(id="export", can_focus=False) as box:
            box.border_title = plain(_("Export"))
            yield _row(_("What"), _choice(choices, first, "what"))
            forms = self._choices[first].forms
            yield _row(_("Format"), _choice(_formats(first, forms), forms[0], "form"))
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
    def _chosen(self) -> None:
        what = self._value("what")
        forms = self._choices[what].forms
        select: Select[str] = self.query_one("#form", Select)
        form = self._value("form")
        select.set_options(_formats(what, forms))
        select.value = form if form in forms else forms[0]
        self._propose()

    @on(Select.Changed, "#form")
    def _formed(self) -> None:
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
        if self._work.busy:
            return
        whole = what in (JOURNAL, EVERYTHING)
        told = hidden and not whole and not self._choices[what].sums
        self._say("")
        self._work.start(
            _("Exporting"),
            self._writing(what, form, path, force=force, hidden=hidden and not whole),
            lambda answer: self._written(answer, path, hidden=told),
            lambda: self._tell(""),
        )

    def _writing(
        self, what: str, form: str, path: Path, *, force: bool, hidden: bool
    ) -> Callable[[Progress], Checked[int | Path | Whole]]:
        """What writes what was chosen, for the thread: rows, a place, or the whole book."""
        answers = self.dashboard.answers
        if what == EVERYTHING:
            return lambda progress: answers.write_everything(path, form, force=force, progress=progress)
        if what == JOURNAL:
            return lambda progress: answers.write_journal(path, form, force=force, progress=progress)
        offer = self._offers[int(what)] if what.isdigit() else None
        if offer is None or offer.report_of is not None:
            year = answers.today.year if what == YEAR else None
            loan_id = offer.report_of if offer is not None else None
            return lambda progress: answers.write_report(
                path, form, loan_id=loan_id, year=year, hidden=hidden, force=force, progress=progress
            )
        make = offer.make
        return lambda progress: answers.write_sheet(
            make, path, form, hidden=hidden, force=force, progress=progress
        )

    def action_leave(self) -> None:
        """Stop what is being written, else close."""
        if self._work.busy:
            self._work.stop()
        else:
            self.dismiss(None)

    def _written(self, answer: Checked[int | Path | Whole], path: Path, *, hidden: bool = False) -> None:
        """Say what was written and where, or what was in the way."""
        done, problems = answer
        if done is None:
            self._refuse(problems)
            return
        count = done.rows if isinstance(done, Whole) else done
        words = _("Exported to {path}, which only you can read.").format(path=short_path(path))
        if isinstance(count, int):
            words = ngettext(
                "Exported {n} row to {path}, which only you can read.",
                "Exported {n} rows to {path}, which only you can read.",
                count,
            ).format(n=count, path=short_path(path))
        if hidden:
            words = sentences(words, _("Amounts are hidden in it."))
        if isinstance(done, Whole) and done.evidence is not None:
            beside = _("What was kept as evidence is in {path}; keep them together.")
            words = sentences(words, beside.format(path=short_path(done.evidence)))
        self.dismiss(words)

    def _propose(self) -> None:
        """A free name where the dashboard was started, unless another was typed."""
        field, what, form = self.query_one("#path", Input), self._value("what"), self._value("form")
        choice = self._choices[what]
        if form not in choice.forms:  # it is about to be another
            return
        self.query_one("#amounts", Select).disabled = choice.sums
        suffix = choice.suffix(form)
        if field.value != self._proposed:
            path = Path(field.value)
            if suffix and path.suffix in SUFFIXES.values():
                field.value = str(path.with_suffix(suffix))
            return
        name = f"debt-{choice.stem}-{self.dashboard.answers.today}"
        self._proposed = short_path(free_path(name, suffix))
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

    def _tell(self, words: str) -> None:
        self.query_one("#wrong", Static).update(plain(words))

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


def _formats(what: str, forms: tuple[str, ...]) -> list[tuple[Content, str]]:
    return [(plain(form_words(each, folder=what == EVERYTHING)), each) for each in forms]


def _choice(options: list[tuple[Content, str]], value: str, name: str) -> Select[str]:
    return Select(options, value=value, allow_blank=False, compact=True, id=name)


def _row(label: str, field: Select[str] | Field, *, id: str | None = None) -> Horizontal:  # noqa: A002 Textual's name
    return Horizontal(Static(plain(fit(label, _LABEL)), classes="label"), field, classes="row", id=id)
