from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date, timedelta

import pytest

from tracker.store import backup, connection, errors, file, write
from tracker.store.backup import BackupReason


def add(path, loan, at, slug):
    with closing(file.connect_writing(path)) as db, write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan(slug))


def slugs(path):
    with closing(sqlite3.connect(path)) as conn:
        return [slug for (slug,) in conn.execute("select slug from loan order by id")]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_backup_is_a_private_sound_copy(path, loan, at):
    add(path, loan, at, "a")
    before = os.umask(0)
    try:
        copy = backup.create_backup(path, at=at)
    finally:
        os.umask(before)
    assert copy == path.parent / "backups" / "book-20261121T050500Z-manual.db"
    assert (mode(copy), mode(copy.parent)) == (0o600, 0o700)
    assert slugs(copy) == ["a"]
    assert backup.verify_backup(copy) == file.SCHEMA_VERSION
    (record,) = backup.list_backups(path)
    assert record == backup.BackupRecord(
        path=copy, at=at, reason=BackupReason.MANUAL, bytes=copy.stat().st_size
    )
    assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]


def test_backups_of_one_second_do_not_replace_each_other(path, at):
    copies = {backup.create_backup(path, at=at) for _ in range(3)}
    assert len(copies) == len(backup.list_backups(path)) == 3


def test_a_backup_holds_what_was_committed_and_not_what_was_begun(path, db, loan, at):
    add(path, loan, at, "before")
    with write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan("during"))
        copy = backup.create_backup(path, at=at)
    assert slugs(copy) == ["before"]


def test_backups_while_others_write_hold_every_earlier_commit(path, loan, at, tmp_path):
    stop = threading.Event()

    def work():
        with closing(file.connect_writing(path)) as db:
            number = 0
            while not stop.is_set() and number < 400:
                with write.transaction(db, title="Add", at=at) as writer:
                    writer.insert("loan", loan(f"loan-{number}"))
                number += 1
                stop.wait(0.02)  # a writer without a pause may keep a reader out for ever

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for number in range(8):
            known = len(slugs(path))
            copy = backup.create_backup(path, tmp_path / str(number), at=at)
            backup.verify_backup(copy)
            assert len(slugs(copy)) >= known
    finally:
        stop.set()
        thread.join()


def test_a_locked_file_is_not_waited_for_for_ever(path, at, monkeypatch):
    monkeypatch.setattr(file, "connect", lambda target: connection.connect(target, seconds=0.1))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(errors.LockedFileError):
            backup.create_backup(path, at=at)
    assert list((path.parent / "backups").iterdir()) == []


def test_what_is_not_ours_is_not_copied(tmp_path, at):
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("pragma journal_mode=wal")
        conn.execute("create table loan (id)")
    before = other.read_bytes()
    with pytest.raises(errors.ForeignFileError):
        backup.create_backup(other, at=at)
    assert other.read_bytes() == before


def test_old_backups_are_thinned_out(path):
    first = date(2026, 11, 1)
    for day in range(21):
        for hour in (8, 9, 10, 11):
            backup.create_backup(path, at=f"{first + timedelta(days=day)}T{hour:02d}:00:00Z")
    kept = [record.at for record in backup.list_backups(path)]
    assert kept[:3] == ["2026-11-21T11:00:00Z", "2026-11-21T10:00:00Z", "2026-11-21T09:00:00Z"]
    assert kept[3:] == [f"2026-11-{day:02d}T11:00:00Z" for day in range(20, 13, -1)]


def test_backups_before_something_risky_are_kept_apart(path):
    for day in range(1, 13):
        backup.create_backup(path, at=f"2026-10-{day:02d}T08:00:00Z", reason=BackupReason.MIGRATION)
        backup.create_backup(path, at=f"2026-10-{day:02d}T08:00:00Z", reason=BackupReason.IMPORT)
    for hour in range(5):
        backup.create_backup(path, at=f"2026-11-21T{hour:02d}:00:00Z")
    reasons = [record.reason for record in backup.list_backups(path)]
    assert reasons.count(BackupReason.MIGRATION) == reasons.count(BackupReason.IMPORT) == 10
    assert reasons.count(BackupReason.MANUAL) == 3


def test_other_files_in_the_folder_are_not_touched(path, at):
    folder = path.parent / "backups"
    folder.mkdir()
    for name in ("notes.txt", "book-copy.db", "other-20200101T000000Z-manual.db"):
        (folder / name).write_text("mine")
    for _ in range(5):
        backup.create_backup(path, at=at)
    assert {entry.name for entry in folder.iterdir()} >= {
        "notes.txt",
        "book-copy.db",
        "other-20200101T000000Z-manual.db",
    }


def test_a_broken_copy_is_not_accepted(path, at, tmp_path):
    copy = backup.create_backup(path, at=at)
    whole = copy.read_bytes()
    for name, content in {
        "short.db": whole[:20000],
        "noise.db": whole[:8192] + os.urandom(len(whole) - 8192),
        "text.db": b"text" * 5000,
        "empty.db": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(errors.BadBackupError):
            backup.verify_backup(tmp_path / name)
        with pytest.raises(errors.BadBackupError):
            backup.restore(tmp_path / name, path, at=at)
    with pytest.raises(errors.MissingFileError):
        backup.verify_backup(tmp_path / "none.db")
    file.connect_reading(path).close()


def test_restoring_moves_the_old_file_aside(path, loan, at):
    add(path, loan, at, "a")
    copy = backup.create_backup(path, at=at)
    add(path, loan, at, "b")
    aside = backup.restore(copy, path, at=at)
    assert slugs(path) == ["a"]
    assert slugs(aside / "book.db") == ["a", "b"]
    assert (mode(path), mode(aside)) == (0o600, 0o700)
    assert slugs(copy) == ["a"]
    assert not [entry for entry in path.parent.iterdir() if "partial" in entry.name]


def test_restoring_over_leftovers_moves_them_as_one_unit(path, loan, at):
    add(path, loan, at, "a")
    copy = backup.create_backup(path, at=at)
    path.write_bytes(b"destroyed" * 1000)
    leftovers = [path.with_name(f"book.db{suffix}") for suffix in ("-journal", "-wal", "-shm")]
    for leftover in leftovers:
        leftover.write_bytes(b"stale")
    aside = backup.restore(copy, path, at=at)
    assert slugs(path) == ["a"]
    assert not any(leftover.exists() for leftover in leftovers)
    assert {entry.name for entry in aside.iterdir()} == {
        "book.db",
        "book.db-journal",
        "book.db-wal",
        "book.db-shm",
    }
    assert (aside / "book.db").read_bytes() == b"destroyed" * 1000


def test_restoring_where_nothing_is(path, loan, at, tmp_path):
    add(path, loan, at, "a")
    copy = backup.create_backup(path, at=at)
    target = tmp_path / "new" / "book.db"
    assert backup.restore(copy, target, at=at) is None
    assert slugs(target) == ["a"]
    assert (mode(target), mode(target.parent)) == (0o600, 0o700)


def test_restoring_waits_for_a_writer_and_says_so(path, at, monkeypatch):
    copy = backup.create_backup(path, at=at)
    monkeypatch.setattr(file, "connect", lambda target: connection.connect(target, seconds=0.1))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(errors.LockedFileError):
            backup.restore(copy, path, at=at)
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["backups", "book.db"]


def test_a_program_that_has_the_old_file_open_cannot_write_to_either(path, db, loan, at):
    copy = backup.create_backup(path, at=at)
    aside = backup.restore(copy, path, at=at)
    with pytest.raises(errors.MovedFileError), write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan())
    assert slugs(path) == slugs(aside / "book.db") == []


def test_an_older_backup_is_migrated_when_it_is_opened(path, at):
    with closing(sqlite3.connect(path)) as conn, conn:
        for (view,) in conn.execute("select name from sqlite_schema where type = 'view'").fetchall():
            conn.execute(f"drop view {view}")
        conn.execute("delete from _sqlite_migrations where name like '0002%'")
        conn.execute("pragma user_version=1")
    copy = path.with_name("old.db")
    path.rename(copy)
    backup.restore(copy, path, at=at)
    with closing(file.connect_reading(path, at=at)) as conn:
        assert conn.execute("select count(*) from v_due").fetchone() == (0,)


def test_a_copy_of_a_newer_program_is_refused(path, at):
    copy = backup.create_backup(path, at=at)
    with closing(sqlite3.connect(copy)) as conn:
        conn.execute(f"pragma user_version = {file.SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(errors.NewerFileError) as caught:
        backup.restore(copy, path, at=at)
    assert (caught.value.found, caught.value.known) == (file.SCHEMA_VERSION + 1, file.SCHEMA_VERSION)
    assert path.read_bytes() == before
    assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]


RESTORE = """
import os, signal, sys
from pathlib import Path
from tracker.store import backup
copy, target, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
steps = 0
def counted(real):
    def run(*args, **kwargs):
        global steps
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1
        return real(*args, **kwargs)
    return run
backup.create_private, backup.copy = counted(backup.create_private), counted(backup.copy)
backup.make_private_folder, backup.sync = counted(backup.make_private_folder), counted(backup.sync)
backup.verify_backup, os.link = counted(backup.verify_backup), counted(os.link)
Path.rename, Path.replace = counted(Path.rename), counted(Path.replace)
backup.restore(copy, target, at="2026-11-21T05:05:00Z")
print(steps)
"""


def test_a_restore_killed_at_any_step_leaves_the_old_file_or_the_new(path, loan, at, tmp_path):
    add(path, loan, at, "a")
    copy = tmp_path / "kept.db"
    shutil.copy(path, copy)
    add(path, loan, at, "b")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

    def run(place, last):
        place.mkdir()
        shutil.copy(path, place / "book.db")
        words = [sys.executable, "-c", RESTORE, str(copy), str(place / "book.db"), str(last)]
        return subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=60)

    done = run(tmp_path / "whole", -1)
    steps = int(done.stdout)
    assert steps >= 8
    seen = set()
    for last in range(steps):
        place = tmp_path / f"step{last}"
        assert run(place, last).returncode == -signal.SIGKILL
        found = tuple(slugs(place / "book.db"))
        assert found in {("a", "b"), ("a",)}, last
        seen.add(found)
        kept = [tuple(slugs(each)) for each in place.glob("backups/replaced-*/book.db")]
        assert found == ("a", "b") or kept == [("a", "b")], "the old file is kept"
        # It is done again without a word, and nothing of the first try stays beside it.
        aside = backup.restore(copy, place / "book.db", at=at)
        assert slugs(place / "book.db") == ["a"]
        assert tuple(slugs(aside / "book.db")) == found
        doubles = [each for each in place.glob("backups/*/book.db") if each.samefile(place / "book.db")]
        assert doubles == []
    assert seen == {("a", "b"), ("a",)}


def test_the_old_file_is_moved_where_it_cannot_have_a_second_name(path, loan, at, monkeypatch):
    add(path, loan, at, "a")
    copy = backup.create_backup(path, at=at)
    add(path, loan, at, "b")
    monkeypatch.setattr(os, "link", lambda *_names: (_ for _ in ()).throw(OSError(1, "not here")))
    aside = backup.restore(copy, path, at=at)
    assert (slugs(path), slugs(aside / "book.db")) == (["a"], ["a", "b"])
