"""Where a line of text may end: at blanks, and between Chinese characters, which have none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

_WIDE = (
    "\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
)
_NOT_FIRST = "、。，．：；！？）〉》」』】〕〗％‰℃…·～"
"""Marks that no line begins with."""
_NOT_LAST = "（〈《「『【〔〖￥"
"""Marks that no line ends with."""


def has_wide(text: str) -> bool:
    """Whether blanks alone do not say where the text may be broken."""
    return not text.isascii() and _wide().search(text) is not None


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The parts no line may break, each with its place and the blanks behind it."""
    for found in _piece().finditer(text):
        yield found.start(), found[0]


def wrapped(text: str, room: int, cells: Callable[[str], int]) -> list[str]:
    """The text in lines of at most so many cells; a part that is longer has a line of its own."""
    lines, line = [], ""
    for _at, piece in pieces(text):
        if line and cells(line) + cells(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}]")


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(rf"[{_NOT_LAST}“‘]*(?:[{_WIDE}]|[^\s{_WIDE}]+)[{_NOT_FIRST}”’.,;:!?%)\]]*\s*|\s+|\S")
