"""Cash in a calendar: before and after each day, and what waiting for the next income costs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tracker.services.book import open_book
from tracker.services.cash.days import FARTHEST, cash_month
from tracker.services.cash.views import cash_until_payday
from tracker.services.demo import seed_demo

TODAY = date(2026, 11, 21)
DECEMBER = date(2026, 12, 1)


def clock():
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def demo(tmp_path):
    seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    with open_book(tmp_path / "demo.db", today=TODAY, clock=clock) as opened:
        yield opened


def test_a_day_goes_on_where_the_day_before_ended(demo):
    found = cash_month(demo, DECEMBER)
    ends = {}
    for on in sorted(found.accounts):
        for row in found.accounts[on]:
            assert ends.setdefault(row.account, row.before_minor) == row.before_minor, (on, row)
            ends[row.account] = row.after_minor
    assert len(ends) == 2


def test_a_short_account_says_how_much_is_missing_for_what(demo):
    found = cash_month(demo, DECEMBER)
    (row,) = found.accounts[DECEMBER]
    assert (row.account, row.short_minor, row.what) == ("ICBC 88", 65458, "Mortgage 房贷")
    assert row.before_minor == row.after_minor  # an attempt that fails takes nothing
    assert found.month.days[0].short == ("ICBC 88",)


def test_paying_later_waits_for_the_next_income(demo):
    (fix,) = cash_month(demo, DECEMBER).fixes
    assert fix.shortfall == cash_until_payday(demo).first
    assert (fix.later.on, fix.later.days) == (date(2026, 12, 7), 6)
    assert fix.later.cost_minor is None  # the terms of the mortgage name neither a fee nor a penalty rate
    (income,) = cash_month(demo, DECEMBER).incomes[fix.later.on]
    assert (income.name, income.amount_minor) == ("Salary", 2100000)


@pytest.mark.parametrize("month", [date(2026, 10, 1), date(2026, 11, 1).replace(year=2029)])
def test_a_past_month_and_a_far_one_have_no_cash(demo, month):
    assert cash_month(demo, month) is None
    assert (date(2029, 11, 1) - TODAY).days > FARTHEST


def test_nothing_is_said_where_nobody_knows_a_balance(book):
    assert cash_month(book, book.today) is None
