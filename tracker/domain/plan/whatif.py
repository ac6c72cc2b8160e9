"""A plan's debts and money as they would be if something were otherwise, and the least money that does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from tracker.domain.plan.charges import fee_in, half_up
from tracker.domain.plan.debt import Budget, Debt, Drop, RateFrom
from tracker.domain.plan.new_loan import NewLoan
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import LIMIT, budget_of, first_asked, simulate


def with_one_off(budget: Budget, month: int, amount: int) -> Budget:
    """The money with a sum that comes once."""
    return replace(budget, one_offs=(*budget.one_offs, (month, amount)))


def with_sums(debts: Sequence[Debt], budget: Budget, sums: Sequence[int]) -> Budget:
    """The money of some debts with a sum for each of the next months beside it, then as it was."""
    last = max([1, *(at + 1 for at, _ in budget.one_offs), *(debt.starts_month for debt in debts)])
    last = max([last, *(drop.first_month + drop.months for drop in budget.drops)])
    steady = budget_of(debts, budget, last)
    found = [budget_of(debts, budget, month) - steady for month in range(last)]
    found += [0] * (len(sums) - last)
    for month, more in enumerate(sums):
        found[month] += more
    one_offs = tuple((month, amount) for month, amount in enumerate(found) if amount)
    return replace(budget, monthly=steady, extra=0, one_offs=one_offs, drops=())


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

    def repriced(debt: Debt) -> Debt:
        rates = tuple(moved(step, debt.key == key) for step in debt.rates or _no_interest())
        quoted = debt.quoted
        if quoted and any(step.yearly for step in debt.rates):
            quoted = max(quoted + points / 100, Decimal(0))  # what the borrower sees moves with it
        return replace(debt, rates=rates, quoted=quoted)

    return tuple(repriced(debt) if key in (None, debt.key) else debt for debt in debts)


def _no_interest() -> tuple[RateFrom, ...]:
    return (RateFrom(month=0, yearly=Decimal(0)),)


def with_frozen(debts: Sequence[Debt], keys: Collection[int]) -> tuple[Debt, ...]:
    """The debts where the named ones get their minimum only."""
    return tuple(replace(debt, frozen=True) if debt.key in keys else debt for debt in debts)


def with_new(debts: Sequence[Debt], new: Debt) -> tuple[Debt, ...]:
    """The debts with one more."""
    return (*debts, new)


def clearing(debt: Debt) -> int:
    """What it takes to be rid of a debt today.

    All that is owed, fees that do not stop when it is prepaid among it, and the fee for what of it is not
    asked for yet.
    """
    fee = fee_in(debt.prepay_fee, 0)
    early = max(0, debt.balance - debt.arrears)
    return debt.balance + (half_up(early, fee) if fee is not None else 0)


def refinanced(
    debts: Sequence[Debt],
    keys: Collection[int],
    loan: NewLoan,
    *,
    key: int,
    name: str,
    clears: int | None = None,
    owed_beside: int = 0,
) -> tuple[Debt, ...]:
    """The debts where some are paid off today by a new one, which comes last.

    `clears` is what that takes, as `clearing` counts it if it is not given; `owed_beside` is the part of it
    that is owed either way and in no debt. What it takes beyond what is owed counts as cost, with the fee
    of the new loan. What the loan pays out beyond it is no part of this.
    """
    old = [debt for debt in debts if debt.key in keys]
    taken = sum(clearing(debt) for debt in old) if clears is None else clears
    owed = sum(debt.balance - debt.fees_within for debt in old) + owed_beside
    kept = tuple(debt for debt in debts if debt.key not in keys)
    return with_new(kept, loan.as_debt(key, name, clearing=taken - owed))


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
