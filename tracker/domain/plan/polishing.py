"""Makes a plan a little better: other orders of the debts, waiting, and units moved from debt to debt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations

from tracker.domain.plan.following import NEVER, Case, Played, Wish, play

MOST_TRIES = 240


def by_order(case: Case, best: Played | None, stopped: Callable[[], bool]) -> Played | None:
    """The best of fixed orders of the debts, each with waiting for what gets cheaper to pay."""
    found, at = best, Wish()
    for wish in _waits(case):
        found, at = _better(case, wish, found, at)
    wait, tries = at.wait, 0
    places = [place for place, debt in enumerate(case.debts) if not debt.frozen and debt.balance]
    if len(places) <= 5:
        for order in permutations(places):
            if stopped():
                break
            found, at = _better(case, Wish(order=order, wait=wait), found, at)
        return found
    # Too many orders: move one debt at a time as long as that helps.
    best_order, moved = list(at.order or places), True
    while moved and tries < MOST_TRIES and not stopped():
        moved = False
        for place in places:
            for position in range(min(4, len(places))):
                other = [each for each in best_order if each != place]
                other.insert(position, place)
                tries += 1
                was = found
                found, at = _better(case, Wish(order=tuple(other), wait=wait), found, at)
                if found is not was:
                    best_order, moved = other, True
            if stopped() or tries >= MOST_TRIES:
                break
    return found


def by_target(case: Case, wish: Wish, best: Played | None, stopped: Callable[[], bool]) -> Played | None:
    """A solution with single units moved between two debts, one month at a time, as long as that helps."""
    found, tries = best, 0
    places = sorted({place for place, _ in wish.owe})
    for month in range(min(wish.until, 24)):
        for here in places:
            for there in places:
                if here == there or (here, month) not in wish.owe or (there, month) not in wish.owe:
                    continue
                tries += 1
                if tries > MOST_TRIES or stopped():
                    return found
                owe = dict(wish.owe)
                owe[here, month] = max(owe[here, month] - 1, 0)
                owe[there, month] += 1
                other = replace(wish, owe=owe)
                was = found
                found, wish = _better(case, other, found, wish)
                if found is not was:
                    break
    return found


def _better(case: Case, wish: Wish, found: Played | None, at: Wish) -> tuple[Played | None, Wish]:
    played = play(case, wish, NEVER if found is None else found.cost)
    if played is not None and (found is None or played.worth < found.worth):
        return played, wish
    return found, at


def _waits(case: Case) -> Iterator[Wish]:
    """Waiting until a prepayment fee ends or for ever, alone and together; saving up all the while."""
    alone: list[tuple[int, int]] = []
    ends = [
        debt.ends_month for debt in case.debts if debt.ends_month is not None and debt.ends_month < case.limit
    ]
    for place, debt in enumerate(case.debts):
        if debt.prepay_fee is not None:
            last = debt.prepay_fee.last_month
            alone.append((place, NEVER if last is None else last + 1))
        elif not any(step.yearly for step in debt.rates):
            alone.append((place, NEVER))
    yield Wish()
    for place, month in alone:
        yield Wish(wait={place: month})
    yield Wish(wait=dict(alone))
    for month in sorted({NEVER, *(end + 1 for end in ends)}):
        yield Wish(wait=dict.fromkeys(range(len(case.debts)), month))
