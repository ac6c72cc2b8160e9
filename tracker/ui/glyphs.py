"""Frames, bars, charts and marks for terminals that cannot draw them, or draw them two cells wide."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

CHOICES = ("auto", "unicode", "ascii")

_PLAIN = {
    "─━═╌╍┄┅┈┉╴╶╸╺": "-",
    "│┃║╎╏┆┇┊┋╵╷╹╻▏▎▍▌▐▕": "|",
    "╭╮╰╯┌┐└┘┏┓┗┛╔╗╚╝├┤┬┴┼┝┥┠┨┯┷┿╀╁╂╞╡╤╧╪╟╢╥╨╫╠╣╦╩╬┍┎┑┒┕┖┙┚": "+",
    "█▉▊▋▇▆■◼●▪▓": "#",
    "▅▄▃▒◐": "=",
    "▂▁▔▁": "_",
    "░□○◌": ".",
    "•∙★☆": "*",
    "…": ".",
    "·": "|",
    "–—−": "-",
    "↑▲△▴": "^",
    "↓▼▽▾": "v",
    "←◀◁◂‹": "<",
    "→▶▷▸›": ">",
    "↩↵⏎": "<",
    "×✕✗✘": "x",
    "✓✔": "+",
    "≈": "~",
    "≤": "<",
    "≥": ">",
    "“”„": '"',
    "‘’‚": "'",
}
_PATTERN = re.compile("[^\x00-\x7f]")
_DRAWN_LIKE_A_WORD = "─"
_REPLY = re.compile(rb"\x1b\[\d+;(\d+)R")
_WAIT_SECONDS = 0.15


def _braille(dots: int) -> str:
    """A cell of a chart: a point above, below, or through the whole."""
    above, below = dots & 0b00011011, dots & 0b11100100
    return ":" if above and below else "'" if above else "." if below else " "


_TABLE = {
    **{ord(each): plain for drawn, plain in _PLAIN.items() for each in drawn},
    **{0x2800 + dots: _braille(dots) for dots in range(256)},
}


@lru_cache(maxsize=4096)
def in_ascii(text: str) -> str:
    """The text with what is drawn put in ASCII, cell for cell; letters of every script stay."""
    return text.translate(_TABLE) if _PATTERN.search(text) else text


class AsciiFilter(LineFilter):
    """Draws with plain characters whatever a widget draws."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Each segment with its drawn characters replaced; its width is the same."""
        del background
        return [
            Segment(in_ascii(text), style, control) if text else Segment(text, style, control)
            for text, style, control in segments
        ]


def wanted_form(choice: str, environ: Mapping[str, str]) -> str:
    """`unicode` or `ascii`: what was chosen, else what the terminal can draw in one cell."""
    if choice in ("unicode", "ascii"):
        return choice
    words = (environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "").casefold()
    if environ.get("TERM", "") in ("linux", "vt100", "vt220", "ansi"):
        return "ascii"  # fonts of 256 or 512 characters
    if words and not words.replace("-", "").endswith(("utf8", "utf8@euro")) and "." in words:
        return "ascii"
    # Only where characters of East Asia are at home do terminals draw frames two cells wide.
    if words[:2] not in ("zh", "ja", "ko"):
        return "unicode"
    return "ascii" if drawn_width() == 2 else "unicode"


def drawn_width() -> int | None:
    """How many cells the terminal takes for a line of a frame; None if it does not say."""
    try:
        import termios
        import tty
    except ImportError:
        return None
    source, target = sys.__stdin__, sys.__stdout__
    if source is None or target is None or not (source.isatty() and target.isatty()):
        return None
    end = source.fileno()
    before = termios.tcgetattr(end)
    try:
        tty.setcbreak(end, termios.TCSANOW)
        target.write(f"\r{_DRAWN_LIKE_A_WORD}\x1b[6n")
        target.flush()
        column = _answer(end)
        target.write("\r\x1b[2K")
        target.flush()
    finally:
        termios.tcsetattr(end, termios.TCSANOW, before)
    return column - 1 if column else None


def _answer(end: int) -> int | None:
    """The column the terminal reports; None if it has not within the time."""
    seen, until = b"", time.monotonic() + _WAIT_SECONDS
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select([end], [], [], left)
        if not ready:
            break
        seen += os.read(end, 64)
        found = _REPLY.search(seen)
        if found:
            return int(found[1])
    return None
