"""Whatever is pressed, pasted or resized, the dashboard stands and the book stays sound."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from household import LOANS, FakeAnswers
from rich.cells import cell_len
from textual.app import App
from textual.events import Paste
from textual.widgets import Input
from waiting import until

from tracker import locale
from tracker.services.book import Book, create_book
from tracker.services.keeping import check_book
from tracker.services.loan.change import add_loan
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.palette import Palette
from tracker.ui.pay import PayForm
from tracker.ui.widgets.field import MOST

TODAY = date(2026, 11, 21)
KEYS = (
    *"1234567890pvbuUjk[]xyzade,.mfnowl", "enter", "escape", "tab", "shift+tab", "up", "down", "left",
    "right", "home", "end", "pageup", "pagedown", "space", "backspace", "delete", "f1", "f3", "f4", "f6",
    "f9", "ctrl+s", "ctrl+r", "ctrl+p", "question_mark", "ｐ", "１", "２",
)  # fmt: skip
SIZES = (
    (1, 1), (2, 1), (1, 2), (5, 3), (20, 5), (39, 9), (40, 10), (60, 20), (80, 24), (109, 29),
    (110, 30), (120, 36), (200, 60),
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """Three loans: one late, one of which nothing is known, one in another currency."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)  # exports go where the dashboard was started

    def clock() -> datetime:
        return datetime(2026, 11, 21, 12, tzinfo=UTC)

    with create_book(tmp_path / "debt.db", today=TODAY, clock=clock, settings={"currency": "CNY"}) as made:
        for loan in (
            {"name": "Car", "method": "level_payment", "principal": "12000", "rate": "12%", "periods": "12",
             "first_due": "2026-10-09", "opened": "2026-09-09"},
            {"name": "Unknown", "balance": "5000"},
            {"name": "Student", "balance": "900", "currency": "USD"},
        ):  # fmt: skip
            done, problems = add_loan(made, loan)
            assert done is not None, problems
        yield made


@pytest.mark.parametrize("seed", [20261121, 7])
async def test_two_thousand_random_keys_leave_a_sound_book(book: Book, seed: int) -> None:
    chance = random.Random(seed)
    app = Dashboard(BookAnswers(book))
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(1000):
            # Without waiting for each key to settle: they arrive while others are worked on.
            app.simulate_key(chance.choice(KEYS))
            if number % 25 == 0:
                await pilot.pause()
            if number % 200 == 0:
                await pilot.resize_terminal(*chance.choice(SIZES))
        await pilot.pause()
        assert app.is_running
    assert app.crash is None
    assert not check_book(book.path)


async def test_the_palette_opens_while_the_one_before_it_closes() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(20):
            app.simulate_key("ctrl+p")
            app.simulate_key("escape")
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette), "the palette is open")
    assert app.crash is None


STOPS = (
    (), ("v",), ("p",), ("escape", "2"), ("enter",), ("tab",), ("escape", "3"), ("4",), ("e",),
    ("escape", "6"), ("7",), ("8",), ("9",), ("1", "a"), ("escape", "question_mark"), ("escape", "ctrl+p"),
)  # fmt: skip
"""Every screen, the forms, help and palette."""


async def test_no_size_breaks_a_frame(book: Book, lines: Callable[[App[None]], list[str]]) -> None:
    """Each stop sees the smallest and the largest size that are promised, and another in turn."""
    others = [size for size in SIZES if size not in ((40, 10), (200, 60))]
    app = Dashboard(BookAnswers(book))
    async with app.run_test(size=(80, 24)) as pilot:
        for number, keys in enumerate(STOPS):
            await pilot.press(*keys)
            for size in ((40, 10), others[number % len(others)], (200, 60)):
                await pilot.resize_terminal(*size)
                await until(pilot, lambda size=size: app.screen.size == size, str((keys, size)))  # type: ignore[misc]
                await until(pilot, lambda size=size: len(lines(app)) == size[1], str((keys, size)))  # type: ignore[misc]
                found = lines(app)
                assert {cell_len(line) for line in found} == {size[0]}, (keys, size)
    assert app.crash is None
    assert len(STOPS) >= len(others), "every size has its turn"


async def test_a_megabyte_in_the_amount_is_refused_with_words() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        field = app.screen.query_one("#amount", Input)
        before = field.value
        field.post_message(Paste("9" * 1_000_000))
        await pilot.pause()
        assert field.value == before
        assert app.messages[-1].startswith("What you pasted is 1,000,000 characters long")
        field.value = "7" * 1_000_000
        assert len(field.value) <= MOST
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, PayForm)


async def test_suspending_is_not_bound() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "enter")
        await pilot.pause()
        assert "ctrl+z" not in app.screen.active_bindings


async def test_choices_are_kept_for_the_next_time() -> None:
    kept: list[tuple[str, str]] = []
    app = Dashboard(FakeAnswers(rows=LOANS), keep=lambda key, value: kept.append((key, value)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_next_language()
        app.action_next_theme()
        await pilot.pause()
    assert kept == [("lang", "zh_CN"), ("theme", app.theme)]
    locale.use("en")
