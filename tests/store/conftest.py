from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tracker.store import file, write

AT = "2026-11-21T05:05:00Z"


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "book.db"
    file.create(path)
    return path


@pytest.fixture
def path(template, tmp_path) -> Path:
    """An empty book."""
    target = tmp_path / "book.db"
    shutil.copy(template, target)
    target.chmod(0o600)
    return target


@pytest.fixture
def db(path):
    """A database to write the empty book with."""
    opened = file.connect_writing(path)
    yield opened
    opened.close()


@pytest.fixture
def at() -> str:
    return AT


@pytest.fixture
def loan():
    """The columns of a loan that have no default."""

    def values(slug: str = "jiebei", **others):
        return {
            "slug": slug,
            "name": slug.title(),
            "method": "level_payment",
            "currency": "CNY",
            "tracked_from": "2026-01-01",
            "balance_minor": 1_000_000,
            "created_at": AT,
        } | others

    return values


@pytest.fixture
def payment():
    """The columns of a payment that have no default."""

    def values(loan_id: int, amount_minor: int = 100, **others):
        return {
            "loan_id": loan_id,
            "paid_on": "2026-11-09",
            "amount_minor": amount_minor,
            "currency": "CNY",
            "state": "posted",
            "created_at": AT,
        } | others

    return values


@pytest.fixture
def content():
    """The facts in the file that are not in the trash, without their versions; ids included."""

    def read(conn):
        kept = {}
        for table in sorted(write.LOGGED):
            names = [name for _, name, *_ in conn.execute(f"pragma table_info({table})") if name != "version"]
            rows = conn.execute(
                f"select {', '.join(names)} from {table} where deleted_at is null order by id"
            ).fetchall()
            if rows:
                kept[table] = rows
        return kept

    return read
