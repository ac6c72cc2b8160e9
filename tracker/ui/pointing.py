"""Keys that are named on the screen, pressed with the mouse."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment

from tracker.ui.key_names import is_safe, typed_keys

_EDGES = "│┃|╭╮╰╯─━"


def key_at(line: Iterable[Segment], x: int) -> str:
    """The key, by Textual's name, whose name or words stand at a cell of a drawn line; empty if none.

    A key's name is bold, and its words follow as far as the next gap.
    """
    at, found, between = 0, "", ""
    for segment in line:
        text, bold = segment.text, bool(segment.style and segment.style.bold)
        key = _key(text.strip()) if bold else ""
        if key:
            found, between = key, ""
        elif bold:
            found = ""
        if at + cell_len(text) > x:
            words = between if key else between + _cells_until(text, x - at)
            return "" if "  " in words or any(edge in words for edge in _EDGES) else found
        between += "" if key else text
        at += cell_len(text)
    return ""


def _cells_until(text: str, width: int) -> str:
    """The beginning of a text up to the character at a cell, that one with it."""
    taken = ""
    for char in text:
        taken += char
        if cell_len(taken) > width:
            break
    return taken


def _key(name: str) -> str:
    """The key of a name that a dialog shows; a digit or a mark may be a part of its words."""
    if not name or len(name) > 9 or name.isdigit():
        return ""
    keys = typed_keys(name)
    if len(keys) != 1:
        return ""
    return keys[0] if is_safe(keys[0]) or (len(name) == 1 and name.isascii() and name.isalpha()) else ""
