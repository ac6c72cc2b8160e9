"""What every dialog shares: it is left once, however fast the keys come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen

    _Mixed = Screen[Any]
else:
    _Mixed = object  # a screen as base would take the place of the one whose styles are meant


class LeftOnce(_Mixed):
    """A screen that a second Enter or Esc on the way out does not close again."""

    is_left = False
    """Whether it is closing: a change that was still on its way to it is no draft any more."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close with a result; nothing if it is closing already."""
        self.is_left = self.is_left or self.is_current
        return super().dismiss(result) if self.is_current else AwaitComplete()
