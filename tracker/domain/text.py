"""Text from outside made safe to store and to show, names made comparable, names made into slugs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Written as ranges because the file itself must not contain such characters; a test compares them
# with unicodedata. Variation selectors and the private use areas are harmless and stay.
_UNSAFE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # Cc without TAB, LF, CR
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"  # Cf
    "\ud800-\udfff"  # surrogates: halves of characters and undecodable bytes
)
# LINE and PARAGRAPH SEPARATOR break lines without being control characters.
_BREAKS = "\t\n\r\u2028\u2029"
_NEWLINE = "\r\n?|[\u2028\u2029]"

_BEGINS_FORMULA = frozenset("=+-@＝＋－＠'")
"""An apostrophe runs nothing, but is what a spreadsheet takes off, and what is put before the others."""

SLUG_LENGTH = 48
"""Longest slug made from a name, in characters."""


def clean(text: str, *, lines: bool = False) -> str:
    """The text without control, format and bidi characters; line breaks become a space unless `lines`.

    Escape sequences lose the character that makes them one and stay as harmless text. Everything
    else is kept as given: no normalisation, no trimming of blanks inside or outside.
    """
    # Most text is printable as it is, and isprintable() is several times faster than any pattern.
    if text.isprintable() or not _suspect().search(text):
        return text
    text = re.sub(f"[{_UNSAFE}]", "", text)
    if lines:
        return re.sub(_NEWLINE, "\n", text).replace("\t", " ")
    return re.sub(f"[{_BREAKS}]+", " ", text)


@cache
def _suspect() -> re.Pattern[str]:
    """Compiled when the first odd text turns up, which is rarely: compiling costs every command."""
    return re.compile(f"[{_UNSAFE}{_BREAKS}]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text as a formula or lose its first sign."""
    return text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in _BEGINS_FORMULA


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """The text as names are compared: full width folded to half, case folded, blanks trimmed and joined."""
    folded = unicodedata.normalize("NFKC", clean(text)).casefold()
    return " ".join(folded.split())


def narrow(text: str) -> str:
    """Full-width ASCII and the ideographic space as their ordinary forms; nothing else changes."""
    return text if text.isascii() else text.translate(_NARROW)


_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_SLUG_GAP = r"[^a-z0-9\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+"


def slug(name: str) -> str:
    """A short handle for a name: ascii letters and digits, Chinese characters kept, the rest one hyphen."""
    folded = unicodedata.normalize("NFKD", clean(name)).casefold()
    # Accents fall away as combining marks; letters of other scripts become hyphens.
    base = "".join(char for char in folded if not unicodedata.combining(char))
    made = re.sub(_SLUG_GAP, "-", base)[:SLUG_LENGTH].strip("-")
    # A number alone would be read as an id.
    if made.isdigit():
        return f"loan-{made}"
    return made or "loan"
