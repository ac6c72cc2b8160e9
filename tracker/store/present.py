"""Whether the file holds anything of a kind at all, asked before what computes with it is imported."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def any_taken_twice(conn: sqlite3.Connection, since: date, window_days: int) -> bool:
    """Whether a posted payment since a date follows one of the same sum to the same loan within some days."""
    found = conn.execute(
        # A cross join keeps this order: one index range for each loan instead of all payments.
        "select 1 from (select p.separate_on, julianday(p.paid_on) - julianday(lag(p.paid_on) over"
        " (partition by p.loan_id, p.amount_minor order by p.paid_on, p.id)) as days"
        " from loan l cross join payment p on p.loan_id = l.id and p.paid_on >= ?"
        " where p.state = 'posted' and p.deleted_at is null and l.deleted_at is null)"
        " where separate_on is null and days <= ? limit 1",
        (since.isoformat(), window_days),
    )
    return found.fetchone() is not None


def any_to_come_back(conn: sqlite3.Connection) -> bool:
    """Whether money of a payment may have to come back: it was asked for, or the payment is a duplicate."""
    found = conn.execute(
        "select exists (select 1 from refund where deleted_at is null and back_on is null)"
        " or exists (select 1 from payment where state = 'duplicate' and deleted_at is null)"
    )
    return bool(found.fetchone()[0])


def any_credit(conn: sqlite3.Connection) -> bool:
    """Whether the file knows of a dispute, a mark or a credit report."""
    found = conn.execute(
        "select exists (select 1 from dispute where deleted_at is null)"
        " or exists (select 1 from mark where deleted_at is null)"
        " or exists (select 1 from report where deleted_at is null)"
    )
    return bool(found.fetchone()[0])


def any_talk_due(conn: sqlite3.Connection) -> bool:
    """Whether anything in talks has a day to come back to."""
    found = conn.execute(
        "select exists (select 1 from negotiation_step where next_on is not null and deleted_at is null)"
        " or exists (select 1 from promise where fate = 'open' and due_on is not null and deleted_at is null)"
        " or exists (select 1 from stage where answer_by is not null and answered_on is null"
        " and deleted_at is null)"
        " or exists (select 1 from complaint where answer_by is not null and outcome = 'open'"
        " and deleted_at is null)"
    )
    return bool(found.fetchone()[0])


def any_in_force(conn: sqlite3.Connection) -> bool:
    """Whether an arrangement is in force, which an autopay may not know of."""
    found = conn.execute(
        "select exists (select 1 from offer where standing = 'in_force' and deleted_at is null)"
    )
    return bool(found.fetchone()[0])


def any_followed(conn: sqlite3.Connection) -> bool:
    """Whether a plan is followed, which may ask for more than the dues."""
    found = conn.execute(
        "select exists (select 1 from plan where adopted_on is not null and ended_on is null"
        " and deleted_at is null)"
    )
    return bool(found.fetchone()[0])


def knows_balances(conn: sqlite3.Connection) -> bool:
    """Whether the balance of any account is known, without which there is nothing to look ahead from."""
    found = conn.execute(
        "select 1 from account where balance_minor is not null and deleted_at is null limit 1"
    )
    return found.fetchone() is not None
