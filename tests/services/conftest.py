"""Books on real files for the services, and the words to live through changes of one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from lived import TODAY, clock

from tracker import locale
from tracker.services.book import Book, open_book
from tracker.store import file


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    locale.use("en")
    yield
    locale.use("en")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new file, made once."""
    path = tmp_path_factory.mktemp("template") / "book.db"
    file.create(path)
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """An empty book of the test's own."""
    target = tmp_path / "book.db"
    shutil.copy(template, target)
    target.chmod(0o600)
    return target


@pytest.fixture
def opened(path: Path) -> Iterator[Callable[..., Book]]:
    """Opens the book as of a day, as often as wanted."""
    books: list[Book] = []

    def on(today: date = TODAY, **options: bool) -> Book:
        books.append(open_book(path, today=today, clock=clock(today), **options))
        return books[-1]

    yield on
    for book in books:
        book.close()


@pytest.fixture
def book(opened: Callable[..., Book]) -> Book:
    """The empty book, open."""
    return opened()


@pytest.fixture(scope="session")
def fresh(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Book]:
    """Opens one more empty book, for properties that need many."""
    folder = tmp_path_factory.mktemp("books")
    numbers = iter(range(10**9))

    def make(today: date = TODAY) -> Book:
        target = folder / f"{next(numbers)}.db"
        shutil.copy(template, target)
        target.chmod(0o600)
        return open_book(target, today=today, clock=clock(today))

    return make
