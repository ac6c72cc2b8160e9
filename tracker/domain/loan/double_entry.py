"""What each posted fact moved between accounts: the ledger of a loan as double entry.

Interest of an instalment costs something on the day it is paid, since the balance has it in it no
sooner; what the lender charged costs something on the day it was charged. So the debt of these
movements is the balance of the ledger after every one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import sub
from typing import assert_never

from tracker.domain.loan.facts import (
    Arrangement,
    Charge,
    ChargeKind,
    Component,
    LoanFacts,
    Method,
    Statement,
    Terms,
    Waiver,
)
from tracker.domain.loan.ledger import Fact, Ledger, Parts, Step


class Side(StrEnum):
    """What an amount stands on; money in is positive."""

    DEBT = "debt"
    OPENING = "opening"
    PAID_FROM = "paid_from"
    OVERPAID = "overpaid"
    COST = "cost"
    """What a component cost beside the sum that was borrowed."""
    PURCHASE = "purchase"
    CASH = "cash"
    WAIVED = "waived"
    ADJUSTED = "adjusted"
    """What a statement or an arrangement put in place of our own figure."""


class Cause(StrEnum):
    """Why something moved."""

    OPENING = "opening"
    ACCRUAL = "accrual"
    """Interest of a card that we estimated."""
    PAYMENT = "payment"
    CHARGE = "charge"
    WAIVER = "waiver"
    STATEMENT = "statement"
    TERMS = "terms"
    ARRANGEMENT = "arrangement"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Leg:
    """One amount of a movement; `component` says which part of a debt or a cost it is."""

    side: Side
    minor: int
    component: Component | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Amounts that add up to nothing, with the fact that moved them."""

    on: date
    cause: Cause
    legs: tuple[Leg, ...]
    fact: Fact = None


_NOTHING: Parts = (0, 0, 0, 0)
_COMPONENTS = tuple(Component)
_CAUSES = {Charge: Cause.CHARGE, Waiver: Cause.WAIVER, Statement: Cause.STATEMENT, Terms: Cause.TERMS,
           Arrangement: Cause.ARRANGEMENT}  # fmt: skip


def movements(facts: LoanFacts, ledger: Ledger) -> Iterator[Movement]:
    """What every fact moved, in order; the ledger must have been kept with its allocations."""
    loan, running = facts.loan, facts.loan.method is Method.REVOLVING
    before = Step(loan.tracked_from, None, _NOTHING, _NOTHING, 0)
    for step in ledger.steps:
        if isinstance(step.fact, Arrangement):
            running = False
        for each in _moved(before, step, ledger, running=running):
            if each.legs:
                yield each
        before = step
    if loan.closed_on is not None and ledger.balance:
        legs = (Leg(Side.DEBT, ledger.balance), Leg(Side.WAIVED, -ledger.balance))
        yield Movement(on=max(loan.closed_on, ledger.as_of), cause=Cause.CLOSING, legs=legs)


def _moved(before: Step, step: Step, ledger: Ledger, *, running: bool) -> Iterator[Movement]:
    owed, paid = tuple(map(sub, step.owed, before.owed)), tuple(map(sub, step.paid, before.paid))
    credit = step.credit - before.credit
    # What each component came to be owed, whether or not it was paid at once.
    arose = tuple(more + met for more, met in zip(owed, paid, strict=True))
    fact, on = step.fact, step.on
    if isinstance(fact, int):
        if running and any(arose):
            split = ledger.allocations[fact]
            given = (split.penalty, split.fee, split.interest, split.principal)
            # An overpayment of before meets what a card costs before anything is paid.
            met = tuple(map(sub, paid, given))
            legs = [*_debt(tuple(map(sub, arose, met))), *_costs(arose), *_credit(-sum(met))]
            yield Movement(on=on, cause=Cause.ACCRUAL, fact=fact, legs=tuple(legs))
            owed, arose, paid = tuple(-each for each in given), _NOTHING, given
            credit += sum(met)
        legs = [Leg(Side.PAID_FROM, -sum(paid) - credit), *_debt(owed), *_costs(arose), *_credit(credit)]
        yield Movement(on=on, cause=Cause.PAYMENT, fact=fact, legs=tuple(legs))
        return
    cause = Cause.OPENING if fact is None else _CAUSES[type(fact)]
    legs = [*_debt(owed), *_others(fact, arose, sum(owed) - credit), *_credit(credit)]
    yield Movement(on=on, cause=cause, fact=fact, legs=tuple(legs))


def _others(fact: Fact, arose: tuple[int, ...], whole: int) -> list[Leg]:
    """Where what came to be owed came from; `whole` is all of it that nothing else explains."""
    costs, principal = (*arose[:-1], 0), arose[-1]
    match fact:
        case None:
            return _leg(Side.OPENING, whole)
        case Statement() | Arrangement():
            return _leg(Side.ADJUSTED, whole)
        case Charge():
            side = Side.CASH if fact.kind is ChargeKind.CASH_ADVANCE else Side.PURCHASE
            return [*_costs(costs), *_leg(side, principal)]
        case Waiver():
            waived = [min(0, each) for each in arose]
            cost = tuple(max(0, each) for each in arose)
            return [*_costs(cost), *_legs(Side.WAIVED, waived)]
        case Terms() | int():
            return _costs(arose)
        case _:
            assert_never(fact)


def _debt(owed: tuple[int, ...]) -> list[Leg]:
    return _legs(Side.DEBT, [-each for each in owed])


def _costs(arose: tuple[int, ...]) -> list[Leg]:
    return _legs(Side.COST, list(arose))


def _credit(minor: int) -> list[Leg]:
    return _leg(Side.OVERPAID, minor)


def _legs(side: Side, minors: list[int]) -> list[Leg]:
    named = zip(_COMPONENTS, minors, strict=True)
    return [Leg(side, minor, component) for component, minor in named if minor]


def _leg(side: Side, minor: int) -> list[Leg]:
    return [Leg(side, minor)] if minor else []
