"""The search of every way equals trying all of them, on small debts with all that makes plans hard."""

from __future__ import annotations

import pytest
from portfolios import owed
from tiny import drawn, least_by_trying

from tracker.domain.plan.debt import Budget
from tracker.domain.plan.following import case_of
from tracker.domain.plan.optimum import Method
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.search import is_small, search
from tracker.domain.plan.seeking import find
from tracker.domain.plan.simulate import replay

MONTHS = 6
EACH = 30


@pytest.mark.parametrize("first", range(0, 12 * EACH, EACH))
def test_it_finds_what_trying_every_way_finds(first) -> None:
    searched = 0
    for seed in range(first, first + EACH):
        debts, budget = drawn(seed, scale=(12, 8)[seed % 2], count=2 + seed % 2, months=4)
        least, found = least_by_trying(debts, budget, MONTHS), find(debts, budget)
        if least is None:
            assert not found.run.ends or len(found.run.months) > MONTHS, seed
            continue
        assert found.run.ends and found.proven, seed
        assert found.method is Method.SEARCH and found.gap == 0
        again = replay(debts, budget, [month.paid for month in found.run.months], Strategy.OPTIMAL)
        assert again == found.run
        if len(found.run.months) <= MONTHS:
            assert found.run.cost == least, seed
        else:
            assert found.run.cost < least, seed
        searched += 1
    assert searched > EACH // 3


def test_few_states_are_searched_to_the_end() -> None:
    # A fee without end makes waiting pay: cents that no rule and no linear program sees.
    debts, budget = drawn(2175, scale=9, count=3, months=3)
    found = find(debts, budget)
    assert (found.method, found.run.cost, found.gap) == (Method.SEARCH, 6, 0)
    assert len(found.run.months) == 7  # within six months it costs 7


def test_it_gives_up_when_it_is_told_to() -> None:
    debts = [owed(1, 60, "90", 1), owed(2, 50, "80", 1)]
    case = case_of(debts, Budget(monthly=9), 1200)
    assert is_small(case)
    found = search(case, None, lambda: True)
    assert not found.complete


def test_debts_of_real_size_are_not_tried() -> None:
    assert not is_small(case_of([owed(1, 500_00, "12", 10_00), owed(2, 300_00, "9", 10_00)], Budget(), 1200))
