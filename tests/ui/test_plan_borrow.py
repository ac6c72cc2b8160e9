"""The form of a supposed loan on the Plan screen, over the demo household and by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from loan_book import TODAY, clock
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static
from waiting import settled, shows, until

from tracker import locale
from tracker.services.book import Book, open_book
from tracker.services.borrow.answers import NEW
from tracker.services.demo import seed_demo
from tracker.services.plan.keeping import list_plans
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.plan import PlanScreen
from tracker.ui.plan_borrow import BorrowForm
from tracker.ui.plan_borrow_parts import Words
from tracker.ui.plan_lists import FreezeList
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]
_SAME = {
    "CMB",
    "CN",
    "Esc",
    "Tab",
    "CNY",
    "credit",
    "card",
    "Car",
    "loan",
    "Jiebei",
    "Huabei",
    "Mortgage",
    "Family",
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


async def begun(pilot: Pilot[None]) -> tuple[PlanScreen, BorrowForm]:
    """The Plan screen with its answer, and the form open upon it."""
    app = pilot.app
    await pilot.press("4")
    await until(pilot, lambda: isinstance(app.screen, PlanScreen) and app.screen.answer is not None)
    screen = app.screen
    assert isinstance(screen, PlanScreen)
    await until(pilot, lambda: not screen.busy, "nothing was found")
    opened = await form(pilot)
    assert opened.query_one(VirtualList).has_focus
    await pilot.press("tab")
    return screen, opened


async def form(pilot: Pilot[None]) -> BorrowForm:
    """The form, opened by the key that an input method lets through."""
    await pilot.press("ctrl+y")
    await until(
        pilot, lambda: isinstance(pilot.app.screen, BorrowForm) and pilot.app.screen.focused is not None
    )
    found = pilot.app.screen
    assert isinstance(found, BorrowForm)
    return found


async def answered(pilot: Pilot[None], screen: PlanScreen, *, amount: int | None = None) -> None:
    """Wait until the answer is to the question with a loan, of a sum if one is given."""

    def holds() -> bool:
        beside = screen.answer.beside if screen.answer else None
        right = beside is not None and (amount is None or beside.loan.amount == amount)
        return right and not screen.busy and screen.answer.request == screen.request

    await until(pilot, holds, "the loan was not asked for")


def told(form: BorrowForm) -> str:
    return str(form.query_one("#result", Static).content)


async def test_a_loan_is_supposed_as_it_is_typed_stands_and_is_taken_off(book: Book) -> None:
    app = Dashboard(BookAnswers(book, is_demo=True))
    async with app.run_test(size=(80, 24)) as pilot:
        screen, opened = await begun(pilot)
        assert "Nothing is supposed" in told(opened)
        await pilot.press(*"10000", "tab")
        await until(pilot, lambda: "Still missing: the rate." in told(opened))
        await pilot.press(*"12%", "tab", *"24", "tab", *"2%")
        await answered(pilot, screen, amount=1_000_000)
        await until(pilot, lambda: "Without it" in told(opened))
        assert "true rate 14.00 %, compounded 14.94 %" in told(opened)
        await pilot.press("x")
        await until(pilot, lambda: "is not an amount" in told(opened), "a wrong fee was not said")
        assert screen.answer.beside.loan.fee_sum == 20_000, "what cannot be read changes nothing"
        await pilot.press("backspace", "enter")
        await until(pilot, lambda: app.screen is screen)
        await answered(pilot, screen, amount=1_000_000)
        assert "What if: a new loan of" in screen.query_one(Banner).texts[0]
        await shows(pilot, "new loan 10,000.00")

        await pilot.press("enter")
        assert "neither kept nor followed" in app.messages[-1]
        await pilot.press("s")
        assert "neither kept nor followed" in app.messages[-1]
        assert not list_plans(book)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FreezeList) and app.screen.focused is not None)
        assert app.screen.query_one(VirtualList).count == len(screen.answer.loans) - 1
        assert NEW in dict(screen.answer.loans)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)

        opened = await form(pilot)
        assert opened.words.typed == ("10000", "12%", "24", "2%")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: screen.answer.beside is None and not screen.busy, "not taken off")
        assert "Nothing is supposed" in told(opened)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.request.borrow is None
        assert not screen.query_one(Banner).texts[0].startswith("~ What if")
        screen.action_unborrow()
        assert app.messages[-1] == "No loan is supposed."
    assert app.crash is None


async def test_marked_loans_are_paid_off_and_what_cannot_be_does_not_stand(book: Book) -> None:
    app = Dashboard(BookAnswers(book, is_demo=True))
    async with app.run_test(size=(120, 36)) as pilot:
        screen, opened = await begun(pilot)
        first = screen.answer.loans[0]
        await pilot.press("tab", *"12%", "tab", *"24")
        assert opened.query_one("#borrow").value == ""
        await pilot.press("shift+tab", "shift+tab", "shift+tab", "space")
        await answered(pilot, screen)
        beside = screen.answer.beside
        assert [each.loan_id for each in beside.clears] == [first[0]]
        assert beside.loan.amount == beside.clears_minor
        assert str(opened.query_one("#box").border_title) == "What if: a new loan pays off 1 loan"
        rows = opened.query_one(VirtualList)
        await pilot.press("end", "space", "up", "space", "up", "enter")
        await until(pilot, lambda: opened.words.is_kept and opened.words.is_online)
        assert opened.words.is_fee_kept_back
        assert rows.has_focus
        await pilot.press("tab", *"5")
        await until(pilot, lambda: "clearing the loans takes" in told(opened), "too small was not said")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: not screen.busy and screen.answer.request == screen.request)
        assert screen.answer.beside.clears_minor == beside.clears_minor, "the last that could be stands"
        assert "My plan" not in {each.name for each in screen.answer.rows}
        opened = await form(pilot)
        assert opened.words.typed[0] == "5", "what was typed is kept"
        assert first[0] in dict(opened._loans), "a loan that is paid off can be unmarked"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("r")
        await until(pilot, lambda: not screen.busy and screen.answer.beside is None, "r did not take it off")
        assert screen.words == Words()
    assert app.crash is None


async def test_hidden_sums_stay_hidden_in_the_form(book: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(book, is_demo=True), hide_amounts=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen, opened = await begun(pilot)
        await pilot.press(*"10000", "tab", *"12%", "tab", *"24")
        await answered(pilot, screen)
        await until(pilot, lambda: "Without it" in told(opened))
        assert not re.search(r"[0-9],[0-9]{3}", told(opened))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: not screen.busy)
        assert not re.search(r"[0-9],[0-9]{3}", "\n".join(lines(app)))


@pytest.mark.parametrize("size", [(1, 1), (39, 9), (60, 20)])
async def test_every_size_holds_the_form(book: Book, size: tuple[int, int], lines: Lines) -> None:
    app = Dashboard(BookAnswers(book, is_demo=True))
    async with app.run_test(size=size) as pilot:
        await begun(pilot)
        assert len(lines(app)) == size[1]
    assert app.crash is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frame(
    size: tuple[int, int], language: str, book: Book, lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    """The form with an answer, then the screen while the loan stands."""
    locale.use(language)
    app = Dashboard(BookAnswers(book, is_demo=True))
    name = f"{size[0]}x{size[1]}-{language}"
    async with app.run_test(size=size) as pilot:
        screen, opened = await begun(pilot)
        await pilot.press(*"20000", "tab", *"0.08%/day", "tab", *"24", "tab", *"300")
        await pilot.press("tab", "end", "up", "space")
        opened.query_one("#borrow").focus()
        await answered(pilot, screen, amount=2_000_000)
        await until(pilot, lambda: opened.words.is_online and "CN-R9" in told(opened))
        screen.answer = replace(screen.answer, seconds=0.05)  # how long it took is never the same
        screen.redraw()
        found = await settled(pilot, lambda: lines(app))
        assert {cell_len(line) for line in found} == {size[0]}
        if language == "zh_CN":
            words = set(re.findall(r"[A-Za-z]{2,}", "\n".join(found)))
            assert words <= _SAME | {"day", "Enter", "demo", "db"}, "English left in a Chinese screen"
        matches(f"plan-borrow-{name}", found)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen and not screen.busy)
        screen.answer = replace(screen.answer, seconds=0.05)
        screen.redraw()
        found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    matches(f"plan-borrowed-{name}", found)
