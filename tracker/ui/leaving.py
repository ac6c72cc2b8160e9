"""What still runs on a screen that has been left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._context import active_message_pump  # who is at work is told nowhere else
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.screen import Screen
from textual.widget import MountError

if TYPE_CHECKING:
    from textual.app import App

_MISSING = (NoMatches, NoScreen, MountError)
"""What is raised where widgets are looked for that have been taken away."""


def is_of_left_screen(app: App[Any], error: Exception) -> bool:
    """Whether something failed only since its screen, or the dashboard, was left while it still ran."""
    if isinstance(error, ScreenStackError):
        return not any(app._screen_stacks.values())  # keys that were typed after the one that leaves
    if not isinstance(error, _MISSING):
        return False
    if not app.is_running:
        return True
    node = active_message_pump.get(None)
    if not isinstance(node, DOMNode) or node is app:
        return False
    top = list(node.ancestors_with_self)
    root = next((each for each in top if isinstance(each, Screen)), None)
    return root is None or not any(root in stack for stack in app._screen_stacks.values())
