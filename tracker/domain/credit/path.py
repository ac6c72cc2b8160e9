"""What comes next in a credit file, as dated milestones from facts and from rules that are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.calendar import add_months
from tracker.domain.credit.facts import Dispute, Mark

MILESTONES = (6, 12, 24)
"""Months on time in a row that are worth a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that comes next: its date if there is one, what it is, and what it is about.

    `code` is loan_overdue, answer_due, settled (from then on a rule counts), removal_expected,
    report_check (a loan that is paid off should show as such), free_report, loan_ends, or on_time, whose
    name is how many months that makes. `days` is how far off, negative once past. An estimate holds if all
    goes as it is known now. `missing` is what a rule lacks to give a date.
    """

    code: str
    name: str
    on: date | None = None
    days: int | None = None
    rule: str = ""
    estimate: bool = False
    missing: str = ""

    @property
    def is_late(self) -> bool:
        """Whether somebody should have done something by now."""
        return self.code in ("loan_overdue", "answer_due") and self.days is not None and self.days < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What is known beyond marks and disputes: each with its name and day.

    `free` bears the number of the rule, `settled` the loans whose report wants a look since a day.
    """

    overdue: tuple[tuple[str, date], ...] = ()
    ends: tuple[tuple[str, date], ...] = ()
    settled: tuple[tuple[str, date], ...] = ()
    free: tuple[tuple[str, date, str], ...] = ()


def path(
    marks: Iterable[Mark],
    disputes: Iterable[Dispute],
    coming: Coming,
    today: date,
    *,
    streak: int | None = None,
) -> tuple[Step, ...]:
    """The milestones by date, those without one last.

    `streak` is how many instalments of each loan were paid on time in a row until now, None where there
    are none. A mark that is disputed names its dispute's answer too, for either may come first.
    """
    marks = tuple(marks)
    names = {mark.id: mark.description for mark in marks}
    found = [_step("loan_overdue", name, since, today) for name, since in coming.overdue]
    found += [
        _step("answer_due", _about(each, names), each.due_by, today, rule=_rule_of(each))
        for each in disputes
        if each.is_open
    ]
    for mark in marks:
        if mark.removed_on is None:
            found += _of_mark(mark, today)
    found += [_step("report_check", name, on, today) for name, on in coming.settled]
    found += [_step("free_report", name, on, today, rule=rule) for name, on, rule in coming.free]
    found += [_step("loan_ends", name, on, today, estimate=True) for name, on in coming.ends]
    if streak is not None:
        found += [
            _step("on_time", str(months), add_months(today, months - streak), today, estimate=True)
            for months in MILESTONES
            if months > streak
        ]
    return tuple(sorted(found, key=lambda step: (step.on is None, step.on or today)))


def _of_mark(mark: Mark, today: date) -> list[Step]:
    """The day a mark's clock started, if it is known to have, and the day the mark should be gone."""
    found, removal = [], mark.removal
    given = mark.expected_removal_on is not None
    if not given and removal is not None and removal.by_settling and removal.start_on is not None:
        found.append(_step("settled", mark.description, removal.start_on, today))
    if given or removal is None:
        return [*found, _step("removal_expected", mark.description, mark.expected_removal_on, today)]
    return [
        *found,
        _step(
            "removal_expected", mark.description, removal.on, today,
            rule=removal.rule, estimate=not removal.verified and removal.on is not None,
            missing=removal.missing,
        ),
    ]  # fmt: skip


def _rule_of(dispute: Dispute) -> str:
    return "" if dispute.last.answer_by is not None else dispute.last.rule


def _about(dispute: Dispute, names: dict[int, str]) -> str:
    return names.get(dispute.mark_id or 0, "") or dispute.ground or dispute.bureau


def _step(
    code: str,
    name: str,
    on: date | None,
    today: date,
    *,
    rule: str = "",
    estimate: bool = False,
    missing: str = "",
) -> Step:
    days = None if on is None else (on - today).days
    return Step(code=code, name=name, on=on, days=days, rule=rule, estimate=estimate, missing=missing)
