"""Charges and refunds of a card's statement: counted in the account of an import, and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.loan.card_row import REFUND
from tracker.domain.loan.facts import Component
from tracker.formats.tally import Note
from tracker.services.charge_pairs import Posting, SortedPostings
from tracker.services.importing import ImportReport
from tracker.services.payment_pairs import CLOSE_DAYS

if TYPE_CHECKING:
    from tracker.store.write import Writer

_CHARGE = ("loan_id", "charged_on", "kind", "amount_minor", "ref", "note", "line")
_REFUND = ("loan_id", "waived_on", "component", "is_refund", "amount_minor", "ref", "note", "line")
_NAMED = 10


def count_postings(report: ImportReport, postings: list[Posting], met: SortedPostings) -> None:
    """Add the charges and refunds to an account that has its payments counted."""
    fresh = {each.line for each in met.fresh} if met.held else set()
    report.held_postings = {line: row_id for line, row_id in met.held.items() if line not in fresh}
    report.alike_postings = met.alike
    report.notes = [each for each in report.notes if each.code != "postings_alike"]
    if met.alike:
        lines = [str(line) for line in sorted(met.alike)]
        named = ", ".join(lines[:_NAMED]) + (" …" if len(lines) > _NAMED else "")
        report.notes.append(Note("postings_alike", {"lines": named, "days": str(CLOSE_DAYS)}))
    report.imported += len(met.fresh)
    report.duplicates += len(postings) - len(met.fresh)
    report.close()


def write_postings(writer: Writer, met: SortedPostings, batch: int) -> None:
    """Post what is new, as part of the import."""
    charges = [each for each in met.fresh if each.role != REFUND]
    refunds = [each for each in met.fresh if each.role == REFUND]
    if charges:
        rows = (
            (each.loan.id, each.on.isoformat(), each.role, each.minor, each.ref, each.note, each.line)
            for each in charges
        )
        writer.bulk_insert("charge", _CHARGE, rows, batch_id=batch)
    if refunds:
        principal = Component.PRINCIPAL.value
        back = (
            (each.loan.id, each.on.isoformat(), principal, 1, each.minor, each.ref, each.note, each.line)
            for each in refunds
        )
        writer.bulk_insert("waiver", _REFUND, back, batch_id=batch)
