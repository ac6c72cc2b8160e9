"""What is kept as proof: a file by its hash, what it is about, and the text of it that is hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""

FORMAT = "debt-evidence-1"
"""How an entry is put into text; part of that text, so that a later way never passes for this one."""


class EvidenceKind(StrEnum):
    """What a file is."""

    LETTER = "letter"
    SMS = "sms"
    CALL_RECORDING = "call_recording"
    RECEIPT = "receipt"
    CONTRACT = "contract"
    STATEMENT = "statement"
    SETTLEMENT_LETTER = "settlement_letter"
    REPORT = "report"
    OTHER = "other"


class Consent(StrEnum):
    """Who agreed to being recorded; empty is not known."""

    UNKNOWN = ""
    EVERYBODY = "everybody"
    ONLY_ME = "only_me"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log. Times are text as they were said: a day, or a day and a time there.

    `about` says in words what the file belongs to, as (what, words); it is hashed. The ids say the
    same to this book only and are not: another book numbers its rows in another way.
    """

    number: int
    kind: EvidenceKind
    name: str
    sha256: str
    bytes: int
    entered_at: str
    happened_at: str = ""
    captured_at: str = ""
    source: str = ""
    consent: Consent = Consent.UNKNOWN
    note: str = ""
    about: tuple[tuple[str, str], ...] = ()
    corrects: int | None = None
    withdrawn: bool = False
    previous: str = GENESIS
    hash: str = ""
    loan_id: int | None = None
    payment_id: int | None = None
    dispute_id: int | None = None
    contact_id: int | None = None
    negotiation_id: int | None = None

    def of(self, what: str) -> str:
        """What the entry says it is about: loan, payment, dispute, contact or talk; empty for none."""
        return dict(self.about).get(what, "")


def canonical(entry: Entry) -> str:
    """The entry as the one text that is hashed: JSON, sorted, without blanks, empty fields left out."""
    said: dict[str, object] = {
        "format": FORMAT,
        "number": entry.number,
        "previous": entry.previous,
        "kind": entry.kind.value,
        "name": entry.name,
        "sha256": entry.sha256,
        "bytes": entry.bytes,
        "entered_at": entry.entered_at,
        "happened_at": entry.happened_at,
        "captured_at": entry.captured_at,
        "source": entry.source,
        "consent": entry.consent.value,
        "note": entry.note,
        "about": dict(entry.about),
        "corrects": entry.corrects,
        "withdrawn": entry.withdrawn,
    }
    # What is empty is left out, so that a field of a later version leaves the older hashes alone.
    # 0 is no emptiness: it is a size, and where it is none it must not pass for nothing said.
    kept = {name: value for name, value in said.items() if value is not False and value not in ("", None, {})}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(entry: Entry) -> str:
    """The hash over everything the entry says, the hash before it included."""
    return hashlib.sha256(canonical(entry).encode()).hexdigest()


def sealed(entry: Entry, after: Entry | None) -> Entry:
    """The entry as the next one of a chain that ends with `after`."""
    number, previous = (1, GENESIS) if after is None else (after.number + 1, after.hash)
    placed = replace(entry, number=number, previous=previous)
    return replace(placed, hash=digest(placed))


def in_force(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that count: of each its last correction, none that was withdrawn; oldest first."""
    _root, last = _corrected(entries)
    return tuple(entry for entry in last.values() if not entry.withdrawn)


def last_word(entries: Iterable[Entry], number: int) -> Entry | None:
    """The latest correction of an entry, itself if there is none, None if there is no such entry."""
    root, last = _corrected(entries)
    return last[root[number]] if number in root else None


def _corrected(entries: Iterable[Entry]) -> tuple[dict[int, int], dict[int, Entry]]:
    """The first entry that each goes back to, and the last word on each first one."""
    root: dict[int, int] = {}
    last: dict[int, Entry] = {}
    for entry in entries:
        first = entry.number if entry.corrects is None else root.get(entry.corrects, entry.corrects)
        root[entry.number] = first
        last[first] = entry
    return root, last
