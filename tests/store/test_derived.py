"""Kept sums: written where they differ, proved by computing them again."""

from __future__ import annotations

import pytest

from tracker.store import write
from tracker.store.derived import compute, differences, rebuild

TERMS = {
    "effective_on": "2026-01-01", "rate_percent": "12", "rate_per": "year", "periods": 24, "due_day": 9,
    "first_due_on": "2026-02-09",
}  # fmt: skip


@pytest.fixture
def loan_id(db, at, loan):
    with write.transaction(db, title="x", at=at, on_commit_rebuild=rebuild) as writer:
        loan_id = writer.insert("loan", loan())
        writer.insert("terms", TERMS | {"loan_id": loan_id})
    return loan_id


def test_a_rebuild_agrees_with_itself(db, loan_id):
    assert differences(db.conn) == []
    state, dues, points = compute(db.conn, loan_id)
    assert (len(state), len(dues), len(points)) == (1, 24, 1)


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("loan_state", "update loan_state set balance_minor = balance_minor - 1"),
        ("due", "delete from due where number = 3"),
        ("due", "update due set open_minor = 0 where number = 1"),
        ("balance_point", "update balance_point set balance_minor = 0"),
    ],
)
def test_what_was_tampered_with_is_found_and_mended(db, at, loan_id, table, sql):
    with write.transaction(db, title="x", at=at) as writer:
        writer.execute_derived(sql)
    assert differences(db.conn) == [(table, loan_id)]
    with write.transaction(db, title="x", at=at) as writer:
        rebuild(writer, [loan_id])
    assert differences(db.conn) == []


def test_sums_of_a_loan_that_is_gone_are_found(db, at, loan_id):
    with write.transaction(db, title="x", at=at) as writer:
        writer.trash("loan", loan_id)
    assert {table for table, _loan in differences(db.conn)} == {"loan_state", "due", "balance_point"}
    with write.transaction(db, title="x", at=at) as writer:
        rebuild(writer, [loan_id])
    assert differences(db.conn) == []


def test_only_what_changed_is_written(db, at, loan_id, payment):
    def written(act):
        before = db.conn.total_changes
        with write.transaction(db, title="x", at=at) as writer:
            act(writer)
        return db.conn.total_changes - before

    assert written(lambda writer: rebuild(writer, [loan_id])) == 0
    (first,) = db.conn.execute("select amount_minor from due where number = 1").fetchone()
    with write.transaction(db, title="x", at=at) as writer:
        writer.insert("payment", payment(loan_id, first, paid_on="2026-02-09"))
    # The instalment goes, the state is another, and a month end comes.
    assert written(lambda writer: rebuild(writer, [loan_id])) <= 6
    assert differences(db.conn) == []
