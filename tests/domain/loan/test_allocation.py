"""A payment is spread without loss, in the order the contract or the law names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.allocation import (
    Debt,
    RatedBalance,
    allocate,
    allocate_by_rate,
    allocate_debts,
    components,
    pro_rata,
    waterfill,
)
from tracker.domain.loan.facts import AllocationOrder, Component, Scope

PENALTY, FEE, INTEREST, PRINCIPAL = Component
AMOUNTS = st.integers(0, 10**7)
PARTS = st.lists(st.dictionaries(st.sampled_from(Component), AMOUNTS), max_size=8)
ORDERS = st.builds(
    AllocationOrder,
    order=st.permutations(list(Component)).map(tuple),
    scope=st.sampled_from(Scope),
    switch_after_days=st.none() | st.integers(0, 120),
    switched=st.permutations(list(Component)).map(tuple),
)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=20))
def test_a_waterfall_fills_in_turn_and_loses_nothing(amount, parts):
    filled = waterfill(amount, parts)
    assert sum(filled) == min(amount, sum(parts))
    assert all(0 <= taken <= wanted for taken, wanted in zip(filled, parts, strict=True))
    short = [place for place, taken in enumerate(filled) if taken < parts[place]]
    assert not any(filled[short[0] + 1 :]) if short else True


@given(AMOUNTS, PARTS, ORDERS, st.integers(0, 200))
def test_an_allocation_sums_to_the_payment(amount, parts, order, days):
    found = allocate(amount, parts, order, days)
    assert sum(sum(part.values()) for part in found.parts) + found.unapplied == amount
    assert sum(found.total(component) for component in Component) + found.unapplied == amount
    assert found.unapplied == max(0, amount - sum(sum(part.values()) for part in parts))
    for applied, part in zip(found.parts, parts, strict=True):
        assert all(0 < taken <= part[component] for component, taken in applied.items())


TWO = [{PENALTY: 12, INTEREST: 200, PRINCIPAL: 700}, {PENALTY: 5, INTEREST: 186, PRINCIPAL: 714}]


def test_one_instalment_is_finished_before_the_next():
    found = allocate(1000, TWO, AllocationOrder())
    assert found.parts == ({PENALTY: 12, INTEREST: 200, PRINCIPAL: 700}, {PENALTY: 5, INTEREST: 83})


def test_or_one_component_of_all_instalments():
    found = allocate(410, TWO, AllocationOrder(scope=Scope.ACROSS))
    assert found.parts == ({PENALTY: 12, INTEREST: 200, PRINCIPAL: 7}, {PENALTY: 5, INTEREST: 186})


CARD = AllocationOrder(
    order=(FEE, INTEREST, PRINCIPAL), switch_after_days=90, switched=(PRINCIPAL, INTEREST, FEE)
)


@pytest.mark.parametrize(("days", "first"), [(0, FEE), (90, FEE), (91, PRINCIPAL), (400, PRINCIPAL)])
def test_the_order_switches_beyond_the_stated_days(days, first):
    assert components(CARD, days)[0] is first


def test_what_the_contract_does_not_name_comes_last():
    assert components(CARD) == (FEE, INTEREST, PRINCIPAL, PENALTY)
    assert allocate(5, [{PENALTY: 5}], CARD).unapplied == 0


def test_an_order_without_a_second_one_does_not_switch():
    assert components(AllocationOrder(switch_after_days=90), 400) == AllocationOrder().order


BALANCES = [
    RatedBalance(percent=Decimal(17), amount=1000),
    RatedBalance(percent=Decimal(25), amount=500, disputed=200),
    RatedBalance(percent=Decimal(0), amount=300, expiring=True),
]


def paid(amount, **how):
    return [(share.paid, share.paid_disputed) for share in allocate_by_rate(amount, BALANCES, **how)]


def test_expiring_deferred_interest_then_the_highest_rate_then_disputes():
    assert paid(200) == [(0, 0), (0, 0), (200, 0)]
    assert paid(700) == [(100, 0), (300, 0), (300, 0)]
    assert paid(1700) == [(1000, 0), (300, 100), (300, 0)]


def test_a_minimum_usually_meets_the_lowest_rate():
    assert paid(400, highest_first=False) == [(100, 0), (0, 0), (300, 0)]


@given(
    AMOUNTS,
    st.lists(st.tuples(st.integers(0, 40), AMOUNTS, AMOUNTS, st.booleans()), max_size=6),
    st.booleans(),
)
def test_shares_by_rate_sum_to_the_payment(amount, drawn, highest_first):
    balances = [
        RatedBalance(percent=Decimal(rate), amount=one + two, disputed=one, expiring=expiring)
        for rate, one, two, expiring in drawn
    ]
    shares = allocate_by_rate(amount, balances, highest_first=highest_first)
    assert sum(share.total for share in shares) == min(amount, sum(balance.amount for balance in balances))
    assert all(share.total <= balance.amount for share, balance in zip(shares, balances, strict=True))


TODAY = date(2026, 6, 1)
EARLY, LATE, FUTURE = date(2026, 3, 1), date(2026, 5, 1), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("debts", "shares"),
    [
        ([Debt(due_on=FUTURE, amount=600), Debt(due_on=LATE, amount=700)], (300, 700)),
        (
            [Debt(due_on=EARLY, amount=700, secured=500), Debt(due_on=LATE, amount=700, secured=100)],
            (300, 700),
        ),
        ([Debt(due_on=EARLY, amount=700), Debt(due_on=LATE, amount=700, percent=Decimal(12))], (300, 700)),
        ([Debt(due_on=LATE, amount=700), Debt(due_on=EARLY, amount=700)], (300, 700)),
        ([Debt(due_on=LATE, amount=500), Debt(due_on=LATE, amount=1500)], (250, 750)),
        ([Debt(due_on=TODAY, amount=700), Debt(due_on=FUTURE, amount=700, percent=Decimal(30))], (700, 300)),
        ([], ()),
    ],
)
def test_debts_to_one_creditor_in_the_order_of_the_law(debts, shares):
    assert allocate_debts(1000, debts, TODAY) == shares


def test_the_debtor_may_choose():
    debts = [Debt(due_on=FUTURE, amount=600), Debt(due_on=LATE, amount=700)]
    assert allocate_debts(1000, debts, TODAY, designated=0) == (600, 400)


@given(
    AMOUNTS,
    st.lists(st.tuples(st.sampled_from([EARLY, LATE, FUTURE]), AMOUNTS, st.integers(0, 2)), max_size=8),
)
def test_shares_of_debts_sum_to_the_payment(amount, drawn):
    debts = [Debt(due_on=due, amount=size, secured=secured) for due, size, secured in drawn]
    shares = allocate_debts(amount, debts, TODAY)
    assert sum(shares) == min(amount, sum(debt.amount for debt in debts))
    assert all(0 <= share <= debt.amount for share, debt in zip(shares, debts, strict=True))


@given(AMOUNTS, st.lists(AMOUNTS, max_size=12))
def test_equals_share_alike(amount, parts):
    shares = pro_rata(amount, parts)
    total = sum(parts)
    assert sum(shares) == min(amount, total)
    for share, part in zip(shares, parts, strict=True):
        assert 0 <= share <= part
        assert amount >= total or abs(share * total - amount * part) < total
