"""A loan under an arrangement: what was open is folded, what was agreed is due, sums stay sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.loan.arranged import owed_by, since_arranged, table
from tracker.domain.loan.facts import (
    Arrangement,
    Component,
    Loan,
    LoanFacts,
    Method,
    Payment,
    Terms,
    terms_on,
)
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.payoff import payoff
from tracker.domain.loan.whatif import what_if
from tracker.domain.rates import Rate, RatePer

START, ON = date(2026, 8, 1), date(2026, 11, 21)
LOAN = Loan(
    id=1, slug="l", name="L", currency="CNY", method=Method.LEVEL_PAYMENT, tracked_from=START,
    balance_minor=1_200_000,
)  # fmt: skip
TERMS = Terms(
    effective_on=START, rate=Rate(Decimal(18), RatePer.YEAR), periods=12, first_due_on=date(2026, 9, 9)
)
FACTS = LoanFacts(loan=LOAN, terms=(TERMS,))


def paid(*pairs):
    return tuple(
        Payment(id=number, loan_id=1, paid_on=on, amount_minor=minor, currency="CNY")
        for number, (on, minor) in enumerate(pairs, 1)
    )


def arranged(count=24, amount=60_000, on=ON):
    return Arrangement(
        effective_on=on, payments=tuple((on + timedelta(days=14 + 30 * n), amount) for n in range(count))
    )


def test_everything_open_gives_way_to_what_was_agreed():
    facts = replace(FACTS, payments=paid((date(2026, 9, 9), 110_016)), arrangements=(arranged(),))
    ledger, before = replay(facts), replay(replace(facts, arrangements=()), until=ON - timedelta(days=1))
    assert ledger.instalments[0].settled_on == date(2026, 9, 9)
    assert [row.amount for row in ledger.instalments[1:]] == [60_000] * 24
    assert [row.number for row in ledger.instalments] == list(range(1, 26))
    assert ledger.balance == owed_by(FACTS, before, ON)
    assert {row.due_on for row in ledger.folded} >= {date(2026, 10, 9), date(2026, 11, 9), date(2026, 12, 9)}
    assert ledger.overdue(ON) == []
    assert sum(ledger.paid.values()) == 110_016
    assert replay(facts, until=ON - timedelta(days=1)).balance == before.balance


def test_less_than_is_owed_lets_the_rest_go_and_more_is_interest():
    less = replay(replace(FACTS, arrangements=(arranged(1, 600_000),)))
    assert (less.balance, less.instalments[0].interest) == (600_000, 0)
    more = replay(replace(FACTS, arrangements=(arranged(24, 60_000),)))
    assert sum(row.interest for row in more.instalments) == 24 * 60_000 - more.balance


def test_what_agreeing_costs_is_a_fee_of_its_own_and_no_part_of_what_is_owed():
    plain = replay(replace(FACTS, arrangements=(arranged(2, 700_000),)))
    ledger = replay(replace(FACTS, arrangements=(replace(arranged(2, 700_000), fee_minor=6_000),)))
    first, *rest = ledger.instalments
    assert (first.due_on, first.principal, first.interest, first.fee) == (ON, 0, 0, 6_000)
    assert [(row.principal, row.interest) for row in rest] == [
        (row.principal, row.interest) for row in plain.instalments
    ]
    assert [row.number for row in ledger.instalments] == [1, 2, 3]
    fee_paid = replay(
        replace(
            FACTS, arrangements=(replace(arranged(2, 700_000), fee_minor=6_000),), payments=paid((ON, 6_000))
        )
    )
    assert (fee_paid.balance, fee_paid.instalments[0].settled_on) == (ledger.balance, ON)


def test_what_was_open_says_when_it_was_replaced():
    ledger = replay(replace(FACTS, arrangements=(arranged(),)))
    assert {row.replaced_on for row in ledger.folded} == {ON}
    assert {row.replaced_on for row in ledger.instalments} == {None}


def test_payments_meet_the_agreed_instalments():
    facts = replace(
        FACTS,
        arrangements=(arranged(),),
        payments=paid((date(2026, 9, 9), 110_016), (date(2026, 12, 5), 60_000)),
    )
    ledger = replay(facts, allocations=True)
    assert ledger.instalments[1].settled_on == date(2026, 12, 5)
    assert (ledger.payments, ledger.last_paid_on) == (2, date(2026, 12, 5))
    assert {key: each.total for key, each in ledger.allocations.items()} == {1: 110_016, 2: 60_000}
    assert ledger.paid[Component.PRINCIPAL] + ledger.paid[Component.INTEREST] == 170_016
    assert replay(replace(facts, payments=facts.payments[:1])).last_paid_on == date(2026, 9, 9)


def test_a_later_arrangement_takes_the_place_of_an_earlier_one():
    later = arranged(2, 100_000, on=date(2027, 2, 1))
    ledger = replay(replace(FACTS, arrangements=(arranged(), later)))
    assert [row.amount for row in ledger.instalments] == [100_000] * 2
    assert ledger.balance == 200_000
    half = replay(replace(FACTS, arrangements=(arranged(), later)), until=date(2027, 1, 1))
    assert len(half.instalments) == 24


def test_a_card_stops_asking_for_minimums():
    card = replace(LOAN, method=Method.REVOLVING, balance_minor=100_000)
    terms = replace(
        TERMS, periods=None, first_due_on=None, due_day=24, statement_day=6, minimum_percent=Decimal(10)
    )
    facts = LoanFacts(loan=card, terms=(terms,), arrangements=(arranged(12, 10_000),))
    ledger = replay(facts)
    assert [row.amount for row in ledger.instalments] == [10_000] * 12
    assert all(row.kind == "minimum" for row in ledger.folded)
    assert payoff(facts, ON).total == 120_000


def test_later_terms_leave_the_agreed_sums_alone():
    harder = replace(
        TERMS, effective_on=date(2026, 12, 1), grace_days=9, rate=Rate(Decimal(30), RatePer.YEAR)
    )
    facts = replace(FACTS, terms=(TERMS, harder), arrangements=(arranged(),))
    assert {row.amount for row in replay(facts).instalments} == {60_000}
    after, _entries = since_arranged(facts, date(2026, 12, 5))
    assert terms_on(after, date(2026, 12, 5)).grace == 9


def test_what_clears_it_and_what_if_go_by_the_arrangement():
    facts = replace(FACTS, arrangements=(arranged(),))
    assert payoff(facts, ON).total == 24 * 60_000
    assert payoff(facts, ON - timedelta(days=1)).total == payoff(FACTS, ON - timedelta(days=1)).total
    assert what_if(facts, ON).fixed
    assert not what_if(FACTS, ON).fixed


def test_without_an_arrangement_the_facts_are_as_they_are():
    facts = replace(FACTS, payments=paid((date(2026, 9, 9), 1)), arrangements=(arranged(),))
    same, entries = since_arranged(facts, START)
    assert same.arrangements == ()
    assert same.loan == LOAN
    assert entries == [(date(2026, 9, 9), 1, 1)]


@pytest.mark.parametrize("carried", [0, 1, 99, 100])
def test_a_table_carries_over_exactly(carried):
    rows = table(Arrangement(effective_on=ON, payments=((ON, 30), (ON, 30), (ON, 40))), carried)
    assert sum(row.principal_minor for row in rows) == carried
    assert [row.principal_minor + row.interest_minor for row in rows] == [30, 30, 40]


@settings(max_examples=80, deadline=None)
@given(
    sums=st.lists(st.integers(1, 10**6), min_size=1, max_size=12),
    gone=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 10**6)), max_size=5),
    after=st.integers(0, 300),
)
def test_sums_stay_sums(sums, gone, after):
    on = START + timedelta(days=after)
    plan = Arrangement(
        effective_on=on, payments=tuple((on + timedelta(days=9 * n), each) for n, each in enumerate(sums))
    )
    facts = replace(
        FACTS,
        arrangements=(plan,),
        payments=paid(*((START + timedelta(days=days), minor) for days, minor in gone)),
    )
    ledger = replay(facts, allocations=True)
    assert sum(ledger.paid.values()) + ledger.credit == sum(minor for _days, minor in gone)
    assert ledger.balance >= 0
    open_rows = [row for row in ledger.instalments if row.open > 0]
    assert sum(row.principal - row.paid_principal for row in open_rows) <= ledger.balance
    numbers = [row.number for row in ledger.instalments]
    assert len(set(numbers)) == len(numbers)
    assert sum(each.total for each in ledger.allocations.values()) == sum(minor for _days, minor in gone)
