"""A calculator: a few fields, and what they come to while they are typed; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from tracker.locale import _
from tracker.ui.dialog import LeftOnce
from tracker.ui.entry_form import EntryField, Values
from tracker.ui.text import fit, plain
from tracker.ui.typed_ahead import TypedAhead
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from textual.timer import Timer

    from tracker.ui.app import Dashboard

_LABEL = 19
_SECONDS = 0.15


class CalculatorScreen(TypedAhead, LeftOnce, ModalScreen[None]):
    """The answer follows what is typed and can be copied; Esc leaves."""

    CSS_PATH = "calculator.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="calculator.close"),
        Binding("ctrl+n", "afresh", show=False, id="calculator.afresh", priority=True),
        Binding("ctrl+y", "copy", show=False, id="calculator.copy", priority=True),
    ]

    def __init__(
        self, title: str, fields: tuple[EntryField, ...], answer: Callable[[Values], Content]
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._answer = answer
        """What the typed words come to, or what is missing."""
        self._soon: Timer | None = None
        self._shown = ""

    @property
    def typed(self) -> Values:
        """What stands in the fields; an empty one is not given."""
        found = {}
        for each in self._fields:
            widget = self.query_one(f"#{_id(each.name)}")
            text = widget.value if isinstance(widget, Input) else str(cast("Select[str]", widget).value)
            if text.strip():
                found[each.name] = text
        return found

    def compose(self) -> ComposeResult:
        """The fields, the answer, the keys."""
        with VerticalScroll(id="calculator", can_focus=False) as box:
            box.border_title = plain(self._title)
            for each in self._fields:
                field: Input | Select[str]
                if each.choices:
                    options = [(plain(label), key) for key, label in each.choices]
                    field = Select(
                        options, value=each.value, allow_blank=False, compact=True, id=_id(each.name)
                    )
                else:
                    field = Field(each.value, placeholder=each.hint, compact=True, id=_id(each.name))
                yield Horizontal(
                    Static(plain(fit(each.label, _LABEL)), classes="label"), field, classes="row"
                )
            yield Static("", id="answer", markup=False)
            keys = (("Tab", "bold"), f" {_('Next field')}   ", ("^N", "bold"), f" {_('Begin afresh')}   ")
            copy = (("^Y", "bold"), f" {_('Copy')}   ")
            yield Static(plain(*keys, *copy, ("Esc", "bold"), f" {_('Leave')}"), id="keys")

    def on_mount(self) -> None:
        """Begin at the top."""
        self.query_one(f"#{_id(self._fields[0].name)}").focus()
        self._calculate()

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_SECONDS, self._calculate)

    @on(Input.Submitted)
    def _next(self) -> None:
        """Enter goes on to the next field."""
        self.focus_next()

    def action_afresh(self) -> None:
        """Put back what stood there at first."""
        for each in self._fields:
            cast("Input", self.query_one(f"#{_id(each.name)}")).value = each.value
        self.query_one(f"#{_id(self._fields[0].name)}").focus()

    def action_copy(self) -> None:
        """Copy the answer as it is shown: what is hidden stays so."""
        from tracker.ui.copying import hand_over

        hand_over(cast("Dashboard", self.app), f"{self._title}\n{self._shown}", self._title)

    def _calculate(self) -> None:
        if not self.is_attached:
            return
        content = cast("Dashboard", self.app).attempt(lambda: self._answer(self.typed))
        if content is not None:
            self._shown = content.plain
            self.query_one("#answer", Static).update(content)


def _id(name: str) -> str:
    return name.replace("_", "-")
