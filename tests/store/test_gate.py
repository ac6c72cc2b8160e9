from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tracker.store import file, gate, undo, write


@pytest.fixture
def speaks_on(path, db, at):
    """Say from which day on something can be said."""

    def fill(day):
        with write.transaction(db, title="Look", at=at) as writer:
            writer.execute_derived("update alert_watch set next_on = ?", (day,))

    return fill


@pytest.mark.parametrize(
    ("day", "quiet"), [("9999-12-31", True), ("2026-11-22", True), ("2026-11-21", False), ("", False)]
)
def test_it_is_quiet_until_the_first_day_on_which_something_can_be_said(path, speaks_on, day, quiet):
    speaks_on(day)
    assert gate.nothing_to_say(path, "2026-11-21") is quiet


def test_every_change_and_every_undoing_has_the_next_run_look_again(path, db, at, speaks_on, loan):
    def quiet():
        return gate.nothing_to_say(path, "2026-11-21")

    speaks_on("2026-12-01")
    with write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan())
    assert quiet() is False
    for act in (undo.undo, undo.redo):
        speaks_on("2026-12-01")
        act(db, at=at)
        assert quiet() is False
    speaks_on("2026-12-01")
    with write.transaction(db, title="Try", at=at, dry_run=True) as writer:
        writer.insert("loan", loan("other"))
    assert quiet() is True


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


def test_each_quiet_run_is_noted_and_old_notes_go(path, at, speaks_on):
    speaks_on("2026-12-01")
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


def test_a_clock_that_went_back_takes_the_long_way(path, at, speaks_on):
    """The day to look next was reckoned from a later day, and may lie beyond what comes before it."""
    speaks_on("2027-12-01")
    assert gate.quiet_run(path, at=at, today_iso="2027-06-01") is True
    assert gate.quiet_run(path, at=at, today_iso="2026-11-21") is None


def test_a_busy_file_is_not_waited_for(path, at, speaks_on):
    speaks_on("2026-12-01")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert gate.quiet_run(path, at=at, today_iso="2026-11-21") is True
        assert other.execute("select count(*) from alert_run").fetchone() == (0,)


def test_nothing_is_noted_when_there_is_something_to_say(path, speaks_on, at):
    speaks_on("2026-11-21")
    assert gate.quiet_run(path, at=at, today_iso="2026-11-21") is False
    with closing(file.connect_reading(path)) as conn:
        assert conn.execute("select count(*) from alert_run").fetchone() == (0,)


def test_the_quiet_path_imports_next_to_nothing(path, speaks_on):
    """Every module here is paid for on each run of cron."""
    speaks_on("2026-12-01")
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
