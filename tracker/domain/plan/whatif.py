"""A plan's debts and money as they would be if something were otherwise, and the least money that does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from tracker.domain.plan.debt import Budget, Debt, Drop, Minimum, RateFrom
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import LIMIT, first_asked, simulate


def with_one_off(budget: Budget, month: int, amount: int) -> Budget:
    """The money with a sum that comes once."""
    return replace(budget, one_offs=(*budget.one_offs, (month, amount)))


def with_drop(budget: Budget, percent: Decimal, months: int, first_month: int = 0) -> Budget:
    """The money with some months that bring less."""
    drop = Drop(first_month=first_month, months=months, percent=percent)
    return replace(budget, drops=(*budget.drops, drop))


def with_points(debts: Sequence[Debt], points: Decimal, key: int | None = None) -> tuple[Debt, ...]:
    """The debts at rates so many percentage points higher, never below none.

    What bears no interest keeps bearing none, unless its debt is named.
    """

    def moved(step: RateFrom, named: bool) -> RateFrom:
        if not step.yearly and not named:
            return step
        return replace(step, yearly=max(step.yearly + points / 100, Decimal(0)))

    return tuple(
        replace(debt, rates=tuple(moved(step, debt.key == key) for step in debt.rates or _no_interest()))
        if key in (None, debt.key)
        else debt
        for debt in debts
    )


def _no_interest() -> tuple[RateFrom, ...]:
    return (RateFrom(month=0, yearly=Decimal(0)),)


def with_frozen(debts: Sequence[Debt], keys: Collection[int]) -> tuple[Debt, ...]:
    """The debts where the named ones get their minimum only."""
    return tuple(replace(debt, frozen=True) if debt.key in keys else debt for debt in debts)


def with_new(debts: Sequence[Debt], new: Debt) -> tuple[Debt, ...]:
    """The debts with one more."""
    return (*debts, new)


def refinanced(
    debts: Sequence[Debt],
    key: int,
    *,
    yearly: Decimal,
    minimum: Minimum,
    fee: int = 0,
    ends_month: int | None = None,
) -> tuple[Debt, ...]:
    """The debts where one is paid off by a new one that owes what it owed and the fee.

    The fee is part of the new balance and bears its interest; it counts as cost.
    """
    return tuple(
        Debt(
            key=debt.key,
            name=debt.name,
            balance=debt.balance + fee,
            rates=(RateFrom(month=0, yearly=yearly),),
            minimum=minimum,
            fees_within=fee,
            ends_month=ends_month,
            frozen=debt.frozen,
        )
        if debt.key == key
        else debt
        for debt in debts
    )


def smallest_budget(
    debts: Sequence[Debt],
    budget: Budget,
    months: int | None = None,
    *,
    strategy: Strategy = Strategy.AVALANCHE,
    order: Sequence[int] = (),
) -> int | None:
    """The least monthly sum by which a strategy ends all debts, within so many months if given.

    None if no sum does. It is found by halving: one unit less does not do, and beyond it more money
    does too but for rare portfolios in which it is spent on other debts before a large sum falls due.
    """

    def does(monthly: int) -> bool:
        run = simulate(
            debts, replace(budget, monthly=monthly, extra=0), strategy, order=order, limit=months or LIMIT
        )
        return run.ends

    enough = max(first_asked(debts), 1)
    most = 4 * sum(debt.balance for debt in debts) + enough
    while not does(enough):
        if enough > most:
            return None
        enough *= 2
    if does(0):
        return 0
    too_little = 0
    while enough - too_little > 1:
        middle = (too_little + enough) // 2
        if does(middle):
            enough = middle
        else:
            too_little = middle
    return enough
