"""What every dialog shares: it is left once, however fast the keys come, and its keys can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete
from textual.containers import ScrollableContainer
from textual.events import Click, Key

from tracker.ui.pointing import key_at

if TYPE_CHECKING:
    from textual.screen import Screen

    _Mixed = Screen[Any]
else:
    _Mixed = object  # a screen as base would take the place of the one whose styles are meant


class LeftOnce(_Mixed):
    """A screen that a second Enter or Esc on the way out does not close again."""

    is_left = False
    """Whether it is closing: a change that was still on its way to it is no draft any more."""

    def on_click(self, event: Click) -> None:
        """Press the key that is named under the mouse: whoever came by the mouse leaves by it."""
        where, _region = self.get_widget_at(event.screen_x, event.screen_y)
        # What takes the focus knows what a click on it means; a frame that scrolls has keys in its edge.
        if where is not self and (not where.can_focus or isinstance(where, ScrollableContainer)):
            key = key_at(self._compositor.render_strips()[event.screen_y], event.screen_x)
            if key:
                self.app.post_message(Key(key, key if len(key) == 1 else None))

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close with a result; nothing if it is closing already."""
        self.is_left = self.is_left or self.is_current
        return super().dismiss(result) if self.is_current else AwaitComplete()
