"""What Home is told; apart from the other views because nothing else is needed to paint it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.services.cash.answers import CashUntilPayday
    from tracker.services.due_views import DueRow
    from tracker.services.loan.listing import LoanRow
    from tracker.services.next_step_views import NextStep
    from tracker.services.plan.answers import AdoptedState
    from tracker.services.risk_views import DueRisk


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTotal:
    """What one currency's dues of a month come to, and how much was paid in it."""

    currency: str
    open_minor: int
    paid_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueTotal:
    """What is overdue in one currency."""

    currency: str
    amount_minor: int
    count: int
    oldest_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """Everything Home shows but the chart; read from open rows and kept sums."""

    balances: tuple[tuple[str, int], ...]
    month: tuple[MonthTotal, ...]
    overdue: tuple[OverdueTotal, ...]
    next_due: tuple[DueRow, ...]
    due_count: int
    risks: tuple[DueRisk, ...]
    loans: tuple[LoanRow, ...]
    alerts_stale: bool
    """Whether alerts once ran and have not for 36 hours."""
    default_currency: str
    plans: tuple[AdoptedState, ...] = ()
    """The adopted plan of each currency and how far it was followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeAhead:
    """What follows once Home is painted: it takes a forecast."""

    cash: CashUntilPayday
    steps: tuple[NextStep, ...]
