"""A bound that no rounding of a solver can spoil: weights of the rows, taken exactly.

Any weights give a true bound: the rows added up by them say the least the costs can come to where every
column lies within its own bounds. Those of a solver give the best one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tracker.domain.plan.model import Model, Number

SCALE = 1 << 40
"""Weights are taken in this fraction of a unit."""


def least_cost(model: Model, weights: Sequence[int], *, unrounded: bool = False) -> int:
    """The cost in whole units that no plan is below, from a weight for each row, times SCALE.

    With `unrounded` it is that of plans whose interest and fees are not rounded.
    """
    left: list[Number] = [cost * SCALE for cost in model.costs]
    total: Number = model.constant * SCALE
    for row, weight in zip(model.rows, weights, strict=True):
        side = row.lower if weight > 0 else row.upper
        if not weight or side is None:
            continue  # a weight that holds against the wrong side says nothing
        if unrounded:
            side = side + row.rounded[0] if weight > 0 else side - row.rounded[1]
        total += weight * side
        for column, times in row.terms:
            left[column] -= weight * times
    for each, lower, upper in zip(left, model.lower, model.upper, strict=True):
        if each:
            total += each * (lower if each > 0 else upper)
    return -(-Fraction(total) // SCALE)
