"""Alerts: the rules and holds a person set, and what is known of cards, promotions and the next look."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.alert.choice import Hold
from tracker.domain.alert.facts import CardExpiry, PromoEnd
from tracker.domain.alert.steps import days_text, read_days
from tracker.store.dates import day

if TYPE_CHECKING:
    from tracker.store.write import Writer

NEVER = "9999-12-31"
"""Nothing that is known of will ever be said."""

LOOK = ""
"""Something changed: the next run looks again."""


def read_rules(conn: sqlite3.Connection) -> dict[str, tuple[bool, tuple[int, ...]]]:
    """The rules that are not as shipped: on or off, and days of their own, if any."""
    rows = conn.execute("select rule, is_on, days from alert_rule where deleted_at is null")
    return {rule: (bool(is_on), (read_days(days) or ()) if days else ()) for rule, is_on, days in rows}


def write_rule(writer: Writer, rule: str, *, is_on: bool, days: tuple[int, ...]) -> None:
    """Keep how a rule is set."""
    values = {"is_on": int(is_on), "days": days_text(days)}
    found = writer.conn.execute(
        "select id from alert_rule where rule = ? and deleted_at is null", (rule,)
    ).fetchone()
    if found:
        writer.update("alert_rule", found[0], values)
    else:
        writer.insert("alert_rule", {"rule": rule, **values})


def read_holds(conn: sqlite3.Connection) -> dict[str, Hold]:
    """What is put off or cleared, by matter."""
    rows = conn.execute(
        "select id, coalesce(loan_id, 0) || ':' || about_on || ':' || about, until_on from alert_hold"
        " where deleted_at is null"
    )
    return {key: Hold(id=row_id, key=key, until_on=day(until)) for row_id, key, until in rows}


def write_hold(writer: Writer, key: str, until_on: date | None) -> None:
    """Put a matter off until a date, or clear it."""
    values = {"until_on": until_on.isoformat() if until_on else None}
    held = read_holds(writer.conn).get(key)
    if held is not None:
        writer.update("alert_hold", held.id, values)
        return
    loan, about_on, about = key.split(":", 2)
    writer.insert(
        "alert_hold", {"loan_id": int(loan) or None, "about_on": about_on, "about": about, **values}
    )


def remove_hold(writer: Writer, held: Hold) -> None:
    """Let a matter speak again."""
    writer.trash("alert_hold", held.id)


def read_cards(conn: sqlite3.Connection, today: date) -> tuple[CardExpiry, ...]:
    """Cards behind the automatic payments of open loans, expired for a month at most."""
    rows = conn.execute(
        "select l.id, l.name, a.card_tail, a.card_expires_on from autopay a join loan l on l.id = a.loan_id"
        " where a.deleted_at is null and a.is_on and a.card_expires_on >= date(?, '-30 days')"
        " and l.deleted_at is null and l.closed_on is null order by l.id",
        (today.isoformat(),),
    )
    return tuple(
        CardExpiry(loan_id=row[0], loan=row[1], tail=row[2], expires_on=date.fromisoformat(row[3]))
        for row in rows
    )


def read_promos(conn: sqlite3.Connection, today: date) -> tuple[PromoEnd, ...]:
    """Promotional terms of open loans that have not ended."""
    rows = conn.execute(
        "select l.id, l.name, max(t.promo_until) from terms t join loan l on l.id = t.loan_id"
        " where t.deleted_at is null and t.promo_until >= ? and l.deleted_at is null"
        " and l.closed_on is null group by l.id",
        (today.isoformat(),),
    )
    return tuple(PromoEnd(loan_id=row[0], loan=row[1], until=date.fromisoformat(row[2])) for row in rows)


def first_due_after(conn: sqlite3.Connection, on: date) -> date | None:
    """The first open due beyond a date."""
    return day(conn.execute("select min(due_on) from due where due_on > ?", (on.isoformat(),)).fetchone()[0])


def watch_until(writer: Writer, next_on: date | None) -> None:
    """Keep the first date on which there can be something to say."""
    writer.execute_derived(
        "update alert_watch set next_on = ? where id = 1", (next_on.isoformat() if next_on else NEVER,)
    )


def look_again(writer: Writer) -> None:
    """Have the next run look, whatever was known."""
    writer.execute_derived("update alert_watch set next_on = ? where id = 1", (LOOK,))


def read_watch(conn: sqlite3.Connection) -> str:
    """The first date on which there can be something to say; empty if nobody looked since a change."""
    return str(conn.execute("select next_on from alert_watch where id = 1").fetchone()[0])
