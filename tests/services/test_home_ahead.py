"""What Home shows once it is painted is what the services of cash and of what to do next say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tracker.services.book import open_book
from tracker.services.cash.views import cash_until_payday
from tracker.services.demo import seed_demo
from tracker.services.home_ahead import home_ahead
from tracker.services.next_steps import next_steps

TODAY = date(2026, 11, 21)


def clock():
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_the_shortfall_of_the_curve_is_among_what_to_do(tmp_path):
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as book:
        found = home_ahead(book)
        assert found.cash == cash_until_payday(book)
        assert found.steps == next_steps(book)
    assert found.cash.first is not None
    (step,) = [each for each in found.steps if each.code == "cash_short"]
    assert (step.on, step.loan_id) == (found.cash.first.by_on, found.cash.first.loan_id)


def test_an_empty_book_has_no_curve_and_nothing_to_do(book):
    found = home_ahead(book)
    assert (found.cash.points, found.cash.payday, found.steps) == ((), None, ())
