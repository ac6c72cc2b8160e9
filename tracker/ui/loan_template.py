"""The kinds of loans to begin with."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tracker.domain.text import narrow
from tracker.locale import _
from tracker.ui.dialog import LeftOnce
from tracker.ui.loan_fields import template_names
from tracker.ui.text import plain


class TemplateList(LeftOnce, ModalScreen[str | None]):
    """A list of kinds; the result is the one chosen."""

    CSS_PATH = "loan_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="template.close")
    ]

    def compose(self) -> ComposeResult:
        """One kind a line."""
        with Vertical(id="templates") as box:
            box.border_title = plain(_("Templates"))
            options = (
                Option(plain(f"{number}  {name}"), id=kind)
                for number, (kind, name) in enumerate(template_names(), 1)
            )
            yield OptionList(*options, compact=True)
            yield Static(plain(_("They fill in what usually holds, never an amount or a rate.")))

    def on_key(self, event: Key) -> None:
        """A digit chooses its line."""
        names = template_names()
        digit = narrow(event.character or "")
        if digit.isdigit() and 1 <= int(digit) <= len(names):
            event.stop()
            self.dismiss(names[int(digit) - 1][0])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
