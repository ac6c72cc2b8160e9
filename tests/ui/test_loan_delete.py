"""Deleting a loan and bringing it back."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from tracker.services.book import Book
from tracker.services.loan.listing import list_loans
from tracker.services.payment import list_payments
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
