"""Home: what follows the first paint, what the banner opens, what to do next explained and started."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from household import FakeAnswers
from textual.app import App
from textual.pilot import Pilot
from waiting import settled, shows, until

from tracker import locale
from tracker.domain.plan.run import Strategy
from tracker.services.book import Book, open_book
from tracker.services.demo import seed_demo
from tracker.services.plan.answers import PlanRequest
from tracker.services.plan.keeping import adopt_plan
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.cash import CashScreen
from tracker.ui.home import HomeScreen
from tracker.ui.home_ahead import StepScreen
from tracker.ui.loan import LoanScreen
from tracker.ui.pay import PayForm
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.virtual_list import VirtualList

TODAY = date(2026, 11, 21)
Lines = Callable[[App[None]], list[str]]


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


async def ahead(pilot: Pilot[None]) -> None:
    """Wait for what follows the first paint."""
    await until(pilot, lambda: bool(pilot.app.screen.query("#steps")), "what follows the first paint")
    await pilot.pause()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frame(
    size: tuple[int, int], language: str, demo: Book, lines: Lines, matches: Callable[[str, list[str]], None]
) -> None:
    locale.use(language)
    app = Dashboard(BookAnswers(demo, is_demo=True))
    async with app.run_test(size=size) as pilot:
        await ahead(pilot)
        matches(f"home-demo-{size[0]}x{size[1]}-{language}", await settled(pilot, lambda: lines(app)))


async def test_a_tall_screen_is_shared_by_all_parts(demo: Book) -> None:
    app = Dashboard(BookAnswers(demo))
    async with app.run_test(size=(200, 60)) as pilot:
        await ahead(pilot)
        heights = [app.screen.query_one(name).size.height for name in ("#middle", "#ahead", "#chart")]
        assert max(heights) - min(heights) <= 3


async def test_the_book_says_where_cash_falls_short_and_what_to_do(demo: Book) -> None:
    app = Dashboard(BookAnswers(demo))
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "! Cash 654.58 short on 12-01 +4 more")
        await shows(pilot, "! 12-01 ICBC 88 is 654.58 short")
        await shows(pilot, "top up 654.58 by 11-30 22:00")
        await shows(pilot, "low 9,403.94 on 12-07")
        await shows(pilot, "Living costs 1,400.00 every week")


async def test_an_adopted_plan_is_on_home_and_among_the_dues(demo: Book) -> None:
    request = PlanRequest(extra_minor=1000_00, method=Strategy.AVALANCHE)
    assert adopt_plan(demo, request, "Freedom")[0]
    app = Dashboard(BookAnswers(demo, is_demo=True))
    async with app.run_test(size=(120, 36)) as pilot:
        await shows(pilot, "plan: the first month is under way")
        await pilot.press("3")
        await shows(pilot, "plan: CMB credit ca… 1,000.00")
        await pilot.press("v")
        await shows(pilot, "CMB credit…  plan         1,000.00")


async def test_enter_explains_what_to_do_and_enter_again_starts_it(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ahead(pilot)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, StepScreen))
        await shows(pilot, "debt pay 1 1905.20")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, StepScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PayForm))
        assert isinstance(app.screen, PayForm)
        assert app.screen.typed.loan_id == 1


async def test_what_to_do_goes_on_in_lines_that_are_free(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ahead(pilot)
        rows = app.screen.query_one("#steps", VirtualList)
        seen = [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]
        assert seen[1:5] == [
            "!! Pay 1,905.20 CNY to Jiebei 借呗,", "   or call them",
            "!! Move 654.58 CNY into ICBC 88 by", "   2026-11-30 22:00",
        ]  # fmt: skip
        for y, row in ((4, 1), (2, 0), (5, 2)):
            await pilot.click(rows, offset=(5, y))
            await until(pilot, lambda row=row: rows.cursor == row, f"line {y} is of another row")  # type: ignore[misc]
        await pilot.press("up")
        await until(pilot, lambda: rows.cursor == 1)


async def test_what_to_do_about_a_loan_opens_the_loan(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ahead(pilot)
        await pilot.press("tab", "end", "enter")
        await until(pilot, lambda: isinstance(app.screen, StepScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LoanScreen))


async def test_p_pays_the_loan_of_what_there_is_to_do(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ahead(pilot)
        await pilot.press("tab", "end", "p")
        await until(pilot, lambda: isinstance(app.screen, PayForm))
        assert isinstance(app.screen, PayForm)
        assert app.screen.typed.loan_id == 3


@pytest.mark.parametrize("keys", [("shift+tab", "enter"), ("w",), ("f5",)])
async def test_the_banner_opens_its_cause(app: Dashboard, keys: tuple[str, ...]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ahead(pilot)
        for key in keys:
            await pilot.press(key)
            if key == "shift+tab":
                assert isinstance(app.focused, Banner)
        await until(pilot, lambda: isinstance(app.screen, LoanScreen))
        assert app.screen.loan_id_here() == 1  # type: ignore[attr-defined]


async def test_a_shortfall_opens_cash(demo: Book) -> None:
    app = Dashboard(BookAnswers(demo))
    async with app.run_test(size=(80, 24)) as pilot:
        await ahead(pilot)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        assert screen._ahead is not None
        codes = [step.code for step in screen._ahead.steps]
        await pilot.press("tab", *["down"] * codes.index("cash_short"), "enter")
        await until(pilot, lambda: isinstance(app.screen, StepScreen))
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "cash" and isinstance(app.screen, CashScreen))


async def test_v_shows_the_balance_in_the_place_of_cash_and_comes_back(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ahead(pilot)
        await pilot.press("v")
        await shows(pilot, "Total balance, CNY")
        assert not app.screen.query_one("#ahead").display
        await pilot.press("v", "v")
        await shows(pilot, "Total balance, CNY · EUR")
        await pilot.press("v")
        await until(pilot, lambda: bool(app.screen.query_one("#ahead").display))
        assert app.focused is app.screen.query_one("#due-list")


async def test_a_small_terminal_shows_each_part_in_turn(app: Dashboard) -> None:
    async with app.run_test(size=(60, 18)) as pilot:
        await ahead(pilot)
        parts = ("#middle", "#ahead", "#chart")
        for seen in (*parts, *parts[2:], *parts[2:], parts[0]):
            await until(
                pilot,
                lambda seen=seen: [n for n in parts if app.screen.query_one(n).display] == [seen],  # type: ignore[misc]
                seen,
            )
            await pilot.press("v")


async def test_no_sum_is_left_while_amounts_are_hidden(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await ahead(pilot)
        await pilot.press("b")
        await shows(pilot, "Move •••• CNY into ICBC 88")
        await pilot.press("tab", "down", "enter")
        await shows(pilot, "hidden: b (F4) shows amounts")
        text = "\n".join(lines(app))
        assert not [sum_ for sum_ in ("654.58", "1,400", "18.1k", "647.43") if sum_ in text]


async def test_what_to_do_and_cash_can_be_exported(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ahead(pilot)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        made = {
            offer.name: list(offer.make(app.answers).rows)
            for offer in screen.offers()
            if offer.name in ("next", "cash")
        }
        assert made["next"][0][6] == "debt pay 1 1905.20"
        assert len(made["cash"]) == 17
        await pilot.press("tab")
        assert screen.copied(whole=False)[0].endswith("debt pay 1 1905.20")


async def test_a_failure_is_said_and_home_stands(answers: FakeAnswers) -> None:
    answers.ahead_fails = "the disk is gone"
    app = Dashboard(answers, explain=str)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "the disk is gone" in app.messages)
        assert app.screen.query_one("#due-list", VirtualList).count == 5
