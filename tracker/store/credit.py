"""Marks, disputes by round, and scores."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date

from tracker.domain.credit.facts import Body, Dispute, Mark, MarkKind, Outcome, Place, Round, Score
from tracker.store.dates import day


def read_marks(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Mark, ...]:
    """Every mark, those removed included, oldest first; those in the trash if `trashed`."""
    rows = conn.execute(
        "select m.id, m.description, m.bureau, m.loan_id, coalesce(l.name, ''), m.origin_on,"
        " m.expected_removal_on, m.removed_on, m.note, m.version, m.kind, m.place, m.settled_on, m.entry_id"
        " from mark m left join loan l on l.id = m.loan_id"
        " where (m.deleted_at is not null) = ? order by coalesce(m.origin_on, '9999'), m.id",
        (trashed,),
    )
    return tuple(
        Mark(
            id=row[0], description=row[1], bureau=row[2], loan_id=row[3], loan=row[4], origin_on=day(row[5]),
            expected_removal_on=day(row[6]), removed_on=day(row[7]), note=row[8], version=row[9],
            kind=MarkKind(row[10]), place=Place(row[11]), settled_on=day(row[12]), entry_id=row[13],
        )
        for row in rows
    )  # fmt: skip


def read_disputes(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Dispute, ...]:
    """Every dispute with its rounds, oldest first; those in the trash if `trashed`."""
    more = _read_rounds(conn)
    rows = conn.execute(
        "select id, sent_on, bureau, ground, mark_id, answer_by, answered_on, outcome, note, version,"
        " body, place, extended, reference, evidence"
        " from dispute where (deleted_at is not null) = ? order by sent_on, id",
        (trashed,),
    )
    return tuple(
        Dispute(
            id=row[0], sent_on=date.fromisoformat(row[1]), bureau=row[2], ground=row[3], mark_id=row[4],
            answer_by=day(row[5]), answered_on=day(row[6]), outcome=Outcome(row[7]), note=row[8],
            version=row[9], body=Body(row[10]), place=Place(row[11]), extended=bool(row[12]),
            reference=row[13], evidence=row[14], more=tuple(more.get(row[0], ())),
        )
        for row in rows
    )  # fmt: skip


def _read_rounds(conn: sqlite3.Connection) -> dict[int, list[Round]]:
    found: dict[int, list[Round]] = defaultdict(list)
    for row in conn.execute(
        "select id, dispute_id, body, sent_to, sent_on, extended, answer_by, answered_on, outcome, reference,"
        " evidence, note, version from dispute_round where deleted_at is null order by id"
    ):
        rounds = found[row[1]]
        rounds.append(
            Round(
                id=row[0], number=len(rounds) + 2, body=Body(row[2]), sent_to=row[3],
                sent_on=date.fromisoformat(row[4]), extended=bool(row[5]), answer_by=day(row[6]),
                answered_on=day(row[7]), outcome=Outcome(row[8]), reference=row[9], evidence=row[10],
                note=row[11], version=row[12],
            )
        )  # fmt: skip
    return found


def read_scores(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Score, ...]:
    """Every score, newest first; those in the trash if `trashed`."""
    rows = conn.execute(
        "select id, bureau, model, scored_on, value from score where (deleted_at is not null) = ?"
        " order by scored_on desc, id desc",
        (trashed,),
    )
    return tuple(
        Score(id=row[0], bureau=row[1], model=row[2], scored_on=date.fromisoformat(row[3]), value=row[4])
        for row in rows
    )


def settled_days(conn: sqlite3.Connection) -> dict[int, tuple[str, date]]:
    """The loans that are paid off or closed, each with its name and the day, the earliest first."""
    rows = conn.execute(
        "select l.id, l.name, coalesce(s.settled_on, l.closed_on) as gone from loan l"
        " left join loan_state s on s.loan_id = l.id"
        " where l.deleted_at is null and gone is not null"
        " and (l.closed_on is not null or s.balance_minor = 0) order by gone, l.id"
    )
    return {row[0]: (row[1], date.fromisoformat(row[2])) for row in rows}


def read_openings(conn: sqlite3.Connection) -> tuple[tuple[str, date], ...]:
    """The loans whose opening day is known, the oldest first."""
    rows = conn.execute(
        "select name, opened_on from loan where deleted_at is null and opened_on is not null"
        " order by opened_on, id"
    )
    return tuple((row[0], date.fromisoformat(row[1])) for row in rows)
