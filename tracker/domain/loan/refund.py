"""Money of a payment that has to come back: chased until it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LOOKED_AT_DAYS = 120
"""How far back debits are compared unasked: what is older has been on a statement since."""

WINDOW_DAYS = 3
"""How far apart two debits of the same sum may lie and still look like one."""

ANSWER_DAYS = 10
"""How long after asking it is time to ask again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What is to come back of a payment; `id` is 0 while nobody has asked for it."""

    payment_id: int
    loan_id: int
    loan: str
    currency: str
    paid_on: date
    state: str
    amount_minor: int
    account: str = ""
    id: int = 0
    asked_on: date | None = None
    back_on: date | None = None
    note: str = ""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether the money is still to come."""
        return self.back_on is None

    def waiting_days(self, today: date) -> int:
        """Days since it was asked for, or since it was paid while nobody asked."""
        return max(0, (today - (self.asked_on or self.paid_on)).days)

    def is_late(self, today: date) -> bool:
        """Whether it was asked for long enough ago to ask again."""
        return self.is_open and self.asked_on is not None and self.waiting_days(today) >= ANSWER_DAYS
