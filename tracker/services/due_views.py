"""What front ends are told of dues; apart from the other views because most commands need no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.loan.due import Reason
    from tracker.services.home_views import MonthTotal
    from tracker.services.plan.answers import ExtraDue


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One open due; `amount_minor` is what is still to be paid of it."""

    loan_id: int
    loan: str
    due_on: date
    pay_by: date
    days: int
    amount_minor: int
    currency: str
    kind: str
    status: str
    days_past_due: int
    estimate: bool
    autopay: str | None
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyTotal:
    """A sum in one currency and how many rows it is of."""

    currency: str
    count: int
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something the reader of a list must know; `code` says what in every language."""

    code: str
    on: date
    loan_id: int | None
    """None where it is about no loan, as with an expense that an account cannot meet."""
    loan: str
    amount_minor: int | None = None
    currency: str = ""
    account: str = ""
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """Open dues with their totals by currency and what to watch."""

    rows: tuple[DueRow, ...]
    totals: tuple[CurrencyTotal, ...]
    warnings: tuple[Warned, ...] = ()
    plan: tuple[ExtraDue, ...] = ()
    """What adopted plans ask for above the dues; no part of the totals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRisk:
    """A due with its level (high, medium, low) and the reasons for it."""

    due: DueRow
    level: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOn:
    """A posted payment, as a calendar shows it."""

    loan_id: int
    loan: str
    paid_on: date
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthAhead:
    """What is still to be paid of a month's dues in one currency; `first` None is what is late already."""

    first: date | None
    currency: str
    count: int
    amount_minor: int
    estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMonth:
    """One month of dues in its calendar: whole weeks, so days of the months beside it are in it too."""

    first: date
    shown_from: date
    shown_to: date
    dues: tuple[DueRisk, ...]
    """What is open between the first and the last day shown, by date."""
    agenda: tuple[DueRisk, ...]
    """Everything overdue, whichever month is shown, then what falls due in this month and the next."""
    week: tuple[DueRisk, ...]
    """What falls due from today in seven days."""
    paid: tuple[PaidOn, ...]
    totals: tuple[MonthTotal, ...]
    count: int
    """How many dues of the month itself are open."""
    holidays: Mapping[date, str]
    ahead: tuple[MonthAhead, ...]
    undated: tuple[str, ...] = ()
    """Loans of which nobody knows when they are due."""
    plan: tuple[ExtraDue, ...] = ()
    """What adopted plans ask for above the dues, late ones included; no part of the totals."""
