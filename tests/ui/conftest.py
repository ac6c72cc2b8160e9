"""The dashboard over a household in memory, and its screen as lines of text."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App

sys.path.insert(0, str(Path(__file__).parent))

from household import LOANS, FakeAnswers
from loan_book import small_book
from waiting import drawn

from tracker import locale
from tracker.services.book import Book
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "UPDATE_GOLDEN"
"""Set this variable to write the golden files anew; look at the difference before committing it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Timers and threads that a busy machine held up get another try, told as R."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test starts and ends in English."""
    locale.use("en")
    yield
    locale.use("en")


@pytest.fixture
def answers() -> FakeAnswers:
    """A household with six loans."""
    return FakeAnswers(rows=LOANS)


@pytest.fixture
def app(answers: FakeAnswers) -> Dashboard:
    """The dashboard over it."""
    return Dashboard(answers)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Book]:
    """A real file with four loans, one of them late, one with a payment."""
    with small_book(tmp_path / "debt.db") as made:
        yield made


@pytest.fixture
def over_file(small: Book) -> Dashboard:
    """The dashboard over that file."""
    return Dashboard(BookAnswers(small))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Book]:
    """A real file with nothing in it."""
    with small_book(tmp_path / "empty.db", loans=False) as made:
        yield made


@pytest.fixture
def lines() -> Callable[[App[None]], list[str]]:
    """The screen's cells as lines of text, styles left out."""
    return drawn


@pytest.fixture
def matches() -> Callable[[str, list[str]], None]:
    """Compare lines with a golden file."""

    def compare(name: str, found: list[str]) -> None:
        path = GOLDEN / f"{name}.txt"
        text = "\n".join(found) + "\n"
        if os.environ.get(UPDATE):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8"), f"{UPDATE}=1 writes {path.name} anew"

    return compare
