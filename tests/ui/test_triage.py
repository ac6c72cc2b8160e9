"""Triage on screen: the bills with what to do, why, taking it over and undoing it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from loan_book import TODAY
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from waiting import settled, shows, until

from tracker import locale
from tracker.domain.cash.facts import CashKind
from tracker.services.autopay import set_autopay
from tracker.services.book import Book
from tracker.services.cash.accounts import add_account
from tracker.services.cash.events import save_event
from tracker.services.loan.change import add_loan
from tracker.services.talk.negotiations import list_talks
from tracker.store.loan import read_loan
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.loan import LoanScreen
from tracker.ui.reader import ReaderScreen
from tracker.ui.triage import TriageScreen
from tracker.ui.triage_order import HarmOrder

OWED = "2026-12-04"
Lines = Callable[[App[None]], list[str]]
_NAMES = {"en": ("Rent", "Card", "Car", "Brother"), "zh_CN": ("房租", "信用卡", "车贷", "哥哥")}
_SAME = {"db", "Esc", "Tab", "ok", "EN", "empty", "book"}


def must(checked):
    found, problems = checked
    assert not problems
    return found


def fill(book: Book, language: str = "en") -> None:
    """A rent, a card that is drawn, a car that is needed, a brother; and not enough for all."""
    rent, card, car, brother = _NAMES[language]
    must(add_account(book, {"name": "CMB", "balance": "1500"}))
    spent = {"name": rent, "amount": "700", "account": "CMB", "on": "2026-12-01"}
    must(save_event(book, CashKind.EXPENSE, spent))
    wages = {"name": "Wages", "amount": "300", "account": "CMB", "on": "2026-12-05"}
    must(save_event(book, CashKind.INCOME, wages))
    loans = (
        {"name": card, "balance": "4000", "payment": "600", "first_due": "2026-11-27", "rate": "18%"},
        {"name": car, "balance": "9000", "payment": "800", "first_due": "2026-12-03", "stake": "secured"},
        {"name": brother, "method": "informal", "balance": "500", "payment": "500", "first_due": OWED},
    )
    ids = [must(add_loan(book, words)).ids[0] for words in loans]
    loan = read_loan(book.conn, ids[0])
    assert loan is not None
    must(set_autopay(book, loan, {"on": "on", "account": "CMB", "checked": TODAY.isoformat()}))


async def opened(pilot: Pilot[None], *, bills: int = 4) -> TriageScreen:
    """The screen with everything looked for."""
    app = pilot.app
    assert isinstance(app, Dashboard)
    app.action_triage()
    await until(pilot, lambda: isinstance(app.screen, TriageScreen))
    screen = app.screen
    assert isinstance(screen, TriageScreen)
    await until(pilot, lambda: screen.view is not None and len(screen.view.bills) == bills, "no answer")
    await until(pilot, lambda: screen.focused is not None)
    return screen


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frame(
    size: tuple[int, int], language: str, lines: Lines, empty: Book,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    fill(empty, language)
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await shows(pilot, _NAMES[language][2])
        found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    if language == "zh_CN":
        words = set(re.findall(r"[A-Za-z]{2,}", "\n".join(found)))
        assert words <= {*_SAME, "CMB", "Wages"}, "English left in a Chinese screen"
    matches(f"triage-{size[0]}x{size[1]}-{language}", found)


async def test_from_the_palette_to_taking_it_over_and_back(empty: Book, lines: Lines) -> None:
    fill(empty)
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.press(*"triage", "enter")
        await until(pilot, lambda: isinstance(app.screen, TriageScreen), "the palette did not open it")
        screen = await opened(pilot)
        await shows(pilot, "proved best")
        assert "missing until" in lines(app)[1]
        await pilot.press("tab")
        await shows(pilot, "Do first")
        await shows(pilot, "switch off or move its autopay by 2026-11-26")
        await pilot.press("tab")
        await shows(pilot, "If nothing is done:")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("a")
        await until(pilot, lambda: bool(list_talks(empty)), "nothing was kept")
        assert any(each.startswith("Took over what to pay first") for each in app.messages)
        await pilot.press("u")
        await until(pilot, lambda: not list_talks(empty), "it was not undone")
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LoanScreen), "the loan of the row did not open")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, TriageScreen), "Esc did not lead back")


async def test_days_order_and_plan_key(empty: Book) -> None:
    fill(empty)
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("i")
        await until(pilot, lambda: screen.view is not None and screen.view.days == 60, "still 30 days")
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, HarmOrder) and app.screen.focused is not None)
        await pilot.press("right", "ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        await until(
            pilot, lambda: screen.view is not None and screen.view.order.startswith("legal,essentials")
        )


async def test_without_a_balance_it_says_what_is_missing(empty: Book, tmp_path: Path) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_triage()
        await shows(pilot, "no account has a balance that is known")
