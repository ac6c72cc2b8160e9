"""Credit repair: marks on a report, disputes by round, scores, and a progress whose parts are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What came of a dispute, or of one round of it."""

    OPEN = "open"
    CORRECTED = "corrected"
    REMOVED = "removed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Body(StrEnum):
    """Who is asked in a round of a dispute."""

    BUREAU = "bureau"
    LENDER = "lender"
    REGULATOR = "regulator"
    OMBUDSMAN = "ombudsman"
    COURT = "court"
    OTHER = "other"


class Place(StrEnum):
    """Whose rules hold; unknown leaves it to the bureau's name or the setting."""

    UNKNOWN = ""
    CN = "CN"
    US = "US"
    UK = "UK"
    EU = "EU"


class MarkKind(StrEnum):
    """What a mark tells of; how long it stays can depend on it."""

    UNKNOWN = ""
    LATE = "late"
    CHARGE_OFF = "charge_off"
    BANKRUPTCY = "bankruptcy"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """When a rule takes a mark off the file: `on`, counted from `start_on`, by the rule of a number.

    `missing` names what is lacking while `on` is not known: settled_on, origin_on, kind, place, or rule where
    no rule is on file. A rule that nobody read is not `verified` and fires nothing.
    """

    on: date | None = None
    start_on: date | None = None
    by_settling: bool = False
    """Whether it counts from the day all was paid; `by_loan` if that day is the loan's."""
    by_loan: bool = False
    rule: str = ""
    verified: bool = False
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An adverse entry on a credit report; it heals by being removed, expected or not."""

    id: int
    description: str
    bureau: str = ""
    loan_id: int | None = None
    loan: str = ""
    kind: MarkKind = MarkKind.UNKNOWN
    place: Place = Place.UNKNOWN
    entry_id: int | None = None
    """The line of a report it was found in."""
    origin_on: date | None = None
    settled_on: date | None = None
    expected_removal_on: date | None = None
    """As the bureau or the person said; it goes before what a rule gives."""
    removed_on: date | None = None
    note: str = ""
    version: int = 1
    removal: Removal | None = None

    @property
    def gone_by(self) -> date | None:
        """The day it should be gone, as somebody said or as a rule that was read gives it."""
        if self.expected_removal_on is not None or self.removal is None or not self.removal.verified:
            return self.expected_removal_on
        return self.removal.on


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of a dispute: to whom, when, until when they may answer, what came of it."""

    number: int
    sent_on: date
    id: int = 0
    """0 for the first round, which is the dispute itself."""
    body: Body = Body.BUREAU
    sent_to: str = ""
    extended: bool = False
    answer_by: date | None = None
    answered_on: date | None = None
    outcome: Outcome = Outcome.OPEN
    reference: str = ""
    evidence: int | None = None
    note: str = ""
    version: int = 1
    ruled_by: date | None = None
    """The last day by a rule, where nobody gave one; a rule that is not `verified` fires nothing."""
    rule: str = ""
    verified: bool = True

    @property
    def due_by(self) -> date | None:
        """The last day for an answer, as it was given or by a rule that was read."""
        return self.answer_by or (self.ruled_by if self.verified else None)

    def overdue_days(self, today: date) -> int:
        """Days since the answer was due, 0 while it is not late or once it has come."""
        if self.outcome is not Outcome.OPEN or self.due_by is None:
            return 0
        return max(0, (today - self.due_by).days)

    @property
    def late_days(self) -> int:
        """By how many days the answer came too late."""
        if self.answered_on is None or self.due_by is None:
            return 0
        return max(0, (self.answered_on - self.due_by).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """An objection in rounds; its own fields are those of the first."""

    id: int
    sent_on: date
    bureau: str = ""
    ground: str = ""
    mark_id: int | None = None
    body: Body = Body.BUREAU
    place: Place = Place.UNKNOWN
    extended: bool = False
    answer_by: date | None = None
    answered_on: date | None = None
    outcome: Outcome = Outcome.OPEN
    reference: str = ""
    evidence: int | None = None
    note: str = ""
    version: int = 1
    ruled_by: date | None = None
    rule: str = ""
    verified: bool = True
    more: tuple[Round, ...] = ()

    @property
    def rounds(self) -> tuple[Round, ...]:
        """Every round, the first one in front."""
        first = Round(
            number=1, body=self.body, sent_to=self.bureau, sent_on=self.sent_on, extended=self.extended,
            answer_by=self.answer_by, answered_on=self.answered_on, outcome=self.outcome,
            reference=self.reference, evidence=self.evidence, note=self.note, version=self.version,
            ruled_by=self.ruled_by, rule=self.rule, verified=self.verified,
        )  # fmt: skip
        return (first, *self.more)

    @property
    def last(self) -> Round:
        """The round that counts now."""
        return self.rounds[-1]

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.last.outcome is Outcome.OPEN

    @property
    def due_by(self) -> date | None:
        """The last day for the answer that counts now."""
        return self.last.due_by

    def overdue_days(self, today: date) -> int:
        """Days since the answer was due, 0 while it is not late."""
        return self.last.overdue_days(today)


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
    answered = sum(1 for each in disputes if not each.is_open)
    parts = (
        Part(code="marks_removed", done=sum(1 for each in marks if each.removed_on), of=len(marks)),
        Part(code="disputes_answered", done=answered, of=len(disputes)),
        Part(code="loans_current", done=loans_current, of=loans),
    )
    return Progress(parts=parts, streak=streak, longest_overdue_days=longest_overdue_days)
