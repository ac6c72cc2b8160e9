"""Why the end of all debts moved: the parts that payments, fees, rates, charges and edits have in it.

One kind of input after the other takes its present value, in a fixed order, and the plan is played each
time: the parts are the steps between, so they add up to the whole to the unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.run import Run, Strategy
from tracker.domain.plan.simulate import simulate


class Cause(StrEnum):
    """Kinds of input, in the order they take their present value."""

    PAYMENT = "payment"
    """More or less was paid than planned."""
    FEE = "fee"
    """Fees and penalties were posted."""
    RATE = "rate"
    """A rate changed."""
    CHARGE = "charge"
    """More was borrowed or bought."""
    EDIT = "edit"
    """All else: the budget, terms, loans that came or went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a plan is played from."""

    debts: tuple[Debt, ...]
    budget: Budget
    strategy: Strategy = Strategy.AVALANCHE
    order: tuple[int, ...] = ()

    def play(self) -> Run:
        """The plan played to its end; one that was searched for is continued as by avalanche."""
        strategy = Strategy.AVALANCHE if self.strategy is Strategy.OPTIMAL else self.strategy
        return simulate(self.debts, self.budget, strategy, order=self.order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """By how much each balance is above (or below) the planned one, by the key of the debt and the cause."""

    payments: Mapping[int, int] = field(default_factory=dict)
    fees: Mapping[int, int] = field(default_factory=dict)
    charges: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one cause moved: later is more."""

    cause: Cause
    months: int
    days: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """By how much the end moved and what it costs more, in parts that add up to it.

    None where the debts end on one side only. A cause that makes a plan impossible which a later one
    mends is told together with that one.
    """

    months: int | None
    days: int | None
    cost: int | None
    parts: tuple[Part, ...]


def why_moved(
    planned: Inputs, now: Inputs, differences: Differences, *, day_of: Callable[[Run], int] | None = None
) -> Moved:
    """Why debts end at another time than planned; both are seen from the same month on.

    `day_of` counts the day a run ends on, from any day; without it a month counts as thirty.
    """
    count = day_of or (lambda run: 30 * len(run.months))
    before, last = planned.play(), now.play()
    if not (before.ends and last.ends):
        return Moved(months=None, days=None, cost=None, parts=())
    first, parts = before, []
    for cause, inputs in _steps(planned, now, differences):
        after = last if cause is Cause.EDIT else inputs.play()
        if not after.ends:
            continue
        part = Part(
            cause=cause,
            months=len(after.months) - len(before.months),
            days=count(after) - count(before),
            cost=after.cost - before.cost,
        )
        before = after
        if part.months or part.days or part.cost:
            parts.append(part)
    return Moved(
        months=len(last.months) - len(first.months),
        days=count(last) - count(first),
        cost=last.cost - first.cost,
        parts=tuple(parts),
    )


def _steps(planned: Inputs, now: Inputs, differences: Differences) -> Iterator[tuple[Cause, Inputs]]:
    """The inputs with one kind after the other at its present value."""
    present = {debt.key: debt for debt in now.debts}
    debts = _above(planned.debts, differences.payments)
    yield Cause.PAYMENT, replace(planned, debts=debts)
    debts = _above(debts, differences.fees)
    yield Cause.FEE, replace(planned, debts=debts)
    debts = tuple(
        replace(debt, rates=present[debt.key].rates, quoted=present[debt.key].quoted)
        if debt.key in present
        else debt
        for debt in debts
    )
    yield Cause.RATE, replace(planned, debts=debts)
    yield Cause.CHARGE, replace(planned, debts=_above(debts, differences.charges))
    yield Cause.EDIT, now


def _above(debts: Sequence[Debt], by: Mapping[int, int]) -> tuple[Debt, ...]:
    return tuple(
        replace(debt, balance=max(debt.balance + by[debt.key], 0)) if by.get(debt.key) else debt
        for debt in debts
    )
