"""Entries come back as they went, and the file itself refuses to change one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from tracker.domain.evidence.chain import Break, first_bad
from tracker.domain.evidence.entry import Consent, Entry, EvidenceKind, digest, sealed
from tracker.store import errors, write
from tracker.store.evidence import entry_to_row, read_entries, read_last, row_to_entry

DRAFT = Entry(
    number=0, kind=EvidenceKind.CALL_RECORDING, name="电话 1.m4a", sha256="a" * 64, bytes=3,
    entered_at="2026-11-21T05:05:00Z", happened_at="2026-11-20T22:30", captured_at="2026-11-20",
    source="95188", consent=Consent.ONLY_ME, note="two\nlines", about=(("dispute", "x"), ("loan", "借呗")),
)  # fmt: skip


@pytest.fixture
def kept(db, at):
    """Three entries, the last of which withdraws the first."""
    log = [sealed(DRAFT, None)]
    log.append(sealed(replace(DRAFT, name="other"), log[-1]))
    log.append(sealed(replace(DRAFT, corrects=1, withdrawn=True), log[-1]))
    with write.transaction(db, title="Keep", at=at) as writer:
        for entry in log:
            writer.append("evidence", entry_to_row(entry))
    return tuple(log)


def test_entries_come_back_as_they_went(db, kept):
    assert read_entries(db.conn) == kept
    assert read_last(db.conn) == kept[-1]


@pytest.mark.parametrize("about", ['{"loan":"\\ud800"}', '{"\\udfff":"x"}', "[" * 100_000, "{", "7"])
def test_words_that_cannot_be_read_are_taken_as_they_are_and_do_not_fit_the_hash(kept, about):
    read = row_to_entry({**entry_to_row(kept[0]), "about": about})
    assert read.about == (("", about),)
    assert digest(read) != read.hash


def test_nothing_is_logged_so_that_undo_leaves_it(db, kept):
    assert db.conn.execute("select count(*) from action").fetchone() == (0,)


@pytest.mark.parametrize("sql", ["update evidence set note = 'x' where number = 2", "delete from evidence"])
def test_the_file_refuses_to_change_an_entry(path, kept, sql):
    with closing(sqlite3.connect(path)) as conn, pytest.raises(sqlite3.IntegrityError, match="evidence is"):
        conn.execute(sql)


@pytest.mark.parametrize(
    ("sql", "how"),
    [
        ("update evidence set note = 'x' where number = 2", Break.CONTENT),
        ("update evidence set about = 'no json' where number = 2", Break.CONTENT),
        ("update evidence set about = '[]' where number = 2", Break.CONTENT),
        ("update evidence set kind = 'letter' where number = 2", Break.CONTENT),
        (
            "pragma ignore_check_constraints=on; update evidence set kind = 'x' where number = 2",
            Break.CONTENT,
        ),
        ("delete from evidence where number = 2", Break.NUMBER),
    ],
)
def test_who_gets_round_that_is_found_out(db, path, kept, sql, how):
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(f"drop trigger evidence_stays; drop trigger evidence_is_kept; {sql}")
    bad = first_bad(read_entries(db.conn))
    assert (bad.number, bad.how) == (2, how)


def test_only_a_log_is_appended_to(db, at):
    with pytest.raises(errors.UnknownTableError), write.transaction(db, title="x", at=at) as writer:
        writer.append("loan", {})


def test_a_fork_of_the_chain_is_refused(db, kept, at):
    fork = sealed(replace(DRAFT, name="fork"), kept[0])
    with pytest.raises(errors.ConstraintError), write.transaction(db, title="x", at=at) as writer:
        writer.append("evidence", entry_to_row(fork))
