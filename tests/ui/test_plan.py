"""Plan: the table, what if, and every key, over plans made by hand and over the demo household."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from household import LOANS
from loan_book import TODAY, clock
from plan_made import LEFT, MINIMUMS, PlanFake, adopted, rows
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static
from waiting import settled, shows, until

from tracker import locale
from tracker.domain.plan.run import Strategy
from tracker.domain.problems import Problem
from tracker.services.book import Book, open_book
from tracker.services.demo import seed_demo
from tracker.services.plan.answers import Tracking
from tracker.services.plan.keeping import list_plans
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.asking import AskScreen
from tracker.ui.loan import LoanScreen
from tracker.ui.pay import PayForm
from tracker.ui.plan import PlanScreen
from tracker.ui.plan_fields import ArrowField, WhatIf
from tracker.ui.plan_lists import FreezeList, KeptList, OrderList
from tracker.ui.plan_picture import PicturePanel
from tracker.ui.reader import ReaderScreen
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]
_SAME = {
    "CMB", "Jiebei", "demo", "db", "empty", "Enter", "Esc", "Tab", "credit", "card", "Car", "loan", "CNY",
    "Huabei", "Mortgage", "Family", "Ins", "cred", "credi", "cre", "Mor", "Mort", "lo", "loa", "Hua",
}  # fmt: skip


@pytest.fixture
def made() -> PlanFake:
    return PlanFake(rows=LOANS)


async def plan(pilot: Pilot[None]) -> PlanScreen:
    """The screen with the best plan found."""
    app = pilot.app
    await pilot.press("4")
    await until(pilot, lambda: isinstance(app.screen, PlanScreen) and app.screen.answer is not None)
    screen = app.screen
    assert isinstance(screen, PlanScreen)
    await until(pilot, lambda: not screen.busy, "nothing was found")
    await until(pilot, lambda: screen.focused is not None or screen.has_class("-empty"))
    await pilot.pause()
    return screen


async def asked(pilot: Pilot[None], screen: PlanScreen, **wanted: object) -> None:
    """Wait until the answer on the screen is to such a question."""

    def holds() -> bool:
        request = screen.answer.request if screen.answer else None
        return not screen.busy and all(getattr(request, name) == value for name, value in wanted.items())

    await until(pilot, holds, f"{wanted} was not asked: {screen.answer and screen.answer.request}")


def value(screen: PlanScreen, name: str) -> str:
    return screen.query_one(WhatIf).field(name).value


def said(screen: PlanScreen, name: str) -> str:
    """The words beside the payments, or below the table, however they are broken into lines."""
    return str(screen.query_one(f"#{name}", Static).content)


async def test_the_best_plan_is_marked_and_its_sameness_said(made: PlanFake, lines: Lines) -> None:
    async with Dashboard(made).run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        assert said(screen, "steps-says") == "Same as Avalanche: no order costs less."
        found = lines(pilot.app)
        assert any(line.startswith("│ > Optimal ") and "= Avalanche" in line for line in found)
        assert "* 2027-04-24" in "\n".join(found)
        assert screen.marked == "optimal"
        assert [strategy for _request, strategy in made.asked] == [False, True]


async def test_arrows_and_typed_words_change_the_budget(made: PlanFake) -> None:
    async with Dashboard(made).run_test(size=(120, 36)) as pilot:
        screen = await plan(pilot)
        assert value(screen, "budget") == "13,285.86"
        await pilot.press("right")
        await asked(pilot, screen, monthly_minor=1_330_000)
        await pilot.press("left", "left")
        await asked(pilot, screen, monthly_minor=1_310_000)
        assert value(screen, "budget") == "13,100.00"
        await pilot.press("e")
        await until(pilot, lambda: isinstance(screen.focused, ArrowField))
        await pilot.press(*"1.5")
        await pilot.press("w")
        await asked(pilot, screen, monthly_minor=1_500_000)
        assert value(screen, "budget") == "1.5w", "what is typed stays as it was typed"
        await pilot.press("down", "3", "0", "0")
        await asked(pilot, screen, one_off_minor=30_000)
        await pilot.press("down", "right", "down", "left", "down", "right", "down", "right", "down", "right")
        await asked(
            pilot, screen, one_off_on=date(2026, 12, 21), rate_points=Decimal("-0.25"),
            drop_percent=Decimal(10), drop_months=4, buffer_minor=10_000,
        )  # fmt: skip
        await pilot.press("down", "x")
        await shows(pilot, "is not an amount")
        assert screen.request is not None
        assert screen.request.monthly_minor == 1_500_000, "what cannot be read changes nothing"
        await pilot.press("escape")
        await until(pilot, lambda: screen.focused is screen.query_one("#plans"))
        await pilot.press("r")
        await asked(pilot, screen, monthly_minor=None, buffer_minor=0, drop_months=0)
        assert value(screen, "buffer") == ""


async def test_a_budget_that_falls_short_says_so_and_one_key_fills_in_the_smallest(made: PlanFake) -> None:
    app = Dashboard(made)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        await pilot.press("n")
        assert app.messages[-1] == "The budget meets every minimum already."
        await pilot.press("e", *"12k")
        await shows(pilot, "2026-12 lacks 1,285.86. n (^N) takes the smallest that works, 13,285.86.")
        await shows(pilot, "t (^T): what to pay first.")
        await pilot.press("enter")
        await until(pilot, lambda: screen.focused is screen.query_one("#plans"))
        await pilot.press("enter")
        await until(pilot, lambda: "does not meet" in app.messages[-1], "a short plan was adopted")
        await pilot.press("ctrl+n")
        await asked(pilot, screen, monthly_minor=MINIMUMS)
        assert value(screen, "budget") == "13,285.86"
        assert screen.query_one(Banner).texts[0].startswith("A draft")


async def test_a_long_search_is_told_stopped_and_outrun(made: PlanFake) -> None:
    """What was known stays; Esc ends the search, a newer question too, and what comes late is dropped."""
    made.gate.clear()
    app = Dashboard(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await shows(pilot, "Looking for the best plan")
        await shows(pilot, "Optimal … … … … solving")
        await shows(pilot, "53,979.00")
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        await pilot.press("enter")
        assert "still looked for" in app.messages[-1]
        await pilot.press("escape")
        await until(pilot, lambda: not screen.busy, "Esc did not stop it")
        assert said(screen, "steps-says") == "Stopped before the best plan was proved."
        assert screen.marked == "avalanche"
        await pilot.press("right")
        await until(pilot, lambda: screen.busy)
        await pilot.press("right")
        await until(pilot, lambda: len(made.asked) >= 6 or screen.answer.money_minor == 1_340_000)
        made.gate.set()
        await asked(pilot, screen, monthly_minor=1_340_000)
        late = screen.Found(1, replace(screen.answer, money_minor=1), (), None, True)
        screen.on_asking_found(late)
        assert screen.answer.money_minor == 1_340_000


async def test_marks_follow_the_cursor_and_the_method_key(made: PlanFake) -> None:
    async with Dashboard(made).run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        await pilot.press("up", "up")
        await until(pilot, lambda: screen.marked == "snowball")
        await until(pilot, lambda: "snowball" in screen.details, "its payments were not asked for")
        await shows(pilot, "> Snowball")
        await pilot.press("m")
        await until(pilot, lambda: screen.marked == "avalanche")
        await pilot.press("ｍ", "f5")
        await until(pilot, lambda: screen.marked == "minimum")
        await pilot.press("right")
        await asked(pilot, screen, monthly_minor=1_330_000)
        assert screen.marked == "minimum", "what somebody marked stays marked"


async def test_chart_table_and_payments_by_month_have_keys(made: PlanFake) -> None:
    async with Dashboard(made).run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        await pilot.press("v")
        await until(pilot, lambda: screen.query_one(PicturePanel).as_table)
        await shows(pilot, "Month Optimal Snowball")
        assert screen.focused is screen.query_one("#balances")
        await pilot.press("v")
        await until(pilot, lambda: not screen.query_one(PicturePanel).as_table)
        screen.action_next_pane(-1)
        await until(pilot, lambda: screen.focused is screen.query_one("#step-list"))
        await pilot.press("f6")
        await shows(pilot, "Payments by month")
        assert screen.query_one("#months", VirtualList).count == 2
        await pilot.press("v")
        await shows(pilot, "Extra money goes to")


async def test_tab_goes_round_through_every_field(made: PlanFake) -> None:
    async with Dashboard(made).run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        seen = []
        for _stop in range(9):
            await pilot.press("tab")
            seen.append(screen.focused.id if screen.focused else "")
        assert seen == [
            "plan-budget", "plan-one-off", "plan-one-off-on", "plan-rate", "plan-drop", "plan-drop-months",
            "plan-buffer", "step-list", "plans",
        ]  # fmt: skip
        await pilot.press("shift+tab")
        assert screen.focused is screen.query_one("#step-list")


async def test_loans_are_frozen_and_put_into_an_order_of_ones_own(made: PlanFake) -> None:
    app = Dashboard(made)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FreezeList) and app.screen.focused is not None)
        await pilot.press("down", "space", "enter")
        await asked(pilot, screen, frozen=(1,))
        await shows(pilot, "1 frozen")
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, OrderList) and app.screen.focused is not None)
        await pilot.press("end", "left", "left", "enter")
        await asked(pilot, screen, order=(4, 2, 1))
        assert screen.marked == "custom"
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(app.screen, FreezeList) and app.screen.focused is not None)
        await pilot.press("space", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.request is not None
        assert screen.request.frozen == (1,)


async def test_currencies_take_turns(made: PlanFake) -> None:
    app = Dashboard(made)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        await pilot.press("c")
        assert app.messages[-1] == "All loans are in one currency."
        made.shape["currencies"] = ("CNY", "EUR")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: screen.answer.currencies == ("CNY", "EUR"))
        await shows(pilot, "Compare, CNY")
        await pilot.press("ｃ")
        await until(pilot, lambda: screen.request.currency == "EUR")


async def test_the_adopted_plan_stands_above_and_in_a_row_of_its_own(made: PlanFake) -> None:
    made.shape["adopted"] = adopted()
    app = Dashboard(made)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await plan(pilot)
        await shows(pilot, "Adopted: Avalanche since 2026-08-01, on plan 3 of 3 months.")
        await pilot.press("end", "enter")
        await until(pilot, lambda: app.messages[-1:] == ["This is the plan you follow already."])
        assert screen.marked == "mine"
        made.shape["adopted"] = adopted(standing=Tracking.BEHIND, off_minor=-120_000, months_kept=2)
        await pilot.press("ctrl+r")
        await shows(pilot, "1,200.00 behind, 2 of 3 months kept")
        assert screen.query_one(Banner).has_class("-attention")


async def test_hidden_sums_stay_hidden_in_fields_too(made: PlanFake, lines: Lines) -> None:
    async with Dashboard(made, hide_amounts=True).run_test(size=(120, 36)) as pilot:
        await plan(pilot)
        text = "\n".join(lines(pilot.app))
        assert "13,285" not in text
        assert "53,979" not in text
        count = len(made.asked)
        await pilot.press("b")
        await shows(pilot, "53,979.00")
        await shows(pilot, "13,285.86")
        assert len(made.asked) == count, "showing sums asks nothing anew"


async def test_without_the_solver_one_quiet_line_says_so(made: PlanFake) -> None:
    made.shape.update(rows=rows(optimal=False), solver="missing", chosen=Strategy.AVALANCHE)
    async with Dashboard(made).run_test(size=(120, 36)) as pilot:
        screen = await plan(pilot)
        await shows(pilot, "No solver: pip install 'debt-tracker[optimal]' adds Optimal.")
        assert screen.marked == "avalanche"


async def test_what_is_left_out_is_named(made: PlanFake) -> None:
    made.shape["left_out"] = (LEFT,)
    async with Dashboard(made).run_test(size=(120, 36)) as pilot:
        await plan(pilot)
        await shows(pilot, "Not in the plan: Family loan (rate unknown)")
        await shows(pilot, "3 of 4 loans")


async def test_an_empty_book_says_the_next_act(made: PlanFake) -> None:
    made.shape.update(loans=(), rows=(), steps=(), months=(), curves=())
    app = Dashboard(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await plan(pilot)
        await shows(pilot, "With a loan or two this page says when you will be debt-free")
        await shows(pilot, "a adds a loan")
        for key in (*"mnfowsdlcrevpy", "left", "right", "enter", "tab", "escape"):
            await pilot.press(key)
            if len(app.screen_stack) > 1:
                await pilot.press("escape")
                await until(pilot, lambda: len(app.screen_stack) == 1)
    assert app.crash is None


async def test_a_step_leads_to_its_loan_and_its_payment(made: PlanFake) -> None:
    app = Dashboard(made)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PayForm))
        await shows(pilot, "2330.14")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("shift+tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, LoanScreen))


async def test_a_refusal_is_said_and_the_last_answer_stays(made: PlanFake) -> None:
    app = Dashboard(made, explain=str)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        made.plan = lambda *_args, **_given: (None, (Problem(code="gone", field="loan"),))  # type: ignore[method-assign]
        await pilot.press("right")
        await shows(pilot, "is not there any more")
        assert screen.answer is not None

        def fails(*_args: object, **_given: object) -> None:
            raise OSError("the file is locked")

        made.plan = fails  # type: ignore[method-assign,assignment]
        await pilot.press("right")
        await until(pilot, lambda: app.messages[-1:] == ["the file is locked"])
        assert screen.answer is not None


@pytest.mark.parametrize("size", [(1, 1), (39, 9), (60, 20), (109, 29), (200, 60)])
async def test_every_size_shows_the_part_with_the_focus(
    made: PlanFake, size: tuple[int, int], lines: Lines
) -> None:
    app = Dashboard(made)
    async with app.run_test(size=size) as pilot:
        await plan(pilot)
        await pilot.press("e")
        await pilot.press("escape", "v", "v")
        assert len(lines(app)) == size[1]
    assert app.crash is None


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


async def test_a_plan_is_adopted_followed_explained_and_undone(book: Book) -> None:
    """Over the demo household, whose first answer comes from the real engine."""
    app = Dashboard(BookAnswers(book, is_demo=True))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await plan(pilot)
        await pilot.press("right")
        await until(pilot, lambda: not screen.busy and "extra" in said(screen, "facts"))
        await pilot.press("home", "down", "enter")
        await until(pilot, lambda: any("Adopted plan Snowball" in each for each in app.messages), "no toast")
        await until(pilot, lambda: screen.answer is not None and screen.answer.adopted is not None)
        await shows(pilot, "Adopted: Snowball since 2026-11-21, the first month is under way.")
        await shows(pilot, "My plan")
        await until(pilot, lambda: "draft" not in str(screen.query_one(Banner).render()), "still a draft")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "The end of the adopted plan")
        await shows(pilot, "as planned")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("u")
        await until(pilot, lambda: screen.answer is not None and screen.answer.adopted is None, "not undone")
        assert not list_plans(book)


async def test_a_plan_is_saved_taken_up_and_moved_to_the_trash(book: Book) -> None:
    app = Dashboard(BookAnswers(book, is_demo=True))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await plan(pilot)
        await pilot.press("right", "right")
        await until(pilot, lambda: not screen.busy and "extra" in said(screen, "asked"))
        budget = value(screen, "budget")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, AskScreen) and app.screen.focused is not None)
        await pilot.press("enter")
        await shows(pilot, "! ")
        await pilot.press(*"raise", "enter")
        await until(pilot, lambda: [each.name for each in list_plans(book)] == ["raise"], "not saved")
        await until(pilot, lambda: app.screen is screen and not screen.busy)
        await pilot.press("left", "left", "left")
        await until(pilot, lambda: value(screen, "budget") != budget)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, KeptList) and app.screen.focused is not None)
        await shows(pilot, "raise")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen and value(screen, "budget") == budget, "not taken up")
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, KeptList) and app.screen.focused is not None)
        await pilot.press("d")
        await until(pilot, lambda: not list_plans(book), "not deleted")
        await shows(pilot, "No plan is saved.")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("u")
        await until(pilot, lambda: len(list_plans(book)) == 1, "not brought back")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", ["plan", "plan-whatif", "plan-short", "plan-empty"])
async def test_frame(
    view: str, size: tuple[int, int], language: str, book: Book, empty: Book, lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    answers = BookAnswers(empty) if view == "plan-empty" else BookAnswers(book, is_demo=True)
    app = Dashboard(answers)
    async with app.run_test(size=size) as pilot:
        screen = await plan(pilot)
        if view in ("plan-whatif", "plan-short"):
            await pilot.press("f2", *("12k" if view == "plan-short" else "15000"))
            if view == "plan-whatif":
                await pilot.press("down", *"20000")
            wanted = 1_200_000 if view == "plan-short" else 1_500_000
            more = {"one_off_minor": 2_000_000} if view == "plan-whatif" else {}
            await asked(pilot, screen, monthly_minor=wanted, **more)
            await until(pilot, lambda: not screen.busy)
        if screen.answer is not None:  # how long it took is never the same
            screen.answer = replace(screen.answer, seconds=0.05)
            screen.redraw() if view != "plan-empty" else None
        found = await settled(pilot, lambda: lines(app))
    assert len(found) == size[1]
    assert {cell_len(line) for line in found} == {size[0]}
    if language == "zh_CN":
        words = set(re.findall(r"[A-Za-z]{2,}", "\n".join(found)))
        assert words <= _SAME, "English left in a Chinese screen"
    matches(f"{view}-{size[0]}x{size[1]}-{language}", found)
