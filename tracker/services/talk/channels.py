"""The registered channels of lenders: entered with where they were found, read with the hours they keep."""

from __future__ import annotations

from datetime import datetime

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.channel import Channel, ChannelKind, Reach, next_reach, parse_hours
from tracker.domain.recovery.contact import Direction
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.talk.entry import find_entry, gone, not_later, reader_of, said, save
from tracker.store.talk import loans_of_lender, read_channels, read_contacts


def list_channels(book: Book, loan_id: int | None = None, *, trashed: bool = False) -> tuple[Channel, ...]:
    """The channels of every lender, or of the lender of one loan."""
    found = read_channels(book.conn, trashed=trashed)
    if loan_id is None:
        return found
    loans = loans_of_lender(book.conn, loan_id)
    return tuple(each for each in found if each.loan_id in loans)


def add_channel(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Register a channel: kind, value, found_in, found_on, hours, note."""
    return _save(book, loan.id, fields, None)


def edit_channel(book: Book, channel_id: int, fields: Fields) -> Checked[Done]:
    """Change a channel; what is not given stays."""
    old: Channel | None = find_entry(book, "channel", channel_id)
    if old is None:
        return None, gone("channel", channel_id)
    return _save(book, old.loan_id, fields, old)


def _save(book: Book, loan_id: int, fields: Fields, old: Channel | None) -> Checked[Done]:
    reader = reader_of(book, fields)
    kind = reader.choice("kind", ChannelKind, old.kind if old else ChannelKind.PHONE)
    value = said(reader, "value", old.value if old else "")
    found_on = reader.on("found_on", old.found_on if old else None)
    hours = said(reader, "hours", old.hours if old else "")
    if not value:
        reader.problems.append(Problem(code="required", field="channel"))
    if hours:
        reader.problems += parse_hours(hours)[1]
    not_later(book, reader, "found_on", found_on)
    for each in list_channels(book):
        taken = (each.loan_id, each.kind, each.value) == (loan_id, kind, value)
        if taken and (old is None or each.id != old.id):
            reader.wrong("channel_taken", "value")
    values = {
        "loan_id": loan_id,
        "kind": kind.value,
        "value": value,
        "found_in": said(reader, "found_in", old.found_in if old else ""),
        "found_on": found_on.isoformat() if found_on else None,
        "hours": hours,
        "note": said(reader, "note", old.note if old else "", lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    notes = () if values["found_in"] else (_("Where it was found is not known: the contract says best."),)
    title = _("Changed a channel") if old else _("Registered the channel {value}").format(value=value)
    return save(book, title, "channel", values, old, notes)


def reach(book: Book, loan_id: int, now: datetime) -> Reach | None:
    """How to reach the lender next, inside its hours: two calls in vain, then in writing."""
    ignored = 0
    for each in reversed(read_contacts(book.conn, loan_id)):
        if each.two_way:
            break
        ignored += each.direction is Direction.OUT
    return next_reach(list_channels(book, loan_id), ignored, now)
