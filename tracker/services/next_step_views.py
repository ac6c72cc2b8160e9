"""What front ends are told to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

URGENT, ATTENTION, NOTE = "!!", "!", "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing to do: what, why, by when, how bad, on which screen, and by which command line.

    `code` is overdue, payment_under_way, triage, cash_short, autopay_failed, autopay_check,
    autopay_switch_off,
    refund, duplicate, promo_ending, dispute_answer, back_on_report, report_check,
    settled_check, claim_differs, autopay_clash,
    plan_extra, plan_misfit, arrangement_missed, answer_by, follow_up or promise. `screen` is the id of a
    screen.
    """

    code: str
    key: str
    """Tells the same thing again on another day."""
    severity: str
    text: str
    why: str
    on: date | None
    screen: str
    command: str
    loan_id: int | None = None
    payment_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CashGap:
    """The first shortfall of an account: how much to move into it, by when, for which debit."""

    account: str
    currency: str
    on: date
    top_up_minor: int
    top_up_by: date
    time: str = ""
    """The time of day of `top_up_by`, as HH:MM."""
    source: str = ""
    """An own account that has it to spare, and how much of it where that is not all."""
    source_minor: int = 0
    loan_id: int | None = None
    loan: str = ""
    missing_minor: int = 0
    """What is missing however money is moved between own accounts."""
