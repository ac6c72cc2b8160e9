"""The dashboard over a real file: what it records is in the file, what others record it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from textual.app import App
from waiting import until

from tracker.services.book import Book, create_book, open_book
from tracker.services.loan.change import add_loan
from tracker.services.loan.find import find_loan
from tracker.services.payment import list_payments, record_payment
from tracker.ui.answers import BookAnswers, PaymentDraft
from tracker.ui.app import Dashboard

TODAY = date(2026, 11, 21)
LOAN = {
    "name": "Car loan",
    "lender": "ICBC",
    "method": "level_payment",
    "principal": "12000",
    "rate": "12%",
    "periods": "12",
    "first_due": "2026-10-09",
    "opened": "2026-09-09",
}
Lines = Callable[[App[None]], list[str]]


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with create_book(tmp_path / "debt.db", today=TODAY, clock=clock, settings={}) as made:
        done, problems = add_loan(made, LOAN)
        assert done is not None, problems
        yield made


async def test_a_payment_reaches_the_file_and_comes_back(book: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(book))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "OVERDUE 43 d: Car loan" in lines(app)[1]
        before = app.answers.loans()[0].balance_minor
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        (paid,) = list_payments(book)
        assert paid.paid_on == TODAY
        assert app.answers.loans()[0].balance_minor < before
        await pilot.press("u")
        await pilot.pause()
        assert list_payments(book) == ()
        assert app.answers.loans()[0].balance_minor == before
        await pilot.press("U")
        await pilot.pause()
        assert len(list_payments(book)) == 1


async def test_every_part_of_a_real_loan_is_drawn(book: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(book))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "enter")
        await pilot.pause()
        await pilot.pause()
        text = "\n".join(lines(app))
        for words in ("1,066.19", "2026-10-09", "equal payments", "12 instalments", "Early payoff today"):
            assert words in text


async def test_another_process_is_seen(book: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(book))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "OVERDUE" in lines(app)[1], "the banner of before")
        with open_book(book.path, today=TODAY, clock=clock) as other:
            record_payment(other, find_loan(other, "Car loan"), 213238, paid_on=TODAY)
        await until(pilot, lambda: "OVERDUE" not in lines(app)[1], "the payment of another process")


def test_a_loan_that_is_gone_is_a_problem_not_a_crash(book: Book) -> None:
    done, problems = BookAnswers(book).record_payment(PaymentDraft(loan_id=99), 100, TODAY)
    assert done is None
    assert [problem.code for problem in problems] == ["gone"]


async def test_a_book_without_a_file_welcomes(tmp_path: Path, lines: Lines) -> None:
    with open_book(tmp_path / "none.db", today=TODAY, clock=clock, may_create=True) as book:
        app = Dashboard(BookAnswers(book))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "Add your first loan" in "\n".join(lines(app))
            await pilot.press("2")
            await pilot.pause()
    assert not (tmp_path / "none.db").exists()


async def test_a_loan_of_which_nothing_is_known_opens_and_takes_a_payment(
    tmp_path: Path, lines: Lines
) -> None:
    with create_book(tmp_path / "debt.db", today=TODAY, clock=clock, settings={"currency": "USD"}) as book:
        add_loan(book, {"name": "Old debt", "balance": "5000"})
        app = Dashboard(BookAnswers(book))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "0 of 0" not in "\n".join(lines(app))
            await pilot.press("enter")
            await pilot.pause()
            assert "Old debt  rate not known" in lines(app)[1]
            await pilot.press("p")
            await pilot.pause()
            assert "amount is missing" not in "\n".join(lines(app))
            await pilot.press(*"250", "ctrl+s")
            await pilot.pause()
            assert [payment.amount_minor for payment in list_payments(book)] == [25000]


def test_a_book_left_open_over_night_moves_on_with_the_date(tmp_path):
    now = [TODAY]
    with open_book(
        tmp_path / "none.db", today=TODAY, clock=clock, may_create=True, calendar=lambda: now[0]
    ) as book:
        answers = BookAnswers(book)
        assert not answers.changed_elsewhere()
        now[0] = TODAY + timedelta(days=1)
        assert answers.changed_elsewhere()
        assert answers.today == TODAY + timedelta(days=1)
        assert not answers.changed_elsewhere()
