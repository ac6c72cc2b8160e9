"""A page of help laid out in terminal cells, so that Chinese lines up and breaks where it may."""

from __future__ import annotations

from collections.abc import Iterable

import click

from tracker.cli.cells import pad, width
from tracker.locale.breaking import has_wide, wrapped
from tracker.locale.joining import told_of

_SPACING = 2


class HelpPage(click.HelpFormatter):
    """Click's layout, with columns and lines measured in cells."""

    def write_heading(self, heading: str) -> None:
        """The name of a section."""
        self.write(f"{'':>{self.current_indent}}{told_of(heading, '').rstrip()}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is written; further lines begin below the first word behind its name."""
        before = f"{prefix or ''}{prog} "
        if not has_wide(before + args):
            super().write_usage(prog, args, prefix)
            return
        lines = wrapped(args, self.width - width(before), width)
        self.write(f"{before}{lines[0]}".rstrip() + "\n")
        for line in lines[1:]:
            self.write(f"{'':>{width(before)}}{line}\n")

    def write_text(self, text: str) -> None:
        """A paragraph."""
        if not has_wide(text):
            super().write_text(text)
            return
        for line in wrapped(text, self.width - self.current_indent, width):
            self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = _SPACING
    ) -> None:
        """Names and what they mean, in two columns; a long name has a line of its own."""
        known = list(rows)
        if not any(has_wide(text) for row in known for text in row):
            super().write_dl(known, col_max, col_spacing)
            return
        first = min(max(width(name) for name, _text in known), col_max) + col_spacing
        room = max(self.width - self.current_indent - first, 10)
        for name, text in known:
            margin = f"{'':>{self.current_indent}}"
            fits = width(name) <= first - col_spacing
            lines = wrapped(text, room, width)
            self.write(f"{margin}{pad(name, first) + lines[0] if fits else name}".rstrip() + "\n")
            for line in lines[1 if fits else 0 :]:
                self.write(f"{margin}{'':>{first}}{line}\n")
