"""Whether a choice can be paid: every account walked by the day, money moved between them where it must be.

Within a day the worst case holds, as in the cash forecast: what goes out goes before what comes in, and
a debit that cannot be stopped goes before what is paid by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.plan.triage import Bill, Draw, Option, Purse, Transfer

_EARLY, _OUT, _DEBIT, _PAY, _IN = range(5)
_DONORS = ("few", "late", "most")
"""How donors are chosen: one that can alone, the one that needs its money last, the fullest."""

_LONGEST = 60
"""Rounds of moving money before a choice counts as one that cannot be paid."""


@dataclass(frozen=True, slots=True)
class _Event:
    on: date
    rank: int
    at: str
    amount: int
    bill: int = -1

    @property
    def order(self) -> tuple[date, int, str]:
        return (self.on, self.rank, self.at)


@dataclass(slots=True)
class _Path:
    """What an account holds after each event, and the first event it cannot meet."""

    points: list[tuple[date, int, int]] = field(default_factory=list)
    short_on: date | None = None
    short: int = 0


def settle(
    purses: Sequence[Purse], bills: Sequence[Bill], options: Sequence[Option]
) -> tuple[Transfer, ...] | None:
    """The transfers with which every payment of a choice can be made; None where none are found.

    What an account never needs is sent first; how the rest is gathered is tried in more than one way.
    """
    for ways in _DONORS if len(purses) > 1 else _DONORS[:1]:
        found = _settle(purses, bills, options, ways)
        if found is not None:
            return found
    return None


def _settle(
    purses: Sequence[Purse], bills: Sequence[Bill], options: Sequence[Option], way: str
) -> tuple[Transfer, ...] | None:
    transfers: list[Transfer] = []
    for _round in range(_LONGEST):
        paths, drawn = _walk(purses, bills, options, transfers)
        short = min(
            ((path.short_on, key) for key, path in paths.items() if path.short_on is not None), default=None
        )
        if short is None:
            if any(each.drawn is not None and drawn.get(n) != each.drawn for n, each in enumerate(options)):
                return None
            return _merged(purses, bills, options, transfers) if len(transfers) > 1 else tuple(transfers)
        on, key = short
        purse = next(each for each in purses if each.key == key)
        sent_on = purse.send_by.get(on)
        moved = [] if sent_on is None else _donate(purse, paths, sent_on, on, way)
        if not moved:
            return None
        transfers += moved
    return None


def _walk(
    purses: Sequence[Purse],
    bills: Sequence[Bill],
    options: Sequence[Option],
    transfers: Sequence[Transfer],
) -> tuple[dict[int, _Path], dict[int, bool]]:
    paths: dict[int, _Path] = {}
    drawn: dict[int, bool] = {}
    for purse in purses:
        events = list(_events(purse, bills, options, transfers))
        events.sort(key=lambda each: each.order)
        paths[purse.key] = _along(purse, events, bills, options, drawn)
    return paths, drawn


def _events(
    purse: Purse, bills: Sequence[Bill], options: Sequence[Option], transfers: Sequence[Transfer]
) -> Iterator[_Event]:
    for flow in purse.flows:
        rank = _OUT if flow.amount < 0 else _EARLY if flow.early else _IN
        yield _Event(flow.on, rank, "", flow.amount)
    for each in transfers:
        if each.from_key == purse.key:
            yield _Event(each.on, _PAY, "", -each.amount)
        elif each.to_key == purse.key:
            yield _Event(each.needed_on, _EARLY, "", each.amount)
    for number, (bill, option) in enumerate(zip(bills, options, strict=True)):
        if bill.account != purse.key:
            continue
        if bill.forced is not None:
            for on in attempts(bill.forced):
                yield _Event(on, _DEBIT, bill.forced.at, -bill.forced.amount, number)
        for line in option.payments:
            if line.on is not None and not (option.drawn and line.by_autopay and _is_forced(line.on, bill)):
                yield _Event(line.on, _PAY, "", -line.amount, number)


def attempts(draw: Draw) -> tuple[date, ...]:
    """The days on which a debit is tried."""
    return (draw.on, *draw.retries)


def _is_forced(on: date, bill: Bill) -> bool:
    return bill.forced is not None and on in attempts(bill.forced)


def _along(
    purse: Purse,
    events: Sequence[_Event],
    bills: Sequence[Bill],
    options: Sequence[Option],
    drawn: dict[int, bool],
) -> _Path:
    path = _Path(points=[(date.min, _EARLY, purse.opening)])
    balance = fixed = purse.opening
    taken: dict[int, int] = {}
    for each in events:
        amount = each.amount
        floor = 0
        if each.rank == _DEBIT:
            rest = -amount - taken.get(each.bill, 0)
            draw = bills[each.bill].forced
            got = rest if balance >= rest else max(0, balance) if draw and draw.sweeps else 0
            taken[each.bill] = taken.get(each.bill, 0) + got
            drawn[each.bill] = taken[each.bill] >= -amount
            amount = -got
        elif each.bill >= 0 and options[each.bill].drawn is False:
            left = min(-amount, taken.get(each.bill, 0))  # what a debit swept is paid already
            taken[each.bill] = taken.get(each.bill, 0) - left
            amount += left
        elif each.rank in (_OUT, _IN, _EARLY) and each.bill < 0:
            fixed += amount
            floor = min(0, fixed)
        balance += amount
        path.points.append((each.on, each.rank, balance))
        if path.short_on is None and amount < 0 and each.rank != _DEBIT and balance < floor:
            path.short_on, path.short = each.on, floor - balance
    return path


def _donate(purse: Purse, paths: dict[int, _Path], sent_on: date, on: date, way: str) -> list[Transfer]:
    """Transfers that bring what is missing: first what accounts never need, then what they need later."""
    need = paths[purse.key].short
    others = [key for key in paths if key != purse.key]
    lasting = {key: _spare(paths[key], sent_on, None) for key in others}
    near = {key: _spare(paths[key], sent_on, on) for key in others}
    if sum(near.values()) < need:
        return []
    given = dict.fromkeys(others, 0)
    for spare in (lasting, near):
        alone = [key for key in others if spare[key] - given[key] >= need]
        if alone and way != "most":
            ranked = sorted(alone, key=lambda key: (spare[key], key))
        elif way == "late":
            ranked = sorted(others, key=lambda key: (_next_need(paths[key], on), key), reverse=True)
        else:
            ranked = sorted(others, key=lambda key: (-spare[key], key))
        for key in ranked:
            amount = min(spare[key] - given[key], need)
            if amount > 0:
                given[key] += amount
                need -= amount
    return [
        Transfer(from_key=key, to_key=purse.key, amount=amount, on=sent_on, needed_on=on)
        for key, amount in given.items()
        if amount
    ]


def _next_need(path: _Path, on: date) -> date:
    """When an account first pays something after a day."""
    return next((day for day, rank, _left in path.points if day > on and rank in (_OUT, _PAY)), date.max)


def _spare(path: _Path, since: date, until: date | None) -> int:
    """The least an account holds from a day on, what comes in on that day not counted."""
    before = 0
    low: int | None = None
    for on, rank, balance in path.points:
        if on < since or (on == since and rank == _EARLY):
            before = balance
        elif until is None or on <= until:
            low = balance if low is None else min(low, balance)
    return max(0, before if low is None else min(low, before))


def _merged(
    purses: Sequence[Purse], bills: Sequence[Bill], options: Sequence[Option], transfers: list[Transfer]
) -> tuple[Transfer, ...]:
    """The same transfers in fewer sendings, where an earlier one can carry a later one's sum."""
    found = list(transfers)
    place = len(found) - 1
    while place > 0:
        late = found[place]
        for number in range(place):
            early = found[number]
            if (early.from_key, early.to_key) != (late.from_key, late.to_key):
                continue
            both = Transfer(
                from_key=early.from_key, to_key=early.to_key, amount=early.amount + late.amount,
                on=min(early.on, late.on), needed_on=min(early.needed_on, late.needed_on),
            )  # fmt: skip
            tried = [*found[:number], both, *found[number + 1 : place], *found[place + 1 :]]
            paths, drawn = _walk(purses, bills, options, tried)
            fits = all(path.short_on is None for path in paths.values())
            if fits and all(e.drawn is None or drawn.get(n) == e.drawn for n, e in enumerate(options)):
                found = tried
                break
        place -= 1
    return tuple(found)
