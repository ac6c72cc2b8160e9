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

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close with a result; nothing if it is closing already."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
