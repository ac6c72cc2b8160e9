"""The log of evidence comes back from our own format: it goes on where the book's own ends, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.evidence.entry import GENESIS, Entry, digest
from tracker.domain.problems import Problem
from tracker.formats.tally import Note
from tracker.services.importing import ImportReport
from tracker.store import vault
from tracker.store.evidence import entry_to_row, read_entries, row_to_entry

if TYPE_CHECKING:
    from tracker.store.write import Writer

Read = tuple[int, dict[str, Any] | None]
"""A line of the file, and the row in it where one could be read."""


@dataclass(slots=True, kw_only=True)
class Arrivals:
    """The files that come with an import: where they lie and where they go."""

    source: Path | None
    target: Path
    wanted: list[Entry] = field(default_factory=list)

    def fetch(self) -> Iterator[Entry]:
        """Take the files of the new entries into the vault; yields the entries whose file did not come."""
        for entry in {each.sha256: each for each in self.wanted}.values():
            if vault.fault_of(self.target, entry.sha256) is None:
                continue
            try:
                if (
                    self.source is None
                    or vault.fault_of(self.source, entry.sha256, content=False) is not None
                ):
                    yield entry
                    continue
                came = vault.place(self.source, entry.sha256)
                if vault.keep(came, self.target).sha256 != entry.sha256:
                    yield entry
            except vault.UnkeepableFileError:
                yield entry


def join_chain(writer: Writer, report: ImportReport, read: Sequence[Read], arrivals: Arrivals) -> None:
    """Add the entries that the book has not got, in their order; one that does not fit ends it."""
    held = {entry.number: entry for entry in read_entries(writer.conn)}
    last = held[max(held)] if held else None
    for line, row in read:
        if row is None:
            continue
        entry = row_to_entry(row)
        known = held.get(entry.number)
        ends = (1, GENESIS) if last is None else (last.number + 1, last.hash)
        if digest(entry) != entry.hash:
            _refuse(report, line, entry, "entry_changed")
        elif known is not None and known.hash == entry.hash:
            report.duplicates += 1
        elif (entry.number, entry.previous) != ends:
            _refuse(report, line, entry, "chain_differs")
        elif entry.corrects is not None and entry.corrects not in held:
            cell = str(entry.corrects)
            report.reject(
                Problem(code="unknown_reference", field="corrects", value=cell, line=line, column="corrects")
            )
        else:
            writer.append("evidence", entry_to_row(entry))
            held[entry.number] = last = entry
            arrivals.wanted.append(entry)
            report.imported += 1


def _refuse(report: ImportReport, line: int, entry: Entry, code: str) -> None:
    value = f"#{entry.number}"
    report.reject(Problem(code=code, field="evidence", value=value, line=line, column="number"))


def note_missing(report: ImportReport, missing: Sequence[Entry]) -> None:
    """Say which files did not come with their entries."""
    if missing:
        names = ", ".join(f"#{each.number} {each.name}" for each in missing[:20])
        report.notes.append(Note("evidence_missing", {"files": names}))
