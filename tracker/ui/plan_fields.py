"""The fields of a plan: a budget and what is supposed to change, each with its arrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.ui import plan_says as says
from tracker.ui.plan_typed import FIELDS, SUMS, words_of
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.plan.answers import PlanAnswer, PlanRequest
    from tracker.ui.figures import Figures

_LABEL = 17


class ArrowField(Field):
    """A field whose arrows change the value while nobody has begun to type into it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "neighbour(-1)", show=False),
        Binding("down", "neighbour(1)", show=False),
    ]

    @dataclass
    class Arrow(Message):
        """An arrow was pressed."""

        name: str
        by: int

    @dataclass
    class Neighbour(Message):
        """The field above or below is wanted."""

        by: int

    def action_cursor_left(self, select: bool = False) -> None:
        """Make the value smaller; once it is typed into, move the cursor."""
        if self._is_whole and not select:
            self.post_message(self.Arrow(self.id or "", -1))
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Make the value larger; once it is typed into, move the cursor."""
        if self._is_whole and not select:
            self.post_message(self.Arrow(self.id or "", 1))
        else:
            super().action_cursor_right(select)

    def action_neighbour(self, by: int) -> None:
        """Go to the field above or below."""
        self.post_message(self.Neighbour(by))

    @property
    def _is_whole(self) -> bool:
        return abs(self.selection.end - self.selection.start) == len(self.value)


class WhatIf(Panel):
    """The fields, what the budget is made of, and how sure the answer is."""

    @dataclass
    class Typed(Message):
        """Something else stands in the fields."""

        words: dict[str, str]

    @dataclass
    class Left(Message):
        """Enter in a field: it is done."""

    def __init__(self) -> None:
        super().__init__(id="whatif", classes="pane")
        self._shown: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """One field a line, the facts of the budget right beneath it."""
        labels, units = _labels(), {"rate": "%", "drop": "%", "drop_months": _("mo")}
        for name in FIELDS:
            field = ArrowField(placeholder=_hints().get(name, ""), compact=True, id=_id(name))
            unit = Static(plain(units.get(name, "")), classes="unit")
            label = Static(plain(fit(labels[name], _LABEL)), classes="label")
            yield Horizontal(label, field, unit, classes="row")
            if name == "budget":
                yield Static("", id="facts", markup=False)
        yield Static("", id="loans", markup=False)
        yield Static("", id="found", markup=False)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: self.field(name).value for name in FIELDS}

    def field(self, name: str) -> ArrowField:
        """One of the fields."""
        return self.query_one(f"#{_id(name)}", ArrowField)

    def put(self, request: PlanRequest, money_minor: int | None, *, but: str = "") -> None:
        """Show the words of a question; the field that is being typed into keeps its own."""
        for name, text in words_of(request, money_minor).items():
            field = self.field(name)
            self._shown[name] = field.value if name == but else text
            if name != but and field.value != text:
                with field.prevent(Input.Changed):
                    field.value = text
                if field.has_focus:
                    field.action_select_all()

    def tell(
        self,
        answer: PlanAnswer | None,
        request: PlanRequest,
        problems: dict[str, Problem],
        figures: Figures,
    ) -> None:
        """Show what the fields come to, or what is wrong with one of them."""
        for name in SUMS:
            self.field(name).password = figures.hidden
        labels = _labels()
        for row, name in zip(self.query(".row"), FIELDS, strict=True):
            mark = "! " if name in problems else ""
            row.query_one(".label", Static).update(plain(fit(mark + labels[name], _LABEL)))
        facts = self.query_one("#facts", Static)
        wrong = next(iter(problems.values()), None)
        if wrong is not None:
            facts.update(plain(("! ", "$mark-attention bold"), sentence(wrong)))
        elif answer is not None:
            facts.update(plain(says.facts_words(answer, figures)))
        if answer is not None:
            self.query_one("#loans", Static).update(plain(says.loans_words(answer, request)))
            self.query_one("#found", Static).update(plain(*says.found_words(answer, figures)))
        self.name_it(_("What if"), _("←→ change · ↑↓ field · Esc back"))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.typed != self._shown:
            self._shown = self.typed
            self.post_message(self.Typed(self.typed))

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Left())

    @on(ArrowField.Neighbour)
    def _go(self, event: ArrowField.Neighbour) -> None:
        event.stop()
        at = next((n for n, name in enumerate(FIELDS) if self.field(name).has_focus), 0)
        self.field(FIELDS[(at + event.by) % len(FIELDS)]).focus()


def name_of(field_id: str) -> str:
    """The field of a widget."""
    return field_id.removeprefix("plan-").replace("-", "_")


def _id(name: str) -> str:
    return f"plan-{name.replace('_', '-')}"


def _labels() -> dict[str, str]:
    return {
        "budget": _("Monthly budget"),
        "one_off": _("One-off"),
        "one_off_on": _("  on"),
        "rate": _("Rate change"),
        "drop": _("Income drop"),
        "drop_months": _("  for"),
        "buffer": _("Keep cash buffer"),
    }


def _hints() -> dict[str, str]:
    return {
        "budget": _("the minimums"),
        "one_off": "0",
        "one_off_on": "-",
        "rate": "0",
        "drop": "0",
        "drop_months": "0",
        "buffer": "0",
    }
