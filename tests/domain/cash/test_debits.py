"""When a due is drawn, and what an unpaid one leads to."""

from __future__ import annotations

from decimal import Decimal

from tracker.domain.cash.debits import consequence
from tracker.domain.cash.workdays import Workdays
from tracker.domain.loan.autopay import HolidayRule
from tracker.domain.loan.facts import LateFee, Terms
from tracker.domain.rates import Rate, RatePer


def test_attempts_come_on_the_day_and_its_retries_from_today_on(make):
    due = make.debit(1, 100, "11-20", retries=(3, 1, 1, 0))
    assert due.days(Workdays(), make.today) == (make.day("11-21"), make.day("11-23"))


def test_attempts_shifted_to_one_day_are_one(make):
    due = make.debit(1, 100, "11-28", retries=(1,), holiday_rule=HolidayRule.NEXT)
    assert due.days(Workdays(), make.today) == (make.day("11-30"),)


def test_what_an_unpaid_due_costs_by_the_day(make):
    terms = Terms(
        effective_on=make.today, grace_days=3, late_fee=LateFee(flat_minor=1_000),
        penalty_rate=Rate(Decimal("0.05"), RatePer.DAY),
    )  # fmt: skip
    due = make.debit(1, 100_000, "12-04", principal_minor=90_000, interest_minor=10_000, terms=terms)
    found = consequence(due, 100_000)
    assert (found.grace_end, found.grace_known) == (make.day("12-07"), True)
    assert (found.late_fee_minor, found.penalty_day_minor) == (1_000, 50)
    assert found.reported_on == make.day("12-08")
    assert found.waiting == ((1, 0), (3, 0), (7, 1_000 + 350), (30, 1_000 + 1_500))


def test_a_fee_alone_is_told_without_a_rate(make):
    terms = Terms(effective_on=make.today, late_fee=LateFee(percent=Decimal(5)))
    found = consequence(make.debit(1, 10_000, "12-04", terms=terms), 4_000)
    assert found.waiting == ((1, 200), (3, 200), (7, 200), (30, 200))
    assert found.penalty_day_minor is None


def test_a_rate_alone_is_told_without_a_fee(make):
    terms = Terms(effective_on=make.today, grace_days=0, penalty_rate=Rate(Decimal(1), RatePer.DAY))
    assert consequence(make.debit(1, 10_000, "12-04", terms=terms), 10_000).waiting[0] == (1, 100)


def test_unknown_terms_stay_unknown_and_unknown_grace_is_none(make):
    found = consequence(make.debit(1, 10_000, "12-04"), 10_000)
    assert found.grace_end == make.day("12-04")
    assert not found.grace_known
    assert (found.late_fee_minor, found.penalty_day_minor) == (None, None)
    assert found.waiting == ((1, None), (3, None), (7, None), (30, None))
