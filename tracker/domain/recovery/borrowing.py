"""A loan that is not taken out yet: what it costs, and what dues, shortfalls and the end become with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from tracker.domain.calendar import add_months
from tracker.domain.loan.facts import LoanFacts
from tracker.domain.loan.ledger import replay
from tracker.domain.recovery.comparison import Outline, outline
from tracker.domain.recovery.offer import OfferPayment

_MONTHS = 12
_HUNDRED = 100

Key = TypeVar("Key")


class Effect(StrEnum):
    """What becomes of the first shortfall."""

    MOVES = "moves"
    STAYS = "stays"
    BRINGS = "brings"
    REMOVES = "removes"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a month asks for without the new loan and with it, named by its first day."""

    first: date
    before_minor: int
    after_minor: int


def borrowed(facts: LoanFacts, received_minor: int) -> Outline:
    """What a loan costs above what is received of it, and its true yearly rate, from its whole schedule."""
    ledger = replay(facts, entries=[])
    return outline(
        tuple(OfferPayment(due_on=row.due_on, amount_minor=row.amount) for row in ledger.instalments),
        today=facts.loan.tracked_from,
        owed_minor=received_minor,
        endless=ledger.endless,
        estimate=any(row.estimate for row in ledger.instalments),
    )


def effect(before: date | None, after: date | None) -> Effect:
    """What becomes of the first shortfall, by its day without the new loan and with it."""
    if before == after:
        return Effect.NONE if before is None else Effect.STAYS
    if before is None:
        return Effect.BRINGS
    return Effect.REMOVES if after is None else Effect.MOVES


def loads(
    before: Iterable[OfferPayment], after: Iterable[OfferPayment], first: date, months: int = _MONTHS
) -> tuple[Load, ...]:
    """What each of some months asks for, from the month of a day on."""
    without, with_it = _by_month(before), _by_month(after)
    found = []
    for number in range(months):
        month = add_months(first.replace(day=1), number)
        found.append(Load(first=month, before_minor=without[month], after_minor=with_it[month]))
    return tuple(found)


def _by_month(payments: Iterable[OfferPayment]) -> defaultdict[date, int]:
    found: defaultdict[date, int] = defaultdict(int)
    for each in payments:
        found[each.due_on.replace(day=1)] += each.amount_minor
    return found


def worst(months: Sequence[Load]) -> Load | None:
    """The month that asks for most with the new loan, the earliest of equal ones."""
    return max(months, key=lambda each: (each.after_minor, -each.first.toordinal()), default=None)


def share(minor: int, income_minor: int) -> Decimal | None:
    """A sum as a percentage of what comes in; None where nothing sure does."""
    return Decimal(minor * _HUNDRED) / income_minor if income_minor > 0 else None


def free_on(ends: Mapping[Key, date | None]) -> tuple[date | None, tuple[Key, ...]]:
    """The day the last debt ends, None if none is owed or an end is not known, and which those are."""
    unknown = tuple(key for key, on in ends.items() if on is None)
    days = [on for on in ends.values() if on is not None]
    return (max(days) if days and not unknown else None), unknown


def saving(
    *,
    as_now_minor: int | None,
    paid_minor: int,
    rest_minor: int | None,
    new_minor: int | None,
    received_minor: int,
) -> int | None:
    """What paying another loan out of a new one saves in all, negative where it costs; None if not known.

    What is received and not handed on stays in hand.
    """
    if as_now_minor is None or rest_minor is None or new_minor is None:
        return None
    return as_now_minor - (paid_minor + rest_minor + new_minor - received_minor)
