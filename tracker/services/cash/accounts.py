"""Accounts: what they hold, what must stay in them, how long money takes to get there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tracker.domain.cash.facts import Account, Moves
from tracker.domain.loan.reading import NAME_LIMIT, Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, narrow, normal
from tracker.domain.typed.currencies import parse_currency
from tracker.domain.typed.sums import typed_minor
from tracker.locale import _
from tracker.locale.joining import listed
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.cash import autopay_from, read_cash_accounts, read_events, read_transfers

FIELDS = (
    "name", "currency", "tail", "balance", "balance_on", "buffer", "lead_days", "cut_off", "moves", "note",
)  # fmt: skip
"""The words of an account, as flags and form fields use them."""

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")


def accounts(book: Book) -> tuple[Account, ...]:
    """Every account of the book."""
    return read_cash_accounts(book.conn, book.currency)


def find_account(book: Book, text: str, *, field: str = "account") -> Checked[Account]:
    """The account a person means: its number, its name, or a part of one name only."""
    wanted = clean(text).strip().casefold()
    known = accounts(book)
    exact = [each for each in known if wanted in (each.name.casefold(), str(each.id))]
    part = exact or [each for each in known if wanted and wanted in each.name.casefold()]
    if len(part) == 1:
        return part[0], ()
    if part:
        names = listed(each.name for each in part)
        return None, (Problem(code="account_ambiguous", field=field, value=text, params={"names": names}),)
    return None, (Problem(code="account_not_found", field=field, value=text),)


def add_account(book: Book, fields: Mapping[str, str]) -> Checked[Done]:
    """Add an account; only its name is needed."""
    values, problems = _read(book, fields, None)
    if values is None:
        return None, problems
    title = _("Added the account {name}").format(name=values["name"])
    with book.change(title) as writer:
        row_id = writer.insert("account", _stamped(values, writer.at))
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def set_account(book: Book, account: Account, fields: Mapping[str, str]) -> Checked[Done]:
    """Change an account; what is not given stays. Raises StaleRowError if it was changed meanwhile."""
    values, problems = _read(book, fields, account)
    if values is None:
        return None, problems
    title = _("Changed the account {name}").format(name=values["name"])
    with book.change(title) as writer:
        writer.update("account", account.id, _stamped(values, writer.at), version=account.version)
    return Done(title=title, action_id=writer.action_id, ids=(account.id,)), ()


def remove_account(book: Book, account: Account) -> Done:
    """Move an account to the trash with its income and expenses; autopay from it is left without one."""
    title = _("Moved the account {name} to the trash").format(name=account.name)
    with book.change(title) as writer:
        for event in read_events(book.conn):
            if event.account_id == account.id:
                writer.trash("cash_event", event.id)
        for transfer in read_transfers(book.conn):
            if transfer.to_id == account.id:
                writer.trash("cash_transfer", transfer.id)
            elif transfer.from_id == account.id:
                writer.update("cash_transfer", transfer.id, {"from_account_id": None})
        for row_id in autopay_from(writer.conn, account.id):
            writer.update("autopay", row_id, {"account_id": None})
        writer.trash("account", account.id, version=account.version)
    return Done(title=title, action_id=writer.action_id, ids=(account.id,))


def _stamped(values: dict[str, Any], at: str) -> dict[str, Any]:
    """A balance that was just read is noted with the instant, which orders what happens on its day."""
    return {**values, "balance_at": at} if "balance_minor" in values else values


def _read(book: Book, fields: Mapping[str, str], old: Account | None) -> Checked[dict[str, Any]]:
    problems: list[Problem] = []
    currency = old.currency if old else book.currency
    if fields.get("currency", "").strip():
        found, wrong = parse_currency(fields["currency"])
        problems += wrong
        if found and old and found != old.currency and _is_used(book, old):
            problems.append(Problem(code="currency_in_use", field="currency", value=fields["currency"]))
        currency = found or currency
    reader = Reader(fields, today=book.today, currency=currency)
    name = clean(fields.get("name", old.name if old else "")).strip()
    others = [each for each in accounts(book) if old is None or each.id != old.id]
    taken = any(normal(each.name) == normal(name) for each in others)
    if not name:
        reader.wrong("required", "name")
    elif len(name) > NAME_LIMIT:
        reader.wrong("too_long", "name", limit=str(NAME_LIMIT))
    elif taken:
        reader.wrong("name_taken", "name")
    tail = clean(fields.get("tail", old.tail if old else "")).strip()
    if len(tail) > 8:
        reader.wrong("card_tail_only", "tail")
    values: dict[str, Any] = {
        "name": name,
        "tail": tail,
        "currency": currency,
        "buffer_minor": reader.amount("buffer", old.buffer_minor if old else 0) or 0,
        "lead_days": reader.number("lead_days", old.lead_days if old else 0, 0, 60) or 0,
        "cut_off": reader.take("cut_off", old.cut_off if old else "", _time) or "",
        "moves": reader.choice("moves", Moves, old.moves if old else Moves.DAILY).value,
        "note": clean(fields.get("note", old.note if old else ""), lines=True).strip(),
    }
    if reader.given("balance"):
        balance = reader.take("balance", None, lambda text: typed_minor(text, currency, field="balance"))
        on = reader.on("balance_on", book.today)
        if on is not None and on > book.today:
            reader.wrong("in_the_future", "balance_on")
        values["balance_minor"] = balance
        values["balance_on"] = on.isoformat() if on and balance is not None else None
    elif reader.given("balance_on"):
        reader.wrong("needs_balance", "balance_on")
    problems += reader.problems
    return (None, tuple(problems)) if problems else (values, ())


def _is_used(book: Book, account: Account) -> bool:
    """Whether sums are kept in the account's currency."""
    if account.balance_minor is not None:
        return True
    events = (each.account_id for each in read_events(book.conn))
    moved = (key for each in read_transfers(book.conn) for key in (each.to_id, each.from_id))
    return account.id in {*events, *moved}


def _time(text: str) -> Checked[str]:
    match = _TIME.fullmatch(narrow(text).strip())
    if match is None:
        return None, (Problem(code="time_unreadable", field="cut_off", value=text),)
    return f"{int(match[1]):02d}:{match[2]}", ()
