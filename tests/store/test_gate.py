from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tracker.store import file, gate, write


@pytest.fixture
def alert_on(path, db, loan, at):
    """Say on which days something can be said."""

    def fill(*days):
        with write.transaction(db, title="Add", at=at) as writer:
            loan_id = writer.insert("loan", loan())
            for number, day in enumerate(days):
                writer.execute_derived(
                    "insert into due values"
                    " (?, ?, '2026-12-01', '2026-12-01', 'instalment', 1, 1, 1, 0, 0, 0, 0, ?)",
                    (loan_id, number, day),
                )

    return fill


@pytest.mark.parametrize(
    ("days", "quiet"),
    [
        ((), True),
        ((None,), True),
        (("2026-11-22", None), True),
        (("2026-11-21",), False),
        (("2026-12-24", "2026-11-01"), False),
    ],
)
def test_it_is_quiet_until_the_first_day_on_which_something_can_be_said(path, alert_on, days, quiet):
    alert_on(*days)
    assert gate.nothing_to_say(path, "2026-11-21") is quiet


def test_whatever_is_unusual_takes_the_long_way(path, tmp_path):
    (tmp_path / "text.db").write_text("text" * 1000)
    (tmp_path / "empty.db").touch()
    for target in (tmp_path, tmp_path / "none.db", tmp_path / "text.db", tmp_path / "empty.db"):
        assert gate.nothing_to_say(target, "2026-11-21") is None
        assert gate.quiet_run(target, at="x", today_iso="2026-11-21") is None
    assert not (tmp_path / "none.db").exists()
    for name, value in (("user_version", 1), ("user_version", 99), ("application_id", 0)):
        with closing(sqlite3.connect(path)) as conn:
            conn.execute(f"pragma {name}={value}")
        before = path.read_bytes()
        assert gate.quiet_run(path, at="x", today_iso="2026-11-21") is None
        assert path.read_bytes() == before


def test_a_journal_takes_the_long_way(path):
    path.with_name("book.db-journal").write_bytes(b"left by somebody")
    assert gate.nothing_to_say(path, "2026-11-21") is None
    assert path.with_name("book.db-journal").exists()


def test_each_quiet_run_is_noted_and_old_notes_go(path, at):
    for _ in range(gate.RUNS_KEPT + 120):
        assert gate.quiet_run(path, at=at, today_iso="2026-11-21") is True
    with closing(file.connect_reading(path)) as conn:
        runs, last = conn.execute("select count(*), max(id) from alert_run").fetchone()
        row = conn.execute(
            "select at, today, sent, skipped, failed from alert_run order by id desc"
        ).fetchone()
    assert last == gate.RUNS_KEPT + 120
    assert gate.RUNS_KEPT <= runs < gate.RUNS_KEPT + 50
    assert row == (at, "2026-11-21", 0, 0, 0)


def test_a_busy_file_is_not_waited_for(path, at):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert gate.quiet_run(path, at=at, today_iso="2026-11-21") is True
        assert other.execute("select count(*) from alert_run").fetchone() == (0,)


def test_nothing_is_noted_when_there_is_something_to_say(path, alert_on, at):
    alert_on("2026-11-21")
    assert gate.quiet_run(path, at=at, today_iso="2026-11-21") is False
    with closing(file.connect_reading(path)) as conn:
        assert conn.execute("select count(*) from alert_run").fetchone() == (0,)


def test_the_first_day_is_found_through_the_index(path):
    with closing(file.connect_reading(path)) as conn:
        plan = conn.execute(
            "explain query plan select min(alert_on) from due where alert_on is not null"
        ).fetchall()
    assert "due_alert" in plan[0][3]


def test_the_quiet_path_imports_next_to_nothing(path):
    """Every module here is paid for on each run of cron."""
    bare = "import os, sys, sqlite3; print(*sys.modules)"
    script = (
        "import sys; from tracker.store.gate import quiet_run;"
        "assert quiet_run(sys.argv[1], at='x', today_iso='2026-11-21'); print(*sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

    def loaded(code):
        done = subprocess.run(
            [sys.executable, "-S", "-c", code, str(path)],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
        )
        return set(done.stdout.split())

    assert loaded(script) - loaded(bare) == {
        "tracker",
        "tracker.store",
        "tracker.store.connection",
        "tracker.store.gate",
    }
