"""Complaints: where they go, what they rest on, by when an answer is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ComplaintOutcome(StrEnum):
    """What came of a complaint."""

    OPEN = "open"
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One incident in a complaint; `allowed` is what the rule lets happen, None where it counts nothing."""

    id: int
    complaint_id: int
    what: str
    """A code of the log's findings, such as hours, per_day, threat; or a person's own words."""
    happened_on: date
    contact_id: int | None = None
    times: int = 1
    allowed: int | None = None
    rule: str = ""
    evidence: int | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint about what was done with a loan."""

    id: int
    loan_id: int
    body: str
    """To whom: a hotline's number or a name."""
    opened_on: date
    loan: str = ""
    lender: str = ""
    about: str = ""
    filed_on: date | None = None
    reference: str = ""
    answer_by: date | None = None
    answer_rule: str = ""
    outcome: ComplaintOutcome = ComplaintOutcome.OPEN
    answered_on: date | None = None
    evidence: int | None = None
    note: str = ""
    incidents: tuple[Collected, ...] = ()
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come, or the complaint to be filed."""
        return self.outcome is ComplaintOutcome.OPEN

    @property
    def state(self) -> str:
        """`draft` before it is filed, `filed` until it is answered, then its outcome."""
        if not self.is_open:
            return self.outcome.value
        return "filed" if self.filed_on else "draft"

    def late_days(self, today: date) -> int:
        """Days since the answer was due, 0 while it is not late."""
        if not self.is_open or self.filed_on is None or self.answer_by is None:
            return 0
        return max(0, (today - self.answer_by).days)

    @property
    def unproved(self) -> tuple[Collected, ...]:
        """The incidents that nothing in the log of evidence shows."""
        return tuple(each for each in self.incidents if each.evidence is None)
