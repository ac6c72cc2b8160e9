"""Where a line may end: at blanks, and between Chinese characters, which have none.

Textual breaks lines at blanks alone, so a Chinese sentence with one number in it would leave half a panel
empty. `use()` puts our way of breaking in the place of Textual's for all widgets.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual import content

from tracker.locale.breaking import has_wide, pieces

_break_at_blanks = content.divide_line  # type: ignore[attr-defined]


def break_lines(text: str, width: int, fold: bool = True) -> list[int]:
    """The offsets at which a text is broken to be no wider than `width` cells."""
    if not has_wide(text):
        return _break_at_blanks(text, width, fold=fold)
    breaks: list[int] = []
    used = 0
    for at, piece in pieces(text):
        taken = cell_len(piece.rstrip())
        if used and used + taken > width:
            breaks.append(at)
            used = 0
        if taken > width and fold:
            inside = _break_at_blanks(piece, width, fold=True)
            breaks += [at + offset for offset in inside]
            piece = piece[inside[-1] :] if inside else piece
        used += cell_len(piece)
    return breaks


def use() -> None:
    """Break the lines of all widgets so."""
    content.divide_line = break_lines  # type: ignore[attr-defined]
