from __future__ import annotations

import ast
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

import tracker
from tracker.store import errors, file, undo, write

PACKAGE = Path(tracker.__file__).parent


def changes(conn):
    rows = conn.execute("select scope, table_name, row_id, before, after from change order by id").fetchall()
    return [(*row[:3], row[3] and json.loads(row[3]), json.loads(row[4])) for row in rows]


def count(conn, table):
    return conn.execute(f"select count(*) from {table}").fetchone()[0]


def test_an_insert_is_logged_with_its_whole_row(db, loan, at):
    with write.transaction(db, title="Added Jiebei", at=at) as writer:
        loan_id = writer.insert("loan", loan())
    ((scope, table, row_id, before, after),) = changes(db.conn)
    assert (scope, table, row_id, before) == ("row", "loan", loan_id, None)
    assert after == write.read_row(db.conn, "loan", loan_id)
    assert after["version"] == 1
    (action,) = undo.actions(db.conn)
    assert (action.title, action.at, action.changes) == ("Added Jiebei", at, 1)


def test_one_action_holds_all_changes_and_the_last_title(db, loan, payment, at):
    with write.transaction(db, title="?", at=at) as writer:
        loan_id = writer.insert("loan", loan())
        payment_id = writer.insert("payment", payment(loan_id))
        writer.update("payment", payment_id, {"note": "half"})
        writer.trash("payment", payment_id)
        writer.title = "Four things"
        assert writer.action_id == 1
    (action,) = undo.actions(db.conn)
    assert (action.title, action.changes) == ("Four things", 4)
    versions = [(before and before["version"], after["version"]) for *_, before, after in changes(db.conn)]
    assert versions == [(None, 1), (None, 1), (1, 2), (2, 3)]


def test_what_changes_nothing_leaves_no_action(db, loan, at):
    with write.transaction(db, title="Add", at=at) as writer:
        loan_id = writer.insert("loan", loan())
    with write.transaction(db, title="Nothing", at=at) as writer:
        writer.update("loan", loan_id, {"name": "Jiebei", "note": ""}, version=1)
        writer.untrash("loan", loan_id)
        assert writer.action_id is None
        assert writer.touched == set()
    assert [action.title for action in undo.actions(db.conn)] == ["Add"]
    assert write.read_row(db.conn, "loan", loan_id)["version"] == 1


def test_a_second_edit_based_on_the_same_version_is_refused_with_both(db, loan, at):
    with write.transaction(db, title="Add", at=at) as writer:
        loan_id = writer.insert("loan", loan())
    with write.transaction(db, title="First", at=at) as writer:
        writer.update("loan", loan_id, {"name": "First"}, version=1)
    with (
        pytest.raises(errors.StaleRowError) as caught,
        write.transaction(db, title="Second", at=at) as writer,
    ):
        writer.update("loan", loan_id, {"name": "Second"}, version=1)
    error = caught.value
    assert (error.table, error.row_id, error.expected, error.found) == ("loan", loan_id, 1, 2)
    assert error.current_row["name"] == "First"
    assert write.read_row(db.conn, "loan", loan_id)["name"] == "First"


@pytest.mark.parametrize("step", ["trash", "undo and redo"])
def test_trashing_and_undoing_make_an_edit_stale_too(db, loan, at, step):
    with write.transaction(db, title="Add", at=at) as writer:
        loan_id = writer.insert("loan", loan())
    if step == "trash":
        with write.transaction(db, title="Trash", at=at) as writer:
            writer.trash("loan", loan_id, version=1)
    else:
        undo.undo(db, at=at)
        undo.redo(db, at=at)
    with pytest.raises(errors.StaleRowError), write.transaction(db, title="Edit", at=at) as writer:
        writer.update("loan", loan_id, {"name": "Edited"}, version=1)


def test_the_trash_gives_back(db, loan, at, content):
    with write.transaction(db, title="Add", at=at) as writer:
        loan_id = writer.insert("loan", loan())
    before = content(db.conn)
    with write.transaction(db, title="Trash", at=at) as writer:
        writer.trash("loan", loan_id)
        writer.trash("loan", loan_id)
    assert content(db.conn) == {}
    with write.transaction(db, title="Restore", at=at) as writer:
        writer.untrash("loan", loan_id)
    assert content(db.conn) == before
    assert [action.changes for action in undo.actions(db.conn)] == [1, 1, 1]


def test_touched_are_the_loans_whose_derivations_change(db, loan, payment, at):
    with write.transaction(db, title="Add", at=at) as writer:
        first, second, third = (writer.insert("loan", loan(slug)) for slug in "abc")
        payment_id = writer.insert("payment", payment(first))
        assert writer.touched == {first, second, third}
    seen = []
    with write.transaction(
        db, title="Move", at=at, on_commit_rebuild=lambda _, ids: seen.append(set(ids))
    ) as writer:
        writer.update("payment", payment_id, {"loan_id": second})
        writer.insert("account", {"name": "CMB"})
        writer.insert("score", {"bureau": "PBOC", "scored_on": "2026-01-01", "value": 700})
    assert seen == [{first, second}]
    for table, values in {
        "terms": {"effective_on": "2026-01-01"},
        "charge": {"charged_on": "2026-01-01", "kind": "fee", "amount_minor": 1},
        "waiver": {"waived_on": "2026-01-01", "component": "fee", "amount_minor": 1},
        "statement": {"statement_on": "2026-01-01", "due_on": "2026-01-20", "balance_minor": 1},
        "custom_instalment": {"number": 1, "due_on": "2026-02-01", "principal_minor": 1},
    }.items():
        with write.transaction(db, title=table, at=at) as writer:
            row_id = writer.insert(table, {"loan_id": third} | values)
            assert writer.touched == {third}
        with write.transaction(db, title=table, at=at) as writer:
            writer.trash(table, row_id)
            assert writer.touched == {third}


def test_the_rebuild_is_part_of_the_transaction(db, loan, at, content):
    def rebuild(writer, ids):
        for loan_id in ids:
            writer.execute_derived("insert into balance_point values (?, '2026-01-31', 1)", (loan_id,))
        raise RuntimeError("halfway")

    with (
        pytest.raises(RuntimeError),
        write.transaction(db, title="Add", at=at, on_commit_rebuild=rebuild) as writer,
    ):
        writer.insert("loan", loan())
    assert content(db.conn) == {}
    assert count(db.conn, "balance_point") == count(db.conn, "action") == 0


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, sqlite3.DataError])
def test_a_failure_halfway_leaves_nothing(db, loan, at, content, error):
    with pytest.raises(error), write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan())
        raise error
    assert content(db.conn) == {}
    assert count(db.conn, "action") == 0
    with write.transaction(db, title="Again", at=at) as writer:
        writer.insert("loan", loan())
    assert count(db.conn, "loan") == 1


def test_a_dry_run_does_everything_and_keeps_nothing(db, loan, at):
    seen = []
    with write.transaction(
        db, title="Add", at=at, dry_run=True, on_commit_rebuild=lambda _, ids: seen.append(set(ids))
    ) as writer:
        loan_id = writer.insert("loan", loan())
        assert writer.row("loan", loan_id)["slug"] == "jiebei"
    assert seen == [{loan_id}]
    assert count(db.conn, "loan") == count(db.conn, "action") == count(db.conn, "change") == 0


def test_transactions_do_not_nest(db, at):
    with (
        write.transaction(db, title="Outer", at=at),
        pytest.raises(errors.NestedTransactionError),
        write.transaction(db, title="Inner", at=at),
    ):
        pass


def test_each_kind_of_write_keeps_to_its_tables(db, loan, at):
    with write.transaction(db, title="Add", at=at) as writer:
        for table in ("due", "action", "change", "laons", "sqlite_schema"):
            with pytest.raises(errors.UnknownTableError):
                writer.insert(table, {"id": 1})
            with pytest.raises(errors.UnknownTableError):
                writer.update(table, 1, {"id": 1})
        for sql in ("insert into loan values (1)", "delete from action", "drop table due", "select 1"):
            with pytest.raises(errors.UnknownTableError):
                writer.execute_derived(sql)
        with pytest.raises(errors.UnknownTableError):
            writer.bulk_insert("score", ("bureau",), [("x",)], batch_id=1)
        with pytest.raises(errors.MissingRowError):
            writer.update("loan", 99, {"name": "x"})
        writer.execute_derived("delete from due where loan_id = ?", (1,))


def test_tables_are_facts_derived_or_history():
    assert sorted(write.LOGGED | write.DERIVED | write.APPENDED | {"action", "change"}) == list(file.TABLES)
    assert not write.LOGGED & write.DERIVED
    assert not write.APPENDED & (write.LOGGED | write.DERIVED)


@pytest.mark.parametrize("value", [1.0, 2.5, b"x", ["x"]])
def test_only_integers_and_text_are_stored(db, loan, at, value):
    with write.transaction(db, title="Add", at=at) as writer, pytest.raises(errors.UnstorableValueError):
        writer.insert("loan", loan(balance_minor=value))


def test_the_schema_refuses_what_is_not_so(db, loan, payment, at):
    with write.transaction(db, title="Add", at=at) as writer:
        loan_id = writer.insert("loan", loan())
        for table, values in (
            ("loan", loan()),
            ("loan", loan("b", currency="cny")),
            ("loan", loan("b", tracked_from="2026-02-30")),
            ("loan", loan("b", balance_minor=-1)),
            ("payment", payment(loan_id, 0)),
            ("payment", payment(99)),
        ):
            try:
                writer.insert(table, values)
                writer.conn.execute("select 1")
            except errors.ConstraintError as error:
                assert error.table == table
            else:
                pytest.fail(f"{table} took {values}")
    assert count(db.conn, "loan") == 1


def import_rows(db, loan, payment, at, rows=500):
    with write.transaction(db, title="Import", at=at) as writer:
        loan_id = writer.insert("loan", loan())
        batch_id = writer.insert(
            "batch", {"at": at, "source_name": "x.csv", "sha256": "0", "kind": "payments", "rows": rows}
        )
        example = payment(loan_id)
        stored = writer.bulk_insert(
            "payment",
            tuple(example),
            (tuple((example | {"amount_minor": 1 + n}).values()) for n in range(rows)),
            batch_id=batch_id,
        )
        assert stored == rows
        assert writer.touched == {loan_id}
    return loan_id, batch_id


def test_a_batch_is_one_change_that_can_be_undone(db, loan, payment, at, content):
    import_rows(db, loan, payment, at)
    full = content(db.conn)
    assert len(full["payment"]) == 500
    assert [change[:3] for change in changes(db.conn)] == [
        ("row", "loan", 1),
        ("row", "batch", 1),
        ("batch", "payment", 1),
    ]
    touched = []
    undo.undo(db, at=at, rebuild=lambda _, ids: touched.append(set(ids)))
    assert content(db.conn) == {}
    undo.redo(db, at=at, rebuild=lambda _, ids: touched.append(set(ids)))
    assert content(db.conn) == full
    assert touched == [{1}, {1}]


def test_an_empty_batch_logs_nothing(db, loan, at):
    with write.transaction(db, title="Import", at=at) as writer:
        assert writer.bulk_insert("payment", ("loan_id",), [], batch_id=1) == 0
        assert writer.action_id is None


def test_a_bad_row_in_a_batch_refuses_all(db, loan, payment, at):
    with pytest.raises(errors.ConstraintError):
        import_rows(db, loan, lambda *args: payment(*args) | {"state": "paid"}, at)
    assert count(db.conn, "payment") == count(db.conn, "loan") == 0


def test_two_writers_wait_for_each_other(path, loan, at):
    """Read, then write, from threads with a connection each: nobody fails, no update is lost."""
    with closing(file.connect_writing(path)) as db, write.transaction(db, title="Add", at=at) as writer:
        loan_id = writer.insert("loan", loan(balance_minor=0))
    failures = []

    def work():
        try:
            with closing(file.connect_writing(path)) as db:
                for _ in range(15):
                    with write.transaction(db, title="Count", at=at) as writer:
                        balance = writer.row("loan", loan_id)["balance_minor"]
                        writer.update("loan", loan_id, {"balance_minor": balance + 1})
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with closing(file.connect_reading(path)) as conn:
        assert conn.execute("select balance_minor, version from loan").fetchone() == (45, 46)


def test_a_lock_held_too_long_has_a_name(path, db, loan, at):
    db.execute("pragma busy_timeout=50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with (
            pytest.raises(errors.LockedFileError) as caught,
            write.transaction(db, title="Add", at=at) as writer,
        ):
            writer.insert("loan", loan())
    assert caught.value.path == str(path)


def test_a_reader_that_does_not_let_go_undoes_the_commit(path, db, loan, at):
    db.execute("pragma busy_timeout=50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin")
        other.execute("select * from loan").fetchall()
        with pytest.raises(errors.LockedFileError), write.transaction(db, title="Add", at=at) as writer:
            writer.insert("loan", loan())
    assert count(db.conn, "loan") == 0


def test_a_file_that_was_exchanged_is_not_written(path, db, loan, at, tmp_path):
    path.rename(tmp_path / "aside.db")
    file.create(path)
    with pytest.raises(errors.MovedFileError), write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan())
    for place in (path, tmp_path / "aside.db"):
        with closing(file.connect_reading(place)) as conn:
            assert count(conn, "loan") == 0


_FULL_DISK = """
import resource, sys
from tracker.store import errors, file, write
db = file.connect_writing(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    with write.transaction(db, title="Import", at="2026-11-21T05:05:00Z") as writer:
        batch = writer.insert("batch", {"at": "x", "source_name": "x", "sha256": "0", "kind": "payments",
            "rows": 1})
        loan = writer.insert("loan", {"slug": "new", "name": "New", "method": "bullet", "currency": "CNY",
            "tracked_from": "2026-01-01", "balance_minor": 1, "created_at": "x"})
        rows = [(loan, "2026-01-01", 100, "CNY", "posted", "x", "n" * 300)] * 20000
        columns = ("loan_id", "paid_on", "amount_minor", "currency", "state", "created_at", "note")
        writer.bulk_insert("payment", columns, rows, batch_id=batch)
except (errors.FullDiskError, errors.FailedDiskError):
    sys.exit(28)
"""


@pytest.mark.parametrize("room", [0, 4096, 100_000, 2_000_000])
def test_a_full_disk_leaves_the_old_state(path, loan, at, content, room):
    with closing(file.connect_writing(path)) as db:
        with write.transaction(db, title="Add", at=at) as writer:
            writer.insert("loan", loan())
        before = content(db.conn)
    limit = room if room < 100_000 else path.stat().st_size + room
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", _FULL_DISK, str(path), str(limit)], env=environment, capture_output=True
    )
    assert (done.returncode, done.stderr) == (28, b"")
    with closing(file.connect_reading(path)) as conn:
        assert content(conn) == before
        assert conn.execute("pragma integrity_check").fetchone() == ("ok",)


def test_only_one_place_begins_a_transaction():
    """`begin immediate` stands in `write.writing` alone; nothing in the package calls atomic() or begin()."""
    begins = re.compile(r"\bbegin\b(?!s|ning)", re.IGNORECASE)
    found = []
    for source in PACKAGE.rglob("*.py"):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        name = source.relative_to(PACKAGE).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Attribute) and called.attr in {"atomic", "begin"}:
                    found.append((name, called.attr))
                if isinstance(called, ast.Attribute) and called.attr in {"execute", "executescript", "query"}:
                    sql = node.args[0] if node.args else None
                    if isinstance(sql, ast.Constant) and begins.match(str(sql.value).strip()):
                        found.append((name, sql.value))
    # `backup` takes a read lock for its copies, and an exclusive one on the file it is about to move;
    # `exchange` reads several tables from one state.
    assert sorted(found) == [
        ("store/backup.py", "begin"),
        ("store/backup.py", "begin"),
        ("store/backup.py", "begin exclusive"),
        ("store/exchange.py", "begin"),
        ("store/write.py", "begin immediate"),
    ]
