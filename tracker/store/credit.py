"""Marks, disputes and scores."""

from __future__ import annotations

import sqlite3
from datetime import date

from tracker.domain.credit.facts import Dispute, Mark, Outcome, Score
from tracker.store.dates import day


def read_marks(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Mark, ...]:
    """Every mark, those removed included, oldest first; those in the trash if `trashed`."""
    rows = conn.execute(
        "select m.id, m.description, m.bureau, m.loan_id, coalesce(l.name, ''), m.origin_on,"
        " m.expected_removal_on, m.removed_on, m.note, m.version"
        " from mark m left join loan l on l.id = m.loan_id"
        " where (m.deleted_at is not null) = ? order by coalesce(m.origin_on, '9999'), m.id",
        (trashed,),
    )
    return tuple(
        Mark(
            id=row[0], description=row[1], bureau=row[2], loan_id=row[3], loan=row[4], origin_on=day(row[5]),
            expected_removal_on=day(row[6]), removed_on=day(row[7]), note=row[8], version=row[9],
        )
        for row in rows
    )  # fmt: skip


def read_disputes(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Dispute, ...]:
    """Every dispute, oldest first; those in the trash if `trashed`."""
    rows = conn.execute(
        "select id, sent_on, bureau, ground, mark_id, answer_by, answered_on, outcome, note, version"
        " from dispute where (deleted_at is not null) = ? order by sent_on, id",
        (trashed,),
    )
    return tuple(
        Dispute(
            id=row[0], sent_on=date.fromisoformat(row[1]), bureau=row[2], ground=row[3], mark_id=row[4],
            answer_by=day(row[5]), answered_on=day(row[6]), outcome=Outcome(row[7]), note=row[8],
            version=row[9],
        )
        for row in rows
    )  # fmt: skip


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
