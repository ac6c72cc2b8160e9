"""The outbox: taken over from before, claimed, settled, and cheap to ask."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from tracker.domain.alert.choice import Chosen
from tracker.domain.alert.facts import AlertFact
from tracker.store import file, migrate, write
from tracker.store.alert import read_holds, read_watch
from tracker.store.alert_log import channel_results, read_sent
from tracker.store.alert_outbox import (
    claim,
    confirm,
    fail,
    let_go,
    messages_on,
    note_test,
    read_said,
    read_waiting,
)

DUE = date(2026, 11, 9)


@pytest.fixture
def before(tmp_path):
    """A file as it was when alerts were kept otherwise."""
    path = tmp_path / "book.db"
    file.create_private(path)
    migrate.apply_all(path, migrate.scripts()[:2])
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(
            "insert into loan (slug, name, method, currency, tracked_from, balance_minor, created_at)"
            " values ('old', 'Old', 'bullet', 'CNY', '2020-01-01', 5, '2020-01-01T00:00:00Z')"
        )
        conn.executemany(
            "insert into alert_sent (loan_id, due_on, kind, step, channel, state, at, message, snoozed_until)"
            " values (1, '2026-11-09', 'instalment', ?, 'stdout', ?, ?, 'm', ?)",
            [
                ("7", "sent", "2026-11-02T00:00:00Z", None),
                ("3", "passed", "2026-11-09T00:00:00Z", None),
                ("0", "claimed", "2026-11-09T00:00:00Z", "2026-12-01"),
                ("overdue", "sent", "2026-11-29T08:00:00Z", None),
            ],
        )
    return path


def test_nothing_that_was_said_is_forgotten(before):
    with closing(file.connect_reading(before)) as conn:
        key = "1:2026-11-09:instalment"
        said = read_said(conn, "stdout", [key], today=date(2026, 12, 1))
        assert said.last == {(key, "due"): -3, (key, "overdue"): 17}
        assert [(each.step, each.state) for each in read_sent(conn, 9)] == [
            ("overdue+17", "sent"), ("0", "claimed"), ("7", "sent"),
        ]  # fmt: skip
        assert [each.step for each in read_waiting(conn, "stdout")] == ["0"]
        assert read_holds(conn)[key].until_on == date(2026, 12, 1)
        assert read_watch(conn) == ""


def chosen(step="3", days=-3, passes=()):
    fact = AlertFact(rule="due", loan_id=None, about="x", about_on=DUE, on=DUE)
    return Chosen(fact=fact, step=step, step_days=days, severity="attention", passes=passes)


def test_a_claim_is_settled_and_taken_again_if_it_failed(db, at):
    one = chosen(passes=(("overdue", "overdue+1", 1),))
    for settle in (lambda writer: fail(writer, "web", [one], "too_long"), None):
        with write.transaction(db, title="x", at=at) as writer:
            claim(writer, "web", [(one, "m")], said_on=DUE)
            if settle:
                settle(writer)
    (kept,) = read_sent(db.conn, 9)
    assert (kept.state, kept.attempts, kept.detail) == ("claimed", 2, "")
    assert read_said(db.conn, "web", [one.fact.key], today=DUE).last == {}
    with write.transaction(db, title="x", at=at) as writer:
        confirm(writer, "web", [one], said_on=DUE)
    assert read_said(db.conn, "web", [one.fact.key], today=DUE).last == {
        (one.fact.key, "due"): -3, (one.fact.key, "overdue"): 1,
    }  # fmt: skip
    assert read_said(db.conn, "mail", [one.fact.key], today=DUE).last == {}
    assert (messages_on(db.conn, "web", DUE), messages_on(db.conn, "mail", DUE)) == (1, 0)
    assert channel_results(db.conn)["web"].state == "sent"


def test_what_is_let_go_is_neither_waiting_nor_listed(db, at):
    with write.transaction(db, title="x", at=at) as writer:
        claim(writer, "web", [(chosen(), "m")], said_on=DUE)
        let_go(writer, [each.id for each in read_waiting(writer.conn, "web")])
    assert read_waiting(db.conn, "web") == ()
    assert read_sent(db.conn, 9) == ()


def test_a_test_message_is_a_result_and_no_alert(db, at):
    with write.transaction(db, title="x", at=at) as writer:
        note_test(writer, "web", today=DUE, ok=False, detail="too_long")
    assert read_sent(db.conn, 9) == ()
    result = channel_results(db.conn)["web"]
    assert (result.state, result.detail) == ("failed", "too_long")


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("select 1 from alert_outbox where fact in ('a') and channel = 'x'", "alert_outbox_once"),
        (
            "select 1 from alert_outbox where state in ('claimed', 'failed') and channel = 'x'",
            "alert_outbox_open",
        ),
        ("select 1 from alert_outbox where said_on = 'x' and channel = 'y'", "alert_outbox_said"),
    ],
)
def test_no_question_reads_the_past(db, sql, index):
    plan = db.conn.execute(f"explain query plan {sql}").fetchall()
    assert index in plan[0][3]
