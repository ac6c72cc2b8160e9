from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest

from tracker.store import backup, connection, errors, file, write

OPENERS = [file.connect_reading, file.connect_writing]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refuse(path, error):
    """Assert that both ways to open refuse the file, and leave it and its folder as they were."""
    before = digest(path), sorted(path.parent.rglob("*"))
    for opener in OPENERS:
        with pytest.raises(error) as caught:
            opener(path)
    assert (digest(path), sorted(path.parent.rglob("*"))) == before
    return caught.value


def set_pragma(path, name, value):
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"pragma {name}={value}")


@pytest.mark.parametrize("opener", OPENERS)
def test_a_missing_file_is_not_created(tmp_path, opener):
    with pytest.raises(errors.MissingFileError) as caught:
        opener(tmp_path / "none.db")
    assert caught.value.path == str(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opener", OPENERS)
def test_a_dangling_link_is_missing(tmp_path, opener):
    (tmp_path / "link.db").symlink_to(tmp_path / "none.db")
    with pytest.raises(errors.MissingFileError):
        opener(tmp_path / "link.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("opener", OPENERS)
def test_a_folder_and_a_pipe_are_not_files(tmp_path, opener):
    os.mkfifo(tmp_path / "pipe.db")
    for target in (tmp_path, tmp_path / "pipe.db"):
        with pytest.raises(errors.ForeignFileError) as caught:
            opener(target)
        assert caught.value.reason == "not_a_file"
    with pytest.raises(errors.MissingFileError):
        opener(tmp_path / "pipe.db" / "below.db")


def test_a_link_to_a_book_is_followed(path, tmp_path):
    (tmp_path / "link.db").symlink_to(path)
    file.connect_reading(tmp_path / "link.db").close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"name,balance\n" * 500, "not_sqlite"), (b"SQLite", "not_sqlite")],
)
def test_what_is_not_a_database_is_refused(tmp_path, content, reason):
    target = tmp_path / "x.db"
    target.write_bytes(content)
    assert refuse(target, errors.ForeignFileError).reason == reason


def test_a_database_of_another_program_is_refused(tmp_path):
    target = tmp_path / "x.db"
    with closing(sqlite3.connect(target)) as conn:
        conn.execute("create table loan (id)")
    assert refuse(target, errors.ForeignFileError).reason == "other_program"


def test_a_newer_file_is_refused(path):
    set_pragma(path, "user_version", file.SCHEMA_VERSION + 1)
    error = refuse(path, errors.NewerFileError)
    assert (error.found, error.known) == (file.SCHEMA_VERSION + 1, file.SCHEMA_VERSION)


def test_a_file_of_ours_without_its_tables_is_damaged(tmp_path):
    target = tmp_path / "x.db"
    set_pragma(target, "application_id", file.APPLICATION_ID)
    set_pragma(target, "user_version", file.SCHEMA_VERSION)
    refuse(target, errors.DamagedFileError)


def test_tables_of_ones_own_are_left_alone(path):
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("create table mine (x)")
        conn.execute("create view v_mine as select * from mine")
    file.connect_reading(path).close()


def test_a_truncated_file_is_damaged_and_names_the_newest_sound_backup(path, at):
    older = backup.create_backup(path, at="2026-11-20T00:00:00Z")
    newer = backup.create_backup(path, at=at)
    newer.write_bytes(newer.read_bytes()[:8192])
    path.write_bytes(path.read_bytes()[:20000])
    error = refuse(path, errors.DamagedFileError)
    assert error.newest_backup == str(older)


@pytest.mark.parametrize("content", [b"", b"\0" * 40000])
def test_a_destroyed_file_with_backups_is_damaged_rather_than_foreign(path, at, content):
    copy = backup.create_backup(path, at=at)
    path.write_bytes(content)
    assert refuse(path, errors.DamagedFileError).newest_backup == str(copy)


def test_a_damaged_file_without_backups_names_none(path):
    path.write_bytes(path.read_bytes()[:20000])
    assert refuse(path, errors.DamagedFileError).newest_backup is None


def test_damaged_pages_are_noticed_or_harmless(path, db, loan, payment, at):
    """Overwrite single pages with noise: opening refuses, or the integrity check has nothing to say."""
    with write.transaction(db, title="Fill", at=at) as writer:
        loan_id = writer.insert("loan", loan())
        for amount in range(1, 200):
            writer.insert("payment", payment(loan_id, amount))
    db.close()
    sound = path.read_bytes()
    noise = random.Random(7)
    noticed = 0
    for page in range(1, len(sound) // 4096):
        broken = sound[: page * 4096] + noise.randbytes(4096) + sound[(page + 1) * 4096 :]
        path.write_bytes(broken)
        try:
            file.connect_reading(path).close()
        except errors.DamagedFileError:
            noticed += 1
        else:
            with closing(sqlite3.connect(path)) as conn:
                assert conn.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert path.read_bytes() == broken
    assert noticed > len(sound) // 4096 * 0.9


def test_reading_cannot_write(path):
    with closing(file.connect_reading(path)) as conn, pytest.raises(sqlite3.OperationalError):
        conn.execute("delete from loan")


def test_writing_outside_a_transaction_fails(db):
    with pytest.raises(sqlite3.OperationalError):
        db.execute("insert into score (bureau, scored_on, value) values ('b', '2026-01-01', 1)")
    with pytest.raises(sqlite3.OperationalError):
        db["score"].insert({"bureau": "b", "scored_on": "2026-01-01", "value": 1})
    assert db.execute("select count(*) from score").fetchone() == (0,)


def test_a_read_only_file_can_be_read_but_not_written(path, monkeypatch):
    if os.geteuid() == 0:  # nothing is read-only for root: say what the system would say to others
        monkeypatch.setattr(os, "access", lambda target, mode: not mode & os.W_OK)
    else:
        path.chmod(0o400)
    with closing(file.connect_reading(path)) as conn:
        assert conn.execute("select count(*) from loan").fetchone() == (0,)
    with pytest.raises(errors.ReadOnlyFileError):
        file.connect_writing(path)


def test_an_old_read_only_file_says_so(path, monkeypatch):
    set_pragma(path, "user_version", 1)
    monkeypatch.setattr(os, "access", lambda target, mode: not mode & os.W_OK)
    with pytest.raises(errors.OutdatedFileError) as caught:
        file.connect_reading(path)
    assert (caught.value.found, caught.value.known) == (1, file.SCHEMA_VERSION)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_of_somebody_else_is_unreadable(path):
    path.chmod(0)
    with pytest.raises(errors.UnreadableFileError):
        file.connect_reading(path)


_KILLED_WRITER = """
import os, sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("pragma cache_size=1")
conn.execute("begin immediate")
conn.execute("update loan set balance_minor = 1")
rows = [("b" * 500, "2026-01-01")] * 500
conn.executemany("insert into score (bureau, scored_on, value) values (?, ?, 1)", rows)
os._exit(9)
"""


@pytest.mark.parametrize("opened", ["before", "after"])
def test_a_journal_left_by_a_killed_writer_is_rolled_back(path, db, loan, at, opened):
    with write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan())
    db.close()
    journal = path.with_name("book.db-journal")
    conn = file.connect_reading(path) if opened == "before" else None
    subprocess.run([sys.executable, "-c", _KILLED_WRITER, str(path)], check=False)
    assert journal.exists()
    with closing(conn or file.connect_reading(path)) as conn:
        assert conn.execute("select balance_minor from loan").fetchall() == [(1_000_000,)]
        assert conn.execute("select count(*) from score").fetchone() == (0,)
    assert not journal.exists()


def test_what_is_created_is_private_whatever_the_umask_is(tmp_path):
    before = os.umask(0)
    try:
        file.create(tmp_path / "a" / "b" / "book.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a" / "b" / "book.db").stat().st_mode) == 0o600
    assert [entry.name for entry in (tmp_path / "a" / "b").iterdir()] == ["book.db"]


def test_the_journal_is_as_private_as_the_file(path, db, loan, at):
    before = os.umask(0)
    try:
        with write.transaction(db, title="Add", at=at) as writer:
            writer.insert("loan", loan())
            journal = path.with_name("book.db-journal")
            assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    finally:
        os.umask(before)


@pytest.mark.parametrize("what", ["file", "folder", "dangling link"])
def test_creating_never_replaces(tmp_path, what):
    target = tmp_path / "book.db"
    match what:
        case "file":
            target.write_text("mine")
        case "folder":
            target.mkdir()
        case _:
            target.symlink_to(tmp_path / "none.db")
    with pytest.raises(errors.ExistingFileError):
        file.create(target)
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.db"]


def test_a_failed_creation_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file, "sync", fail)
    with pytest.raises(errors.FullDiskError):
        file.create(tmp_path / "book.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(errors.FailedDiskError):
        file.create(tmp_path / "file" / "book.db")


def test_large_files_are_not_read_whole_to_be_opened(path, monkeypatch):
    seen = []
    monkeypatch.setattr(file, "CHECKED_BYTES", 1000)
    real = connection.connect

    def traced(target):
        conn = real(target)
        conn.set_trace_callback(seen.append)
        return conn

    monkeypatch.setattr(file, "connect", traced)
    file.connect_reading(path).close()
    assert seen
    assert not [sql for sql in seen if "integrity_check" in sql]


def test_opening_for_reading_imports_nothing_heavy(path):
    script = (
        "import sys; from tracker.store.file import connect_reading; connect_reading(sys.argv[1]).close();"
        "print(*{'sqlite_utils', 'click', 'typing', 'pathlib', 'json', 're'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, str(path)],
        check=True, capture_output=True, text=True, env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stdout.split() == []


@pytest.mark.parametrize("opener", OPENERS)
def test_a_header_sqlite_cannot_read_is_damage(path, opener):
    with path.open("r+b") as handle:
        handle.seek(44)  # the schema format number, which only 1 to 4 have a meaning for
        handle.write(b"\xff\xff\xff\xff")
    before = digest(path)
    with pytest.raises(errors.DamagedFileError):
        opener(path)
    assert digest(path) == before
