"""A month's means: every rule as a sum for a month, sure income only, every cost that still runs."""

from __future__ import annotations

from datetime import date

from tracker.domain.calendar import Frequency
from tracker.domain.cash.facts import CashEvent, CashKind, Certainty
from tracker.domain.cash.monthly import monthly, monthly_means

TODAY = date(2026, 11, 21)


def event(amount, every=Frequency.MONTH, kind=CashKind.EXPENSE, **more):
    given = {"id": 1, "name": "x", "account_id": 1, "currency": "CNY", "first_on": date(2026, 1, 1)} | more
    return CashEvent(kind=kind, amount_minor=amount, every=every, **given)


def test_each_rule_is_a_sum_for_a_month():
    # 100.00 a week is 52 weeks in twelve months: 433.33.
    cases = (("MONTH", 10_000), ("WEEK", 43_333), ("TWO_WEEKS", 21_667), ("QUARTER", 3_333), ("YEAR", 833))
    for name, minor in cases:
        found = monthly(event(10_000, Frequency[name]))
        assert (found.minor, found.estimate) == (minor, name != "MONTH")
    assert monthly(event(10_000, None)) is None


def test_only_sure_income_counts_and_every_cost_does():
    found = monthly_means(
        [
            event(800_000, kind=CashKind.INCOME),
            event(100_000, kind=CashKind.INCOME, certainty=Certainty.LIKELY),
            event(300_000, certainty=Certainty.HOPED),
            event(50_000, until_on=date(2026, 11, 20)),
            event(70_000, until_on=TODAY),
            event(1, currency="EUR"),
        ],
        "CNY",
        TODAY,
    )
    assert (found.income_minor, found.costs_minor, found.left_minor) == (800_000, 370_000, 430_000)
    assert not found.estimate
    assert monthly_means([event(1, Frequency.WEEK)], "CNY", TODAY).left_minor == -4
    assert monthly_means([event(1, Frequency.WEEK)], "CNY", TODAY).estimate
