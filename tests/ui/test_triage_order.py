"""What counts as worse is put into an order by keys, from Setup and from triage, and goes back by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from waiting import settled, shows, until

from tracker import locale
from tracker.services.book import Book
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.setup import SetupScreen
from tracker.ui.triage_order import HarmOrder
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]
FIRST = "essentials,legal+secured+arrangement,buffer,credit,money,acts"


async def to_the_row(pilot: Pilot[None], app: Dashboard) -> None:
    """Setup, its second section, the last row of it."""
    await pilot.press("9")
    await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.focused is not None)
    screen = app.screen
    assert isinstance(screen, SetupScreen)
    screen.show_section("money")
    await until(pilot, lambda: screen.focused is screen.query_one("#setting-list"))
    await pilot.press("end")
    at = screen.query_one("#setting-list", VirtualList)
    await until(pilot, lambda: at.cursor == 4)


async def opened(pilot: Pilot[None], app: Dashboard) -> HarmOrder:
    await until(pilot, lambda: isinstance(app.screen, HarmOrder) and app.screen.focused is not None)
    assert isinstance(app.screen, HarmOrder)
    return app.screen


async def test_from_setup_it_is_moved_joined_kept_undone_and_reset(empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_row(pilot, app)
        await shows(pilot, "What is worse")
        await pilot.press("enter")
        await opened(pilot, app)
        # The credit file before what is to stay, and legal deadlines no worse than essentials.
        await pilot.press("down", "space", *["down"] * 4, "left", "enter")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        wanted = "essentials+legal+secured+arrangement,credit,buffer,money,acts"
        assert empty.setting("triage_order") == wanted
        await shows(pilot, "this file")
        await pilot.press("u")
        await until(pilot, lambda: empty.setting("triage_order") == "")
        await pilot.press("enter")
        dialog = await opened(pilot, app)
        await pilot.press("end", "space")  # fewer acts cannot be of one rank with money
        await pilot.press(*["left"] * 5, "escape")
        await until(pilot, lambda: app.screen is not dialog)
        assert empty.setting("triage_order") == ""
        await pilot.press("enter")
        await opened(pilot, app)
        await pilot.press("right", "enter")
        await until(pilot, lambda: empty.setting("triage_order").startswith("legal,essentials"))
        await pilot.press("r")
        await until(pilot, lambda: empty.setting("triage_order") == FIRST)
        await pilot.press("r")
        await until(pilot, lambda: "is at its default" in app.messages[-1])


async def test_moving_apart_what_was_of_one_rank_and_beginning_again(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_row(pilot, app)
        await pilot.press("enter")
        dialog = await opened(pilot, app)
        kept: list[str | None] = []
        dialog.dismiss = kept.append  # type: ignore[method-assign, assignment]
        await pilot.press("down", "down", "right", "right", "enter")
        await until(pilot, lambda: len(kept) == 1)
        assert kept == ["essentials,legal+arrangement,buffer,secured,credit,money,acts"]
        await pilot.press("f5", "enter")
        await until(pilot, lambda: len(kept) == 2)
        assert kept[1] == FIRST


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frame(
    size: tuple[int, int], language: str, lines: Lines, empty: Book,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=size) as pilot:
        await to_the_row(pilot, app)
        await pilot.press("enter")
        await opened(pilot, app)
        found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    matches(f"triage-order-{size[0]}x{size[1]}-{language}", found)
