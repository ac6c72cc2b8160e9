"""The least harmful way that can be paid, by exact search: what cannot beat the best so far is cut off.

The money of all accounts together bounds what can be paid up to any day. Whether a whole choice can be
paid from the accounts as they are is asked of `settle`, and only of choices that would be the best.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.plan.triage import HARMS, Bill, Choice, Harm, Option, Purse
from tracker.domain.plan.triage_cash import Settled, settle
from tracker.domain.plan.triage_order import DEFAULT, Order, Scale
from tracker.domain.plan.triage_sums import caps, days_of, free

NODES = 60_000
"""Steps of a search before what was found so far has to do."""

_POINTS = 240
"""Points kept of a bound; fewer make it looser, never wrong."""

_STARTS = 16
_TRANSFERS = 100

Stop = Callable[[], bool]


class NoOptionError(ValueError):
    """A bill without any way to treat it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has no option")


@dataclass(frozen=True, slots=True)
class _Way:
    """An option as the search sees it: what it uses up to each day that matters, and its harm."""

    place: int
    used: tuple[int, ...]
    harm: int
    drawn: bool | None


class Search:
    """A set of bills to be paid from purses; one search may be asked for several sums and exclusions.

    `purses` are those with every flow that any question counts: their days bound the search.
    """

    def __init__(
        self, bills: Sequence[Bill], purses: Sequence[Purse], order: Order = DEFAULT, *, nodes: int = NODES
    ) -> None:
        for bill in bills:
            if not bill.options:
                raise NoOptionError(bill.name)
        self.bills = tuple(bills)
        self.nodes = nodes
        kept = sum(each.kept for each in purses)
        self.scale = Scale(order, map(_worst, bills), _TRANSFERS, kept)
        self._days = days_of(purses)
        self.is_simple = len(purses) == 1 and all(bill.forced is None for bill in bills)
        every = [self._ways(bill) for bill in self.bills]
        ways = [_uncovered(each) for each in every] if self.is_simple else every
        # What does most harm if it is left out is decided first.
        self._turn = sorted(range(len(ways)), key=lambda n: (-max(w.harm for w in ways[n]), n))
        self._ways_of = [ways[n] for n in self._turn]
        self._every_way_of = [every[n] for n in self._turn]
        self.bounds = self._bound_tables()

    def best(
        self,
        purses: Sequence[Purse],
        *,
        banned: Collection[tuple[int, int]] = (),
        below: int | None = None,
        stop: Stop | None = None,
    ) -> Choice | None:
        """The least harmful choice, of those with a harm below a number if one is given.

        `banned` are places of options, each with the place of its bill before it.
        """
        return _Run(self, purses, frozenset(banned), below, stop).found()

    def number(self, harm: Harm) -> int:
        """A harm as the number that searches compare."""
        return self.scale.number(harm)

    def weigh(self, settled: Settled) -> int:
        """How bad the way is in which a choice is paid."""
        return len(settled.transfers) * self.scale.act + settled.kept * self.scale.kept

    def spare(self, purses: Sequence[Purse], choice: Choice) -> tuple[int, date | None]:
        """What a choice leaves beside what is to stay, and after which day nothing needs it any more.

        The day is None where that is so from the start.
        """
        used = [0] * len(self._days)
        for option in choice.options:
            used = [a + b for a, b in zip(used, _used(option, self._days), strict=True)]
        left = [have - gone for have, gone in zip(free(purses, self._days), used, strict=True)]
        whole = max(0, left[-1])
        after = [day for day, each in zip(self._days, left, strict=True) if max(0, each) < whole]
        return whole, max(after, default=None)

    def below(self, harm: Harm) -> int:
        """The number under which a choice does less harm, fewer acts alone not counted."""
        return self.scale.below(harm)

    def _ways(self, bill: Bill) -> tuple[_Way, ...]:
        found = [
            _Way(place, _used(option, self._days), self.scale.number(option.harm), option.drawn)
            for place, option in enumerate(bill.options)
        ]
        return tuple(sorted(found, key=lambda way: (way.harm, way.used, way.place)))

    def _bound_tables(self) -> list[list[tuple[list[int], list[int]]]]:
        """For each bill on and each day that matters: sums that may be used, and the least harm with each."""
        count = len(self._days)
        tables = [[([0], [0])] * count]
        for ways in reversed(self._ways_of):
            row = []
            for day in range(count):
                used, harm = tables[-1][day]
                pairs = sorted(
                    (more + way.used[day], rest + way.harm)
                    for way in ways
                    for more, rest in zip(used, harm, strict=True)
                )
                row.append(_front(pairs))
            tables.append(row)
        tables.reverse()
        return tables

    def turns(self, *, every: bool = False) -> list[tuple[int, tuple[_Way, ...]]]:
        """The bills in the order they are decided, with their ways; all of them where some are banned."""
        ways = self._every_way_of if every else self._ways_of
        return list(zip(self._turn, ways, strict=True))

    @property
    def days(self) -> tuple[date, ...]:
        """The days up to which money is counted."""
        return self._days


class _Run:
    """One question asked of a search."""

    def __init__(
        self,
        search: Search,
        purses: Sequence[Purse],
        banned: frozenset[tuple[int, int]],
        below: int | None,
        stop: Stop | None,
    ) -> None:
        self._search, self._purses, self._banned, self._stop = search, purses, banned, stop
        self._caps = caps(purses, search.days)
        self._free = free(purses, search.days) if any(each.kept for each in purses) else None
        self._best = below
        self._picked = [0] * len(search.bills)
        self._choice: tuple[tuple[Option, ...], Settled, Harm] | None = None
        self._left = search.nodes
        self._cut = False
        self._walked = not search.is_simple or any(
            purse.kept or purse.opening < 0 or any(flow.amount < 0 for flow in purse.flows)
            for purse in purses
        )
        self._turns = search.turns(every=bool(banned))

    def found(self) -> Choice | None:
        """The best choice there is, None where none is better than was asked for."""
        self._pay_least()
        self._descend(0, (0,) * len(self._caps), 0)
        if self._choice is None:
            return None
        options, settled, harm = self._choice
        used = settled.used or (0,) * len(self._purses)
        return Choice(
            options=options, transfers=settled.transfers, harm=harm, used=used, proved=not self._cut
        )

    def _descend(self, at: int, used: tuple[int, ...], harm: int) -> None:
        if at == len(self._turns):
            self._leaf(harm)
            return
        bill, ways = self._turns[at]
        ahead = []
        for way in ways:
            if (bill, way.place) in self._banned:
                continue
            now = tuple(map(int.__add__, used, way.used))
            bound = self._bound(at + 1, now)
            if bound is not None:
                ahead.append((bound + harm + way.harm, way.harm, way.place, now))
        ahead.sort()
        for least, more, place, now in ahead:
            if self._best is not None and least >= self._best:
                return
            self._left -= 1
            if self._left <= 0 or (self._left % 256 == 0 and self._stop is not None and self._stop()):
                self._cut = True
                return
            self._picked[bill] = place
            self._descend(at + 1, now, harm + more)
            if self._cut:
                return

    def _bound(self, at: int, used: tuple[int, ...]) -> int | None:
        """The least harm of the bills still to decide with what is left; None if too much is used."""
        least = 0
        tables = self._search.bounds[at]
        for number, ((sums, harms), cap, gone) in enumerate(zip(tables, self._caps, used, strict=True)):
            left = cap - gone
            if left < 0:
                return None
            place = bisect_right(sums, left)
            if place == 0:
                return None
            if self._free is None:
                least = max(least, harms[place - 1])
            else:
                beside = self._free[number] - gone
                least = max(least, self._with_kept(sums, harms, place, beside))
        return least

    def _with_kept(self, sums: list[int], harms: list[int], place: int, beside: int) -> int:
        """The least harm where what goes beyond the free money is taken from what was to stay."""
        weight = self._search.scale.kept
        first = bisect_right(sums, beside)
        least = harms[first - 1] if first else None
        for n in range(first, place):
            harm = harms[n] + weight * (sums[n] - beside)
            least = harm if least is None else min(least, harm)
        return 0 if least is None else least

    def _pay_least(self) -> None:
        """Begin with the choice that pays least, so that a search cut short has an answer."""
        leasts: list[list[_Way]] = [[]]
        for bill, ways in sorted(self._turns):
            allowed = [way for way in ways if (bill, way.place) not in self._banned]
            drawn = {way.drawn: way for way in sorted(allowed, key=lambda w: (-w.used[-1], -w.harm))}
            leasts = [[*each, way] for each in leasts[:_STARTS] for way in drawn.values()]
        for each in leasts:
            used = [sum(sums) for sums in zip(*(way.used for way in each), strict=True)]
            if any(gone > cap for gone, cap in zip(used, self._caps, strict=False)):
                continue
            self._picked = [way.place for way in each]
            self._leaf(sum(way.harm for way in each))
        if self._walked and self._choice is not None:
            self._improve()

    def _improve(self) -> None:
        """Better one bill after the other, the worst first, as far as that can be paid."""
        options = self._choice[0] if self._choice else ()
        held = [bill.options.index(each) for bill, each in zip(self._search.bills, options, strict=True)]
        for bill, ways in self._turns:
            harms = {way.place: way.harm for way in ways}
            for way in ways:
                if way.harm >= harms.get(held[bill], way.harm + 1) or (bill, way.place) in self._banned:
                    continue
                before = self._best
                self._picked = [*held[:bill], way.place, *held[bill + 1 :]]
                self._leaf(self._harm_of(self._picked))
                if self._best != before:
                    held[bill] = way.place
                    break

    def _harm_of(self, picked: Sequence[int]) -> int:
        number = self._search.number
        return sum(number(bill.options[n].harm) for bill, n in zip(self._search.bills, picked, strict=True))

    def _leaf(self, harm: int) -> None:
        search = self._search
        options = tuple(bill.options[n] for bill, n in zip(search.bills, self._picked, strict=True))
        settled: Settled | None = Settled()
        if self._walked:
            settled = settle(self._purses, search.bills, options, search.weigh)
        if settled is None:
            return
        number = harm + search.weigh(settled)
        if self._best is None or number < self._best:
            self._best = number
            whole = Harm(acts=len(settled.transfers), kept=settled.kept)
            for option in options:
                whole = whole.plus(option.harm)
            self._choice = (options, settled, whole)


def search(
    bills: Sequence[Bill],
    purses: Sequence[Purse],
    order: Order = DEFAULT,
    *,
    stop: Stop | None = None,
    nodes: int = NODES,
) -> Choice | None:
    """The least harmful choice that can be paid; None where not even paying nothing can be."""
    return Search(bills, purses, order, nodes=nodes).best(purses, stop=stop)


def with_cash(purses: Sequence[Purse], more: int, key: int | None = None) -> tuple[Purse, ...]:
    """The purses with so much more in the first of them, or in the one of a key."""
    place = next((n for n, each in enumerate(purses) if each.key == key), 0)
    return tuple(
        replace(each, opening=each.opening + more) if n == place else each for n, each in enumerate(purses)
    )


def _worst(bill: Bill) -> Harm:
    return Harm(**{name: max(getattr(each.harm, name) for each in bill.options) for name in HARMS})


def _uncovered(ways: Sequence[_Way]) -> tuple[_Way, ...]:
    """The ways that no other is as good as on every day."""
    kept: list[_Way] = []
    for way in ways:
        if not any(_covers(each, way) for each in kept):
            kept.append(way)
    return tuple(kept)


def _covers(one: _Way, other: _Way) -> bool:
    """Whether one way costs no more on any day and does no more harm."""
    return one.harm <= other.harm and all(a <= b for a, b in zip(one.used, other.used, strict=True))


def _used(option: Option, days: Sequence[date]) -> tuple[int, ...]:
    """What an option has used by each day."""
    if option.drawn is False:
        return (0,) * len(days)  # a debit may have taken a part of it
    return tuple(sum(e.amount for e in option.payments if e.on is not None and e.on <= day) for day in days)


def _front(pairs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The pairs that nothing undercuts, thinned so that each is still a bound from below."""
    sums: list[int] = []
    harms: list[int] = []
    for used, harm in pairs:
        if not harms or harm < harms[-1]:
            sums.append(used)
            harms.append(harm)
    if len(sums) <= _POINTS:
        return sums, harms
    size = -(-len(sums) // _POINTS)
    starts = range(0, len(sums), size)
    return [sums[n] for n in starts], [harms[min(n + size, len(harms)) - 1] for n in starts]
