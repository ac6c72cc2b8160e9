"""The program of a plan: every plan that can be paid is a solution of it, at its cost."""

from __future__ import annotations

import pytest
from portfolios import owed
from tiny import drawn

from tracker.domain.plan.debt import Budget, Parts
from tracker.domain.plan.model import build, careful, is_chosen, slowest
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import simulate
from tracker.domain.plan.start import start_of


def solution_of(model, run) -> dict[int, int]:
    """The columns that a run decides: what is owed and kept."""
    found = {column: run.months[month].balance[place] for (place, month), column in model.owe.items()}
    return found | {column: run.months[month].cash for month, column in model.cash.items()}


@pytest.mark.parametrize("seed", range(60))
def test_what_a_run_owes_and_keeps_is_within_the_bounds(seed) -> None:
    debts, budget = drawn(seed, scale=600_000, count=3, months=12)
    run = simulate(debts, budget, Strategy.AVALANCHE)
    start = start_of(debts, budget, 480)
    if not run.ends or start is None or start.month >= len(run.months):
        pytest.skip("nothing to look at")
    model = build(debts, budget, start, len(run.months) - start.month)
    free = {place for place, debt in enumerate(debts) if is_chosen(debt, start.balances[place], start.month)}
    paid_as_asked = all(
        month.paid[place] == month.required[place]
        for month in run.months for place in range(3) if place not in free
    )  # fmt: skip
    for column, value in solution_of(model, run).items():
        if column in model.cash.values() and not paid_as_asked:
            continue  # what is paid early to debts that are not in it would be cash there
        assert model.lower[column] <= value <= model.upper[column], seed
    assert {place for place, _ in model.owe} == free


def test_debts_without_interest_and_frozen_ones_have_no_choice() -> None:
    assert not is_chosen(owed(1, 1_000, "0", 100), 1_000, 0)
    assert not is_chosen(owed(1, 1_000, "9", 100, frozen=True), 1_000, 0)
    assert is_chosen(owed(1, 1_000, "9", 100), 1_000, 0)
    assert is_chosen(owed(1, 1_000, "0", 0), 1_000, 0)  # it would never end by itself


def test_the_slowest_way_pays_the_minimums() -> None:
    assert slowest(owed(1, 1_000, "0", Parts(principal=(400, 400, 400))), 1_000, 0, 9) == [600, 200, 0]


def test_rounding_is_allowed_for_both_ways() -> None:
    start = start_of([owed(1, 10_000, "11", 1_000)], Budget(monthly=2_000), 20)
    assert start is not None
    model = build([owed(1, 10_000, "11", 1_000)], Budget(monthly=2_000), start, 6)
    rounded = [row for row in model.rows if any(row.rounded)]
    assert rounded
    assert all(row.lower < row.upper for row in rounded if None not in (row.lower, row.upper))
    # Against a plan: no interest is taken for less than it may become.
    for row, other in zip(model.rows, careful(model).rows, strict=True):
        if row in rounded and row.lower is not None:
            assert other.lower > row.lower
        else:
            assert other == row
