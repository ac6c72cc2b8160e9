"""Accounts with what they hold, income and expenses, transfers, and the payments that left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.domain.calendar import Frequency
from tracker.domain.cash.facts import (
    Account,
    CashEvent,
    CashKind,
    Certainty,
    Moves,
    Occurrence,
    OccurrenceState,
    Spent,
    Transfer,
)
from tracker.store.dates import day

_ACCOUNT = (
    "id, name, currency, tail, balance_minor, balance_on, balance_at, buffer_minor, lead_days, cut_off,"
    " moves, note, version"
)
_EVENT = (
    "e.id, e.kind, e.name, e.account_id, e.amount_minor, e.currency, e.first_on, e.certainty, e.every,"
    " e.month_day, e.until_on, e.note, e.essential, e.version"
)
_OCCURRENCE = (
    "o.id, o.cash_event_id, o.planned_on, o.state, o.actual_on, o.amount_minor, o.recorded_at, o.version"
)
_TRANSFER = (
    "id, from_account_id, to_account_id, amount_minor, currency, left_on, arrives_on, recorded_at, note,"
    " version"
)
_LEFT = "('posted', 'sent', 'pending', 'duplicate')"
"""States of a payment whose money has left the account."""
_ON_THE_WAY = "('planned', 'sent', 'pending')"
"""States of a payment that the due it is for does not know of yet."""


def read_cash_accounts(conn: sqlite3.Connection, home: str) -> tuple[Account, ...]:
    """Every account; one of which nobody said the currency has that of the book."""
    rows = conn.execute(f"select {_ACCOUNT} from account where deleted_at is null order by id")  # noqa: S608
    return tuple(
        Account(
            id=row[0], name=row[1], currency=row[2] or home, tail=row[3], balance_minor=row[4],
            balance_on=day(row[5]) if row[4] is not None else None, balance_at=row[6], buffer_minor=row[7],
            lead_days=row[8], cut_off=row[9], moves=Moves(row[10]), note=row[11], version=row[12],
        )
        for row in rows
    )  # fmt: skip


def read_events(conn: sqlite3.Connection) -> tuple[CashEvent, ...]:
    """Income and expenses, by the day they start."""
    rows = conn.execute(
        f"select {_EVENT} from cash_event e join account a on a.id = e.account_id and a.deleted_at is null"  # noqa: S608
        " where e.deleted_at is null order by e.first_on, e.id"
    )
    return tuple(
        CashEvent(
            id=row[0], kind=CashKind(row[1]), name=row[2], account_id=row[3], amount_minor=row[4],
            currency=row[5], first_on=date.fromisoformat(row[6]), certainty=Certainty(row[7]),
            every=Frequency(row[8]) if row[8] else None, month_day=row[9], until_on=day(row[10]),
            note=row[11], essential=None if row[12] is None else bool(row[12]), version=row[13],
        )
        for row in rows
    )  # fmt: skip


def read_occurrences(conn: sqlite3.Connection, event_id: int | None = None) -> tuple[Occurrence, ...]:
    """What became of single occurrences, of one event or of all."""
    rows = conn.execute(
        f"select {_OCCURRENCE} from cash_occurrence o join cash_event e on e.id = o.cash_event_id"  # noqa: S608
        " and e.deleted_at is null where o.deleted_at is null and (? is null or o.cash_event_id = ?)"
        " order by o.planned_on, o.id",
        (event_id, event_id),
    )
    return tuple(
        Occurrence(
            id=row[0], event_id=row[1], planned_on=date.fromisoformat(row[2]),
            state=OccurrenceState(row[3]), actual_on=day(row[4]), amount_minor=row[5], recorded_at=row[6],
            version=row[7],
        )
        for row in rows
    )  # fmt: skip


def read_transfers(conn: sqlite3.Connection, since: date | None = None) -> tuple[Transfer, ...]:
    """Transfers that arrive on a date or later, or all of them, by date."""
    rows = conn.execute(
        f"select {_TRANSFER} from cash_transfer where deleted_at is null and arrives_on >= ?"  # noqa: S608
        " order by left_on, id",
        (since.isoformat() if since else "",),
    )
    return tuple(
        Transfer(
            id=row[0], from_id=row[1], to_id=row[2], amount_minor=row[3], currency=row[4],
            left_on=date.fromisoformat(row[5]), arrives_on=date.fromisoformat(row[6]), recorded_at=row[7],
            note=row[8], version=row[9],
        )
        for row in rows
    )  # fmt: skip


def read_spent(conn: sqlite3.Connection, accounts: Iterable[Account], today: date) -> tuple[Spent, ...]:
    """What left each account since its balance was read, and what is planned to from today on."""
    found: list[Spent] = []
    for each in accounts:
        since = (each.balance_on or today).isoformat()
        rows = conn.execute(
            "select p.loan_id, l.name, p.paid_on, p.amount_minor, p.created_at from payment p"  # noqa: S608
            " join loan l on l.id = p.loan_id and l.deleted_at is null"
            " where p.account_id = ? and p.paid_on >= ? and p.deleted_at is null and p.currency = ?"
            f" and (p.state in {_LEFT} or (p.state = 'planned' and p.paid_on >= ?))"
            " order by p.paid_on, p.id",
            (each.id, since, each.currency, today.isoformat()),
        )
        found += (
            Spent(
                loan_id=row[0], loan=row[1], account_id=each.id, paid_on=date.fromisoformat(row[2]),
                amount_minor=row[3], recorded_at=row[4],
            )
            for row in rows
        )  # fmt: skip
    return tuple(found)


def read_on_the_way(conn: sqlite3.Connection, today: date) -> dict[int, int]:
    """What is sent but not booked yet, or planned from today on, by loan."""
    rows: list[tuple[Any, ...]] = conn.execute(
        "select loan_id, sum(amount_minor) from payment where deleted_at is null"  # noqa: S608
        f" and state in {_ON_THE_WAY} and (state <> 'planned' or paid_on >= ?) group by loan_id",
        (today.isoformat(),),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def read_planned(
    conn: sqlite3.Connection, loan_id: int, amount_minor: int, on: date, days: int
) -> tuple[int, date, str] | None:
    """The planned payment of a loan, of no larger sum, that lies nearest a day: its id, day and account."""
    row = conn.execute(
        "select p.id, p.paid_on, coalesce(a.name, '') from payment p"
        " left join account a on a.id = p.account_id"
        " where p.loan_id = ? and p.state = 'planned' and p.deleted_at is null and p.amount_minor <= ?"
        " and abs(julianday(p.paid_on) - julianday(?)) <= ?"
        " order by abs(julianday(p.paid_on) - julianday(?)), p.id limit 1",
        (loan_id, amount_minor, on.isoformat(), days, on.isoformat()),
    ).fetchone()
    return None if row is None else (row[0], date.fromisoformat(row[1]), row[2])


def autopay_from(conn: sqlite3.Connection, account_id: int) -> tuple[int, ...]:
    """The rows of autopay that draw on an account."""
    rows = conn.execute("select id from autopay where account_id = ? and deleted_at is null", (account_id,))
    return tuple(row[0] for row in rows)
