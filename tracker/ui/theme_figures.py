"""How well a theme can be read: contrast, and how far its states are apart for every colour vision."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from tracker.ui.theme import GROUNDS, drawn

if TYPE_CHECKING:
    from textual.theme import Theme

LEAST_APART = 20
"""The CIEDE2000 distance from which on two marks are told apart at a glance."""
VISIONS = ("protan", "deutan", "tritan")
STATES = ("mark-overdue", "mark-attention", "mark-ok")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFigures:
    """The least contrast of each mark on any ground, and how far the closest two marks are apart.

    `vision` is the colour vision for which they are closest.
    """

    overdue: float
    attention: float
    ok: float
    apart: float
    vision: str

    @property
    def level(self) -> str:
        """The level of WCAG 2 that the marks reach: AAA, AA, or nothing."""
        least = min(self.overdue, self.attention, self.ok)
        return "AAA" if least >= 7 else "AA" if least >= 4.5 else ""


@lru_cache(maxsize=32)
def _measure(states: tuple[str, ...], grounds: tuple[str, ...]) -> ThemeFigures:
    from coloraide import Color

    overdue, attention, ok = (min(contrast(state, ground) for ground in grounds) for state in states)
    apart, vision = min(
        (float(one.delta_e(other, method="2000")), vision)
        for vision in VISIONS
        for one, other in combinations([Color(state).filter(vision) for state in states], 2)
    )
    return ThemeFigures(overdue=overdue, attention=attention, ok=ok, apart=apart, vision=vision)


def measure(theme: Theme) -> ThemeFigures | None:
    """The figures of a theme; None if its colours are the terminal's own, which nobody here knows."""
    colours = drawn(theme)
    states = tuple(_hex(colours[name]) for name in STATES)
    grounds = tuple(_hex(colours[name]) for name in GROUNDS)
    return None if "" in (*states, *grounds) else _measure(states, grounds)


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours, 1 to 21."""
    from textual.color import Color

    light, dark = sorted((_luminance(Color.parse(colour).rgb) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _hex(colour: str) -> str:
    """A colour as `#RRGGBB`; empty if it is none of ours to know."""
    from textual.color import Color

    if colour.startswith("ansi_") or colour in ("transparent", "auto"):
        return ""
    found = Color.parse(colour)
    return "" if found.ansi is not None or found.a < 1 else found.hex6


def _luminance(rgb: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(part / 255) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
