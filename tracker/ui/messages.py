"""The last messages of the session, newest first: a toast never holds the only copy."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tracker.locale import _
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import plain


class MessageScreen(LeftOnce, ModalScreen[None]):
    """A page of text; Esc closes it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", show=False, id="messages.close")
    ]

    def __init__(self, messages: tuple[str, ...]) -> None:
        super().__init__()
        self._messages = messages

    def compose(self) -> ComposeResult:
        """One message a line."""
        with VerticalScroll(id="messages") as box:
            box.border_title = plain(_("Messages"))
            yield Static(plain("\n".join(self._messages) or _("No messages yet.")))
