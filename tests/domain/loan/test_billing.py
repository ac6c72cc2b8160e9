"""Terms that change on dates, and how principal is billed by them.

The loan is 300.00 at 1% a month in three payments from 15 January: 99.01, 100.00, 100.99.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.calendar import Frequency
from tracker.domain.loan.billing import accrued
from tracker.domain.loan.facts import ChargeKind, Component, Excess, LateFee, Method, Terms
from tracker.domain.loan.ledger import Instalment, replay
from tracker.domain.rates import DayCount, Rate

LEVEL = Method.LEVEL_PAYMENT
START = date(2026, 1, 15)
THREE = Terms(effective_on=START, rate=Rate(Decimal(12)), periods=3)


def changed(on: str, base: Terms = THREE, **terms) -> list[Terms]:
    return [replace(base, effective_on=date.fromisoformat(f"2026-{on}"), **terms)]


def rows(ledger) -> list[tuple[str, int, int]]:
    return [(str(row.due_on)[5:], row.principal, row.interest) for row in ledger.instalments]


@pytest.fixture
def level(facts):
    return lambda **given: facts(LEVEL, 30000, **{"rate": "12", "periods": 3} | given)


def test_a_new_rate_is_spread_over_the_periods_left(level):
    # 20099 at 2%, two left: 10352; 402 of interest, then 10149 and 203.
    ledger = replay(level(later=changed("02-15", rate=Rate(Decimal(24)))))
    assert rows(ledger) == [("02-15", 9901, 300), ("03-15", 9950, 402), ("04-15", 10149, 203)]


def test_the_running_period_keeps_its_rate(level):
    ledger = replay(level(later=changed("02-16", rate=Rate(Decimal(24)))))
    assert rows(ledger) == [("02-15", 9901, 300), ("03-15", 10000, 201), ("04-15", 10099, 202)]


def test_a_second_change_still_counts_the_periods_from_the_start(facts):
    later = [*changed("03-15", periods=6, rate=Rate(Decimal(0))), *changed("05-15", periods=6, rate=None)]
    ledger = replay(facts(Method.EQUAL_PRINCIPAL, 60000, rate="12", periods=6, later=later))
    assert [row.principal for row in ledger.instalments] == [10000] * 6
    assert [row.interest for row in ledger.instalments] == [600, 500, 0, 0, 0, 0]


def test_a_stated_payment_was_for_the_old_rate(level):
    base = replace(THREE, payment_minor=10201)
    ledger = replay(level(payment_minor=10201, later=changed("02-15", base, rate=Rate(Decimal(24)))))
    assert [row.amount for row in ledger.instalments] == [10201, 10352, 10352]
    both = changed("02-15", base, rate=Rate(Decimal(24)), payment_minor=11000)
    ledger = replay(level(payment_minor=10201, later=both))
    assert [row.amount for row in ledger.instalments] == [10201, 11000, 9691]


def test_a_payment_without_an_end_stays(facts):
    base = Terms(effective_on=START, rate=Rate(Decimal(12)), payment_minor=15000)
    later = changed("02-15", base, rate=Rate(Decimal(24)))
    ledger = replay(facts(LEVEL, 30000, rate="12", payment_minor=15000, later=later))
    # 15300 left: 306 + 14694, then 606 and 12.
    assert rows(ledger) == [("02-15", 14700, 300), ("03-15", 14694, 306), ("04-15", 606, 12)]


@pytest.mark.parametrize("term", [{"grace_days": 5}, {"late_fee": LateFee(flat_minor=5)}, {"lead_days": 2}])
def test_terms_that_price_nothing_change_no_instalment(level, term):
    # After 5000 extra the payment stays; a level payment computed anew would be smaller.
    paid = [("02-15", 10201), ("02-15", 5000)]
    assert rows(replay(level(paid=paid, later=changed("02-20", **term)))) == rows(replay(level(paid=paid)))


def test_a_new_due_day_moves_the_coming_dates(level):
    ledger = replay(level(later=changed("02-15", due_day=31)))
    assert rows(ledger) == [("02-15", 9901, 300), ("03-31", 10000, 201), ("04-30", 10099, 101)]


def test_a_new_due_day_keeps_the_payment_after_an_extra_one(level):
    paid = [("02-15", 15201)]
    ledger = replay(level(paid=paid, later=changed("02-15", due_day=20)))
    assert [row.amount for row in ledger.instalments][:2] == [10201, 10201]


def test_the_same_first_due_date_again_restructures_nothing(level):
    first = date(2026, 2, 20)
    later = changed("01-20", first_due_on=first, grace_days=3)
    ledger = replay(level(first_due_on=first, later=later))
    assert rows(ledger) == [("02-20", 9901, 300), ("03-20", 10000, 201), ("04-20", 10099, 101)]
    assert [row.number for row in ledger.instalments] == [1, 2, 3]


def test_restructuring_folds_the_arrears(level):
    # 20 March: 101 of the first instalment's 300 was paid; the second is overdue too, the third runs.
    later = changed("03-20", first_due_on=date(2026, 5, 1), periods=2)
    ledger = replay(level(paid=[("02-15", 101)], later=later))
    assert ledger.charges[Component.INTEREST] == 199 + 201
    assert ledger.balance == 30000 + 400
    # Two of 1% on 30000: 15225; 300 and 15.0.
    assert rows(ledger) == [("05-01", 14925, 300), ("06-01", 15075, 151)]
    assert [row.number for row in ledger.instalments] == [4, 5]
    assert [row.number for row in ledger.folded] == [1, 2, 3]
    assert {row.replaced_on for row in ledger.folded} == {date(2026, 3, 20)}
    assert ledger.days_past_due(date(2026, 4, 30)) == 0


def test_restructuring_keeps_what_was_settled(level):
    later = changed("02-20", first_due_on=date(2026, 4, 1), periods=1)
    ledger = replay(level(paid=[("02-15", 10201)], later=later))
    assert rows(ledger) == [("02-15", 9901, 300), ("04-01", 20099, 201)]
    assert ledger.balance == 20099


def test_a_restructured_flat_fee_is_on_the_new_sum(facts):
    base = Terms(effective_on=START, fee_percent=Decimal(1), periods=3)
    later = changed("02-15", base, first_due_on=date(2026, 3, 15), periods=2)
    ledger = replay(
        facts(Method.FLAT_FEE, 30000, fee_percent=Decimal(1), periods=3, paid=[("02-10", 10300)], later=later)
    )
    assert [row.fee for row in ledger.instalments] == [300, 200, 200]


def test_a_first_due_date_in_the_past_carries_on(level):
    later = changed("03-20", first_due_on=date(2026, 3, 1))
    assert len(replay(level(later=later)).instalments) == 3


@pytest.mark.parametrize(
    ("opened", "base", "due"),
    [
        ("same", {}, "03-15"),  # a loan lent on the 15th keeps to the 15th
        (None, {"due_day": 10}, "03-10"),
        (None, {"first_due_on": date(2026, 1, 31)}, "03-31"),
        (None, {"first_due_on": date(2026, 1, 28), "every": Frequency.WEEK}, "02-25"),
    ],
)
def test_terms_learnt_later_start_a_schedule(facts, opened, base, due):
    later = changed("02-20", **base) if due != "03-31" else changed("03-01", **base)
    ledger = replay(facts(LEVEL, 30000, opened=opened, later=later))
    assert str(ledger.instalments[0].due_on)[5:] == due
    assert sum(row.principal for row in ledger.instalments) == 30000


def test_terms_that_say_nothing_still_start_none(facts):
    later = [Terms(effective_on=date(2026, 2, 20), grace_days=3)]
    assert replay(facts(LEVEL, 30000, later=later)).instalments == []


def test_terms_from_before_tracking_are_those_in_force(level):
    later = changed("01-10", rate=Rate(Decimal(24)), periods=1)
    assert rows(replay(level(later=later))) == [("02-15", 30000, 600)]


def test_pay_in_advance_bills_ahead(level):
    ledger = replay(level(excess=Excess.ADVANCE, paid=[("01-20", 20402)]))
    assert [row.open for row in ledger.instalments] == [0, 0, 10200]


def test_a_schedule_may_reach_the_end_of_the_calendar(facts):
    ledger = replay(facts(LEVEL, 30000, rate="12", periods=30, first_due_on=date(9998, 12, 31)))
    assert ledger.balance == 30000
    assert len(ledger.instalments) == 13


def test_a_table_takes_a_purchase(facts):
    charged = [("02-20", ChargeKind.PURCHASE, 50)]
    ledger = replay(facts(Method.CUSTOM, 100, table=[(1, "02-10", 100, 0, 0)], charged=charged))
    assert (ledger.balance, len(ledger.instalments)) == (150, 1)


@pytest.mark.parametrize(
    ("on", "convention", "part"),
    [
        (date(2026, 1, 15), DayCount.EQUAL_MONTHS, 0),
        (date(2026, 1, 30), DayCount.EQUAL_MONTHS, 150),
        (date(2026, 1, 31), DayCount.EQUAL_MONTHS, 160),  # from a 15th, a 31st is the sixteenth day
        (date(2026, 1, 31), DayCount.ACTUAL_365, 155),  # 16 of 31 days
        (date(2026, 2, 15), DayCount.ACTUAL_365, 300),
        (date(2027, 2, 15), DayCount.ACTUAL_365, 300),
        (date(2025, 2, 15), DayCount.ACTUAL_365, 0),
    ],
)
def test_accrued_interest(on, convention, part):
    row = Instalment(
        number=1, started_on=START, due_on=date(2026, 2, 15), principal=0, interest=300, fee=0, balance=0
    )
    assert accrued(row, convention, on) == part


def test_no_part_of_a_period_without_days():
    row = Instalment(
        number=1, started_on=date(2026, 1, 30), due_on=date(2026, 1, 31), principal=0, interest=300, fee=0,
        balance=0,
    )  # fmt: skip
    assert accrued(row, DayCount.THIRTY_360, date(2026, 1, 30)) == 0
