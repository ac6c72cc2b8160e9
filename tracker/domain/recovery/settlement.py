"""How a loan ended: with the letter that says so, or still without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The end of a loan that had been in arrears or in talks; `letter` is a number in the log of evidence."""

    id: int
    loan_id: int
    settled_on: date
    loan: str = ""
    lender: str = ""
    letter: int | None = None
    asked_on: date | None = None
    """When the letter was asked for; None if it was not."""
    note: str = ""
    version: int = 1

    def waiting_days(self, today: date) -> int:
        """Days since it was settled, or since the letter was asked for; 0 once the letter is there."""
        return 0 if self.letter else max(0, (today - (self.asked_on or self.settled_on)).days)
