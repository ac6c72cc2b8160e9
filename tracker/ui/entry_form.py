"""A short form: fields one below the other, how each was understood, problems where they belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from tracker.domain.problems import Problem
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.sums import typed_minor
from tracker.locale import _
from tracker.locale.amounts import format_money
from tracker.locale.months import format_weekday
from tracker.locale.problems import sentence
from tracker.ui.commands import with_keys
from tracker.ui.dialog import LeftOnce
from tracker.ui.draft_files import Draft
from tracker.ui.drafting import differing
from tracker.ui.text import fit, plain
from tracker.ui.typed_ahead import TypedAhead
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from textual.timer import Timer

    from tracker.domain.problems import Checked
    from tracker.services.views import Done
    from tracker.ui.app import Dashboard

Values = dict[str, str]

_PREVIEW_SECONDS = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryField:
    """One field: the name its service knows, its label, what stands in it; a choice if it has options."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    is_date: bool = False
    is_path: bool = False
    """Whether Tab carries it on as a path before it goes to the next field."""
    is_new: bool = False
    """Whether the path is one to write, so that nothing need be there."""
    currency: str = ""
    """Set where the field is an amount: the currency it is in."""
    choices: tuple[tuple[str, str], ...] = ()
    """Values with their labels."""
    is_question: bool = False
    """Whether the label is a whole sentence: it gets the room, the answers stand at the end."""


class EntryForm(TypedAhead, LeftOnce, ModalScreen["Done | None"]):
    """^S saves, Esc closes and keeps what was typed."""

    CSS_PATH = "entry_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, id="entry.save", priority=True),
        # Before the field sees it: what is typed right after it belongs to the next field.
        Binding("tab", "forward", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("escape", "keep", show=False, id="entry.keep"),
        Binding("ctrl+n", "afresh", show=False, id="entry.afresh", priority=True),
    ]

    def __init__(
        self,
        title: str,
        fields: tuple[EntryField, ...],
        save: Callable[[Values], Checked[Done]],
        kept: Draft,
        preview: Callable[[Values], Content] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._save = save
        self._kept = kept
        """Under which name what is typed is kept; its words are those of the fields."""
        self._start: Values = {
            each.name: each.value
            if not each.choices or each.value in dict(each.choices)
            else each.choices[0][0]
            for each in fields
        }
        self._preview = preview
        """What saving would change, shown below the fields before it does."""
        self._soon: Timer | None = None

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    @property
    def typed(self) -> Values:
        """What stands in the fields."""
        found = {}
        for each in self._fields:
            widget = self.query_one(_id(each.name))
            found[each.name] = widget.value if isinstance(widget, Input) else str(_value(widget))
        return found

    def compose(self) -> ComposeResult:
        """The fields, each with its name in front and what was understood beneath."""
        found = self.dashboard.drafts.get(*self._kept.key)
        draft = found.words if found else {}
        with VerticalScroll(id="entry", can_focus=False) as form:
            form.border_title = plain(self._title)
            for each in self._fields:
                value, name = draft.get(each.name, each.value), _id(each.name)[1:]
                if each.choices:
                    options = [(plain(label), key) for key, label in each.choices]
                    known = value if value in dict(each.choices) else each.choices[0][0]
                    field: Input | Select[str] = Select(
                        options, value=known, allow_blank=False, compact=True, id=name
                    )
                else:
                    field = Field(value, placeholder=each.hint, compact=True, id=name)
                label = each.label if each.is_question else fit(each.label, 13)
                row = "row -question" if each.is_question else "row"
                yield Horizontal(Static(plain(label), classes="label"), field, classes=row)
                yield Static("", id=f"{name}-read", classes="read", markup=False)
            if self._preview is not None:
                yield Static("", id="preview", markup=False)
            again = _("This is what you typed before. ^N begins afresh.") if found else ""
            yield Static(plain(again), id="problems", markup=False)
            save, close = _("Save"), _("Close, the draft is kept")
            yield Static(plain(("^S", "bold"), f" {save}   ", ("Esc", "bold"), f" {close}"), id="keys")

    def on_mount(self) -> None:
        """Begin at the top."""
        self.query_one(_id(self._fields[0].name)).focus()
        self._read()

    @on(Input.Changed)
    @on(Select.Changed)
    def _read(self) -> None:
        """Show how dates and amounts are understood."""
        typed = self.typed
        for each in self._fields:
            text = typed[each.name].strip()
            understood, problems = self._understood(each, text) if text else ("", ())
            self._show(each.name, sentence(problems[0]) if problems else understood, wrong=bool(problems))
        if self.note_words():
            self.query_one("#problems", Static).update(plain(""))
        if self._preview is not None:
            if self._soon is not None:
                self._soon.stop()
            self._soon = self.set_timer(_PREVIEW_SECONDS, self._look_ahead)

    def _understood(self, field: EntryField, text: str) -> tuple[str, tuple[Problem, ...]]:
        """The value as it would be saved, in words; nothing if it needs none."""
        if field.is_date:
            on_day, problems = parse_typed_date(text, self.dashboard.answers.today, field=field.name)
            return "" if on_day is None else f"= {on_day.isoformat()} · {format_weekday(on_day)}", problems
        if field.is_path:
            return _path_words(text, new=field.is_new), ()
        if field.currency and text != "-":
            minor, problems = typed_minor(text, field.currency, field=field.name)
            own = self.dashboard.answers.currency
            money = "" if minor is None else format_money(minor, field.currency, symbol=True, own=own)
            return f"= {money}" if money else "", problems
        return "", ()

    def _look_ahead(self) -> None:
        """Show what saving would change."""
        preview = self._preview
        if preview is None or not self.is_attached:
            return
        content = self.dashboard.attempt(lambda: preview(self.typed))
        if content is not None:
            self.query_one("#preview", Static).update(content)

    @on(Input.Submitted)
    def _next(self) -> None:
        """Enter goes on to the next field; it never saves."""
        self.focus_next()

    def action_forward(self) -> None:
        """Carry a path on as far as only one is meant; else go to the next field."""
        field = self.focused
        if isinstance(field, Field) and any(
            each.is_path and _id(each.name)[1:] == field.id for each in self._fields
        ):
            from tracker.ui.paths import ANY, complete, short_path, typed_path

            longer = complete(field.value, ANY) if field.value.strip() else field.value
            if longer not in (field.value, short_path(typed_path(field.value))):
                field.value = longer
                field.cursor_position = len(longer)
                return
        self.focus_next()

    def action_save(self) -> None:
        """Save, or go to the first thing in the way; a second ^S on the way out is nothing."""
        if not self.is_current:
            return
        typed = self.typed
        for each in self._fields:
            if each.is_path and typed[each.name].strip():
                from tracker.ui.paths import typed_path

                typed[each.name] = typed_path(typed[each.name])
            # An emptied date is unknown again; one that was never given is left alone.
            if each.is_date and each.value and not typed[each.name].strip():
                typed[each.name] = "-"
        answer = self.dashboard.attempt(lambda: self._save(typed))
        if answer is None:
            return
        done, problems = answer
        if done is not None:
            self.dashboard.drop_draft(*self._kept.key)
            self.dismiss(done)
        else:
            self._refuse(problems)

    def action_keep(self) -> None:
        """Close; what was typed is kept for the next time."""
        if not self.is_current:
            return
        self.note_words()
        if self.dashboard.drafts.get(*self._kept.key):
            self.dashboard.say(with_keys(_("Draft kept. {drafts} opens it again."), drafts="app.drafts"))
        self.dismiss(None)

    def action_afresh(self) -> None:
        """Forget what was typed."""
        for name, value in self._start.items():
            widget = self.query_one(_id(name))
            cast("Input", widget).value = value
        self.query_one("#problems", Static).update(plain(""))
        self.query_one(_id(self._fields[0].name)).focus()

    def note_words(self) -> bool:
        """Keep what is typed as a draft; whether it is another than before."""
        if self.is_left:
            return False
        before = self.dashboard.drafts.get(*self._kept.key)
        changed = differing(self.typed, self._start)
        if not changed:
            self.dashboard.drop_draft(*self._kept.key)
        else:
            self.dashboard.note_draft(replace(self._kept, words=changed, about=self._title))
        return (dict(before.words) if before else {}) != changed

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        names = [each.name for each in self._fields]
        here = {problem.field: problem for problem in reversed(problems) if problem.field in names}
        for name, problem in here.items():
            self._show(name, sentence(problem), wrong=True)
        rest = "\n".join(sentence(problem) for problem in problems if problem.field not in names)
        self.query_one("#problems", Static).update(
            plain(("! ", "$mark-attention bold"), rest) if rest else ""
        )
        first = next((name for name in names if name in here), None)
        if first is not None:
            self.query_one(_id(first)).focus()

    def _show(self, name: str, text: str, *, wrong: bool = False) -> None:
        line = self.query_one(f"{_id(name)}-read", Static)
        line.update(plain(("! ", "$mark-attention bold"), text) if wrong else plain(text))
        line.set_class(bool(text), "-shown")


_NAMES_SHOWN = 6


def _path_words(text: str, *, new: bool = False) -> str:
    """What the beginning of a path could be carried on to."""
    from tracker.ui.paths import ANY, entries, folder_of, is_folder, is_there, typed_path

    meant = typed_path(text)
    if is_there(meant) and not is_folder(meant):
        return _("= a file")
    found = entries(*folder_of(text), ANY)
    if not found and new and is_folder(Path(meant).parent):
        return _("= a new file")
    if not found:
        return _("no such file")
    names = (each.path.name + ("/" if each.is_folder else "") for each in found[:_NAMES_SHOWN])
    return _("Tab: {names}").format(names="  ".join(names))


def _id(name: str) -> str:
    return "#" + name.replace("_", "-")


def _value(widget: object) -> object:
    return cast("Select[str]", widget).value
