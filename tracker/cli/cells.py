"""Text measured in terminal cells, so that Chinese lines up."""

from __future__ import annotations

import unicodedata

_WIDE = ("W", "F")


def width(text: str) -> int:
    """How many cells the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.combining(char) or "\ufe00" <= char <= "\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """The text filled with blanks to so many cells."""
    gap = " " * (cells - width(text))
    return gap + text if right else text + gap


def grid(rows: list[list[str]], rights: list[bool]) -> list[str]:
    """The rows as aligned lines, two blanks between the columns and none at the end."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            pad(text, cells, right=right) for text, cells, right in zip(row, widths, rights, strict=True)
        ).rstrip()
        for row in rows
    ]
