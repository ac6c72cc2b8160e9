"""Rows of a list that go on in a second line, where the list has lines that no row needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from rich.cells import cell_len

from tracker.ui.wrapping import break_lines


def wrapped(
    widths: Sequence[int | None],
    rows: Sequence[Sequence[str]],
    room: int,
    join: Callable[[Sequence[str]], str],
) -> list[tuple[int, str]]:
    """The lines of all rows with the row of each; the first rows take the free lines before the others.

    A text that has more lines than are left is cut in the last of them, as it would be in its only one.
    """
    free = room - len(rows)
    found: list[tuple[int, str]] = []
    for number, cells in enumerate(rows):
        pieces = [
            _pieces(cell, width or 0) if width is not None else [""]
            for cell, width in zip(cells, widths, strict=False)
        ]
        lines = max(1, min(max(map(len, pieces), default=1), free + 1))
        free -= lines - 1
        found += [(number, join([_at(each, line, lines) for each in pieces])) for line in range(lines)]
    return found


def _pieces(text: str, width: int) -> list[str]:
    if width <= 0 or cell_len(text) <= width:
        return [text]
    ends = [0, *break_lines(text, width), len(text)]
    return [text[begin:end] for begin, end in pairwise(ends)]


def _at(pieces: Sequence[str], line: int, lines: int) -> str:
    """One line of a cell: its own piece, in the last line all that is left of it."""
    return "".join(pieces[line:]) if line == lines - 1 else "".join(pieces[line : line + 1]).rstrip()
