"""Which part of a debt a payment meets first (DOMAIN D.1).

Amounts are minor units. Whatever the order, what is applied and what is left over add up to the
payment, and no part receives more than was open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from tracker.domain.loan.facts import AllocationOrder, Component, Scope

_DEFAULT = AllocationOrder().order

SLOT = {component: slot for slot, component in enumerate(Component)}
PENALTY, FEE, INTEREST, PRINCIPAL = SLOT.values()
"""Components by number: replays keep sums in lists, several times as fast as dictionaries of members."""

Open = Mapping[Component, int]
"""What is still open of one instalment, by component; a component left out is zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What a payment paid of each instalment, and what it did not meet anything with."""

    parts: tuple[Open, ...]
    unapplied: int

    def total(self, component: Component) -> int:
        """What went to one component in all instalments."""
        return sum(part.get(component, 0) for part in self.parts)


def waterfill(amount: int, open_parts: Sequence[int]) -> list[int]:
    """Fill each part in turn; what is left over is the amount less the sum of the result."""
    filled = []
    for wanted in open_parts:
        taken = wanted if wanted < amount else amount
        filled.append(taken)
        amount -= taken
    return filled


def components(order: AllocationOrder, days_past_due: int = 0) -> tuple[Component, ...]:
    """The order in force at that lateness; components the contract does not name come last."""
    beyond = order.switch_after_days is not None and days_past_due > order.switch_after_days
    named = order.switched if beyond and order.switched else order.order
    return named + tuple(component for component in _DEFAULT if component not in named)


def slots(order: AllocationOrder, days_past_due: int = 0) -> tuple[int, ...]:
    """The components' order by number."""
    return tuple(SLOT[component] for component in components(order, days_past_due))


def allocate(amount: int, parts: Sequence[Open], order: AllocationOrder, days_past_due: int = 0) -> Spread:
    """Spread a payment over instalments, given oldest first, in the loan's order."""
    named = components(order, days_past_due)
    numbers = range(len(parts))
    if order.scope is Scope.INSTALMENT:
        places = [(number, component) for number in numbers for component in named]
    else:
        places = [(number, component) for component in named for number in numbers]
    filled = waterfill(amount, [parts[number].get(component, 0) for number, component in places])
    applied: list[dict[Component, int]] = [{} for _ in parts]
    for (number, component), taken in zip(places, filled, strict=True):
        if taken:
            applied[number][component] = taken
    return Spread(parts=tuple(applied), unapplied=amount - sum(filled))


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedBalance:
    """A balance of a card with its own rate; `expiring` is deferred interest in its last two cycles."""

    percent: Decimal
    amount: int
    disputed: int = 0
    expiring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedShare:
    """What a payment paid of one rated balance, the disputed part apart."""

    paid: int
    paid_disputed: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.paid + self.paid_disputed


def allocate_by_rate(
    amount: int, balances: Sequence[RatedBalance], *, highest_first: bool = True
) -> tuple[RatedShare, ...]:
    """Spread a card payment by rate, disputed amounts last (12 CFR 1026.53).

    Above the minimum the highest rate goes first; the minimum itself usually meets the lowest.
    """
    sign = -1 if highest_first else 1
    ranked = sorted(
        range(len(balances)),
        key=lambda number: (
            not (highest_first and balances[number].expiring),
            sign * balances[number].percent,
        ),
    )
    open_parts = [balances[number].amount - balances[number].disputed for number in ranked]
    disputed_parts = [balances[number].disputed for number in ranked]
    filled = waterfill(amount, open_parts + disputed_parts)
    paid = dict(zip(ranked, filled, strict=False))
    paid_disputed = dict(zip(ranked, filled[len(ranked) :], strict=True))
    return tuple(
        RatedShare(paid=paid[number], paid_disputed=paid_disputed[number]) for number in range(len(balances))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One of several debts to the same creditor; `secured` is what secures it, 0 for nothing."""

    due_on: date
    amount: int
    percent: Decimal = Decimal(0)
    secured: int = 0


def allocate_debts(
    amount: int, debts: Sequence[Debt], as_of: date, designated: int | None = None
) -> tuple[int, ...]:
    """Spread a payment over several debts (民法典 art. 560).

    The debtor's choice comes first; then due before not due, least secured, heaviest burden,
    earliest due, and pro rata between equals.
    """

    def rank(number: int) -> tuple[bool, bool, int, Decimal, date]:
        debt = debts[number]
        return (number != designated, debt.due_on > as_of, debt.secured, -debt.percent, debt.due_on)

    paid = [0] * len(debts)
    for _, group in groupby(sorted(range(len(debts)), key=rank), key=rank):
        numbers = list(group)
        for number, taken in zip(
            numbers, pro_rata(amount, [debts[number].amount for number in numbers]), strict=True
        ):
            paid[number] = taken
            amount -= taken
    return tuple(paid)


def pro_rata(amount: int, open_parts: Sequence[int]) -> list[int]:
    """Pay each part the same share, to the minor unit; the largest fractions are rounded up."""
    total = sum(open_parts)
    if amount >= total:
        return list(open_parts)
    shares = [divmod(amount * wanted, total) for wanted in open_parts]
    paid = [share for share, _ in shares]
    by_fraction = sorted(range(len(shares)), key=lambda number: -shares[number][1])
    for number in by_fraction[: amount - sum(paid)]:
        paid[number] += 1
    return paid
