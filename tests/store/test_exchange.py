"""Facts that leave and come back: what a column takes, and one state for many reads."""

from __future__ import annotations

import pytest

from tracker.store import write
from tracker.store.exchange import (
    KINDS,
    fields,
    held_payments,
    last_change,
    loans_without_terms,
    read_kind,
    required_columns,
    snapshot,
)
from tracker.store.file import connect_reading
from tracker.store.undo import undo
from tracker.store.valid import takes

TERMS = {"effective_on": "2026-01-01"}


def test_every_fact_has_a_kind(db):
    assert set(KINDS) == (write.LOGGED | write.APPENDED) - {"batch"}
    for kind in KINDS:
        assert fields(db.conn, kind)
        assert list(read_kind(db.conn, kind)) == []


def test_no_trace_of_the_file_leaves_it(db):
    for kind in KINDS:
        columns = {field.column for field in fields(db.conn, kind)}
        assert not columns & {"id", "version", "deleted_at", "batch_id", "line", "created_at", "added_at"}


@pytest.mark.parametrize(
    ("column", "good", "bad"),
    [
        ("paid_on", "2026-02-28", "2026-02-29"),
        ("paid_on", "1970-01-01", "1969-12-31"),
        ("prepay_fee_until", "2200-12-31", "2201-01-01"),
        ("answer_by", "2026-11-21", "20261121"),
        ("tracked_from", "2026-11-21", "2026-11-21T00:00"),
        ("rate_percent", "15.4", "1e3"),
        ("rate_percent", "0", "-1"),
        ("fee_percent", "0.6", "Infinity"),
        ("state", "posted", "Posted"),
        ("allocation", "principal,fee,interest,penalty", "principal,fee"),
        ("allocation_switched", "", "principal,principal,fee,penalty"),
        ("allocation_scope", "across", "principal,fee,interest,penalty"),
        ("currency", "KWD", "kwd"),
        ("name", "x", "  "),
        ("sha256", "a" * 64, "a" * 63),
        ("amount_minor", 1, 0),
        ("balance_minor", 0, -1),
        ("balance_minor", 10**15, 10**15 + 1),
        ("due_day", 31, 32),
        ("is_on", 1, 2),
        ("note", "", None),
        ("on_short", "sweep", "Sweep"),
        ("holiday_rule", "none", ""),
        ("last_result", "", "fine"),
        ("attempt_at", "09:00", "9:00"),
        ("attempt_at", "", "24:00"),
        ("retries", "1,3", "1,"),
    ],
)
def test_what_a_column_takes(column, good, bad):
    assert takes(column, good, required=True)
    assert not takes(column, bad, required=True)


def test_unknown_is_taken_where_it_may_be():
    assert takes("rate_percent", None, required=False)
    assert not takes("paid_on", None, required=True)


def test_required_columns_are_those_that_cannot_be_unknown(db):
    assert {"name", "slug", "tracked_from", "balance_minor"} <= required_columns(db.conn, "loan")
    assert "opened_on" not in required_columns(db.conn, "loan")


def test_held_payments_know_their_key_and_where_they_came_from(db, at, loan, payment):
    with write.transaction(db, title="x", at=at) as writer:
        loan_id = writer.insert("loan", loan())
        writer.insert("payment", payment(loan_id, ref="A"))
        gone = writer.insert("payment", payment(loan_id, 200))
        writer.trash("payment", gone)
        batch = {"at": at, "source_name": "f", "sha256": "x", "kind": "payments", "rows": 1}
        batch_id = writer.insert("batch", batch)
        row = payment(loan_id, 300)
        writer.bulk_insert("payment", tuple(row), [tuple(row.values())], batch_id=batch_id)
    found = list(held_payments(db.conn, {loan_id}, "2026-11-01", "2026-11-30"))
    assert [key for key, _held in found] == [(loan_id, "2026-11-09", 100), (loan_id, "2026-11-09", 300)]
    assert [(held.ref, held.state, bool(held.imported)) for _key, held in found] == [
        ("A", "posted", False), ("", "posted", True),
    ]  # fmt: skip
    assert list(held_payments(db.conn, {loan_id}, "2026-12-01", "2026-12-30")) == []


def test_the_last_change_moves_with_every_fact(db, at, loan):
    seen = {last_change(db.conn)}
    with write.transaction(db, title="x", at=at) as writer:
        loan_id = writer.insert("loan", loan())
    seen.add(last_change(db.conn))
    with write.transaction(db, title="x", at=at) as writer:
        writer.update("loan", loan_id, {"note": "n"})
    seen.add(last_change(db.conn))
    undo(db, at=at)
    seen.add(last_change(db.conn))
    assert len(seen) == 4
    with write.transaction(db, title="x", at=at) as writer:
        writer.execute_derived("delete from due")
    assert last_change(db.conn) in seen


def test_a_loan_needs_terms(db, at, loan):
    with write.transaction(db, title="x", at=at) as writer:
        bare = writer.insert("loan", loan())
        full = writer.insert("loan", loan("car"))
        writer.insert("terms", TERMS | {"loan_id": full})
    assert loans_without_terms(db.conn) == {bare}


def test_a_snapshot_stays_what_it_was(db, path, at, loan):
    reader = connect_reading(path)
    with snapshot(reader):
        assert list(read_kind(reader, "loan")) == []
        db.conn.execute("pragma busy_timeout=50")
        with (
            pytest.raises(write.errors.LockedFileError),
            write.transaction(db, title="x", at=at) as writer,
        ):
            writer.insert("loan", loan())
        assert list(read_kind(reader, "loan")) == []
        with snapshot(reader):
            assert reader.in_transaction
    assert not reader.in_transaction
    with write.transaction(db, title="x", at=at) as writer:
        writer.insert("loan", loan())
    assert len(list(read_kind(reader, "loan"))) == 1
    reader.close()
