"""Working days with holidays and days made up for them."""

from __future__ import annotations

import pytest

from tracker.domain.cash.workdays import Workdays
from tracker.domain.loan.autopay import HolidayRule


@pytest.fixture
def days(make):
    # Fri 1 Jan 2027 off, Sun 3 Jan worked.
    return Workdays(holidays=frozenset({make.day("2027-01-01")}), made_up=frozenset({make.day("2027-01-03")}))


def test_weekends_and_holidays_are_off_and_made_up_days_are_not(days, make):
    works = {
        text: days.works(make.day(text)) for text in ("2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03")
    }
    assert list(works.values()) == [True, False, False, True]


@pytest.mark.parametrize(
    ("rule", "on"), [("none", "2027-01-01"), ("next", "2027-01-03"), ("previous", "2026-12-31")]
)
def test_a_debit_is_shifted_by_its_rule(days, make, rule, on):
    assert days.shift(make.day("2027-01-01"), HolidayRule(rule)) == make.day(on)


def test_working_days_are_counted_both_ways(days, make):
    assert days.back(make.day("2027-01-02"), 0) == make.day("2026-12-31")
    assert days.back(make.day("2027-01-04"), 2) == make.day("2026-12-31")
    assert days.ahead(make.day("2027-01-01"), 0) == make.day("2027-01-03")
    assert days.ahead(make.day("2026-12-31"), 2) == make.day("2027-01-04")


def test_a_month_without_a_working_day_ends_the_search(make):
    from datetime import timedelta

    start = make.day("11-01")
    closed = Workdays(holidays=frozenset(start + timedelta(days=each) for each in range(80)))
    assert closed.shift(start, HolidayRule.NEXT) == start
