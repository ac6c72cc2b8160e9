"""A screen that is left while it is being built ends quietly; any other failure is a crash."""

from __future__ import annotations

import pytest
from household import LOANS, FakeAnswers
from textual.css.query import NoMatches
from textual.screen import Screen
from waiting import until

from tracker.ui.app import Dashboard
from tracker.ui.asking import ChoiceScreen
from tracker.ui.pay import PayForm
from tracker.ui.widgets.virtual_list import VirtualList


class LeftAtOnce(Screen[None]):
    """A screen that Esc meets while it is being built."""

    asked = False

    def on_mount(self) -> None:
        self.app.pop_screen()
        self.asked = True
        self.query_one("#nowhere")


async def test_a_screen_that_is_left_while_it_is_built_is_no_crash() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)) as pilot:
        home, left = app.screen, LeftAtOnce()
        app.call_later(app.push_screen, left)
        await until(pilot, lambda: left.asked and not left.is_running, "it is gone")
        assert app.screen is home
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PayForm), "keys still work")
    assert app.crash is None


async def test_keys_after_the_one_that_leaves_are_no_crash() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)):
        for _ in range(30):
            app.simulate_key("p")
            app.simulate_key("escape")
    assert app.crash is None


async def test_a_missing_part_of_the_screen_in_front_is_a_crash() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))

    def look() -> None:
        app.screen.query_one("#nowhere")

    with pytest.raises(NoMatches):
        async with app.run_test(size=(80, 24)) as pilot:
            app.screen.call_later(look)
            await until(pilot, lambda: app.crash is not None, "the crash is kept")


async def test_another_failure_on_a_screen_that_is_left_is_a_crash() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("question_mark")
            app.screen.call_later(fail)
            app.pop_screen()
            await until(pilot, lambda: app.crash is not None, "the crash is kept")


async def test_a_choice_made_twice_closes_one_screen() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)) as pilot:
        home, choice = app.screen, ChoiceScreen("Which?", [("one", "1"), ("two", "2")], "1")
        app.call_later(app.push_screen, choice)
        await until(pilot, lambda: app.screen is choice, "the choice is open")
        choice.dismiss("1")
        choice.dismiss("2")
        await until(pilot, lambda: app.screen is home, "it is closed")
    assert app.crash is None


async def test_a_choice_is_a_list_without_a_head_and_takes_a_click_on_its_first_line() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    got: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        choice = ChoiceScreen("Which?", [("one", "1"), ("two", "2")], "2")
        app.call_later(app.push_screen, choice, got.append)
        await until(pilot, lambda: app.screen is choice and choice.query(VirtualList), "the choice is open")
        rows = choice.query_one(VirtualList)
        await until(pilot, lambda: rows.size.height == 2, "two lines high")
        assert "( ) one" in rows.render_line(0).text
        await pilot.click(VirtualList, offset=(4, 0), times=2)
        await until(pilot, lambda: got == ["1"], "the first is chosen")
