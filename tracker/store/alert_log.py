"""What alerts said and when they ran, as it is looked up; a run itself needs none of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAlert:
    """An alert that went out, or is on its way."""

    id: int
    fact: str
    rule: str
    loan_id: int | None
    loan: str
    due_on: date
    kind: str
    step: str
    channel: str
    severity: str
    state: str
    attempts: int
    at: str
    message: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelResult:
    """How the last message of a channel went."""

    channel: str
    state: str
    at: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run of the alerts, as it was noted."""

    at: str
    today: date
    sent: int
    skipped: int
    failed: int


_SENT = (
    "select o.id, o.fact, o.rule, o.loan_id, coalesce(l.name, ''), o.about_on, o.step, o.channel, o.severity,"
    " o.state, o.attempts, o.at, o.message, o.detail from alert_outbox o left join loan l on l.id = o.loan_id"
    " where o.state <> 'passed' and o.rule <> 'test'"
)


def read_sent(conn: sqlite3.Connection, limit: int) -> tuple[SentAlert, ...]:
    """The alerts that went out or are kept, newest first."""
    rows = conn.execute(f"{_SENT} order by o.id desc limit ?", (limit,))
    return tuple(map(_sent, rows))


def find_sent(conn: sqlite3.Connection, number: int) -> SentAlert | None:
    """The alert of a number."""
    row = conn.execute(f"{_SENT} and o.id = ?", (number,)).fetchone()
    return _sent(row) if row else None


def sent_of(conn: sqlite3.Connection, fact: str) -> tuple[SentAlert, ...]:
    """What went out about a matter, oldest first."""
    return tuple(map(_sent, conn.execute(f"{_SENT} and o.fact = ? order by o.id", (fact,))))


def _sent(row: tuple[Any, ...]) -> SentAlert:
    return SentAlert(
        id=row[0], fact=row[1], rule=row[2], loan_id=row[3], loan=row[4], due_on=date.fromisoformat(row[5]),
        kind=row[1].split(":", 2)[2], step=row[6], channel=row[7], severity=row[8], state=row[9],
        attempts=row[10], at=row[11], message=row[12], detail=row[13],
    )  # fmt: skip


def channel_results(conn: sqlite3.Connection) -> dict[str, ChannelResult]:
    """How the last message of each channel went."""
    rows = conn.execute(
        "select channel, iif(rule = 'test' and state = 'passed', 'failed', state), max(at), detail"
        " from alert_outbox where state in ('sent', 'failed') or rule = 'test' group by channel"
    )
    return {row[0]: ChannelResult(channel=row[0], state=row[1], at=row[2], detail=row[3]) for row in rows}


def read_runs(conn: sqlite3.Connection, limit: int) -> tuple[RunRecord, ...]:
    """The runs that are remembered, newest first."""
    rows = conn.execute(
        "select at, today, sent, skipped, failed from alert_run order by id desc limit ?", (limit,)
    )
    return tuple(
        RunRecord(at=row[0], today=date.fromisoformat(row[1]), sent=row[2], skipped=row[3], failed=row[4])
        for row in rows
    )
