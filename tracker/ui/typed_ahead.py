"""Keys pressed while a form is still being built reach its first field, not nobody.

Somebody who knows the way types `F3 100 ^S` at once; without the sum the form would save its own.
"""

from __future__ import annotations

from asyncio import sleep
from typing import ClassVar

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

_TURNS = 100
"""How often others get their turn; a widget that is busy for longer is not waited for."""


class TypedAhead:
    """A screen that keeps the keys which come before its first field has the focus."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: the form says itself where it begins, and what is typed is for that field."""
    typed_ahead: list[events.Key] | None = None
    """The keys kept so far; None as soon as the first field has had them."""
    _begun = False

    def keeps(self, event: events.Key) -> bool:
        """Whether the key is for a field that is not there yet; it is kept then."""
        if not self._begun:
            self.typed_ahead = [*(self.typed_ahead or ()), event]
        return not self._begun

    async def on_descendant_focus(self) -> None:
        """Give the first field what was typed for it, in the order it was typed."""
        if self._begun:
            return
        assert isinstance(self, Screen)  # noqa: S101 -- what the class is mixed into
        while self.typed_ahead:
            at = self.focused
            await App.on_event(self.app, self.typed_ahead.pop(0))
            await taken(at)
        self._begun, self.typed_ahead = True, None


async def taken(widget: MessagePump | None) -> None:
    """Wait until a widget has taken its keys: one may open a form, and ^S after a sum saves that sum."""
    for _turn in range(_TURNS):
        if widget is None or not widget.message_queue_size:
            return
        await sleep(0)
