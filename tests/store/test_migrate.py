from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tracker.store import backup, check, errors, file, migrate

SCRIPTS = migrate.scripts()


def old_file(path, steps):
    """A file as the program of that time left it, with a loan in it."""
    file.create_private(path)
    migrate.apply_all(path, SCRIPTS[:steps])
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(
            "insert into loan (slug, name, method, currency, tracked_from, balance_minor, created_at)"
            " values ('old', 'Old', 'bullet', 'CNY', '2020-01-01', 5, '2020-01-01T00:00:00Z')"
        )
    return path


def version(path):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("pragma user_version").fetchone()[0]


def tables(path):
    with closing(sqlite3.connect(path)) as conn:
        return {name for (name,) in conn.execute("select name from sqlite_schema")}


@pytest.mark.parametrize("opener", [file.connect_reading, file.connect_writing])
@pytest.mark.parametrize("steps", range(1, len(SCRIPTS)))
def test_a_file_of_every_earlier_version_is_brought_up_to_date(tmp_path, steps, opener):
    path = old_file(tmp_path / "book.db", steps)
    opener(path, at="2026-11-21T05:05:00Z").close()
    assert version(path) == file.SCHEMA_VERSION
    assert check.check_file(path) == ()
    with closing(file.connect_reading(path)) as conn:
        assert conn.execute("select name, balance_minor from loan").fetchall() == [("Old", 5)]
        assert check.schema_text(conn) == check.expected_schema()
    (copy,) = backup.list_backups(path)
    assert (copy.reason, copy.at) == (backup.BackupReason.MIGRATION, "2026-11-21T05:05:00Z")
    assert backup.verify_backup(copy.path) == steps
    with closing(sqlite3.connect(copy.path)) as conn:
        assert conn.execute("select name from loan").fetchall() == [("Old",)]


def test_a_current_file_is_not_copied(path):
    migrate.migrate_file(path)
    assert backup.list_backups(path) == ()


def test_a_failing_step_leaves_the_old_file(path):
    steps = (*SCRIPTS, ("0098_good", "create table extra (x) strict;".replace("x)", "x text)")),
             ("0099_bad", "create table more (y text) strict; insert into nowhere values (1);"))  # fmt: skip
    before = tables(path)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate.migrate_file(path, steps=steps)
    assert (version(path), tables(path)) == (len(SCRIPTS), before)


def test_a_step_that_leaves_dangling_rows_is_refused(path):
    step = (
        "0099_bad",
        "insert into payment (loan_id, paid_on, amount_minor, currency, state, created_at)"
        " values (99, '2026-01-01', 1, 'CNY', 'posted', 'x');",
    )
    with pytest.raises(errors.DamagedFileError, match="dangling"):
        migrate.migrate_file(path, steps=(*SCRIPTS, step))
    assert version(path) == len(SCRIPTS)


def test_a_step_this_program_does_not_know_is_refused(path):
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("update _sqlite_migrations set name = '0002_other' where name like '0002%'")
    with pytest.raises(errors.NewerFileError):
        migrate.migrate_file(path)


def test_without_a_backup_nothing_is_migrated(tmp_path):
    path = old_file(tmp_path / "book.db", 1)
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(errors.FailedDiskError):
        file.connect_reading(path)
    assert version(path) == 1


def test_two_processes_may_try_at_once(tmp_path):
    path = old_file(tmp_path / "book.db", 1)
    script = (
        "import sys; from tracker.store.file import connect_reading; connect_reading(sys.argv[1]).close()"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    running = [subprocess.Popen([sys.executable, "-c", script, str(path)], env=environment) for _ in range(4)]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    assert check.check_file(path) == ()
    assert len(backup.list_backups(path)) == 1
