"""Every way of paying in whole units, looked at month by month: for debts so small that there are few.

A state is what is owed and the cash. Of two ways into one state only the cheaper is kept, and none that
cannot become cheaper than what is known already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tracker.domain.plan.charges import fee_in, half_up, interest_in, minimum_in
from tracker.domain.plan.following import Case, Played

MOST_STATES = 40_000
"""Balances that may occur side by side, for a search to be tried."""
MOST_STEPS = 80_000
FEW_STATES = 1000
"""Where there are no more, the search is as good as sure to end, and may take ten times the steps."""

State = tuple[tuple[int, ...], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The best way of paying that was found; `complete` when there is none better."""

    best: Played | None
    complete: bool


@dataclass(slots=True)
class _Way:
    cost: int
    paid: tuple[int, ...]
    before: _Way | None


def is_small(case: Case) -> bool:
    """Whether looking at every way of paying is worth a try."""
    return _states(case) <= MOST_STATES


def _states(case: Case) -> int:
    states = 1
    for debt in case.debts:
        states *= debt.balance + 1
        if states > MOST_STATES:
            break
    return states


def search(case: Case, known: Played | None, stopped: Callable[[], bool]) -> Searched:
    """The cheapest way of paying in whole units, given one that is known."""
    best, steps = known, 0
    most = MOST_STEPS * (10 if _states(case) <= FEW_STATES else 1)
    first: State = (tuple(debt.balance for debt in case.debts), case.cash)
    layer: dict[State, _Way] = {first: _Way(sum(debt.fees_within for debt in case.debts), (), None)}
    for month in range(case.limit):
        after: dict[State, _Way] = {}
        for (balances, cash), way in layer.items():
            for paid, left, kept, cost in _months(case, month, balances, cash):
                steps += 1
                if steps > most or (not steps % 1000 and stopped()):
                    return Searched(best=best, complete=False)
                total = way.cost + cost
                if best is not None and (total, month + 1) >= best.worth:
                    continue
                if not any(left):
                    best = Played(cost=total, payments=_trail(_Way(total, paid, way)))
                elif (left, kept) not in after or after[left, kept].cost > total:
                    after[left, kept] = _Way(total, paid, way)
        layer = {
            state: way
            for state, way in after.items()
            if best is None or way.cost + _at_least(case, month + 1, state[0]) <= best.cost
        }
        if not layer:
            return Searched(best=best, complete=True)
    return Searched(best=best, complete=False)


def _at_least(case: Case, month: int, balances: tuple[int, ...]) -> int:
    return sum(
        interest_in(debt, balance, month)
        for debt, balance in zip(case.debts, balances, strict=True)
        if balance
    )


def _trail(way: _Way | None) -> tuple[tuple[int, ...], ...]:
    found = []
    while way is not None and way.before is not None:
        found.append(way.paid)
        way = way.before
    return tuple(reversed(found))


def _months(
    case: Case, month: int, balances: tuple[int, ...], cash: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], int, int]]:
    """What may be paid in a month, what it leaves owed and in cash, and what it costs."""
    interest = [
        interest_in(debt, balance, month) if balance else 0
        for debt, balance in zip(case.debts, balances, strict=True)
    ]
    required = [
        minimum_in(debt, balance, cost, month) if balance else 0
        for debt, balance, cost in zip(case.debts, balances, interest, strict=True)
    ]
    left = cash + case.income(month) - sum(required)
    if left < min(case.buffer, cash):
        return
    owed = [balance + cost for balance, cost in zip(balances, interest, strict=True)]
    for extras, rest, fees in _extras(case, month, owed, required, 0, max(left - case.buffer, 0)):
        paid = tuple(asked + extra for asked, extra in zip(required, extras, strict=True))
        spent = max(left - case.buffer, 0) - rest
        yield (
            paid,
            tuple(each - sum_ for each, sum_ in zip(owed, paid, strict=True)),
            left - spent,
            sum(interest) + fees,
        )


def _extras(
    case: Case, month: int, owed: list[int], required: list[int], place: int, money: int
) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Every way to share money above the minimums out to the debts from a place on."""
    if place == len(owed):
        yield (), money, 0
        return
    debt = case.debts[place]
    fee = None if debt.frozen else fee_in(debt.prepay_fee, month)
    most = 0 if debt.frozen else owed[place] - required[place]
    for extra in range(min(most, money), -1, -1):
        cost = half_up(extra, fee) if fee and extra else 0
        if extra + cost > money:
            continue
        for others, rest, fees in _extras(case, month, owed, required, place + 1, money - extra - cost):
            yield (extra, *others), rest, fees + cost
