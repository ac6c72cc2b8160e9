"""Credit repair: marks on a report, disputes, scores, and a progress whose parts are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What came of a dispute."""

    OPEN = "open"
    CORRECTED = "corrected"
    REMOVED = "removed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An adverse entry on a credit report; it heals by being removed, expected or not."""

    id: int
    description: str
    bureau: str = ""
    loan_id: int | None = None
    loan: str = ""
    origin_on: date | None = None
    expected_removal_on: date | None = None
    removed_on: date | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """An objection sent to a bureau or lender, and the date an answer is due by."""

    id: int
    sent_on: date
    bureau: str = ""
    ground: str = ""
    mark_id: int | None = None
    answer_by: date | None = None
    answered_on: date | None = None
    outcome: Outcome = Outcome.OPEN
    note: str = ""
    version: int = 1

    def overdue_days(self, today: date) -> int:
        """Days since the answer was due, 0 while it is not late."""
        if self.outcome is not Outcome.OPEN or self.answer_by is None:
            return 0
        return max(0, (today - self.answer_by).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score as the bureau showed it; scores of different bureaus or models are never compared."""

    id: int
    bureau: str
    model: str
    scored_on: date
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the progress: how many of how many."""

    code: str
    done: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Credit-repair progress: a count of what is done, part by part, and the on-time streak.

    `percent` is the share done of all parts together, None while there is nothing to repair.
    """

    parts: tuple[Part, ...]
    streak: int
    longest_overdue_days: int

    @property
    def done(self) -> int:
        """Everything done."""
        return sum(part.done for part in self.parts)

    @property
    def of(self) -> int:
        """Everything there is to do."""
        return sum(part.of for part in self.parts)

    @property
    def percent(self) -> int | None:
        """Whole percent done, rounded down so that 100 means all of it."""
        return self.done * 100 // self.of if self.of else None


def progress(
    marks: tuple[Mark, ...],
    disputes: tuple[Dispute, ...],
    *,
    loans_current: int,
    loans: int,
    streak: int,
    longest_overdue_days: int,
) -> Progress:
    """What has been repaired: marks removed, disputes answered, loans not overdue."""
    answered = sum(1 for each in disputes if each.outcome is not Outcome.OPEN)
    parts = (
        Part(code="marks_removed", done=sum(1 for each in marks if each.removed_on), of=len(marks)),
        Part(code="disputes_answered", done=answered, of=len(disputes)),
        Part(code="loans_current", done=loans_current, of=loans),
    )
    return Progress(parts=parts, streak=streak, longest_overdue_days=longest_overdue_days)
