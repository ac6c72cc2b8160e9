"""A month of dues: whole weeks, overdue ones always, what was paid, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.services.book import Book, create_book
from tracker.services.due_month import due_month
from tracker.services.loan.change import add_loan
from tracker.services.loan.find import find_loan
from tracker.services.payment import record_payment

TODAY = date(2026, 11, 28)
LOAN = {
    "name": "Car loan", "method": "level_payment", "principal": "12000", "rate": "12%", "periods": "24",
    "first_due": "2026-10-09", "opened": "2026-09-09",
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    def clock() -> datetime:
        return datetime(2026, 11, 28, 12, tzinfo=UTC)

    with create_book(tmp_path / "debt.db", today=TODAY, clock=clock, settings={}) as made:
        for change in ({}, {"name": "Phone", "first_due": "2026-12-01", "periods": "3"}):
            done, problems = add_loan(made, {**LOAN, **change})
            assert done is not None, problems
        yield made


def test_the_weeks_of_a_month_reach_into_its_neighbours(book: Book) -> None:
    month = due_month(book, date(2026, 11, 15))
    assert (month.shown_from, month.shown_to) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [each.due.due_on for each in month.dues] == [date(2026, 11, 9), date(2026, 12, 1)]
    assert month.count == 1


def test_what_is_due_this_week_crosses_the_end_of_a_month(book: Book) -> None:
    assert [(each.due.loan, each.due.days) for each in due_month(book, TODAY).week] == [("Phone", 3)]


def test_what_is_overdue_is_in_the_agenda_of_every_month(book: Book) -> None:
    agenda = due_month(book, date(2027, 5, 1)).agenda
    assert [each.due.due_on for each in agenda] == [
        date(2026, 10, 9), date(2026, 11, 9), date(2027, 5, 9), date(2027, 6, 9),
    ]  # fmt: skip


def test_paying_moves_a_sum_from_left_to_paid(book: Book) -> None:
    (before,) = due_month(book, TODAY).totals
    loan = find_loan(book, "Car loan")
    record_payment(book, loan, before.open_minor, paid_on=date(2026, 11, 20))
    (after,) = due_month(book, TODAY).totals
    assert (before.paid_minor, after.paid_minor) == (0, before.open_minor)
    assert [each.paid_on for each in due_month(book, TODAY).paid] == [date(2026, 11, 20)]


def test_a_month_without_dues_is_empty(book: Book) -> None:
    month = due_month(book, date(2030, 6, 1))
    assert (month.dues, month.totals, month.count) == ((), (), 0)
    assert len(month.agenda) == 2


def test_the_months_ahead_begin_with_what_is_late(book: Book) -> None:
    ahead = due_month(book, TODAY).ahead
    assert [(each.first, each.count) for each in ahead[:4]] == [
        (None, 2), (date(2026, 11, 1), 0), (date(2026, 12, 1), 2), (date(2027, 1, 1), 2),
    ]  # fmt: skip
    assert len(ahead) == 13


def test_holidays_of_the_month_are_named(book: Book) -> None:
    assert due_month(book, date(2026, 10, 1)).holidays.get(date(2026, 10, 1))
