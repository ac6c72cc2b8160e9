"""Deleting a loan and bringing it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from loan_book import small_book
from rich.cells import cell_len
from textual.app import App
from textual.widgets import Input
from waiting import settled, shows, until

from tracker import locale
from tracker.services.book import Book
from tracker.services.loan.listing import list_loans
from tracker.services.payment import list_payments
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.loan_delete import DeleteLoan, TrashList

Lines = Callable[[App[None]], list[str]]


async def test_a_loan_without_payments_goes_at_once_and_comes_back(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "d")
        await pilot.pause()
        assert app.messages[-1] == "Moved Jiebei 借呗 to the trash. u undoes it."
        assert [row.loan_id for row in list_loans(small)] == [2, 3, 4]
        await pilot.press("u")
        await pilot.pause()
        assert [row.loan_id for row in list_loans(small)] == [1, 2, 3, 4]


async def test_a_loan_with_payments_asks_for_its_name(
    over_file: Dashboard, small: Book, lines: Lines
) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "delete")
        await pilot.pause()
        assert isinstance(app.screen, DeleteLoan)
        assert app.focused is app.screen.query_one("#keep")
        await pilot.press("ctrl+d")
        await pilot.pause()
        assert "Type its name first" in "\n".join(lines(app))
        await pilot.press(*"card", "enter", "ctrl+d")
        await pilot.pause()
        assert isinstance(app.screen, DeleteLoan)
        for _each in range(4):
            await pilot.press("backspace")
        await pilot.press("2", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, DeleteLoan)  # Enter alone never deletes
        assert len(list_loans(small)) == 4
        await pilot.press("ctrl+d")
        await pilot.pause()
        assert [row.loan_id for row in list_loans(small)] == [1, 3, 4]
        await pilot.press("u")
        await pilot.pause()
        assert len(list_payments(small)) == 1


async def test_its_name_may_be_typed_at_once(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "delete")
        await pilot.pause()
        await pilot.press(*"card")
        await pilot.pause()
        field = app.screen.query_one("#typed", Input)
        assert field.value == "card"
        assert app.focused is field
        assert len(list_loans(small)) == 4


async def test_enter_keeps_it(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "d")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, DeleteLoan)
        assert len(list_loans(small)) == 4


async def test_a_deleted_loan_closes_its_screen(over_file: Dashboard) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "enter", "d")
        await pilot.pause()
        assert getattr(app.screen, "NAME", "") == "loans"


async def test_a_loan_is_brought_back_from_the_palette(
    over_file: Dashboard, small: Book, lines: Lines
) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "d", "ctrl+p", *"restore")
        await pilot.pause(0.6)
        await pilot.press("enter")
        await pilot.pause(0.5)
        assert isinstance(app.screen, TrashList)
        assert "Jiebei 借呗" in "\n".join(lines(app))
        await pilot.press("enter")
        await pilot.pause()
        assert app.messages[-1] == "Brought back Jiebei 借呗. u undoes it."
        assert len(list_loans(small)) == 4


async def test_an_empty_trash_says_so(over_file: Dashboard, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_restore_loan()
        await pilot.pause()
        assert "The trash is empty." in "\n".join(lines(app))
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, TrashList)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("dialog", ["delete", "trash"])
async def test_frame(
    dialog: str, size: tuple[int, int], language: str, tmp_path: Path, lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    with small_book(tmp_path / "debt.db") as book:
        app = Dashboard(BookAnswers(book))
        async with app.run_test(size=size) as pilot:
            await pilot.press("2")
            await until(pilot, lambda: getattr(app.screen, "NAME", "") == "loans")
            if dialog == "trash":
                await pilot.press("delete")
                await until(pilot, lambda: len(list_loans(book)) == 3)
                await shows(pilot, "2034-04")  # what paying more comes to, behind the dialog
                app.clear_notifications()
                app.action_restore_loan()
                await until(pilot, lambda: isinstance(app.screen, TrashList))
            else:
                await pilot.press("down")
                await shows(pilot, "2034-04")
                await pilot.press("delete")
                await until(pilot, lambda: isinstance(app.screen, DeleteLoan))
            await pilot.pause()
            found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    matches(f"loan-{dialog}-{size[0]}x{size[1]}-{language}", found)
