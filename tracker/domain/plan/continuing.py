"""The payments a plan was adopted with, played on from a later month: as they stand where they still fit.

Where the money of a month does not do for them, the dearest debt is met first; what they leave over by
more than a trifle, and all that comes after the last of them, goes by the rule of the plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.plan.charges import half_up, most_within
from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.ledger import Ledger
from tracker.domain.plan.run import Run, Strategy
from tracker.domain.plan.simulate import Choose, Extras, by_rule, simulate_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a plan said to pay, its months counted from the one it goes on from."""

    sums: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """All that a debt gets, by its key and the month."""
    extras: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """What a debt gets above its minimum, where that is put aside month by month."""
    ends: Mapping[int, int] = field(default_factory=dict)
    """The month in which a debt gets its last payment, whatever that comes to by then."""
    trifle: int = 0
    """By so much a month may be off: sums are printed otherwise than they were estimated."""

    @property
    def last(self) -> int:
        """The last month that something is said of."""
        months = [month for _key, month in (*self.sums, *self.extras)]
        return max([-1, *months, *self.ends.values()])


def go_on(
    debts: Sequence[Debt], budget: Budget, told: Told, strategy: Strategy, order: Sequence[int] = (),
    *, beyond: int = 0, beside: int = 0,
) -> Run:  # fmt: skip
    """What the payments of a plan come to from now on; one that was searched for ends as by avalanche."""
    ledger = Ledger(debts)
    rule = Strategy.AVALANCHE if strategy is Strategy.OPTIMAL else strategy
    choose = _told_first(ledger, told, by_rule(ledger, rule, order))
    return simulate_by(ledger, budget, strategy, choose, beyond=beyond, beside=beside)


def _told_first(ledger: Ledger, told: Told, rule: Choose) -> Choose:
    balances, last = ledger.balances, told.last

    def choose(month: int, money: int, required: list[int]) -> Extras:
        trifle = told.trifle if month <= last else 0
        extras = _wanted(ledger, told, month, required)
        needed = sum(amount + fee for _place, amount, fee in extras)
        if needed > money + trifle:
            extras = _within(ledger, extras, money)
            needed = sum(amount + fee for _place, amount, fee in extras)
        if money - needed <= trifle:
            return extras
        for place, amount, _fee in extras:
            balances[place] -= amount
        more = rule(month, money - needed, required)
        for place, amount, _fee in extras:
            balances[place] += amount
        return _together(ledger, [*extras, *more])

    return choose


def _wanted(ledger: Ledger, told: Told, month: int, required: Sequence[int]) -> Extras:
    found: Extras = []
    for place in ledger.open:
        debt, balance = ledger.debts[place], ledger.balances[place]
        at = (debt.key, month)
        amount = max(0, told.sums.get(at, 0) - required[place], told.extras.get(at, 0))
        if told.ends.get(debt.key) == month:
            amount = balance
        amount = 0 if debt.frozen else min(amount, balance)
        if amount:
            found.append((place, amount, _fee(ledger, place, amount)))
    return found


def _within(ledger: Ledger, wanted: Extras, money: int) -> Extras:
    """As much of it as there is money for, the dearest debt first."""
    found: Extras = []
    for place, amount, _fee in sorted(wanted, key=lambda each: (ledger.ranks[each[0]], each[0])):
        some, cost = most_within(max(money, 0), amount, ledger.fees[place])
        if some:
            found.append((place, some, cost))
            money -= some + cost
    return found


def _together(ledger: Ledger, extras: Extras) -> Extras:
    """One sum for each debt: the fee is for all a month brings, rounded once."""
    sums: dict[int, int] = {}
    for place, amount, _fee_of in extras:
        sums[place] = sums.get(place, 0) + amount
    return [(place, amount, _fee(ledger, place, amount)) for place, amount in sums.items()]


def _fee(ledger: Ledger, place: int, amount: int) -> int:
    fee = ledger.fees[place]
    return 0 if fee is None else half_up(amount, fee)
