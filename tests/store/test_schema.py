"""The schema as shipped: frozen migrations, a current schema.sql, tables that are all of one kind."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import closing
from pathlib import Path

import pytest

from tracker.resources import data_folder
from tracker.store import check, file, migrate

MIGRATIONS = data_folder("db") / "migrations"
FROZEN = Path(__file__).parent / "data" / "migrations.sha256"
UPDATE = bool(os.environ.get("UPDATE_SCHEMA"))


def test_released_migrations_are_frozen():
    """Each line of the list is a migration that files in the world went through; it never changes."""
    now = {
        source.name: hashlib.sha256(source.read_bytes()).hexdigest() for source in MIGRATIONS.glob("*.sql")
    }
    frozen = (
        dict(reversed(line.split()) for line in FROZEN.read_text().splitlines()) if FROZEN.exists() else {}
    )
    assert {name: now.get(name) for name in frozen} == frozen
    if UPDATE:
        FROZEN.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(now.items())))
        frozen = now
    assert frozen == now


def test_the_version_counts_the_migrations():
    names = [source.stem for source in sorted(MIGRATIONS.iterdir())]
    assert len(names) == file.SCHEMA_VERSION
    assert [name for name, _ in migrate.scripts()] == names
    for number, name in enumerate(names, start=1):
        assert re.fullmatch(rf"{number:04d}(_[a-z]+)+", name)


def test_schema_sql_is_current(path):
    with closing(file.connect_reading(path)) as conn:
        current = check.schema_text(conn)
    if UPDATE:
        (data_folder("db") / "schema.sql").write_text(current, encoding="utf-8")
    assert check.expected_schema() == current


def test_every_table_is_strict(path):
    with closing(file.connect_reading(path)) as conn:
        tables = conn.execute("select name, strict from pragma_table_list where type = 'table'").fetchall()
    ours = {name: strict for name, strict in tables if not name.startswith(("sqlite_", "_"))}
    assert tuple(sorted(ours)) == file.TABLES
    assert set(ours.values()) == {1}


@pytest.mark.parametrize("table", file.TABLES)
def test_dates_and_money_are_what_their_names_say(path, table):
    with closing(file.connect_reading(path)) as conn:
        columns = {name: kind for _, name, kind, *_ in conn.execute(f"pragma table_info({table})")}
    for name, kind in columns.items():
        if name.endswith(("_minor", "_id", "_days")) or name in {"id", "version"}:
            assert kind == "INTEGER", name
        if name.endswith(("_on", "_at")) and name != "is_on":
            assert kind == "TEXT", name
    assert "REAL" not in columns.values()
