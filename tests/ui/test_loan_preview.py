"""The preview's table: no sum is cut while there is room that something else can give up."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.app import App
from textual.widgets import Input
from waiting import shows, until

from tracker.services.book import Book
from tracker.services.cash.accounts import add_account
from tracker.services.loan.change import add_loan
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.loan_form import LoanForm
from tracker.ui.loan_preview import _fitted

TITLES = ("#", "还款日", "还款", "余额")


def test_the_table_fills_its_width():
    rows = ("1", "08-09", "1,927.78", "19,072.22"), ("12", "27-07-09", "1,552.56", "0.00")
    table = _fitted((TITLES, *rows), 30)
    assert [cell_len(line.rstrip("\n")) for line in table] == [30, 30, 30]
    assert "19,072.22" in table[1]
    assert "27-07-09" in table[2]


def test_a_day_goes_without_its_year_before_a_sum_is_cut():
    line = _fitted((TITLES, ("360", "56-07-09", "6,512.33", "512,300.45")), 30)[1]
    assert "512,300.45" in line
    assert " 07-09 " in line
    assert "56-" not in line


async def test_a_loan_of_today_shows_what_it_does_and_one_in_the_book_does_not(
    empty: Book, lines: Callable[[App[None]], list[str]]
) -> None:
    account = {"name": "CMB", "balance": "10", "balance_on": empty.today.isoformat()}
    assert add_account(empty, account)[0]
    assert add_loan(empty, {"name": "Car", "balance": "9000"})[0]
    words = {"principal": "1200", "rate": "0%", "periods": "12", "upfront_fee": "120", "name": "Fast"}
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(120, 36)) as pilot:
        app.push_screen(LoanForm())
        await until(pilot, lambda: bool(app.screen.query("#f-name")), "the form is not there")
        for name, text in {**words, "opened": empty.today.isoformat()}.items():
            app.screen.query_one(f"#f-{name}", Input).value = text
        await shows(pilot, "True annual rate")
        text = " ".join(lines(app))
        assert "20." in text
        assert "! It brings a shortfall" in text
        app.screen.query_one("#f-opened", Input).value = "2026-01-01"
        await until(pilot, lambda: "True annual rate" not in " ".join(lines(app)), "an old loan is looked at")
