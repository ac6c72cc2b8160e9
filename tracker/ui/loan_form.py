"""The form that adds or edits a loan: three steps, a preview beside them, nothing needed but two fields."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Select, Static

from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.services.views import Done
from tracker.ui.commands import with_keys
from tracker.ui.dialog import LeftOnce
from tracker.ui.draft_files import Draft
from tracker.ui.drafting import differing
from tracker.ui.figures import method_meaning
from tracker.ui.loan_entry import Entry
from tracker.ui.loan_fields import (
    STEPS,
    FormField,
    asked,
    changed_words,
    form_fields,
    step_names,
)
from tracker.ui.loan_filling import Filling
from tracker.ui.loan_looking import Looking
from tracker.ui.loan_reading import likely, understood
from tracker.ui.text import plain
from tracker.ui.typed_ahead import TypedAhead
from tracker.ui.widgets.panel import TextPanel

if TYPE_CHECKING:
    from tracker.ui.answers_loan import LoanWords


class LoanForm(TypedAhead, LeftOnce, Filling, Looking, ModalScreen[Done | None]):
    """Add or edit a loan. ^S saves from any step, Esc closes and keeps what was typed."""

    CSS_PATH = "loan_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, id="form.save", priority=True),
        # Before the field sees it: what is typed right after it belongs to the next field.
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("escape", "keep", show=False, id="form.keep"),
        Binding("pagedown,f6", "turn(1)", show=False, id="form.next", priority=True),
        Binding("pageup,f5", "turn(-1)", show=False, id="form.previous", priority=True),
        Binding("ctrl+t", "template", show=False, id="form.template", priority=True),
        Binding("ctrl+n", "afresh", show=False, id="form.afresh", priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (78, "-narrow"), (110, "-wide")]

    step: reactive[int] = reactive(1, init=False)

    def __init__(self, loan: LoanWords | None = None, draft: Draft | None = None, *, begin: str = "") -> None:
        super().__init__()
        self._loan = loan
        self._draft = draft
        self._begin = begin
        """The field to begin with, if another than the name is what is missing."""
        self._fields = form_fields(editing=loan is not None)
        self._by_name = {field.name: field for field in self._fields}
        before = loan.words if loan else {}
        self._start = {field.name: before.get(field.name, field.default) for field in self._fields}
        """What stands in the fields before anybody types."""
        self._refused: dict[str, Problem] = {}

    @property
    def words(self) -> dict[str, str]:
        """Everything as it stands in the fields that are asked."""
        method = self._value("method")
        return {
            field.name: self._value(field.name) for field in self._fields if self._is_asked(field, method)
        }

    @property
    def typed(self) -> dict[str, str]:
        """The words that say anything: not empty and not what stands there anyway."""
        return {
            name: text
            for name, text in self.words.items()
            if text.strip() and (name == "method" or text != self._by_name[name].default)
        }

    def compose(self) -> ComposeResult:
        """The steps, the fields of each, the preview, the keys."""
        yield Static("", id="steps", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="form") as form:
                form.border_title = plain(self._title())
                for step in range(1, STEPS + 1):
                    with VerticalScroll(id=f"step-{step}", classes="step", can_focus=False):
                        for field in self._fields:
                            if field.step == step:
                                yield self._make_entry(field)
                yield Static("", id="problems", markup=False)
                with Horizontal(id="buttons"):
                    yield Button(plain(_("Next step")), id="next", compact=True)
                    yield Button(plain(_("Save")), id="save", compact=True)
            yield TextPanel(id="preview")
        yield Static("", id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the name; it is what must be known."""
        if self._draft is not None:
            self.query_one("#problems", Static).update(
                plain(_("This is what you typed before. ^N begins afresh."))
            )
        self._refresh_fields()
        begin = self._by_name.get(self._begin)
        if begin is not None and self._is_asked(begin, self._value("method")):
            self._turn_to(begin.step)
            self._go_to(self._entry(begin.name))
        else:
            self._turn_to(self._draft.step if self._draft and 1 <= self._draft.step <= STEPS else 1)
        self.look()

    def on_resize(self) -> None:
        """Fit the preview and the keys to the new size."""
        self._keys()
        self.look_soon()

    def watch_step(self) -> None:
        """Show one step."""
        self._show_step()

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self, event: Input.Changed | Select.Changed) -> None:
        control = event.input if isinstance(event, Input.Changed) else event.select
        name = (control.id or "").removeprefix("f-")
        self._refused.pop(name, None)
        if name == "method":
            self._refresh_fields()
        elif name == "name":
            self._guess_kind()
        self._read(name)
        self.note_words()
        self.look_soon()

    @on(Input.Submitted)
    def _next_field(self) -> None:
        """Enter goes on to the next field; it never saves."""
        self.focus_next()

    @on(Button.Pressed, "#next")
    def _next_step(self) -> None:
        self.action_turn(1)

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        self.action_save()

    @on(Button.Pressed, ".offer")
    def _take_offer(self, event: Button.Pressed) -> None:
        """Put the value that was meant into its field; one that stands there already is meant as it is."""
        name, _sep, value = (event.button.name or "").partition("=")
        self.settled.add((name, value))
        entry = self._entry(name)
        entry.value = value
        self._read(name)
        entry.control.focus()

    def action_turn(self, by: int) -> None:
        """Go to the next step or the one before; after the last comes the first."""
        self._turn_to((self.step - 1 + by) % STEPS + 1)

    def action_afresh(self) -> None:
        """Forget what was typed."""
        self._filled, self._before, self._guessed, self._draft = {}, {}, "", None
        self._refused.clear()
        for name, text in self._start.items():
            self._entry(name).value = text
        self.query_one("#problems", Static).update(plain(""))
        self._turn_to(1)

    def action_keep(self) -> None:
        """Close; what was typed is kept for the next time."""
        if self.is_current and self.note_words():
            self.dashboard.say(with_keys(_("Draft kept. {drafts} opens it again."), drafts="app.drafts"))
        self.dismiss(None)

    def action_save(self) -> None:
        """Save, or go to the first thing in the way."""
        if not self.is_current:
            return
        answers, loan = self.dashboard.answers, self._loan
        if loan is None:
            answer = self.dashboard.attempt(lambda: answers.add_loan(self.typed))
        else:
            changes = changed_words(self.words, self._start)
            answer = self.dashboard.attempt(lambda: answers.edit_loan(loan.loan_id, changes, loan.version))
        if answer is None:
            return
        done, problems = answer
        if done is not None:
            self.dashboard.drop_draft("loan", self._number)
            self.dismiss(done)
        else:
            self._refuse(problems)

    # Fields

    def _go_to(self, entry: Entry) -> None:
        """Focus a field, in view once its step is laid out."""
        entry.control.focus(scroll_visible=False)
        self.call_after_refresh(entry.scroll_visible, animate=False)

    def _make_entry(self, field: FormField) -> Entry:
        hint = self.dashboard.answers.currency if field.name == "currency" else ""
        words = self._draft.words if self._draft else {}
        return Entry(field, words.get(field.name, self._start[field.name]), hint)

    @property
    def _number(self) -> int:
        return self._loan.loan_id if self._loan else 0

    def note_words(self) -> bool:
        """Keep what is typed as a draft; whether anything is."""
        if self.is_left:
            return False
        changed = differing({name: self._value(name) for name in self._start}, self._start)
        if not changed:
            self.dashboard.drop_draft("loan", self._number)
            return False
        about = self._loan.name if self._loan else self._value("name").strip()
        self.dashboard.note_draft(
            Draft(kind="loan", target=self._number, words=changed, about=about, step=self.step)
        )
        return True

    def _entry(self, name: str) -> Entry:
        return self.query_one(f"#row-{name}", Entry)

    def _value(self, name: str) -> str:
        return self._entry(name).value

    def _is_asked(self, field: FormField, method: str) -> bool:
        return asked(field, method) and (field.name != "past_dues" or self.past_dues > 0)

    def _refresh_fields(self) -> None:
        """Show the fields that this kind of loan has, and how each is understood."""
        method = self._value("method")
        for field in self._fields:
            self._entry(field.name).display = self._is_asked(field, method)
            self._read(field.name)

    def _currency(self) -> str:
        if self._loan is not None:
            return self._loan.currency
        from tracker.domain.typed.currencies import parse_currency

        text = self._value("currency")
        found = parse_currency(text)[0] if text.strip() else None
        return found or self.dashboard.answers.currency

    def _read(self, name: str) -> None:
        """Show how a field is understood, or what is wrong with it and the likely fix."""
        entry = self._entry(name)
        answers, currency, text = self.dashboard.answers, self._currency(), entry.value
        read, problem = understood(
            entry.field, text, today=answers.today, currency=currency, own=answers.currency
        )
        problem = self._refused.get(name, problem)
        if name == "method":
            read = method_meaning(text)
        if problem is None:
            entry.show(read or self.solved.get(name, ""), *self.advice(name, text))
        else:
            # The option of the command line that would decide it is of no use here.
            entry.show(
                "",
                sentence(replace(problem, hint=None), entry.field.label),
                likely(problem, text, currency, answers.today),
            )

    # Steps

    def _title(self) -> str:
        if self._loan is None:
            return _("Add a loan")
        return _("Edit {name}").format(name=self._loan.name)

    def _turn_to(self, step: int) -> None:
        self.step = step
        self._show_step()
        first = "name" if step == 1 else ""
        for entry in self.query(f"#step-{step} Entry").results(Entry):
            if entry.display and first in ("", entry.field.name):
                self._go_to(entry)
                return

    def _show_step(self) -> None:
        for number in range(1, STEPS + 1):
            self.query_one(f"#step-{number}").display = number == self.step
        names = [f"{number} {name}" for number, name in enumerate(step_names(), 1)]
        shown = (f"[{name}]" if number == self.step else f" {name} " for number, name in enumerate(names, 1))
        self.query_one("#steps", Static).update(plain(" " + "  ".join(shown)))
        self._keys()

    def _keys(self) -> None:
        pairs: tuple[tuple[str, str], ...] = (
            ("^S", _("Save")), ("PgDn", _("Next step")), ("^T", _("Template")), ("Tab", _("Next field")),
            ("Esc", _("Close, draft kept")),
        )  # fmt: skip
        # Where not all have room, what a person would find anyway goes first.
        for least in ("Tab", "^T", "PgDn"):
            if sum(cell_len(f"{key} {words}  ") for key, words in pairs) < self.app.size.width:
                break
            pairs = tuple(pair for pair in pairs if pair[0] != least)
        parts: list[str | tuple[str, str]] = [" "]
        for key, words in pairs:
            parts += [(key, "bold"), f" {words}  "]
        self.query_one("#keys", Static).update(plain(*parts))

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        """Each problem under its field; the first that has one is gone to, the rest stand below."""
        self._refused = {each.field: each for each in problems if each.field in self._by_name}
        for name in self._refused:
            self._read(name)
        others = "\n".join(sentence(each) for each in problems if each.field not in self._by_name)
        self.query_one("#problems", Static).update(
            plain(("! ", "$mark-attention bold"), others) if others else plain("")
        )
        first = next((field for field in self._fields if field.name in self._refused), None)
        if first is not None:
            self._turn_to(first.step)
            self._go_to(self._entry(first.name))
