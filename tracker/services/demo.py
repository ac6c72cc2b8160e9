"""The demo household, lived through day by day in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from tracker import locale
from tracker.domain.problems import Problem
from tracker.services.book import Book, Clock, create_book, open_book
from tracker.services.holidays import refresh_holidays
from tracker.services.household import read_household

MARK = "demo"
"""The setting that tells a demo from a book of one's own."""

MADE = "demo_made"
"""The setting that says for which day and in which language it was made."""


class NotADemoError(Exception):
    """The file at the path is no demo, so it is not replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class BrokenDemoError(Exception):
    """The household is described in a way the services refuse: the event and what is wrong with it."""

    def __init__(self, event: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(event, problems)
        self.event = event
        self.problems = problems


def seed_demo(path: Path, *, today: date, clock: Clock) -> None:
    """Write the household as of today to a file of its own.

    A demo of the same day and language is kept, with what was tried out in it; an older one is
    replaced whole. Raises NotADemoError for any other file.
    """
    made = f"{today.isoformat()} {locale.language()}"
    if path.exists():
        with open_book(path, today=today, clock=clock) as book:
            if book.setting(MARK) != "1":
                raise NotADemoError(path)
            if book.setting(MADE) == made:
                return
    partial = path.with_name(f"{path.name}.new")
    partial.unlink(missing_ok=True)
    try:
        _live(partial, today, made)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def is_demo(book: Book) -> bool:
    """Whether the open file is a demo household."""
    return book.setting(MARK) == "1"


@dataclass(slots=True)
class _Day:
    """The day being lived through; it is the clock of the file while it is written."""

    on: date

    def __call__(self) -> datetime:
        return datetime.combine(self.on, time(4), UTC)


def _live(path: Path, today: date, made: str) -> None:
    house = read_household(today)
    day = _Day(house.events[0].on)
    settings = {**house.settings, MARK: "1", MADE: made}
    with create_book(path, today=day.on, clock=day, settings=settings) as book:
        for event in house.events:
            day.on = book.today = event.on
            _done, problems = event.act(book)
            if problems:
                raise BrokenDemoError(f"{event.on} {event.what}", problems)
        book.today = today
        refresh_holidays(book)
