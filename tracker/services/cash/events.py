"""Income, expenses, what became of them, and money moved between accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tracker.domain.calendar import Frequency, on_or_after
from tracker.domain.cash.facts import (
    Account,
    CashEvent,
    CashKind,
    Certainty,
    Occurrence,
    OccurrenceState,
    Transfer,
)
from tracker.domain.cash.shortfall import arrival
from tracker.domain.loan.reading import NAME_LIMIT, Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.amounts import format_money
from tracker.locale.joining import listed
from tracker.services.book import Book
from tracker.services.cash.accounts import find_account
from tracker.services.cash.calendar import workdays_around
from tracker.services.done import Done
from tracker.store.cash import read_events, read_occurrences, read_transfers

ONCE = "once"


def list_events(book: Book, kind: CashKind | None = None) -> tuple[CashEvent, ...]:
    """Income and expenses, or one of the two."""
    return tuple(each for each in read_events(book.conn) if kind in (None, each.kind))


def find_event(book: Book, kind: CashKind, text: str) -> Checked[CashEvent]:
    """The income or expense a person means: its number, its name, or a part of one name only."""
    wanted = clean(text).strip().casefold()
    known = list_events(book, kind)
    exact = [each for each in known if wanted in (each.name.casefold(), str(each.id))]
    part = exact or [each for each in known if wanted and wanted in each.name.casefold()]
    if len(part) == 1:
        return part[0], ()
    if part:
        names = listed(f"{each.id} {each.name}" for each in part)
        return None, (
            Problem(code="cash_event_ambiguous", field="event", value=text, params={"names": names}),
        )
    return None, (Problem(code="cash_event_not_found", field="event", value=text),)


def save_event(
    book: Book, kind: CashKind, fields: Mapping[str, str], old: CashEvent | None = None
) -> Checked[Done]:
    """Add an income or expense, or change one: name, amount, account, on, every, day, until, certainty.

    Without a first date it comes first on the next such day of the month.
    """
    account, problems = _account_of(book, fields, old)
    if account is None:
        return None, problems
    reader = Reader(fields, today=book.today, currency=account.currency)
    name = clean(fields.get("name", old.name if old else "")).strip()
    if not name:
        reader.wrong("required", "name")
    elif len(name) > NAME_LIMIT:
        reader.wrong("too_long", "name", limit=str(NAME_LIMIT))
    amount = reader.amount("amount", old.amount_minor if old else None)
    if not amount:
        typed = reader.given("amount")
        reader.wrong("not_positive" if typed else "required", "amount")
    days = _days(reader, old)
    certainty = reader.choice("certainty", Certainty, old.certainty if old else Certainty.SURE)
    essential = _essential(reader, old.essential if old else None)
    if reader.problems or days.first is None or not amount:
        return None, tuple(reader.problems)
    values = {
        "kind": kind.value,
        "name": name,
        "account_id": account.id,
        "amount_minor": amount,
        "currency": account.currency,
        "certainty": certainty.value,
        "first_on": days.first.isoformat(),
        "every": days.every.value if days.every else None,
        "month_day": (days.day or days.first.day) if days.every and days.every.months else None,
        "until_on": days.until.isoformat() if days.until else None,
        "note": clean(fields.get("note", old.note if old else ""), lines=True).strip(),
        "essential": essential if kind is CashKind.EXPENSE else None,
    }
    title = (_("Changed {name}") if old else _("Added {name}")).format(name=name)
    with book.change(title) as writer:
        if old:
            writer.update("cash_event", old.id, values, version=old.version)
            row_id = old.id
        else:
            row_id = writer.insert("cash_event", values)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


class _Days(NamedTuple):
    """When it comes: first, how often, on which day of the month, until when."""

    first: date | None
    every: Frequency | None
    day: int | None
    until: date | None


def _days(reader: Reader, old: CashEvent | None) -> _Days:
    """The days that were typed; what of them does not go together is noted in the reader."""
    first = reader.on("on", old.first_on if old else None)
    every = old.every if old else None
    if first is None and reader.given("day") and not reader.given("every"):
        every = Frequency.MONTH  # a day of the month alone says how often
    if reader.fields.get("every", "").strip().casefold() == ONCE:
        every = None
    elif reader.given("every"):
        every = reader.choice("every", Frequency, every or Frequency.MONTH)
    day = reader.day("day", old.month_day if old else None) if every is None or every.months else None
    if first is None and not any(each.field == "on" for each in reader.problems):
        if day is not None:
            first = on_or_after(day, reader.today)
        elif not any(each.field == "day" for each in reader.problems):
            reader.wrong("required", "on")
    until = reader.on("until", old.until_on if old else None)
    if first and until and until < first:
        reader.wrong("before_start", "until")
    return _Days(first, every, day, until)


def remove_event(book: Book, event: CashEvent) -> Done:
    """Move an income or expense to the trash."""
    title = _("Moved {name} to the trash").format(name=event.name)
    with book.change(title) as writer:
        writer.trash("cash_event", event.id, version=event.version)
    return Done(title=title, action_id=writer.action_id, ids=(event.id,))


def next_planned(book: Book, event: CashEvent) -> date | None:
    """The planned day that a word about the event most likely means: the last one past, else the next.

    One that was moved and has not come yet counts on the day it was moved to.
    """
    known = {each.planned_on: each for each in read_occurrences(book.conn, event.id)}
    limit = book.today.replace(year=book.today.year + 2, day=1)
    days = []
    for planned in event.planned(event.first_on, limit):
        told = known.get(planned)
        if told is None:
            days.append((planned, planned))
        elif told.state is OccurrenceState.MOVED:
            days.append((told.actual_on or planned, planned))
    past = [each for each in days if each[0] <= book.today]
    found = max(past) if past else min(days, default=None)
    return found[1] if found else None


def tell_occurrence(
    book: Book, event: CashEvent, state: OccurrenceState, fields: Mapping[str, str]
) -> Checked[Done]:
    """Say what became of one occurrence: planned (its day by the rule), on (the real day), amount."""
    reader = Reader(fields, today=book.today, currency=event.currency)
    planned = reader.on("planned", None) or next_planned(book, event)
    default = book.today if state is OccurrenceState.CAME else None
    on = None if state is OccurrenceState.MISSED else reader.on("on", default)
    amount = reader.amount("amount", None)
    if amount == 0:
        reader.wrong("not_positive", "amount")
    if planned is None or planned not in event.planned(planned, planned):
        reader.wrong("not_planned_then", "planned", name=event.name)
    if state is OccurrenceState.CAME and on is not None and on > book.today:
        reader.wrong("in_the_future", "on")
    if state is OccurrenceState.MOVED and on is None and not reader.problems:
        reader.wrong("required", "on")
    if reader.problems or planned is None:
        return None, tuple(reader.problems)
    title = _occurrence_title(state, event, planned, on)
    known = {each.planned_on: each for each in read_occurrences(book.conn, event.id)}
    values = {
        "cash_event_id": event.id,
        "planned_on": planned.isoformat(),
        "state": state.value,
        "actual_on": on.isoformat() if on else None,
        "amount_minor": amount,
        "currency": event.currency,
    }
    with book.change(title) as writer:
        values["recorded_at"] = writer.at
        if planned in known:
            writer.update("cash_occurrence", known[planned].id, values, version=known[planned].version)
        else:
            writer.insert("cash_occurrence", values)
    return Done(title=title, action_id=writer.action_id, ids=(event.id,)), ()


def list_occurrences(book: Book, event: CashEvent) -> tuple[Occurrence, ...]:
    """What was told of an event's single occurrences."""
    return read_occurrences(book.conn, event.id)


def list_transfers(book: Book) -> tuple[Transfer, ...]:
    """Money moved between accounts, by date."""
    return read_transfers(book.conn)


def top_up(
    book: Book, to: Account, amount_minor: int, *, source: Account | None, fields: Mapping[str, str]
) -> Checked[Done]:
    """Record money moved into an account; without a source it came from elsewhere.

    `on` is the day it left, `arrives` the day it is there, by the account's lead time if not given.
    """
    reader = Reader(fields, today=book.today, currency=to.currency)
    left = reader.on("on", book.today) or book.today
    arrives = reader.on("arrives", None)
    if arrives is None:
        arrives = arrival(to, left, workdays_around(book, (to,), ()))
    if arrives < left:
        reader.wrong("before_start", "arrives")
    if amount_minor <= 0:
        reader.wrong("not_positive", "amount")
    if source is not None and source.id == to.id:
        reader.wrong("same_account", "from")
    if source is not None and source.currency != to.currency:
        reader.wrong("currency_mismatch", "from", expected=to.currency, found=source.currency)
    if reader.problems:
        return None, tuple(reader.problems)
    amount = format_money(amount_minor, to.currency)
    title = _("Moved {amount} from {source} to {name}") if source else _("Put {amount} into {name}")
    title = title.format(amount=amount, name=to.name, source=source.name if source else "")
    with book.change(title) as writer:
        row_id = writer.insert(
            "cash_transfer",
            {
                "from_account_id": source.id if source else None,
                "to_account_id": to.id,
                "amount_minor": amount_minor,
                "currency": to.currency,
                "left_on": left.isoformat(),
                "arrives_on": arrives.isoformat(),
                "recorded_at": writer.at,
                "note": clean(fields.get("note", ""), lines=True).strip(),
            },
        )
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def remove_transfer(book: Book, transfer: Transfer) -> Done:
    """Move a transfer to the trash: it did not take place."""
    amount = format_money(transfer.amount_minor, transfer.currency)
    title = _("Moved a transfer of {amount} to the trash").format(amount=amount)
    with book.change(title) as writer:
        writer.trash("cash_transfer", transfer.id, version=transfer.version)
    return Done(title=title, action_id=writer.action_id, ids=(transfer.id,))


def _essential(reader: Reader, old: bool | None) -> bool | None:
    """Whether living depends on an expense: yes, no, or `-` where nobody can say."""
    text = clean(reader.fields.get("essential", "")).strip().casefold()
    if not text:
        return old
    known = {"yes": True, "no": False, "-": None}
    if text not in known:
        reader.wrong("not_a_choice", "essential", accepted="yes, no, -")
        return old
    return known[text]


def _account_of(book: Book, fields: Mapping[str, str], old: CashEvent | None) -> Checked[Account]:
    text = fields.get("account", "").strip()
    if not text and old is not None:
        text = str(old.account_id)
    if not text:
        return None, (Problem(code="required", field="account"),)
    return find_account(book, text)


def _occurrence_title(state: OccurrenceState, event: CashEvent, planned: date, on: date | None) -> str:
    day = on.isoformat() if on else ""
    words = {
        OccurrenceState.MOVED: _("{name} of {planned} comes on {on}"),
        OccurrenceState.CAME: _("{name} of {planned} came on {on}"),
        OccurrenceState.MISSED: _("{name} of {planned} does not come"),
    }[state]
    return words.format(name=event.name, planned=planned.isoformat(), on=day)
