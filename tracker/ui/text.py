"""Text on its way to the terminal: cleaned, never markup, exactly as wide as its place."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from tracker.domain.text import clean
from tracker.locale import _
from tracker.ui import wrapping
from tracker.ui.commands import with_keys

wrapping.use()


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text cleaned and cut or filled to exactly so many cells; what was cut ends in an ellipsis."""
    if width <= 0:
        return ""
    text = clean(text)
    length = cell_len(text)
    if length > width:
        # A wide character cut in half leaves one cell, which goes behind the ellipsis.
        text = set_cell_size(text, width - 1).rstrip() + "…"
        length = cell_len(text)
    gap = " " * (width - length)
    return gap + text if right else text + gap


_TOAST_CELLS = 210


def shortened(text: str) -> str:
    """The text for a toast: three lines of it; the list of messages has the whole."""
    if cell_len(text) <= _TOAST_CELLS:
        return text
    more = with_keys(_("{palette}, messages: the rest"), palette="app.palette")
    return f"{fit(text, _TOAST_CELLS - cell_len(more) - 1).rstrip()} {more}"


def plain(*parts: str | tuple[str, str]) -> Content:
    """Parts of text, each alone or with its style, as content that is never read as markup."""
    pieces = ((part, "") if isinstance(part, str) else part for part in parts)
    return Content.assemble(*((clean(text, lines=True), style) for text, style in pieces))


def bar(part: float, whole: float, width: int) -> str:
    """A bar of so many cells, filled as far as the part goes."""
    filled = round(min(1.0, max(0.0, part / whole)) * width) if whole > 0 else 0
    return "█" * filled + "░" * (width - filled)
