"""Why the end of all debts moved: the parts that payments, fees, rates, charges and edits have in it.

One kind of fact after the other takes its present state, in a fixed order, and the plan is played on each
time: the parts are the steps between, so they add up to the whole to the unit, and a kind of which
nothing changed has no part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Kinds of facts, in the order they take their present state."""

    PAYMENT = "payment"
    """More or less was paid than planned, or on other days."""
    FEE = "fee"
    """Fees and penalties were posted."""
    RATE = "rate"
    """A rate changed."""
    CHARGE = "charge"
    """More was borrowed or bought."""
    EDIT = "edit"
    """All else: terms, statements, what was agreed, loans that came or went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a plan comes to when it is played: whether it ends, when, and what it costs in all."""

    ends: bool
    months: int
    day: int
    """The day of the last payment, counted from any."""
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one cause moved: later is more."""

    cause: Cause
    months: int
    days: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """By how much the end moved and what it costs more, in parts that add up to it.

    None where the debts end on one side only. A cause that makes a plan impossible which a later one
    mends is told together with that one.
    """

    months: int | None
    days: int | None
    cost: int | None
    parts: tuple[Part, ...]


def why_moved(planned: Outcome, steps: Iterable[tuple[Cause, Outcome]]) -> Moved:
    """Why debts end at another time than planned.

    Each step is what the plan comes to once the facts of a cause are as they are now; the last one is how
    it stands.
    """
    before, last, parts = planned, planned, []
    for cause, after in steps:
        last = after
        if not after.ends:
            continue
        part = Part(
            cause=cause,
            months=after.months - before.months,
            days=after.day - before.day,
            cost=after.cost - before.cost,
        )
        before = after
        if part.months or part.days or part.cost:
            parts.append(part)
    if not (planned.ends and last.ends):
        return Moved(months=None, days=None, cost=None, parts=())
    return Moved(
        months=last.months - planned.months,
        days=last.day - planned.day,
        cost=last.cost - planned.cost,
        parts=tuple(parts),
    )
