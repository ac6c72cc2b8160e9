"""What is kept as evidence, for programs and for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tracker.cli.output import Table
from tracker.domain.evidence.entry import Entry
from tracker.locale import _
from tracker.locale.evidence import bad_text, fault_text, kind_text, moment_text
from tracker.locale.joining import apart, told_of

if TYPE_CHECKING:
    from tracker.services.evidence import EvidenceRow, Verification
    from tracker.services.evidence_files import BundleCheck

FIELDS = ("number", "kind", "name", "loan", "happened_at", "captured_at", "entered_at", "sha256")


def entry_json(row: EvidenceRow) -> dict[str, Any]:
    """An entry with what became of it."""
    entry = row.entry
    return {
        "number": entry.number,
        "kind": entry.kind.value,
        "name": entry.name,
        "loan": entry.of("loan"),
        "loan_id": entry.loan_id,
        "payment": entry.of("payment"),
        "payment_id": entry.payment_id,
        "dispute": entry.of("dispute"),
        "dispute_id": entry.dispute_id,
        "contact": entry.of("contact"),
        "contact_id": entry.contact_id,
        "talk": entry.of("talk"),
        "talk_id": entry.negotiation_id,
        "happened_at": entry.happened_at or None,
        "captured_at": entry.captured_at or None,
        "entered_at": entry.entered_at,
        "source": entry.source,
        "consent": entry.consent.value,
        "note": entry.note,
        "bytes": entry.bytes,
        "sha256": entry.sha256,
        "previous": entry.previous,
        "hash": entry.hash,
        "corrects": entry.corrects,
        "corrected_by": row.corrected_by,
        "withdrawn": entry.withdrawn,
        "file": row.fault or "ok",
    }


def entry_table(rows: Sequence[EvidenceRow]) -> Table:
    """The entries as a person reads them."""
    return Table(
        ("", ">#", _("Kind"), _("Happened"), _("Loan"), _("Name"), _("Remark")),
        [
            (
                "!!" if row.fault else "",
                str(row.entry.number),
                kind_text(row.entry.kind),
                moment_text(row.entry.happened_at),
                row.entry.of("loan"),
                row.entry.name,
                _remark(row),
            )
            for row in rows
        ],
    )


def _remark(row: EvidenceRow) -> str:
    entry: Entry = row.entry
    said = [fault_text(row.fault)] if row.fault else []
    if entry.corrects is not None:
        words = _("withdraws #{number}") if entry.withdrawn else _("corrects #{number}")
        said.append(words.format(number=entry.corrects))
    if row.corrected_by is not None:
        said.append(_("corrected by #{number}").format(number=row.corrected_by))
    if entry.note:
        said.append(entry.note)
    return apart(said)


def verification_json(found: Verification) -> dict[str, Any]:
    """What a check found."""
    return {
        "sound": found.sound,
        "entries": found.entries,
        "files": found.files,
        "bytes": found.bytes,
        "folder": str(found.folder),
        "anchor": str(found.anchor),
        "held_to": None if found.held_to is None else str(found.held_to),
        "bad_link": None if found.bad is None else {"number": found.bad.number, "how": found.bad.how.value},
        "files_wrong": [
            {"number": entry.number, "name": entry.name, "how": fault.how, "path": fault.path}
            for entry, fault in found.faults
        ],
        "strays": [str(path) for path in found.strays],
    }


def verification_lines(found: Verification) -> list[tuple[str, str, str]]:
    """What a check found, a line for each thing: mark, what, detail."""
    lines = [("!!", _("Log"), bad_text(found.bad))] if found.bad else []
    lines += [
        ("!!", f"#{entry.number} {entry.name}", told_of(fault_text(fault.how), str(fault.path)))
        for entry, fault in found.faults
    ]
    lines += [("~", _("Not in the log"), str(path)) for path in found.strays]
    return lines


def bundle_json(found: BundleCheck) -> dict[str, Any]:
    """What a check of a bundle found."""
    return {
        "sound": found.sound,
        "entries": found.entries,
        "links": found.links,
        "files": found.files,
        "anchor": str(found.anchor),
        "bad_link": None if found.bad is None else {"number": found.bad.number, "how": found.bad.how.value},
        "wrong": [{"number": each.number, "name": each.name, "how": each.how} for each in found.wrong],
    }


def bundle_lines(found: BundleCheck) -> list[tuple[str, str, str]]:
    """What a check of a bundle found, a line for each thing."""
    lines = [("!!", _("Log"), bad_text(found.bad))] if found.bad else []
    for each in found.wrong:
        number = "" if each.number is None else f"#{each.number} "
        lines.append(("!!", f"{number}{each.name}", fault_text(each.how)))
    return lines
