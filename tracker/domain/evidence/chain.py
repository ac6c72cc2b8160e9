"""Whether a chain of entries is whole: each names the hash of the one before, the last one an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.evidence.entry import GENESIS, Entry, digest
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow

_ANCHOR = re.compile(r"(?:debt-evidence:)?\s*([0-9]{1,9})\s*[:\s]\s*([0-9a-f]{64})", re.IGNORECASE)


class Break(StrEnum):
    """How a chain is broken at an entry."""

    NUMBER = "number"
    """An entry is missing, in between or in another place."""
    CONTENT = "content"
    """What the entry says is no longer what was hashed."""
    LINK = "link"
    """The hash before is another one: an entry before was exchanged, or this one was put in."""
    CUT = "cut"
    """The chain ends before the anchor."""
    ANCHOR = "anchor"
    """The entry of the anchor has another hash: the chain up to it was written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The end of a chain as it was at some time, kept where the owner of the file cannot change it."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"debt-evidence:{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLink:
    """The first place where a chain does not hold: the number that belongs there, and how."""

    number: int
    how: Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry of which no more is known than its place and its hashes."""

    number: int
    previous: str
    hash: str


def first_bad(entries: Iterable[Entry | Link], anchor: Anchor | None = None) -> BadLink | None:
    """The first link that does not hold, None if all do; entries come as they are stored.

    Without an anchor a chain that was cut at its end, or wholly written anew, looks whole.
    """
    number, previous, seen = 0, GENESIS, {0: GENESIS}
    for number, entry in enumerate(entries, 1):
        if entry.number != number:
            return BadLink(number=number, how=Break.NUMBER)
        if isinstance(entry, Entry) and digest(entry) != entry.hash:
            return BadLink(number=number, how=Break.CONTENT)
        if entry.previous != previous:
            return BadLink(number=number, how=Break.LINK)
        seen[number] = previous = entry.hash
    if anchor is None:
        return None
    if anchor.number not in seen:
        return BadLink(number=number + 1, how=Break.CUT)
    if seen[anchor.number] != anchor.hash:
        return BadLink(number=anchor.number, how=Break.ANCHOR)
    return None


def head(last: Entry | Link | None) -> Anchor:
    """The end of a chain that can be kept as an anchor."""
    return Anchor(number=0, hash=GENESIS) if last is None else Anchor(number=last.number, hash=last.hash)


def read_anchor(text: str) -> Checked[Anchor]:
    """An anchor as `debt evidence anchor` prints it, or its number and its hash."""
    found = _ANCHOR.fullmatch(narrow(text).strip())
    if found is None:
        return None, (Problem(code="anchor_unreadable", field="anchor", value=text),)
    return Anchor(number=int(found[1]), hash=found[2].lower()), ()
