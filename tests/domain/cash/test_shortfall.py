"""The top-up and the last moment to send it."""

from __future__ import annotations

import pytest

from tracker.domain.cash.facts import CashKind, Moves
from tracker.domain.cash.forecast import CashFacts, forecast
from tracker.domain.cash.shortfall import arrival, last_moment
from tracker.domain.cash.workdays import Workdays


def first(make, account, debits=(), events=()):
    found = forecast(CashFacts(accounts=(account,), debits=debits, events=events), today=make.today)
    return found.accounts[0].shortfall


def test_the_top_up_carries_the_whole_stretch_and_keeps_the_buffer(make):
    salary = make.event(CashKind.INCOME, "salary", 5_000, "12-10")
    late = make.debit(3, 9_000, "12-20")
    found = first(
        make,
        make.account(500, buffer_minor=180),
        (make.debit(1, 800, "12-04", retries=(1, 2)), make.debit(2, 300, "12-06"), late),
        (salary,),
    )
    assert (found.short_minor, found.top_up_minor) == (300, 600 + 180)
    assert found.last_on == make.day("12-10")


def test_a_small_income_does_not_end_the_stretch(make):
    odd = make.event(CashKind.INCOME, "odd job", 50, "12-05")
    found = first(make, make.account(0), (make.debit(1, 100, "12-04"), make.debit(2, 100, "12-06")), (odd,))
    assert (found.top_up_minor, found.last_on) == (150, make.day("12-06"))


def test_the_stretch_ends_where_income_reaches_another_account(make):
    """Without income of its own an account would else ask for every month of the window at once."""
    poor, rich = make.account(0), make.account(900, id=2, name="salary account")
    facts = CashFacts(
        accounts=(poor, rich),
        events=(
            make.event(CashKind.INCOME, "salary", 500, "12-07", account_id=2),
            make.event(CashKind.INCOME, "early", 500, "11-25", account_id=2, id=2),
        ),
        debits=(make.debit(1, 100, "12-01"), make.debit(2, 50, "12-07"), make.debit(3, 100, "12-08")),
    )
    found = forecast(facts, today=make.today).accounts[0].shortfall
    assert (found.top_up_minor, found.last_on) == (150, make.day("12-07"))


def test_a_shortfall_whose_moment_has_passed_says_so(make):
    found = first(make, make.account(0), (make.debit(1, 100, "11-21"),))
    assert (found.by.on, found.in_time) == (make.day("11-20"), False)


def test_an_old_balance_gives_no_shortfall(make):
    assert first(make, make.account(0, balance_on=make.day("10-01")), (make.debit(1, 100, "12-01"),)) is None


@pytest.mark.parametrize(
    ("account", "on", "at", "moment"),
    [
        ({}, "12-04", "09:00", ("12-04", "09:00")),
        ({"cut_off": "17:00"}, "12-04", "09:00", ("12-04", "09:00")),
        ({"cut_off": "08:00"}, "12-04", "09:00", ("12-04", "08:00")),
        ({}, "12-04", "", ("12-03", "")),
        ({}, "12-04", "00:00", ("12-03", "")),
        ({"cut_off": "17:00", "lead_days": 1}, "12-04", "09:00", ("12-02", "17:00")),
        # 4 December 2026 is a Friday.
        ({"moves": Moves.WORKDAYS}, "12-04", "09:00", ("12-04", "09:00")),
        ({"moves": Moves.WORKDAYS}, "12-06", "09:00", ("12-04", "")),
        ({"moves": Moves.WORKDAYS, "lead_days": 1}, "12-07", "09:00", ("12-03", "")),
    ],
)
def test_the_last_safe_moment_heeds_lead_time_cut_off_and_working_days(make, account, on, at, moment):
    found = last_moment(make.account(0, **account), make.day(on), at, Workdays())
    assert (found.on, found.at) == (make.day(moment[0]), moment[1])


def test_money_sent_arrives_after_the_lead_time(make):
    friday = make.day("12-04")
    assert arrival(make.account(0, lead_days=1), friday, Workdays()) == make.day("12-05")
    assert arrival(make.account(0, lead_days=1, moves=Moves.WORKDAYS), friday, Workdays()) == make.day(
        "12-07"
    )
