"""The ladder of reminders for one due: 7, 3, 1, 0 days before, and once when it is overdue.

A step applies from its day on, so that a run after missed days still says what is due. Saying a
step passes over the steps before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

LADDER: tuple[tuple[str, int], ...] = (("7", -7), ("3", -3), ("1", -1), ("0", 0), ("overdue", 1))
"""Each step's name and the days from the due date on which it begins, in order."""

_RANK = {name: rank for rank, (name, _) in enumerate(LADDER)}


def step_on(due_on: date, today: date) -> str | None:
    """The step that applies today, or None while the due date is far."""
    days = (today - due_on).days
    current = None
    for name, begins in LADDER:
        if days >= begins:
            current = name
    return current


def passed_before(step: str) -> tuple[str, ...]:
    """The steps that saying this one passes over."""
    return tuple(name for name, _ in LADDER[: _RANK[step]])


def next_on(due_on: date, said: Iterable[str]) -> date | None:
    """The date from which there is something new to say about a due, or None once all was said."""
    last = max((_RANK[step] for step in said if step in _RANK), default=-1)
    if last + 1 >= len(LADDER):
        return None
    return due_on + timedelta(days=LADDER[last + 1][1])
