"""Why a person cannot pay as agreed, since when and until when, and the papers that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Cause(StrEnum):
    """What happened."""

    JOB_LOSS = "job_loss"
    INCOME_CUT = "income_cut"
    ILLNESS = "illness"
    FAMILY = "family"
    DISASTER = "disaster"
    FRAUD = "fraud"
    OTHER = "other"


class PaperState(StrEnum):
    """Where a paper stands."""

    MISSING = "missing"
    HAVE = "have"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that shows it; `evidence` is its number in the log of evidence."""

    id: int
    hardship_id: int
    what: str
    state: PaperState = PaperState.MISSING
    sent_on: date | None = None
    evidence: int | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardship:
    """A hardship; without a loan it is the whole household's."""

    id: int
    cause: Cause
    since_on: date
    loan_id: int | None = None
    loan: str = ""
    expected_on: date | None = None
    """The day it is expected to be over."""
    ended_on: date | None = None
    note: str = ""
    papers: tuple[Paper, ...] = ()
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.ended_on is None

    @property
    def missing(self) -> tuple[Paper, ...]:
        """The papers that are still to be had."""
        return tuple(each for each in self.papers if each.state is PaperState.MISSING)

    def outlived_days(self, today: date) -> int:
        """Days since it was expected to be over, 0 while that has not come or it has ended."""
        if not self.is_open or self.expected_on is None:
            return 0
        return max(0, (today - self.expected_on).days)


USUAL: dict[Cause, tuple[str, ...]] = {
    Cause.JOB_LOSS: ("end_of_work", "unemployment_benefit", "bank_flow"),
    Cause.INCOME_CUT: ("payslips", "employer_letter", "bank_flow"),
    Cause.ILLNESS: ("medical_certificate", "medical_bills", "bank_flow"),
    Cause.FAMILY: ("family_proof", "bank_flow"),
    Cause.DISASTER: ("official_record", "loss_photos", "bank_flow"),
    Cause.FRAUD: ("police_report", "bank_flow"),
    Cause.OTHER: ("bank_flow",),
}
"""What is usually asked for: a list to start from, which lenders are free to make longer."""
