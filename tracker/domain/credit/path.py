"""What comes next in a credit file, from the facts alone: no date is here that nobody gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.calendar import add_months
from tracker.domain.credit.facts import Dispute, Mark, Outcome

MILESTONES = (6, 12, 24)
"""Months on time in a row that are worth a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that comes next: its date if there is one, what it is, and what it is about.

    `code` is loan_overdue, answer_due, removal_expected, or on_time, an estimate that holds if every
    instalment is paid on time from now on, whose name is how many months that makes; `days` is how far
    off, negative once past.
    """

    code: str
    name: str
    on: date | None = None
    days: int | None = None


def path(
    marks: Iterable[Mark],
    disputes: Iterable[Dispute],
    overdue: Iterable[tuple[str, date]],
    today: date,
    *,
    streak: int | None = None,
) -> tuple[Step, ...]:
    """Loans overdue since a day, answers due, marks expected gone, months on time; by date, none last.

    `streak` is how many instalments of each loan were paid on time in a row until now.

    A mark that is disputed names its dispute's answer too, for either may come first.
    """
    marks = tuple(marks)
    names = {mark.id: mark.description for mark in marks}
    found = [_step("loan_overdue", name, since, today) for name, since in overdue]
    found += [
        _step("answer_due", _about(each, names), each.answer_by, today)
        for each in disputes
        if each.outcome is Outcome.OPEN
    ]
    found += [
        _step("removal_expected", mark.description, mark.expected_removal_on, today)
        for mark in marks
        if mark.removed_on is None
    ]
    wanted = None if streak is None else next((each for each in MILESTONES if each > streak), None)
    if streak is not None and wanted is not None:
        found.append(_step("on_time", str(wanted), add_months(today, wanted - streak), today))
    return tuple(sorted(found, key=lambda step: (step.on is None, step.on or today)))


def _about(dispute: Dispute, names: dict[int, str]) -> str:
    return names.get(dispute.mark_id or 0, "") or dispute.ground or dispute.bureau


def _step(code: str, name: str, on: date | None, today: date) -> Step:
    return Step(code=code, name=name, on=on, days=None if on is None else (on - today).days)
