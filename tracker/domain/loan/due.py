"""What falls due, as of a date: status, days, and how much a person must watch it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.domain.loan.autopay import Autopay, AutopayStatus


class DueStatus(StrEnum):
    """Where a due stands on a date."""

    OVERDUE = "overdue"
    GRACE = "grace"
    DUE_TODAY = "due_today"
    UPCOMING = "upcoming"


class RiskLevel(StrEnum):
    """How much a due needs watching; a rule, never a probability."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDue:
    """An instalment or minimum that is not fully paid."""

    number: int
    due_on: date
    pay_by: date
    kind: str
    amount_minor: int
    open_minor: int
    principal_minor: int
    interest_minor: int
    fee_minor: int
    balance_after_minor: int
    estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDue:
    """An open due with what a person needs beside it."""

    loan_id: int
    loan: str
    currency: str
    due: OpenDue
    grace_days: int = 0
    promo_until: date | None = None
    late_before: int = 0
    autopay: Autopay | None = None

    def days(self, today: date) -> int:
        """Days until it is due, negative once it is past."""
        return (self.due.due_on - today).days

    def days_past_due(self, today: date) -> int:
        """Days since the due date, whatever the grace."""
        return max(0, -self.days(today))

    def status(self, today: date) -> DueStatus:
        """Overdue counts from the day after the due date; unknown grace is none."""
        days = self.days(today)
        if days > 0:
            return DueStatus.UPCOMING
        if days == 0:
            return DueStatus.DUE_TODAY
        return DueStatus.GRACE if -days <= self.grace_days else DueStatus.OVERDUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing a person can check for themselves."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


SOON = 3
"""Within so many days a due nobody pays automatically is urgent."""


def assess(
    each: LoanDue, *, today: date, in_arrears: bool, holiday: str | None
) -> tuple[RiskLevel, tuple[Reason, ...]]:
    """The level of a due and the reasons for it, most serious first.

    High: overdue, in arrears already, the card expires before the due date, or autopay is off and
    the due is within three days. Medium: any other reason. Low: none.
    """
    high: list[Reason] = []
    medium: list[Reason] = []
    due_on, days = each.due.due_on, each.days(today)
    if days < 0:
        high.append(Reason(code="overdue", params={"days": str(-days)}))
    elif in_arrears:
        high.append(Reason(code="in_arrears"))
    status = each.autopay.status(today, due_on) if each.autopay else None
    if status is AutopayStatus.EXPIRED and each.autopay and each.autopay.card_expires_on:
        high.append(Reason(code="card_expired", params={"on": each.autopay.card_expires_on.isoformat()}))
    elif status is AutopayStatus.UNCHECKED:
        medium.append(Reason(code="autopay_unchecked"))
    elif status in (None, AutopayStatus.OFF):
        code = "autopay_off" if status else "autopay_unknown"
        (high if 0 <= days <= SOON else medium).append(Reason(code=code))
    if status not in (None, AutopayStatus.OFF) and each.autopay and each.autopay.failed_unanswered:
        on = each.autopay.last_result_on
        high.append(Reason(code="autopay_failed", params={"on": on.isoformat() if on else "?"}))
    if each.late_before:
        medium.append(Reason(code="paid_late_before", params={"count": str(each.late_before)}))
    if each.promo_until is not None and today <= each.promo_until <= due_on:
        medium.append(Reason(code="promo_ending", params={"on": each.promo_until.isoformat()}))
    if holiday is not None:
        medium.append(Reason(code="holiday", params={"name": holiday}))
    level = RiskLevel.HIGH if high else RiskLevel.MEDIUM if medium else RiskLevel.LOW
    return level, (*high, *medium)
