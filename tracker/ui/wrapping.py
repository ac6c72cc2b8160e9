"""Where a line may end: at blanks, and between Chinese characters, which have none.

Textual breaks lines at blanks alone, so a Chinese sentence with one number in it would leave half a panel
empty. `use()` puts our way of breaking in the place of Textual's for all widgets.
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from textual import content

_WIDE = (
    "\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
)
_NOT_FIRST = "、。，．：；！？）〉》」』】〕〗％‰℃…·～"
"""Marks that no line begins with."""
_NOT_LAST = "（〈《「『【〔〖￥"
"""Marks that no line ends with."""
_PIECE = re.compile(rf"[{_NOT_LAST}“‘]*(?:[{_WIDE}]|[^\s{_WIDE}]+)[{_NOT_FIRST}”’.,;:!?%)\]]*\s*|\s+|\S")
_HAS_WIDE = re.compile(f"[{_WIDE}]")
_break_at_blanks = content.divide_line  # type: ignore[attr-defined]


def break_lines(text: str, width: int, fold: bool = True) -> list[int]:
    """The offsets at which a text is broken to be no wider than `width` cells."""
    if not _HAS_WIDE.search(text):
        return _break_at_blanks(text, width, fold=fold)
    breaks: list[int] = []
    used = 0
    for found in _PIECE.finditer(text):
        piece, at = found[0], found.start()
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
