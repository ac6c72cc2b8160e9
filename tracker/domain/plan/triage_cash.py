"""Whether a choice can be paid: every account walked by the day, money moved between them where it must be.

Within a day the worst case holds, as in the cash forecast: what goes out goes before what comes in, and
a debit that cannot be stopped goes before what is paid by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    sent: bool = False
    """Whether it is money moved between own accounts."""

    @property
    def order(self) -> tuple[date, int, str]:
        return (self.on, self.rank, self.at)


@dataclass(slots=True)
class _Path:
    """What an account holds after each event, and the first event it cannot meet."""

    points: list[tuple[date, int, int]] = field(default_factory=list)
    short_on: date | None = None
    short: int = 0
    used: int = 0
    """How far it goes below what was to stay in it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How a choice is paid: the money moved, and what is used of the sum that was to stay in each purse."""

    transfers: tuple[Transfer, ...] = ()
    used: tuple[int, ...] = ()

    @property
    def kept(self) -> int:
        """All that is used of what was to stay."""
        return sum(self.used)


Weigh = Callable[[Settled], int]
"""How bad a way to pay is beside what is paid: its transfers, and what is used of what was to stay."""


def settle(
    purses: Sequence[Purse],
    bills: Sequence[Bill],
    options: Sequence[Option],
    weigh: Weigh = lambda found: found.kept,
) -> Settled | None:
    """How every payment of a choice can be made; None where no way is found.

    What is to stay in an account stays there if it can; else the purses give it up one after the other,
    the last of them no more than it must. Where that takes transfers, doing without them is weighed too.
    """
    hold = {each.key: each.kept for each in purses if each.kept}
    found = _moved(purses, bills, options, hold)
    if not hold or (found is not None and not found):
        return _used(purses, bills, options, found)
    ways = [found if found is not None else _given_up(purses, bills, options, hold)]
    if len(purses) > 1:
        ways.append(_moved(purses, bills, options, {}))
    settled = [_used(purses, bills, options, each) for each in ways]
    return min((each for each in settled if each is not None), key=weigh, default=None)


def _used(
    purses: Sequence[Purse],
    bills: Sequence[Bill],
    options: Sequence[Option],
    transfers: tuple[Transfer, ...] | None,
) -> Settled | None:
    if transfers is None:
        return None
    if not any(each.kept for each in purses):
        return Settled(transfers, (0,) * len(purses))
    paths, _drawn = _walk(purses, bills, options, transfers, {})
    return Settled(transfers, tuple(paths[each.key].used for each in purses))


def _given_up(
    purses: Sequence[Purse], bills: Sequence[Bill], options: Sequence[Option], hold: dict[int, int]
) -> tuple[Transfer, ...] | None:
    if len(purses) == 1:
        return _moved(purses, bills, options, {})
    if _moved(purses, bills, options, {}) is None:
        return None
    for key in sorted(hold, key=lambda one: (hold[one], one)):
        whole = hold[key]
        found = _moved(purses, bills, options, {**hold, key: 0})
        if found is None:
            hold[key] = 0
            continue
        low, high = 0, whole  # with `high` given up it can be paid, with `low` not
        while high - low > 1:
            middle = (low + high) // 2
            tried = _moved(purses, bills, options, {**hold, key: whole - middle})
            low, high = (middle, high) if tried is None else (low, middle)
            found = tried or found
        return found
    return _moved(purses, bills, options, {})


def _moved(
    purses: Sequence[Purse], bills: Sequence[Bill], options: Sequence[Option], hold: Mapping[int, int]
) -> tuple[Transfer, ...] | None:
    """The transfers needed if so much is to stay in each account; None where none are found.

    What an account never needs is sent first; how the rest is gathered is tried in more than one way.
    """
    for way in _DONORS if len(purses) > 1 else _DONORS[:1]:
        found = _settle(purses, bills, options, way, hold)
        if found is not None:
            return found
    return None


def _settle(
    purses: Sequence[Purse],
    bills: Sequence[Bill],
    options: Sequence[Option],
    way: str,
    hold: Mapping[int, int],
) -> tuple[Transfer, ...] | None:
    transfers: list[Transfer] = []
    for _round in range(_LONGEST):
        paths, drawn = _walk(purses, bills, options, transfers, hold)
        short = min(
            ((path.short_on, key) for key, path in paths.items() if path.short_on is not None), default=None
        )
        if short is None:
            if any(each.drawn is not None and drawn.get(n) != each.drawn for n, each in enumerate(options)):
                return None
            if len(transfers) > 1:
                return _merged(purses, bills, options, transfers, hold)
            return tuple(transfers)
        on, key = short
        purse = next(each for each in purses if each.key == key)
        sent_on = purse.send_by.get(on)
        moved = [] if sent_on is None else _donate(purse, paths, sent_on, on, way, hold)
        if not moved:
            return None
        transfers += moved
    return None


def _walk(
    purses: Sequence[Purse],
    bills: Sequence[Bill],
    options: Sequence[Option],
    transfers: Sequence[Transfer],
    hold: Mapping[int, int],
) -> tuple[dict[int, _Path], dict[int, bool]]:
    paths: dict[int, _Path] = {}
    drawn: dict[int, bool] = {}
    for purse in purses:
        events = list(_events(purse, bills, options, transfers))
        events.sort(key=lambda each: each.order)
        paths[purse.key] = _along(purse, events, bills, options, drawn, hold.get(purse.key, 0))
    return paths, drawn


def _events(
    purse: Purse, bills: Sequence[Bill], options: Sequence[Option], transfers: Sequence[Transfer]
) -> Iterator[_Event]:
    for flow in purse.flows:
        rank = _OUT if flow.amount < 0 else _EARLY if flow.early else _IN
        yield _Event(flow.on, rank, "", flow.amount)
    for each in transfers:
        if each.from_key == purse.key:
            yield _Event(each.on, _PAY, "", -each.amount, sent=True)
        elif each.to_key == purse.key:
            yield _Event(each.needed_on, _EARLY, "", each.amount, sent=True)
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
    hold: int,
) -> _Path:
    path = _Path(points=[(date.min, _EARLY, purse.opening)])
    balance = fixed = alone = purse.opening
    taken: dict[int, int] = {}
    for each in events:
        amount = each.amount
        if each.bill < 0 and not each.sent:
            fixed += amount
            alone += max(0, amount)  # what is planned already uses what was to stay as well
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
        balance += amount
        path.points.append((each.on, each.rank, balance))
        path.used = max(path.used, min(purse.kept, alone) - max(0, balance))
        # What comes and goes anyway may overdraw an account, and go below what was to stay in it.
        floor = min(hold, fixed)
        floor = floor if each.bill < 0 and not each.sent else max(0, floor)
        if path.short_on is None and amount < 0 and each.rank != _DEBIT and balance < floor:
            path.short_on, path.short = each.on, floor - balance
    return path


def _donate(
    purse: Purse, paths: dict[int, _Path], sent_on: date, on: date, way: str, hold: Mapping[int, int]
) -> list[Transfer]:
    """Transfers that bring what is missing: first what accounts never need, then what they need later."""
    need = paths[purse.key].short
    others = [key for key in paths if key != purse.key]
    lasting = {key: _spare(paths[key], sent_on, None, hold.get(key, 0)) for key in others}
    near = {key: _spare(paths[key], sent_on, on, hold.get(key, 0)) for key in others}
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


def _spare(path: _Path, since: date, until: date | None, hold: int) -> int:
    """The least an account holds from a day on beside what stays in it, that day's income not counted."""
    before = 0
    low: int | None = None
    for on, rank, balance in path.points:
        if on < since or (on == since and rank == _EARLY):
            before = balance
        elif until is None or on <= until:
            low = balance if low is None else min(low, balance)
    return max(0, (before if low is None else min(low, before)) - hold)


def _merged(
    purses: Sequence[Purse],
    bills: Sequence[Bill],
    options: Sequence[Option],
    transfers: list[Transfer],
    hold: Mapping[int, int],
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
            paths, drawn = _walk(purses, bills, options, tried, hold)
            fits = all(path.short_on is None for path in paths.values())
            if fits and all(e.drawn is None or drawn.get(n) == e.drawn for n, e in enumerate(options)):
                found = tried
                break
        place -= 1
    return tuple(found)
