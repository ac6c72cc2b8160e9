"""Weights for the rows of a model by what a run tells: what a unit of money in a month would have saved.

A unit paid in a month is worth the interest it stops on the debt that the run pays above its minimum
then. A unit owed costs as much, or less where only the minimum takes it off. For loans with one rate and
one payment these are the best weights there are, so that the bound they give proves the avalanche without
a solver; for others they give a true bound that may be low.
"""

from __future__ import annotations

from fractions import Fraction

from tracker.domain.plan.bound import SCALE
from tracker.domain.plan.debt import Debt, Fixed
from tracker.domain.plan.model import Model
from tracker.domain.plan.run import Run


def is_plain(debt: Debt) -> bool:
    """Whether the weights are the best for a debt: one rate, one payment, no fee."""
    return len(debt.rates) == 1 and isinstance(debt.minimum, Fixed) and debt.prepay_fee is None


def targets_of(run: Run) -> list[int | None]:
    """The debt, by place, that the last money of each month goes to and that is not gone by it."""
    found: list[int | None] = []
    for month in run.months:
        paid = zip(month.paid, month.required, month.balance, strict=True)
        above = [place for place, (sum_, asked, left) in enumerate(paid) if sum_ > asked and left]
        found.append(above[0] if above else None)
    return found


def price(model: Model, run: Run) -> list[int]:
    """A weight for each row, times SCALE."""
    targets = targets_of(run)
    weights = [0] * len(model.rows)
    places = sorted({place for place, _ in model.lines})
    # What a unit owed at the beginning of the month after costs, its interest included.
    costs: dict[int, Fraction] = dict.fromkeys(places, Fraction(1))
    worth = Fraction(1)
    for month in range(model.start + model.months - 1, model.start - 1, -1):
        target = targets[month] if month < len(targets) else None
        if target is not None and (target, month) in model.lines:
            worth = max(worth, costs[target])
        weights[model.budgets[month]] = -_near(worth - 1)
        for place in places:
            line = model.lines.get((place, month))
            if line is None:
                continue
            kept = costs[place] if line.most else worth
            cost = min(kept, worth)
            if line.fixed is not None and cost < worth:
                amount, asked, still = line.fixed
                share = Fraction(amount, line.most)
                cost = (kept + share * worth) / (1 + share)
                weights[asked] = _near(worth - cost)
                weights[still] = -_near(share * (worth - cost))
            weights[line.owed] = _near(cost)
            cost = Fraction(_near(cost), SCALE)
            costs[place] = (1 + line.part) * cost
        worth = Fraction(_near(worth), SCALE)
    return weights


def _near(value: Fraction) -> int:
    return round(value * SCALE)
