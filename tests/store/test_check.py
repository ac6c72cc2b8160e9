from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tracker.store import backup, check, errors


def codes(path, derived=()):
    return {(finding.code, finding.where) for finding in check.check_file(path, derived)}


def edit(path, *statements):
    """Change the file as another program would."""
    with closing(sqlite3.connect(path)) as conn, conn:
        for statement in statements:
            conn.execute(statement)


def test_a_new_book_is_sound(path):
    assert check.check_file(path) == ()


def test_a_dangling_reference_is_named(path):
    edit(
        path,
        "insert into charge (loan_id, charged_on, kind, amount_minor) values (9, '2026-01-01', 'fee', 1)",
    )
    assert codes(path) == {("foreign_key", "charge")}


def test_what_is_missing_or_changed_in_the_schema_is_named(path):
    edit(
        path,
        "drop view v_score",
        "drop index due_date",
        "create view v_score as select 1",
        "create table mine (x)",
    )
    assert codes(path) == {("schema", "v_score"), ("schema", "due_date")}


def test_a_derivation_that_differs_is_named(path):
    derived = [("due", lambda conn: ["loan 1"]), ("loan_state", lambda conn: [])]
    (finding,) = check.check_file(path, derived)
    assert (finding.code, finding.where, finding.detail) == ("derived", "due", "loan 1")


def test_modes_leftovers_and_copies_are_named(path, at):
    copy = backup.create_backup(path, at=at)
    path.chmod(0o644)
    copy.parent.chmod(0o755)
    (path.parent / "book.db.77.partial").write_text("")
    (path.parent / "book (conflicted copy 2026-11-20).db").write_text("")
    assert codes(path) == {
        ("mode", str(path)),
        ("mode", str(copy.parent)),
        ("leftover", str(path.parent / "book.db.77.partial")),
        ("conflict_copy", str(path.parent / "book (conflicted copy 2026-11-20).db")),
    }


def test_a_broken_backup_is_named(path, at):
    copy = backup.create_backup(path, at=at)
    copy.write_bytes(copy.read_bytes()[:9000])
    assert codes(path) == {("backup", str(copy))}


def test_checking_changes_nothing_and_creates_nothing(path):
    before = path.read_bytes()
    check.check_file(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["book.db"]
    with pytest.raises(errors.MissingFileError):
        check.check_file(path.with_name("none.db"))
