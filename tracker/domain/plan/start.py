"""Where a plan begins to have a choice: before it, all that is left fills the cash up to its buffer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.ledger import Ledger
from tracker.domain.plan.simulate import budget_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first month that can pay more than the minimums, and what there is before it."""

    month: int
    balances: tuple[int, ...]
    cash: int
    cost: int
    """Interest up to then, with the fees that are within the balances."""
    money: tuple[int, ...]
    """What comes in from that month on."""


def start_of(debts: Sequence[Debt], budget: Budget, months: int) -> Start | None:
    """The start of a plan; None where there is none: nothing is left to choose, or the money does not do."""
    ledger, cash, month = Ledger(debts), budget.cash, 0
    cost = sum(debt.fees_within for debt in debts)
    while cash < budget.buffer:
        before = tuple(ledger.balances)
        interest, required = ledger.charge(month)
        left = cash + budget_of(debts, budget, month) - sum(required)
        if left > budget.buffer:
            return _from(debts, budget, month, months, before, cash, cost)
        ledger.close(month)
        if left < cash or not ledger.open or month > months:
            return None
        cash, month = left, month + 1
        cost += sum(interest)
    return _from(debts, budget, month, months, tuple(ledger.balances), cash, cost)


def _from(
    debts: Sequence[Debt],
    budget: Budget,
    month: int,
    months: int,
    balances: tuple[int, ...],
    cash: int,
    cost: int,
) -> Start:
    money = tuple(budget_of(debts, budget, at) for at in range(month, month + months))
    return Start(month=month, balances=balances, cash=cash, cost=cost, money=money)
