"""What each attempt ends in, and who took the money before it."""

from __future__ import annotations

import pytest

from tracker.domain.cash.facts import CashKind
from tracker.domain.cash.forecast import CashFacts, forecast
from tracker.domain.loan.autopay import AutopayStatus, OnShort


def outcomes(make, account, *debits, events=()):
    found = forecast(CashFacts(accounts=(account,), debits=debits, events=events), today=make.today)
    return [
        (step.movement.name, step.outcome, step.why, step.after_minor) for _account, step in found.attempts
    ]


def test_the_first_debit_starves_the_next(make):
    found = forecast(
        CashFacts(
            accounts=(make.account(1_000),),
            debits=(make.debit(1, 800, "12-04", at="06:00"), make.debit(2, 300, "12-04", at="09:00")),
        ),
        today=make.today,
    )
    (_a, first), (_b, second) = found.attempts
    assert (first.outcome, first.why) == ("will_clear", "enough")
    assert (second.outcome, second.why, second.short_minor) == ("will_fail", "short", 100)
    assert [(taker.name, taker.amount_minor) for taker in second.takers] == [("loan 1", 800)]


def test_nobody_took_what_never_was_there(make):
    found = forecast(
        CashFacts(
            accounts=(make.account(100),),
            debits=(make.debit(1, 50, "12-01"), make.debit(2, 300, "12-04")),
        ),
        today=make.today,
    )
    assert found.attempts[1][1].takers == ()


def test_within_a_day_money_goes_out_before_it_comes_in(make):
    salary = make.event(CashKind.INCOME, "salary", 500, "12-04")
    assert outcomes(make, make.account(0), make.debit(1, 500, "12-04", at="23:00"), events=(salary,)) == [
        ("loan 1", "will_fail", "short", 0)
    ]


def test_an_unknown_time_goes_first(make):
    found = outcomes(
        make, make.account(100), make.debit(1, 100, "12-04", at="00:01"), make.debit(2, 100, "12-04")
    )
    assert [each[:2] for each in found] == [("loan 2", "will_clear"), ("loan 1", "will_fail")]


def test_a_retry_is_made_only_until_the_due_is_paid(make):
    salary = make.event(CashKind.INCOME, "salary", 500, "12-05")
    due = make.debit(1, 300, "12-04", retries=(1, 3, 5))
    assert outcomes(make, make.account(100), due, events=(salary,)) == [
        ("loan 1", "will_fail", "short", 100),
        ("loan 1", "will_fail", "short", 100),
        ("loan 1", "will_clear", "enough", 300),
    ]


def test_a_sweep_takes_what_is_there_and_comes_back_for_the_rest(make):
    salary = make.event(CashKind.INCOME, "salary", 500, "12-04")
    due = make.debit(1, 300, "12-04", retries=(1,), on_short=OnShort.SWEEP)
    assert outcomes(make, make.account(100), due, events=(salary,)) == [
        ("loan 1", "will_fail", "part", 0),
        ("loan 1", "will_clear", "enough", 300),
    ]


def test_a_sweep_takes_nothing_from_an_overdrawn_account(make):
    due = make.debit(1, 300, "12-04", on_short=OnShort.SWEEP)
    assert outcomes(make, make.account(-50), due) == [("loan 1", "will_fail", "short", -50)]


@pytest.mark.parametrize(
    ("account", "due", "outcome", "why"),
    [
        ({}, {"binding": AutopayStatus.EXPIRED}, "will_fail", "card_expired"),
        ({"balance": None}, {}, "unknown", "no_balance"),
        ({}, {"amount_minor": None}, "unknown", "amount_unknown"),
        ({"balance_on": "2026-10-01"}, {}, "unknown", "old_balance"),
        ({}, {"failed_last": True}, "unknown", "failed_last"),
        ({}, {"binding": AutopayStatus.UNCHECKED, "never_checked": True}, "unknown", "never_checked"),
        ({}, {"binding": AutopayStatus.UNCHECKED}, "unknown", "check_old"),
        ({}, {"kind": "planned", "binding": AutopayStatus.OFF}, "will_clear", "enough"),
    ],
)
def test_what_is_not_known_stays_unknown(make, account, due, outcome, why):
    from dataclasses import replace

    from tracker.domain.cash.debits import DebitKind

    account = {"balance": 1_000} | account
    if "balance_on" in account:
        account["balance_on"] = make.day(account["balance_on"])
    due = {**due, "kind": DebitKind(due["kind"])} if "kind" in due else due
    made = replace(make.debit(1, 100, "12-04"), **due)
    ((_name, found, reason, _after),) = outcomes(make, make.account(**account), made)
    assert (found, reason) == (outcome, why)


def test_an_unchecked_binding_takes_its_money_in_the_worst_case(make):
    found = outcomes(
        make,
        make.account(100),
        make.debit(1, 100, "12-03", binding=AutopayStatus.UNCHECKED),
        make.debit(2, 100, "12-04"),
    )
    assert [each[1] for each in found] == ["unknown", "will_fail"]


def test_an_expense_that_is_not_covered_is_short(make):
    rent = make.event(CashKind.EXPENSE, "rent", 300, "12-01")
    found = forecast(CashFacts(accounts=(make.account(100),), events=(rent,)), today=make.today)
    (each,) = found.accounts
    assert (each.shortfall.short_minor, each.shortfall.loan_id, each.shortfall.consequence) == (
        200,
        None,
        None,
    )
    assert each.low == (make.day("12-01"), -200)


def test_an_unknown_balance_stays_unknown_through_every_event(make):
    rent = make.event(CashKind.EXPENSE, "rent", 300, "12-01")
    found = forecast(CashFacts(accounts=(make.account(None),), events=(rent,)), today=make.today)
    (each,) = found.accounts
    assert [step.after_minor for step in each.steps] == [None]
    assert (each.low, each.dips_on(), each.shortfall) == (None, None, None)
