"""Names of lists in a row, the one in front in brackets."""

from __future__ import annotations

from rich.cells import cell_len


def joined(names: dict[str, str], current: str, width: int) -> str:
    """All names in a row, closer to each other where they have no room."""
    each = [f"[{text}]" if name == current else f" {text} " for name, text in names.items()]
    for blanks in ("  ", " ", ""):
        text = f" {blanks.join(each)}"
        if cell_len(text) <= width:
            return text
    tight, before = "", " "
    for name, text in names.items():
        here = name == current
        tight += ("[" if here else before) + text
        before = "]" if here else " "
    return tight + before
