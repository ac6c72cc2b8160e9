"""What is typed and not saved is offered again: by the form, by ^G, at the next start."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input
from waiting import shows, until

from tracker.services.book import Book
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard, Surroundings
from tracker.ui.draft_files import DraftBook
from tracker.ui.draft_list import DraftList
from tracker.ui.loan_form import LoanForm
from tracker.ui.pay import PayForm


def dashboard(book: Book, folder: Path) -> Dashboard:
    return Dashboard(BookAnswers(book), around=Surroundings(drafts=folder))


async def test_a_loan_half_typed_is_found_at_the_next_start(empty: Book, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    app = dashboard(empty, folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, LoanForm))
        await pilot.press("H", "a", "l", "f")
        await until(pilot, lambda: bool(DraftBook(folder).all), "no file was written")
    app = dashboard(empty, folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: any("Draft kept: Add a loan · Half" in each for each in app.messages))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, DraftList))
        await pilot.press("enter")
        await shows(pilot, "This is what you typed before")
        assert app.screen.query_one("#f-name", Input).value == "Half"
        app.screen.query_one("#f-balance", Input).value = "100"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any(each.startswith("Added Half") for each in app.messages))
        assert DraftBook(folder).all == ()


async def test_a_payment_and_a_mark_are_kept_and_forgotten_with_del(small: Book, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    app = dashboard(small, folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PayForm))
        app.screen.query_one("#note", Input).value = "half of it"
        await pilot.press("escape")
        await until(pilot, lambda: any("^G opens it again" in each for each in app.messages))
        await pilot.press("6", "a")
        await until(pilot, lambda: bool(app.screen.query("#description")))
        app.screen.query_one("#description", Input).value = "late payment"
        await pilot.press("escape")
        await until(pilot, lambda: len(app.drafts.all) == 2)
        await pilot.press("1", "ctrl+g")
        await shows(pilot, "Add a mark")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query("#description")))
        assert app.screen.query_one("#description", Input).value == "late payment"
        await pilot.press("escape", "ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, DraftList))
        await pilot.press("delete", "delete")
        await until(pilot, lambda: not app.drafts.all)
        await pilot.press("1", "p")
        await until(pilot, lambda: isinstance(app.screen, PayForm))
        assert app.screen.query_one("#note", Input).value == ""


async def test_a_form_that_was_saved_leaves_no_draft_however_late_a_change_arrives(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, LoanForm) and bool(app.screen.query("#f-name")))
        form = app.screen
        assert isinstance(form, LoanForm)
        form.query_one("#f-name", Input).value = "Card"
        form.query_one("#f-balance", Input).value = "5000"
        form.action_save()  # the changes of both fields are still on their way to the form
        await until(pilot, lambda: not isinstance(app.screen, LoanForm))
        assert not form.note_words()
        assert app.drafts.all == ()


async def test_what_is_missing_on_home_is_where_editing_begins(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    assert app.answers.add_loan({"name": "Card", "balance": "5000"})[0] is not None
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "due day or amount not known. F2 adds it.")
        await pilot.press("f2")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "f-due_day")
        await shows(pilot, "[2 Terms]")


async def test_without_a_draft_it_is_said(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g")
        await until(pilot, lambda: any("No draft is kept" in each for each in app.messages))


async def test_a_folder_that_cannot_be_written_is_said_once(empty: Book, tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file in the way", "utf-8")
    app = dashboard(empty, tmp_path / "drafts" / "x")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, LoanForm))
        await pilot.press("x")
        await until(pilot, lambda: any("only until you leave" in each for each in app.messages))
        assert app.drafts.get("loan") is not None
