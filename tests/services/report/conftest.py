"""The demonstration to report on, and a page read back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tracker.services.book import Book, open_book
from tracker.services.demo import seed_demo

TODAY = date(2026, 11, 21)


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, made once."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    seed_demo(path, today=TODAY, clock=clock)
    return path


@pytest.fixture
def demo(demo_file: Path) -> Iterator[Book]:
    """The demonstration, open to be read."""
    with open_book(demo_file, today=TODAY, clock=clock) as opened:
        yield opened
