"""The bound from weights: true for any of them, best for those of a solver."""

from __future__ import annotations

import random

import pytest
from tiny import drawn, least_by_trying

from tracker.domain.plan.bound import SCALE, least_cost
from tracker.domain.plan.model import build
from tracker.domain.plan.start import start_of


@pytest.mark.parametrize("seed", range(0, 90, 3))
def test_no_weights_give_more_than_a_plan_costs(seed) -> None:
    debts, budget = drawn(seed, scale=8, count=2, months=4)
    least, start = least_by_trying(debts, budget, 6), start_of(debts, budget, 20)
    if least is None or start is None:
        pytest.skip("there is no plan")
    model, luck = build(debts, budget, start, 8), random.Random(seed)
    for _ in range(20):
        weights = [luck.randint(-SCALE, SCALE) // 4 for _ in model.rows]
        assert least_cost(model, weights) <= least
    assert least_cost(model, [0] * len(model.rows)) <= least
