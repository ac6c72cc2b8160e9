"""Due: what falls due, day by day, over the demo household in a file."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from waiting import settled, shows, until

from tracker import locale
from tracker.services.book import Book, open_book
from tracker.services.demo import seed_demo
from tracker.services.payment import list_payments
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.due import DueScreen
from tracker.ui.loan import LoanScreen
from tracker.ui.pay import PayForm

TODAY = date(2026, 11, 21)
Lines = Callable[[App[None]], list[str]]
VIEWS = {
    "due": (),
    "due-agenda": ("v",),
    "due-year": ("v", "v"),
    "due-month": ("right_square_bracket", "tab"),
    "due-short": ("right_square_bracket", "home"),
    "due-cash": ("right_square_bracket", "v"),
}


async def cash_is_there(pilot: Pilot[None]) -> None:
    """Wait for what follows once the month is painted."""
    screen = pilot.app.screen
    assert isinstance(screen, DueScreen)
    await until(
        pilot,
        lambda: screen._view is not None and screen._cash_of == screen._view.first,
        "the cash of the month",
    )
    await pilot.pause()


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


@pytest.fixture
def app(book: Book) -> Dashboard:
    return Dashboard(BookAnswers(book, is_demo=True))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS)
async def test_frame(
    view: str, size: tuple[int, int], language: str, tmp_path: Path, lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as book:
        app = Dashboard(BookAnswers(book, is_demo=True))
        async with app.run_test(size=size) as pilot:
            for key in ("3", *VIEWS[view]):
                await pilot.press(key)
                await pilot.pause()
            await cash_is_there(pilot)
            found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    if language == "zh_CN":
        words = set(re.findall(r"[A-Za-z]{2,}", "\n".join(found)))
        assert words <= {"demo", "db", "Enter", "Tab", "PgUp", "PgDn", "US", "CNY", "USD"}, (
            "English left in a Chinese screen"
        )
    matches(f"{view}-{size[0]}x{size[1]}-{language}", found)


async def test_what_is_due_this_week_is_one_key_away(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "Next 7 days" in text
        assert "!  11-24 CMB" in text
        assert "!! 11-09 Jieb" in text  # what is late is never off the screen


async def test_tab_goes_from_due_to_due_and_enter_opens_the_loan(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "tab", "tab")
        await pilot.pause()
        assert isinstance(app.screen, DueScreen)
        assert app.screen.day == date(2026, 11, 28)
        await pilot.press("shift+tab", "shift+tab")
        assert app.screen.day == date(2026, 11, 9)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LoanScreen)


async def test_the_chosen_due_is_what_is_paid(app: Dashboard, book: Book) -> None:
    before = len(list_payments(book))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "tab", "tab", "p")
        await pilot.pause()
        assert isinstance(app.screen, PayForm)
        assert app.screen.typed.amount == "2866.16"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, DueScreen)
        assert len(list_payments(book)) == before + 1
        assert date(2026, 11, 28) not in {each.due.due_on for each in app.answers.due_month(TODAY).dues}
        await pilot.press("u")
        await pilot.pause()
        assert len(list_payments(book)) == before


@pytest.mark.parametrize("key", ["right_square_bracket", "pagedown", "right_black_lenticular_bracket"])
async def test_months_turn_in_every_view_and_t_comes_back(app: Dashboard, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        for view in range(3):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, DueScreen)
            assert app.screen.day >= date(2026, 12, 1), view
            await pilot.press("t", "v")
        assert app.screen.day == TODAY or app.screen.day.month == TODAY.month


async def test_overdue_ones_are_in_the_agenda_of_a_far_month(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", *["pagedown"] * 4, "v")
        await pilot.pause()
        assert lines(app)[4].startswith("│ !! 11-09")


async def test_an_empty_month_says_so(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert isinstance(app.screen, DueScreen)
        app.screen._go(date(2060, 2, 1))
        await pilot.pause()
        assert "February 2060: nothing is due" in lines(app)[1]


async def test_hidden_amounts_are_hidden_here(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", "b")
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "••••" in text
        assert "1,883" not in text
        assert "12.9k" not in text


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (200, 60), (78, 22)])
async def test_no_size_breaks_the_frame(app: Dashboard, lines: Lines, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        for key in ("3", "v", "v", "v"):
            await pilot.press(key)
            await pilot.pause()
            assert {cell_len(line) for line in lines(app)} == {size[0]}


async def test_the_month_tells_income_the_low_point_and_the_first_shortfall(app: Dashboard) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", "right_square_bracket")
        await shows(pilot, "income 21,000.00 low 12-07 9,403.94 ! 12-01 short 654.58 !! 1 overdue")
        await shows(pilot, "+21,000")
        await shows(pilot, "!cash 11k")
        await shows(pilot, "cash 9.4k")


async def test_a_short_day_says_before_after_and_the_ways_to_fix_it(app: Dashboard) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", "right_square_bracket", "home")
        await shows(pilot, "! Cash is short")
        await shows(pilot, "ICBC 88: 5,833.84 → 5,833.84")
        await shows(pilot, "1 move 654.58 from CMB 1234 by 11-30")
        await shows(pilot, "2 pay later, 12-07: cost not known")
        await shows(pilot, "3 ask Mortgage 房贷 to defer")


async def test_the_agenda_has_incomes_and_what_is_held(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "right_square_bracket", "v")
        await shows(pilot, "+21,000.00 9,403.94")
        await shows(pilot, "! 11,193.84")
        screen = app.screen
        assert isinstance(screen, DueScreen)
        rows = [row.income.name if row.income else "" for row in screen._rows]
        await pilot.press("home", *["down"] * rows.index("Salary"))
        await until(pilot, lambda: screen.day == date(2026, 12, 7))
        await shows(pilot, "+ Salary")


async def test_a_month_without_a_known_balance_has_no_cash(app: Dashboard, book: Book) -> None:
    with sqlite3.connect(book.path) as conn:
        conn.execute("update account set balance_minor = null, balance_on = null")
    conn.close()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", "right_square_bracket")
        await cash_is_there(pilot)
        screen = app.screen
        assert isinstance(screen, DueScreen)
        assert not screen._cash.days
        assert app.answers.cash_month(date(2026, 12, 1)) is None


async def test_cash_is_hidden_and_exported_with_the_month(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", "right_square_bracket", "home", "b")
        await shows(pilot, "1 move •••• from CMB 1234")
        text = "\n".join(lines(app))
        assert not re.search(r"cash \d|654|5,833|9,403|21,000", text)
        screen = app.screen
        assert isinstance(screen, DueScreen)
        (offer,) = [each for each in screen.offers() if each.name == "cash"]
        rows = list(offer.make(app.answers).rows)
        assert [str(row[0]) for row in rows if row[5]] == ["2026-12-01"]
