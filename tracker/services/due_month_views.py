"""What front ends are told of a month of dues; apart from the other views because a list needs none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.services.home_views import MonthTotal
    from tracker.services.plan.answers import ExtraDue
    from tracker.services.risk_views import DueRisk


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
