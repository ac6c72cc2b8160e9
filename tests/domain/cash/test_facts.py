"""Events come on the days their rule says, and corrections move them."""

from __future__ import annotations

from tracker.domain.calendar import Frequency
from tracker.domain.cash.facts import CashKind, Certainty, Occurrence, OccurrenceState, occurrences

INCOME = CashKind.INCOME


def told(make, planned, state, actual=None, amount=None):
    return Occurrence(
        id=1, event_id=1, planned_on=make.day(planned), state=OccurrenceState(state),
        actual_on=make.day(actual) if actual else None, amount_minor=amount,
    )  # fmt: skip


def test_money_that_comes_once_comes_on_its_day(make):
    once = make.event(INCOME, "refund", 100, "11-25")
    assert list(once.planned(make.day("11-21"), make.day("11-30"))) == [make.day("11-25")]
    assert list(once.planned(make.day("11-26"), make.day("11-30"))) == []


def test_a_monthly_event_keeps_its_day_where_the_month_has_it(make):
    salary = make.event(INCOME, "salary", 100, "2025-12-31", every=Frequency.MONTH, month_day=31)
    found = list(salary.planned(make.day("01-15"), make.day("04-30")))
    assert found == [make.day("01-31"), make.day("02-28"), make.day("03-31"), make.day("04-30")]


def test_a_rule_starts_and_ends_on_its_days(make):
    weekly = make.event(INCOME, "odd jobs", 100, "11-20", every=Frequency.WEEK, until_on=make.day("12-04"))
    found = list(weekly.planned(make.day("11-01"), make.day("12-31")))
    assert found == [make.day("11-20"), make.day("11-27"), make.day("12-04")]


def test_an_old_rule_finds_the_same_days_as_a_new_one(make):
    old = make.event(INCOME, "x", 1, "1996-11-20", every=Frequency.QUARTER)
    assert list(old.planned(make.day("11-01"), make.day("12-31"))) == [make.day("11-20")]


def test_corrections_move_change_and_cancel(make):
    salary = make.event(INCOME, "salary", 100, "10-10", every=Frequency.MONTH)
    other = Occurrence(id=9, event_id=2, planned_on=make.day("12-10"), state=OccurrenceState.MISSED)
    found = occurrences(
        salary,
        (
            other,
            told(make, "11-10", "came", "11-11", 90),
            told(make, "01-10", "missed"),
            told(make, "2027-01-10", "missed"),
            told(make, "2027-02-10", "moved", "2027-02-12"),
        ),
        make.day("11-01"),
        make.day("2027-02-28"),
    )
    assert [(each.on, each.amount_minor, each.settled) for each in found] == [
        (make.day("11-11"), 90, True),
        (make.day("12-10"), 100, False),
        (make.day("2027-02-12"), 100, False),
    ]


def test_what_is_moved_out_of_the_window_is_not_in_it(make):
    salary = make.event(INCOME, "salary", 100, "11-25")
    assert occurrences(salary, (told(make, "11-25", "moved", "12-25"),), make.today, make.day("12-01")) == ()


def test_certainty_counts_what_is_at_least_as_sure():
    assert [each.within(Certainty.LIKELY) for each in Certainty] == [True, True, False]


def test_a_balance_ages_and_may_be_unknown(make):
    assert make.account(1).knows_balance(make.today)
    assert not make.account(None).knows_balance(make.today)
    assert make.account(1, balance_on=make.day("10-17")).knows_balance(make.today)
    assert not make.account(1, balance_on=make.day("10-16")).knows_balance(make.today)
