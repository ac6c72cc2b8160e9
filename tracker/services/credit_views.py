"""What front ends are told of the credit file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.credit.facts import Dispute, Mark, Progress, Score
from tracker.domain.credit.path import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditView:
    """The state of the credit file as far as the person has entered it."""

    marks: tuple[Mark, ...]
    disputes: tuple[Dispute, ...]
    scores: tuple[Score, ...]
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTrash:
    """What of the credit file is in the trash."""

    marks: tuple[Mark, ...]
    disputes: tuple[Dispute, ...]
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How one loan has been paid: instalments settled, how many of them late, on time in a row until now."""

    loan_id: int
    loan: str
    settled: int
    late: int
    streak: int
    overdue_since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """The credit file with the habits behind it and what comes next."""

    view: CreditView
    habits: tuple[Habit, ...]
    path: tuple[Step, ...]
