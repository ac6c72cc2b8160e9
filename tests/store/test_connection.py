from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tracker.store import connection, file

WANTED = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "busy_timeout": 10000,
}


def pragmas(conn):
    return {name: conn.execute(f"pragma {name}").fetchone()[0] for name in WANTED}


def test_every_connection_has_the_pragmas(path, db):
    with closing(file.connect_reading(path)) as conn:
        assert pragmas(conn) == WANTED
    assert pragmas(db.conn) == WANTED
    with closing(connection.connect(path)) as conn:
        assert pragmas(conn) == WANTED


def test_connecting_never_creates(tmp_path):
    with pytest.raises(sqlite3.OperationalError):
        connection.connect(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["a?b.db", "a#b.db", "100%.db", "a b.db", "債務.db", "a%3fb.db", "a&mode=memory.db"]
)
def test_odd_names_are_names(tmp_path, name):
    target = tmp_path / name
    file.create(target)
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    file.connect_reading(target).close()


def test_a_file_another_program_put_into_wal_comes_back(path):
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("pragma journal_mode=wal")
    with closing(file.connect_reading(path)) as conn:
        assert pragmas(conn) == WANTED


def test_a_reader_lives_with_wal_in_use(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("pragma journal_mode=wal")
        other.execute("insert into score (bureau, scored_on, value) values ('b', '2026-01-01', 1)")
        other.commit()
        with closing(connection.connect(path, seconds=0.1)) as conn:
            assert conn.execute("select count(*) from score").fetchone() == (1,)
