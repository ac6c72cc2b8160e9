"""What else a person should know of a choice: the second best, what more money would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.plan.triage import Act, Choice, Option, Purse
from tracker.domain.plan.triage_search import Search, Stop, with_cash

_ROUNDS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A bill that is treated otherwise."""

    key: str
    name: str
    before: Option
    after: Option


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """What more money changes; `choice` is None where it changes nothing that matters."""

    amount: int
    choice: Choice | None
    changes: tuple[Change, ...] = ()


def status(option: Option) -> str:
    """Whether a bill is met in time, late, in part, or not."""
    if option.act.in_time:
        return "met"
    return option.act.value


def changes(search: Search, before: Choice, after: Choice) -> tuple[Change, ...]:
    """The bills that two choices treat otherwise, by act or by sum."""
    return tuple(
        Change(key=bill.key, name=bill.name, before=old, after=new)
        for bill, old, new in zip(search.bills, before.options, after.options, strict=True)
        if (status(old), old.paid) != (status(new), new.paid)
    )


def runner_up(
    search: Search, purses: Sequence[Purse], choice: Choice, *, stop: Stop | None = None
) -> Choice | None:
    """The best choice that meets, delays or leaves out at least one bill otherwise; None if there is none."""
    best: Choice | None = None
    for place, (bill, chosen) in enumerate(zip(search.bills, choice.options, strict=True)):
        if stop is not None and stop():
            break
        same = {
            (place, n) for n, option in enumerate(bill.options) if status(option) == status(chosen)
        }  # fmt: skip
        below = search.number(best.harm) if best else None
        found = search.best(purses, banned=same, below=below, stop=stop)
        best = found or best
    return best


def with_more(
    search: Search, purses: Sequence[Purse], choice: Choice, amount: int, *, stop: Stop | None = None
) -> More:
    """What so much more would change."""
    found = search.best(with_cash(purses, amount), below=search.below(choice.harm), stop=stop)
    if found is None:
        return More(amount=amount, choice=None)
    return More(amount=amount, choice=found, changes=changes(search, choice, found))


def first_change(
    search: Search, purses: Sequence[Purse], choice: Choice, *, stop: Stop | None = None
) -> More | None:
    """The smallest further sum that makes the harm less; None if no sum does."""
    most = sum(max(option.paid for option in bill.options) for bill in search.bills)
    most += sum(-min(0, purse.opening) for purse in purses)
    below = search.below(choice.harm)
    found = search.best(with_cash(purses, most), below=below, stop=stop)
    if found is None:
        return None
    low, high = 0, most  # `low` changes nothing, `high` does
    for _round in range(_ROUNDS):
        if high - low <= 1 or (stop is not None and stop()):
            break
        middle = (low + high) // 2
        tried = search.best(with_cash(purses, middle), below=below, stop=stop)
        if tried is None:
            low = middle
        else:
            high, found = middle, tried
    return More(amount=high, choice=found, changes=changes(search, choice, found))


def unmet(choice: Choice) -> tuple[int, ...]:
    """The places of the bills of which something stays unpaid."""
    return tuple(
        place
        for place, option in enumerate(choice.options)
        if any(line.act in (Act.SKIP, Act.PART) for line in option.lines)
    )
