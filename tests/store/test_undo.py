from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.store import errors, file, undo, write


@pytest.fixture
def act(db, at):
    """Do one action with the writer."""

    def run(title, body):
        with write.transaction(db, title=title, at=at) as writer:
            return body(writer)

    return run


def titles(records):
    return [record.title for record in records]


def test_undo_and_redo_go_step_by_step(db, loan, at, act, content):
    states = [content(db.conn)]
    act("add", lambda writer: writer.insert("loan", loan()))
    states.append(content(db.conn))
    act("rename", lambda writer: writer.update("loan", 1, {"name": "New", "balance_minor": 5}))
    states.append(content(db.conn))
    act("trash", lambda writer: writer.trash("loan", 1))
    states.append(content(db.conn))
    for expected, title in ((2, "trash"), (1, "rename"), (0, "add")):
        assert titles(undo.undo(db, at=at)) == [title]
        assert content(db.conn) == states[expected]
    assert undo.undo(db, at=at) == ()
    for expected, title in ((1, "add"), (2, "rename"), (3, "trash")):
        assert titles(undo.redo(db, at=at)) == [title]
        assert content(db.conn) == states[expected]
    assert undo.redo(db, at=at) == ()


def test_several_steps_are_undone_newest_first(db, loan, at, act, content):
    for slug in "abc":
        act(slug, lambda writer, slug=slug: writer.insert("loan", loan(slug)))
    full = content(db.conn)
    undone = undo.undo(db, 2, at=at)
    assert titles(undone) == ["c", "b"]
    assert all(record.undone_at == at for record in undone)
    assert [row[1] for row in content(db.conn)["loan"]] == ["a"]
    assert titles(undo.undo(db, 9, at=at)) == ["a"]
    assert titles(undo.redo(db, 9, at=at)) == ["a", "b", "c"]
    assert content(db.conn) == full


def test_it_works_across_restarts(path, db, loan, at, act, content):
    act("add", lambda writer: writer.insert("loan", loan()))
    full = content(db.conn)
    with closing(file.connect_writing(path)) as other:
        undo.undo(other, at=at)
    with closing(file.connect_writing(path)) as other:
        assert content(other.conn) == {}
        undo.redo(other, at=at)
        assert content(other.conn) == full


def test_a_new_action_ends_redo(db, loan, at, act):
    act("a", lambda writer: writer.insert("loan", loan("a")))
    undo.undo(db, at=at)
    act("nothing", lambda writer: None)
    assert undo.actions(db.conn)[0].dropped_at is None
    act("b", lambda writer: writer.insert("loan", loan("b")))
    assert undo.redo(db, at=at) == ()
    assert [(record.title, record.dropped_at) for record in undo.actions(db.conn)] == [("b", None), ("a", at)]
    assert titles(undo.undo(db, 5, at=at)) == ["b"]


def test_ids_are_not_given_twice(db, loan, at, act):
    first = act("a", lambda writer: writer.insert("loan", loan("a")))
    undo.undo(db, at=at)
    assert act("b", lambda writer: writer.insert("loan", loan("b"))) != first


def test_a_name_freed_by_undo_can_be_used_again(db, loan, at, act):
    act("a", lambda writer: writer.insert("loan", loan("a")))
    undo.undo(db, at=at)
    act("again", lambda writer: writer.insert("loan", loan("a")))
    assert db.conn.execute("select count(*) from loan where deleted_at is null").fetchone() == (1,)


def test_a_row_that_is_not_what_the_log_says_stops_everything(db, loan, at, act, content):
    act("add", lambda writer: writer.insert("loan", loan()))
    act("rename", lambda writer: writer.update("loan", 1, {"name": "New"}))
    with write.writing(db) as conn:  # a change behind the log's back
        conn.execute("update loan set note = 'by hand'")
    before = content(db.conn)
    with pytest.raises(errors.UndoConflictError) as caught:
        undo.undo(db, at=at)
    assert (caught.value.title, caught.value.table, caught.value.row_id) == ("rename", "loan", 1)
    assert content(db.conn) == before
    assert undo.actions(db.conn)[0].undone_at is None


def test_a_batch_that_lost_a_row_stops_everything(db, loan, payment, at, act):
    def fill(writer):
        loan_id = writer.insert("loan", loan())
        batch = {"at": at, "source_name": "x", "sha256": "0", "kind": "payments", "rows": 2}
        values = payment(loan_id)
        writer.bulk_insert(
            "payment", tuple(values), [tuple(values.values())] * 2, batch_id=writer.insert("batch", batch)
        )

    act("import", fill)
    with write.writing(db) as conn:
        conn.execute("delete from payment where id = 1")
    with pytest.raises(errors.UndoConflictError):
        undo.undo(db, at=at)
    assert db.conn.execute("select count(*) from loan where deleted_at is null").fetchone() == (1,)


def test_a_failing_rebuild_undoes_the_undo(db, loan, at, act, content):
    act("add", lambda writer: writer.insert("loan", loan()))
    before = content(db.conn)

    def fail(writer, ids):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        undo.undo(db, at=at, rebuild=fail)
    assert content(db.conn) == before


def test_derived_rows_follow_through_the_rebuild(db, loan, at):
    def rebuild(writer, ids):
        for loan_id in ids:
            writer.execute_derived("delete from balance_point where loan_id = ?", (loan_id,))
            row = writer.row("loan", loan_id)
            if row["deleted_at"] is None:
                writer.execute_derived(
                    "insert into balance_point values (?, '2026-01-31', ?)", (loan_id, row["balance_minor"])
                )

    def points():
        return db.conn.execute("select balance_minor from balance_point").fetchall()

    with write.transaction(db, title="add", at=at, on_commit_rebuild=rebuild) as writer:
        writer.insert("loan", loan(balance_minor=7))
    assert points() == [(7,)]
    undo.undo(db, at=at, rebuild=rebuild)
    assert points() == []
    undo.redo(db, at=at, rebuild=rebuild)
    assert points() == [(7,)]


def test_a_log_from_before_a_column_was_added_still_works(path, db, loan, at, act):
    act("add", lambda writer: writer.insert("loan", loan()))
    act("rename", lambda writer: writer.update("loan", 1, {"name": "New"}))
    with write.writing(db) as conn:
        conn.execute("alter table loan add column mood text not null default 'calm'")
    undo.undo(db, at=at)
    assert write.read_row(db.conn, "loan", 1)["name"] == "Jiebei"
    assert write.read_row(db.conn, "loan", 1)["mood"] == "calm"


_STEP = st.tuples(
    st.sampled_from(["insert", "insert", "update", "trash", "untrash", "pay", "batch", "undo", "redo"]),
    st.integers(0, 5),
    st.integers(0, 10**12),
)


@given(st.lists(st.lists(_STEP, min_size=1, max_size=4), max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_all_gives_the_start_and_redoing_all_the_end(template, loan, payment, at, content, plan):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template, path := Path(folder) / "book.db")
        with closing(file.connect_writing(path)) as db:
            for action in plan:
                _perform(db, action, loan, payment, at)
            undo.redo(db, 99, at=at)
            states = [content(db.conn)]
            while undo.undo(db, at=at):
                states.append(content(db.conn))
            assert states[-1] == {}
            for state in reversed(states[:-1]):
                assert undo.redo(db, at=at)
                assert content(db.conn) == state
            assert undo.redo(db, at=at) == ()
            assert db.conn.execute("pragma foreign_key_check").fetchall() == []


def _perform(db, action, loan, payment, at):
    """Do the steps of one action; undo and redo are actions of their own."""
    if action[0][0] in {"undo", "redo"}:
        getattr(undo, action[0][0])(db, 1 + action[0][1], at=at)
        return
    with write.transaction(db, title=action[0][0], at=at) as writer:
        for what, which, value in action:
            ids = [
                row
                for (row,) in writer.conn.execute("select id from loan where deleted_at is null order by id")
            ]
            gone = [row for (row,) in writer.conn.execute("select id from loan where deleted_at is not null")]
            number = writer.conn.execute("select count(*) from loan").fetchone()[0]
            match what:
                case "insert":
                    writer.insert("loan", loan(f"loan-{number}", balance_minor=value))
                case "update" if ids:
                    values = {"balance_minor": value, "note": f"債 '{value}'"}
                    writer.update("loan", ids[which % len(ids)], values)
                case "trash" if ids:
                    writer.trash("loan", ids[which % len(ids)])
                case "untrash" if gone:
                    writer.untrash("loan", gone[which % len(gone)])
                case "pay" if ids:
                    writer.insert("payment", payment(ids[which % len(ids)], 1 + value))
                case "batch" if ids:
                    values = payment(ids[which % len(ids)], 1 + value)
                    batch = {"at": at, "source_name": "x", "sha256": "0", "kind": "payments", "rows": which}
                    batch_id = writer.insert("batch", batch)
                    rows = [tuple(values.values())] * which
                    writer.bulk_insert("payment", tuple(values), rows, batch_id=batch_id)
