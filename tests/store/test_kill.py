"""Kill -9 at any moment leaves the old state or the new one.

DEBT_KILLS=200 runs each loop that often; the default keeps the suite short.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tracker.store import backup, check, file, migrate

KILLS = int(os.environ.get("DEBT_KILLS", "20"))
ROWS = 20_000

IMPORT = """
import sys
from tracker.store import file, write
path, rows = sys.argv[1], int(sys.argv[2])
db = file.connect_writing(path)
print("go", flush=True)
with write.transaction(db, title="Import", at="2026-11-21T05:05:00Z") as writer:
    batch = writer.insert("batch", {"at": "x", "source_name": "x", "sha256": "0", "kind": "payments",
        "rows": rows})
    loans = [writer.insert("loan", {"slug": f"l{n}", "name": "L", "method": "bullet", "currency": "CNY",
        "tracked_from": "2026-01-01", "balance_minor": 1, "created_at": "x"}) for n in range(20)]
    columns = ("loan_id", "paid_on", "amount_minor", "currency", "state", "created_at", "note")
    writer.bulk_insert("payment", columns,
        ((loans[n % 20], "2026-01-01", 1 + n, "CNY", "posted", "x", "n" * 200)
        for n in range(rows)), batch_id=batch)
print("done", flush=True)
"""

MIGRATE = """
import sys
from tracker.store import migrate
print("go", flush=True)
migrate.migrate_file(sys.argv[1], steps=(*migrate.scripts(), ("0099_heavy", sys.argv[2])))
print("done", flush=True)
"""

HEAVY = (
    "create table heavy (id integer primary key, note text not null) strict;"
    "insert into heavy (note) with recursive n(i) as (values (1) union all select i + 1 from n limit 30000)"
    " select printf('%0200d', i) from n;"
    "alter table loan add column mood text not null default '';"
    "update payment set note = note || '!';"
    "create index heavy_note on heavy(note);"
)


def start(code, *arguments):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "go\n"
    return process


def finish(process):
    """Wait for the end; return how long it took, and whether the process said it was done."""
    begun = time.monotonic()
    said, _ = process.communicate()
    return time.monotonic() - begun, "done" in said


def kill(process, path, longest, chance, number):
    """Kill the process at a random moment; every second time only once its journal is on disk."""
    if number % 2:
        journal = path.with_name(f"{path.name}-journal")
        while process.poll() is None and not journal.exists():
            pass
    time.sleep(chance.uniform(0, longest))
    process.kill()
    return finish(process)[1]


def test_a_killed_import_is_there_in_full_or_not_at_all(path):
    trial = path.with_name("trial.db")
    shutil.copy(path, trial)
    longest, done = finish(start(IMPORT, trial, ROWS))
    assert done
    chance = random.Random(1)
    outcomes = []
    for number in range(KILLS):
        shutil.copy(path, trial)
        said_done = kill(start(IMPORT, trial, ROWS), trial, longest, chance, number)
        with closing(file.connect_reading(trial)) as conn:
            stored = tuple(
                conn.execute(f"select count(*) from {table}").fetchone()[0]
                for table in ("payment", "loan", "batch", "action")
            )
            assert conn.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert stored in {(0, 0, 0, 0), (ROWS, 20, 1, 1)}
        assert stored[0] == ROWS or not said_done
        outcomes.append(stored[0])
        if not stored[0]:
            assert finish(start(IMPORT, trial, ROWS if number < 3 else 10))[1]
            assert not trial.with_name("trial.db-journal").exists()
    assert 0 in outcomes  # or nothing was interrupted and nothing proven


def test_a_killed_migration_leaves_the_old_schema_or_the_new(path, monkeypatch):
    assert finish(start(IMPORT, path, 5000))[1]
    trial = path.with_name("trial.db")
    shutil.copy(path, trial)
    longest, done = finish(start(MIGRATE, trial, HEAVY))
    assert done
    known = len(migrate.scripts())
    monkeypatch.setattr(file, "SCHEMA_VERSION", known + 1)
    monkeypatch.setattr(migrate, "scripts", lambda: (*SCRIPTS, ("0099_heavy", HEAVY)))
    chance = random.Random(2)
    found = []
    for number in range(KILLS):
        shutil.copy(path, trial)
        shutil.rmtree(trial.parent / "backups", ignore_errors=True)
        kill(start(MIGRATE, trial, HEAVY), trial, longest, chance, number)
        # Look without repairing by hand: SQLite rolls back what was left.
        with closing(sqlite3.connect(trial)) as conn:
            (version,) = conn.execute("pragma user_version").fetchone()
            tables = {name for (name,) in conn.execute("select name from sqlite_schema")}
            (changed,) = conn.execute("select count(*) from payment where note like '%!'").fetchone()
            assert conn.execute("pragma integrity_check").fetchall() == [("ok",)]
        new = version == known + 1
        assert (version, "heavy" in tables, "heavy_note" in tables, changed) == (
            (known + 1, True, True, 5000) if new else (known, False, False, 0)
        )
        copies = backup.list_backups(trial)
        if new:
            assert backup.verify_backup(copies[0].path) == known
        found.append(new)
        file.connect_reading(trial).close()  # the next start finishes it without questions
        with closing(sqlite3.connect(trial)) as conn:
            assert conn.execute("pragma user_version").fetchone() == (known + 1,)
            assert conn.execute("select count(*) from heavy").fetchone() == (30000,)
    assert False in found


SCRIPTS = migrate.scripts()


def test_a_killed_creation_leaves_no_book(tmp_path):
    code = (
        "import sys; from tracker.store import file, migrate; import sqlite_utils; print('go', flush=True);"
        "file.create(sys.argv[1]); print('done', flush=True)"
    )
    longest, done = finish(start(code, tmp_path / "first.db"))
    assert done
    chance = random.Random(3)
    for number in range(max(KILLS // 2, 5)):
        path = tmp_path / str(number) / "book.db"
        process = start(code, path)
        time.sleep(chance.uniform(0, longest))
        process.kill()
        finish(process)
        if path.exists():
            assert {finding.code for finding in check.check_file(path)} <= {"leftover"}
        else:
            file.create(path)
            file.connect_reading(path).close()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_said_is_stored(path, moment):
    """Once the transaction has ended the payment survives a kill; before that nothing of it does."""
    code = IMPORT.replace('print("done", flush=True)', "import os; os.kill(os.getpid(), 9)")
    if moment == "before":
        code = code.replace("        for n in range(rows)), batch_id=batch)", "        for n in range(rows)),"
                            " batch_id=batch)\n    import os; os.kill(os.getpid(), 9)")  # fmt: skip
    assert not finish(start(code, path, 100))[1]
    with closing(file.connect_reading(path)) as conn:
        assert conn.execute("select count(*) from payment").fetchone() == (100 if moment == "after" else 0,)
