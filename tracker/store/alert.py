"""What has been announced, and when alerts last ran."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.loan.due import OpenDue
from tracker.store.due import row_to_due

if TYPE_CHECKING:
    from tracker.store.write import Writer

RUNS_KEPT = 200

FINAL = "final"


def spoken_kind(kind: str) -> str:
    """The kind as announcements know it: paying ahead makes an instalment the final one, and no new due."""
    return "instalment" if kind == FINAL else kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An open due of which there is something new to say."""

    loan_id: int
    loan: str
    currency: str
    due: OpenDue


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAlert:
    """An alert that went out, or was passed over by a later step."""

    id: int
    loan_id: int
    loan: str
    due_on: date
    kind: str
    step: str
    channel: str
    state: str
    at: str
    message: str


def read_pending(conn: sqlite3.Connection, today: date) -> tuple[Pending, ...]:
    """Open dues whose next announcement falls on or before today."""
    rows = conn.execute(
        "select d.loan_id, l.name, l.currency, d.number, d.due_on, d.pay_by, d.kind, d.amount_minor,"
        " d.open_minor, d.principal_minor, d.interest_minor, d.fee_minor, d.balance_after_minor, d.estimate"
        " from due d indexed by due_alert join loan l on l.id = d.loan_id where d.alert_on <= ?"
        " order by d.due_on, d.loan_id",
        (today.isoformat(),),
    )
    return tuple(
        Pending(loan_id=row[0], loan=row[1], currency=row[2], due=row_to_due(row[3:])) for row in rows
    )


def claim(writer: Writer, each: Pending, step: str, channel: str, message: str) -> bool:
    """Take a step for this run; False if another run has it already."""
    cursor = writer.execute_derived(
        "insert or ignore into alert_sent (loan_id, due_on, kind, step, channel, state, at, message)"
        " values (?, ?, ?, ?, ?, 'claimed', ?, ?)",
        (*_key(each), step, channel, writer.at, message),
    )
    return cursor.rowcount > 0


def confirm(
    writer: Writer, each: Pending, step: str, passed: Iterable[str], channel: str, next_on: date | None
) -> None:
    """Note that a step was said, the steps before it are passed, and when there is more to say."""
    key = _key(each)
    writer.execute_derived(
        "update alert_sent set state = 'sent', at = ? where loan_id = ? and due_on = ? and kind = ?"
        " and step = ? and channel = ?",
        (writer.at, *key, step, channel),
    )
    writer.executemany_derived(
        "insert or ignore into alert_sent (loan_id, due_on, kind, step, channel, state, at)"
        " values (?, ?, ?, ?, ?, 'passed', ?)",
        [(*key, before, channel, writer.at) for before in passed],
    )
    writer.execute_derived(
        "update due set alert_on = ? where loan_id = ? and due_on = ?"
        " and iif(kind = 'final', 'instalment', kind) = ?",
        (next_on.isoformat() if next_on else None, *key),
    )


def _key(each: Pending) -> tuple[int, str, str]:
    return each.loan_id, each.due.due_on.isoformat(), spoken_kind(each.due.kind)


def record_run(writer: Writer, *, today: date, sent: int, skipped: int, failed: int) -> None:
    """Note a run, and forget the oldest beyond what is kept."""
    writer.execute_derived(
        "insert into alert_run (at, today, sent, skipped, failed) values (?, ?, ?, ?, ?)",
        (writer.at, today.isoformat(), sent, skipped, failed),
    )
    writer.execute_derived(
        "delete from alert_run where id <= (select max(id) from alert_run) - ?", (RUNS_KEPT,)
    )


def last_run(conn: sqlite3.Connection) -> tuple[str, str] | None:
    """The instant of the last run and the date it took for today; None if there was none."""
    row = conn.execute("select at, today from alert_run order by id desc limit 1").fetchone()
    return (row[0], row[1]) if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run of the alerts, as it was noted."""

    at: str
    today: date
    sent: int
    skipped: int
    failed: int


def read_runs(conn: sqlite3.Connection, limit: int) -> tuple[RunRecord, ...]:
    """The runs that are remembered, newest first."""
    rows = conn.execute(
        "select at, today, sent, skipped, failed from alert_run order by id desc limit ?", (limit,)
    )
    return tuple(
        RunRecord(at=row[0], today=date.fromisoformat(row[1]), sent=row[2], skipped=row[3], failed=row[4])
        for row in rows
    )


def read_sent(conn: sqlite3.Connection, limit: int) -> tuple[SentAlert, ...]:
    """The alerts that went out, newest first."""
    rows = conn.execute(
        "select s.id, s.loan_id, l.name, s.due_on, s.kind, s.step, s.channel, s.state, s.at, s.message"
        " from alert_sent s join loan l on l.id = s.loan_id where s.state <> 'passed'"
        " order by s.id desc limit ?",
        (limit,),
    )
    return tuple(
        SentAlert(
            id=row[0], loan_id=row[1], loan=row[2], due_on=date.fromisoformat(row[3]), kind=row[4],
            step=row[5], channel=row[6], state=row[7], at=row[8], message=row[9],
        )
        for row in rows
    )  # fmt: skip
