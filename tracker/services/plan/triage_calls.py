"""The calls a triage asks for: kept as talks, and answered once a call is logged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.domain.recovery.negotiation import State
from tracker.services.book import Book, write_settings
from tracker.store.talk import read_negotiations

if TYPE_CHECKING:
    from datetime import date

    from tracker.store.write import Writer

CALLS = "triage_calls"
"""The setting that holds the numbers of the talks."""


def read_calls(book: Book) -> tuple[int, ...]:
    """The talks that a triage began."""
    parts = book.setting(CALLS).split(",")
    return tuple(int(part) for part in parts if part.isdecimal())


def keep_calls(book: Book, talk_ids: Iterable[int]) -> None:
    """Keep which talks wait for a call, beside those of before that still do."""
    drafts = {each.id for each in read_negotiations(book.conn) if each.state is State.DRAFT}
    found = sorted({*talk_ids, *(each for each in read_calls(book) if each in drafts)})
    text = ",".join(map(str, found))
    if text != book.setting(CALLS):
        write_settings(book, {CALLS: text})


def note_call(writer: Writer, book: Book, loan_id: int, on: date) -> int | None:
    """Take the call of a loan as made: its talk is with the lender now. The number of the talk, if any."""
    wanted = read_calls(book)
    if not wanted:
        return None
    waiting = [
        each
        for each in read_negotiations(writer.conn)
        if each.id in wanted and each.loan_id == loan_id and each.state is State.DRAFT and each.since <= on
    ]
    for each in waiting:
        step = {
            "negotiation_id": each.id, "state": State.SENT.value, "happened_on": on.isoformat(),
            "next_on": None, "proof": "", "evidence": None, "note": "",
        }  # fmt: skip
        writer.insert("negotiation_step", step)
    return waiting[0].id if waiting else None
