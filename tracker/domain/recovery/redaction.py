"""What is taken out of a paper before it leaves: long numbers down to their tails, names to aliases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from tracker.domain.text import clean, narrow

TAIL = 4
"""How much of a number stays, so that both sides know which is meant."""

NUMBERS, LENDERS, NAMES = "numbers", "lenders", "names"
PARTS = (NUMBERS, LENDERS, NAMES)
"""What can be taken out."""

_KEPT = re.compile(
    # A day, with the time if there is one; a sum with its groups or its decimals.
    r"((?<![\w.-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?(?![\w-])"
    r"|(?<![\w.,-])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,4})?(?![\w,-]|\.\d)"
    r"|(?<![\w.,-])[0-9]{1,7}\.[0-9]{1,2}(?![\w,-]|\.\d))"
)
_LONG = re.compile(r"\+?(?:(?<![A-Za-z])[A-Za-z]{1,4})?(?:\d[\s._/()*-]{0,2}[A-Za-z]?){5,}\d[A-Za-z]?")
"""At least six digits in a row, however they are grouped, with the letters of an id around or in them."""


@dataclass(frozen=True)
class Redaction:
    """What is taken out; `aliases` has what stands for each name."""

    numbers: bool = True
    aliases: tuple[tuple[str, str], ...] = field(default=())

    def text(self, text: str) -> str:
        """Words from a person or a file as they may leave: cleaned, names and numbers taken out."""
        found = clean(text)
        if self.aliases:
            found = self._names.sub(lambda match: self._stand_in(match[0]), found)
        if self.numbers:
            # Split at what is kept: every second part is a day or a sum.
            parts = _KEPT.split(found)
            parts[::2] = [_LONG.sub(lambda match: _tail(match[0]), each) for each in parts[::2]]
            found = "".join(parts)
        return found

    def number(self, text: str) -> str:
        """An account, a phone number or an id, whatever its form: only its tail if numbers are taken out."""
        found = self.text(text)
        if not self.numbers:
            return found
        return found if "…" in found or len(found) <= TAIL + 1 else tail(clean(text))

    def _stand_in(self, name: str) -> str:
        """What stands for a name; one that is kept stays as it was written."""
        alias = self._alias[_key(name)]
        return name if _key(alias) == _key(name) else alias

    @cached_property
    def _alias(self) -> dict[str, str]:
        return {_key(name): alias for name, alias in self.aliases}

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Any of the names, the longest first, so that one within another does not tear it apart."""
        names = sorted({clean(name) for name, _alias in self.aliases}, key=len, reverse=True)
        return re.compile("|".join(_word(name) for name in names), re.IGNORECASE)


def tail(text: str) -> str:
    """The last characters of a number, `…4417`; nothing of one that is no longer than that."""
    plain = re.sub(r"[^\w@.]", "", narrow(text)).strip(".")
    return f"…{plain[-TAIL:]}" if len(plain) > TAIL else "…"


def letter(place: int) -> str:
    """What the nth of several is called, from 0 on: A, B … Z, AA, AB …"""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def aliases(named: Iterable[tuple[str, str]], kept: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """What stands for each name, the first word on it holding; a name that is kept stands for itself."""
    found: dict[str, tuple[str, str]] = {}
    for name, alias in (*((name, name) for name in kept), *named):
        plain = clean(name).strip()
        if plain:
            found.setdefault(_key(plain), (plain, alias))
    return tuple(found.values())


def _key(name: str) -> str:
    return " ".join(clean(name).split()).casefold()


def _word(name: str) -> str:
    """A name as it is looked for: blanks of any length, and no letters against it where it is of ASCII."""
    words = r"\s+".join(map(re.escape, name.split()))
    start = r"(?<![A-Za-z0-9])" if name[:1].isascii() and name[:1].isalnum() else ""
    end = r"(?![A-Za-z0-9])" if name[-1:].isascii() and name[-1:].isalnum() else ""
    return f"{start}{words}{end}"


def _tail(text: str) -> str:
    return tail(re.sub(r"\W", "", text))
