"""Promises of both sides: who promised what until when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """Who promised."""

    ME = "me"
    LENDER = "lender"


class Fate(StrEnum):
    """What came of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What one side promised; `due_on` is the day it is to be true by, or until which it holds."""

    id: int
    loan_id: int
    side: Side
    what: str
    promised_on: date
    loan: str = ""
    currency: str = ""
    contact_id: int | None = None
    amount_minor: int | None = None
    due_on: date | None = None
    fate: Fate = Fate.OPEN
    ended_on: date | None = None
    note: str = ""
    version: int = 1

    def late_days(self, today: date) -> int:
        """Days since it was due, 0 while it is not late or no longer open."""
        if self.fate is not Fate.OPEN or self.due_on is None:
            return 0
        return max(0, (today - self.due_on).days)
