"""The outbox: what was claimed, said or kept back, through which channel, and when alerts ran."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.domain.alert.choice import Chosen, Said
from tracker.store.alert_run import last_run as last_run

if TYPE_CHECKING:
    from tracker.store.write import Writer

RUNS_KEPT = 200
_MOST_ASKED = 500

CLOCK_DAYS = 45
"""What was said more days ahead than this was said by mistake: it must not silence what comes in between."""

_LAST_DAY = date.max - timedelta(days=CLOCK_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message that was claimed or failed and has not been said for certain."""

    id: int
    fact: str
    rule: str
    step: str
    state: str


def read_said(conn: sqlite3.Connection, channel: str, keys: Sequence[str], *, today: date) -> Said:
    """What a channel has said of some matters, but for what was said under a clock that ran far ahead."""
    latest = (today + timedelta(days=CLOCK_DAYS)).isoformat() if today <= _LAST_DAY else "9999"
    last: dict[tuple[str, str], int] = {}
    names: set[tuple[str, str]] = set()
    for begin in range(0, len(keys), _MOST_ASKED):
        asked = keys[begin : begin + _MOST_ASKED]
        marks = ",".join("?" * len(asked))
        for fact, rule, step, days in conn.execute(
            f"select fact, rule, step, step_days from alert_outbox where fact in ({marks}) and channel = ?"  # noqa: S608
            " and state in ('sent', 'passed') and said_on <= ?",
            (*asked, channel, latest),
        ):
            key = (fact, rule)
            last[key] = max(days, last.get(key, days))
            names.add((fact, step))
    return Said(last=last, names=frozenset(names))


def read_waiting(conn: sqlite3.Connection, channel: str) -> tuple[Waiting, ...]:
    """What a channel has claimed or failed to say."""
    rows = conn.execute(
        "select id, fact, rule, step, state from alert_outbox"
        " where state in ('claimed', 'failed') and channel = ? order by id",
        (channel,),
    )
    return tuple(Waiting(id=row[0], fact=row[1], rule=row[2], step=row[3], state=row[4]) for row in rows)


def waiting_channels(conn: sqlite3.Connection) -> set[str]:
    """The channels that have something unsaid."""
    rows = conn.execute("select distinct channel from alert_outbox where state in ('claimed', 'failed')")
    return {row[0] for row in rows}


def claim(writer: Writer, channel: str, chosen: Iterable[tuple[Chosen, str]], *, said_on: date) -> None:
    """Take what is about to be said, with its words."""
    writer.executemany_derived(
        "insert into alert_outbox (fact, rule, step, step_days, channel, loan_id, about_on, severity, state,"
        " said_on, at, message) values (?, ?, ?, ?, ?, ?, ?, ?, 'claimed', ?, ?, ?)"
        " on conflict (fact, rule, step, channel) do update set state = 'claimed', attempts = attempts + 1,"
        " said_on = excluded.said_on, at = excluded.at, message = excluded.message, detail = ''",
        [
            (
                each.fact.key, each.fact.rule, each.step, each.step_days, channel, each.fact.loan_id,
                each.fact.about_on.isoformat(), each.severity, said_on.isoformat(), writer.at, message,
            )
            for each, message in chosen
        ],
    )  # fmt: skip


def confirm(writer: Writer, channel: str, chosen: Iterable[Chosen], *, said_on: date) -> None:
    """Note that what was claimed was said, and the steps that are said with it."""
    chosen = tuple(chosen)
    _settle(writer, channel, chosen, "sent", "")
    writer.executemany_derived(
        "insert into alert_outbox (fact, rule, step, step_days, channel, loan_id, about_on, severity, state,"
        " said_on, at) values (?, ?, ?, ?, ?, ?, ?, ?, 'passed', ?, ?)"
        " on conflict (fact, rule, step, channel) do update set state = 'passed', said_on = excluded.said_on"
        " where state <> 'sent'",
        [
            (
                each.fact.key, rule, step, days, channel, each.fact.loan_id, each.fact.about_on.isoformat(),
                each.severity, said_on.isoformat(), writer.at,
            )
            for each in chosen
            for rule, step, days in each.passes
        ],
    )  # fmt: skip


def fail(writer: Writer, channel: str, chosen: Iterable[Chosen], detail: str) -> None:
    """Note that what was claimed could not be said; it is kept for the next run."""
    _settle(writer, channel, chosen, "failed", detail)


def _settle(writer: Writer, channel: str, chosen: Iterable[Chosen], state: str, detail: str) -> None:
    writer.executemany_derived(
        "update alert_outbox set state = ?, at = ?, detail = ?"
        " where fact = ? and rule = ? and step = ? and channel = ?",
        [(state, writer.at, detail, each.fact.key, each.fact.rule, each.step, channel) for each in chosen],
    )


def let_go(writer: Writer, ids: Iterable[int]) -> None:
    """Forget what was kept and is not to be said now: it was never said for certain, so it may come back."""
    writer.executemany_derived("delete from alert_outbox where id = ?", [(each,) for each in ids])


def note_test(writer: Writer, channel: str, *, today: date, ok: bool, detail: str) -> None:
    """Note how a test message went."""
    writer.execute_derived(
        "insert or replace into alert_outbox (fact, rule, step, step_days, channel, about_on, state, at,"
        " detail) values (?, 'test', 'test', 0, ?, ?, ?, ?, ?)",
        (f"0:{today.isoformat()}:test", channel, today.isoformat(), "sent" if ok else "passed", writer.at,
         detail),
    )  # fmt: skip


def messages_on(conn: sqlite3.Connection, channel: str, today: date) -> int:
    """How many messages a channel has carried on a day, whatever each held."""
    row = conn.execute(
        "select count(distinct at) from alert_outbox where said_on = ? and channel = ? and state = 'sent'",
        (today.isoformat(), channel),
    ).fetchone()
    return int(row[0])


def record_run(writer: Writer, *, today: date, sent: int, skipped: int, failed: int) -> None:
    """Note a run, and forget the oldest beyond what is kept."""
    writer.execute_derived(
        "insert into alert_run (at, today, sent, skipped, failed) values (?, ?, ?, ?, ?)",
        (writer.at, today.isoformat(), sent, skipped, failed),
    )
    writer.execute_derived(
        "delete from alert_run where id <= (select max(id) from alert_run) - ?", (RUNS_KEPT,)
    )
