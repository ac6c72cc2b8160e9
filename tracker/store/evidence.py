"""The log of what was kept as proof: rows become entries here, and entries rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from tracker.domain.evidence.entry import Consent, Entry, EvidenceKind

_COLUMNS = (
    "number, kind, name, sha256, bytes, entered_at, happened_at, captured_at, source, consent, note, about,"
    " corrects, withdrawn, previous, hash, loan_id, payment_id, dispute_id, contact_id,"
    " negotiation_id"
)


def row_to_entry(row: Mapping[str, Any]) -> Entry:
    """An entry from its columns by name; a word nobody knows reads as one that does not fit its hash."""
    return Entry(
        number=row["number"],
        kind=_word(EvidenceKind, row["kind"], EvidenceKind.OTHER),
        name=row["name"],
        sha256=row["sha256"],
        bytes=row["bytes"],
        entered_at=row["entered_at"],
        happened_at=row["happened_at"],
        captured_at=row["captured_at"],
        source=row["source"],
        consent=_word(Consent, row["consent"], Consent.UNKNOWN),
        note=row["note"],
        about=_about(row["about"]),
        corrects=row["corrects"],
        withdrawn=bool(row["withdrawn"]),
        previous=row["previous"],
        hash=row["hash"],
        loan_id=row["loan_id"],
        payment_id=row["payment_id"],
        dispute_id=row["dispute_id"],
        contact_id=row["contact_id"],
        negotiation_id=row["negotiation_id"],
    )


def entry_to_row(entry: Entry) -> dict[str, Any]:
    """The columns of an entry."""
    return {
        "number": entry.number,
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
        "about": json.dumps(dict(entry.about), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        "corrects": entry.corrects,
        "withdrawn": int(entry.withdrawn),
        "previous": entry.previous,
        "hash": entry.hash,
        "loan_id": entry.loan_id,
        "payment_id": entry.payment_id,
        "dispute_id": entry.dispute_id,
        "contact_id": entry.contact_id,
        "negotiation_id": entry.negotiation_id,
    }


def read_entries(conn: sqlite3.Connection) -> tuple[Entry, ...]:
    """The whole log as it is stored, oldest first."""
    names = _COLUMNS.split(", ")
    rows = conn.execute(f"select {_COLUMNS} from evidence order by id")  # noqa: S608
    return tuple(row_to_entry(dict(zip(names, row, strict=True))) for row in rows)


def read_last(conn: sqlite3.Connection) -> Entry | None:
    """The end of the chain, None while nothing is kept."""
    names = _COLUMNS.split(", ")
    row = conn.execute(f"select {_COLUMNS} from evidence order by id desc limit 1").fetchone()  # noqa: S608
    return None if row is None else row_to_entry(dict(zip(names, row, strict=True)))


def _word(kind: type[Any], word: str, other: Any) -> Any:
    return kind(word) if word in kind._value2member_map_ else other


def _about(text: str) -> tuple[tuple[str, str], ...]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return (("", text),)
    if not isinstance(found, dict):
        return (("", text),)
    about = tuple((str(what), str(words)) for what, words in sorted(found.items()))
    # Halves of a character can be written in JSON, but neither hashed nor stored.
    return about if all(_is_text(words) for pair in about for words in pair) else (("", text),)


def _is_text(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True
