"""The kinds of loans to begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tracker.locale import _
from tracker.ui.dialog import LeftOnce
from tracker.ui.loan_fields import AS_IT_WAS, template_names
from tracker.ui.text import plain


class TemplateList(LeftOnce, ModalScreen[None]):
    """A list of kinds; `take` is told the one chosen."""

    CSS_PATH = "loan_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="template.close"),
        *(Binding(f"{digit},{chr(ord('０') + digit)}", f"take({digit})", show=False) for digit in range(10)),
    ]

    def __init__(self, take: Callable[[str], None], *, can_go_back: bool = False) -> None:
        super().__init__()
        self._take = take
        self._kinds = tuple(enumerate(template_names(), 1))
        if can_go_back:
            self._kinds = ((0, (AS_IT_WAS, _("as it was before"))), *self._kinds)

    def compose(self) -> ComposeResult:
        """One kind a line."""
        with Vertical(id="templates") as box:
            box.border_title = plain(_("Templates"))
            options = (Option(plain(f"{number}  {name}"), id=kind) for number, (kind, name) in self._kinds)
            yield OptionList(*options, compact=True)
            yield Static(plain(_("They fill in what usually holds, never an amount or a rate.")))

    def action_take(self, digit: int) -> None:
        """Choose the line of a digit; what is typed right behind it is for the form."""
        chosen = next((kind for number, (kind, _name) in self._kinds if number == digit), None)
        if chosen is not None and self.is_current:
            self.dismiss()
            self._take(chosen)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id and self.is_current:
            self.dismiss()
            self._take(event.option_id)
