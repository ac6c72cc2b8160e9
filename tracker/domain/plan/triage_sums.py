"""What all purses together have up to each day that matters to a triage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.domain.plan.triage import Flow, Purse

LAST = date.max
"""Stands for the end of the window."""


def days_of(purses: Sequence[Purse]) -> tuple[date, ...]:
    """The last day before each on which new money can be used, and the end."""
    fresh = {flow.on for purse in purses for flow in purse.flows if flow.amount > 0}
    return (*sorted(fresh), LAST)


def caps(purses: Sequence[Purse], days: Sequence[date]) -> tuple[int, ...]:
    """What all purses together have for payments up to each day, at most."""
    return tuple(max(0, sum(_up_to(purse, day) - _lowest(purse, day) for purse in purses)) for day in days)


def free(purses: Sequence[Purse], days: Sequence[date]) -> tuple[int, ...]:
    """What all purses together hold on each day beside what is to stay in them, before anything is paid."""
    return tuple(sum(max(0, _up_to(purse, day) - purse.kept) for purse in purses) for day in days)


def _up_to(purse: Purse, day: date) -> int:
    return purse.opening + sum(flow.amount for flow in _flows(purse, day))


def _lowest(purse: Purse, day: date) -> int:
    """How far an account is overdrawn by what comes and goes anyway, which nothing has to make good."""
    balance, lowest = purse.opening, min(0, purse.opening)
    for flow in sorted(_flows(purse, day), key=lambda each: (each.on, not each.early, each.amount > 0)):
        balance += flow.amount
        lowest = min(lowest, balance)
    return lowest


def _flows(purse: Purse, day: date) -> list[Flow]:
    """What comes and goes until a day ends for payments: that day's income comes after them."""
    return [
        flow
        for flow in purse.flows
        if flow.on < day or (flow.on == day and (flow.amount <= 0 or flow.early or day == LAST))
    ]
