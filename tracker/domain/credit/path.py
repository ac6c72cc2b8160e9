"""What comes next in a credit file, from the facts alone: no date is here that nobody gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.credit.facts import Dispute, Mark, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that comes next: its date if there is one, what it is, and what it is about.

    `code` is loan_overdue, answer_due or removal_expected; `days` is how far off, negative once past.
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
) -> tuple[Step, ...]:
    """Loans overdue since a day, answers due, marks expected gone; by date, what has none last.

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
    return tuple(sorted(found, key=lambda step: (step.on is None, step.on or today)))


def _about(dispute: Dispute, names: dict[int, str]) -> str:
    return names.get(dispute.mark_id or 0, "") or dispute.ground or dispute.bureau


def _step(code: str, name: str, on: date | None, today: date) -> Step:
    return Step(code=code, name=name, on=on, days=None if on is None else (on - today).days)
