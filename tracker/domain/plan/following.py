"""Payments in whole units by a wish: what a solution wants owed after each month, then an order of debts.

What cannot be had is left out and what is left over goes on, so that every wish gives payments that can
be made; how good they are is seen when they are played.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.plan.charges import most_within
from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.ledger import Ledger
from tracker.domain.plan.simulate import budget_of

NEVER = 10**18


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Debts and the money of their months: given month by month, then always the same."""

    debts: tuple[Debt, ...]
    buffer: int
    cash: int
    money: tuple[int, ...]
    limit: int

    def income(self, month: int) -> int:
        """The money that comes in for a month."""
        return self.money[min(month, len(self.money) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A way to pay: up to a month by targets, then all that is left by rank.

    `owe` is what is to be owed after a month by place and month, `keep` the cash to be kept. By rank:
    places in `order` come first, then the highest rate; nothing above its minimum goes to a debt before
    the month in `wait`. With a `margin`, so much more than `keep` is kept before a target is met.
    """

    owe: Mapping[tuple[int, int], int] = field(default_factory=dict)
    keep: Mapping[int, int] = field(default_factory=dict)
    until: int = 0
    order: tuple[int, ...] = ()
    wait: Mapping[int, int] = field(default_factory=dict)
    margin: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a wish comes to."""

    cost: int
    payments: tuple[tuple[int, ...], ...]

    @property
    def worth(self) -> tuple[int, int]:
        """Less is better: first the cost, then the months."""
        return self.cost, len(self.payments)


def case_of(debts: Sequence[Debt], budget: Budget, limit: int) -> Case:
    """The debts with the money of each month."""
    last = max([0, *(at for at, _ in budget.one_offs), *(d.first_month + d.months for d in budget.drops)])
    last = max([last, *(debt.starts_month for debt in debts)])
    money = tuple(budget_of(debts, budget, month) for month in range(min(last, limit) + 2))
    return Case(debts=tuple(debts), buffer=budget.buffer, cash=budget.cash, money=money, limit=limit)


def play(case: Case, wish: Wish, most: int = NEVER) -> Played | None:
    """The payments of a wish and what they cost; None where that is more, or the money does not do."""
    ledger, cash = Ledger(case.debts), case.cash
    cost = sum(debt.fees_within for debt in case.debts)
    payments: list[tuple[int, ...]] = []
    for month in range(case.limit):
        if not ledger.open:
            return Played(cost=cost, payments=tuple(payments))
        interest, paid = ledger.charge(month)
        left = cash + case.income(month) - sum(paid)
        if left < min(case.buffer, cash):
            return None
        cost += sum(interest)
        if cost > most:
            return None
        if left > case.buffer:
            hand = _Hand(case, ledger, month, left - case.buffer, paid)
            if month < wish.until:
                hand.by_target(wish)
            else:
                hand.by_rank(wish)
            cost += hand.fees
            left = hand.money + case.buffer
        payments.append(tuple(paid))
        ledger.close(month)
        cash = left
    return None


@dataclass(slots=True)
class _Hand:
    """The money of one month above the minimums, and what was done with it."""

    case: Case
    ledger: Ledger
    month: int
    money: int
    paid: list[int]
    extras: dict[int, tuple[int, int]] = field(default_factory=dict)
    """What a debt got above its minimum so far, and the fee for all of it."""

    @property
    def fees(self) -> int:
        """The fees of the month."""
        return sum(fee for _, fee in self.extras.values())

    def by_target(self, wish: Wish) -> None:
        ledger, balances = self.ledger, self.ledger.balances
        wants = {
            place: wanted
            for place in self._ranked(())
            if (wanted := balances[place] - wish.owe.get((place, self.month), balances[place])) > 0
        }
        kept = 0
        if wish.margin is not None:
            kept = max(wish.keep.get(self.month, 0) + wish.margin - self.case.buffer, 0)
        for place, wanted in wants.items():
            self._pay(place, wanted, max(self.money - kept, 0))
        # Whole units drift from the solution by a few; what it does not keep goes where it paid.
        spare = self.money - max(wish.keep.get(self.month, 0) + (wish.margin or 0) - self.case.buffer, 0)
        for place in wants:
            if spare > 0 and ledger.balances[place]:
                before = self.money
                self._pay(place, spare, spare)
                spare -= before - self.money

    def by_rank(self, wish: Wish) -> None:
        for place in self._ranked(wish.order):
            if self.money and self.month >= wish.wait.get(place, 0):
                self._pay(place, self.money, self.money)

    def _ranked(self, order: tuple[int, ...]) -> list[int]:
        ledger, balances = self.ledger, self.ledger.balances
        at = {place: number for number, place in enumerate(order)}
        return sorted(
            (place for place in ledger.open if balances[place] and not self.case.debts[place].frozen),
            key=lambda place: (at.get(place, NEVER), ledger.ranks[place], balances[place]),
        )

    def _pay(self, place: int, wanted: int, within: int) -> None:
        """So much of what is wanted as is within a sum together with its fee."""
        ledger, (had, cost) = self.ledger, self.extras.get(place, (0, 0))
        most = had + min(wanted, ledger.balances[place])
        # The fee is for all a month brings, rounded once.
        amount, fee = most_within(within + had + cost, most, ledger.fees[place])
        if amount <= had:
            return
        ledger.balances[place] -= amount - had
        self.paid[place] += amount - had
        self.money -= amount + fee - had - cost
        self.extras[place] = amount, fee
