"""Keys that come faster than a form is built: they act in the order they were typed, in its fields.

Somebody who knows the way types `F3 100 ^S` at once; without the sum the form would save its own.
"""

from __future__ import annotations

from asyncio import sleep
from typing import ClassVar, cast

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

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
            await cast("InOrder", self.app).act(self.typed_ahead.pop(0))
            await taken(at)
        self._begun, self.typed_ahead = True, None


class InOrder(App[None]):
    """An app in which a key has acted before the next one is looked at.

    Textual sends a key through the queues of every widget above the one with the focus before the app
    sees what it is bound to; what was typed right behind would by then be on its way to the wrong screen.
    """

    async def on_event(self, event: events.Event) -> None:
        """Hand an event on; a key that no widget takes for itself acts at once."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        top = self.screen_stack[-1] if self.screen_stack else None
        if not (isinstance(top, TypedAhead) and top.keeps(event)):
            await self.act(event)

    async def act(self, event: events.Key) -> None:
        """Give a key to the widget that takes it, or run what it is bound to."""
        at = self.focused or (self.screen_stack[-1] if self.screen_stack else None)
        if at is None or _takes_keys(at, event):
            await super().on_event(event)
            return
        self.app_focus = True
        if isinstance(at, Input):
            await taken(at)  # what was typed before ^U or ^S is what they are about
        if not await self._check_bindings(event.key, priority=True):
            await self._check_bindings(event.key)


def _takes_keys(widget: DOMNode, event: events.Key) -> bool:
    """Whether a widget, or one around it, does something with the key besides its bindings.

    What is asked for in `on_key`, ours and Textual's, is text; a key without any has a method of its name.
    """
    return any(
        (
            event.is_printable
            and any("on_key" in vars(kind) or "_on_key" in vars(kind) for kind in _own_kinds(node))
        )
        or any(hasattr(node, f"key_{name}") for name in event.name_aliases)
        for node in widget.ancestors_with_self
        if not isinstance(node, App)
    )


def _own_kinds(node: DOMNode) -> list[type]:
    kinds = type(node).__mro__
    return list(kinds[: kinds.index(Widget)]) if Widget in kinds else list(kinds)


async def taken(widget: MessagePump | None) -> None:
    """Wait until a widget has taken its keys: one may open a form, and ^S after a sum saves that sum."""
    for _turn in range(_TURNS):
        if widget is None or not widget.message_queue_size:
            return
        await sleep(0)
