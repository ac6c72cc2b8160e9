"""The whole book at a glance, read from open rows and kept sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.credit.facts import Progress
from tracker.services.alert_silence import alerts_stale, last_run_at
from tracker.services.book import Book
from tracker.services.credit import credit_progress
from tracker.services.due import FIRST, list_dues, rank, totals
from tracker.services.due_views import CurrencyTotal, DueRow, Warned
from tracker.services.home import NEXT, RISK_DAYS, balances, plans
from tracker.services.loan.listing import list_loans
from tracker.services.next_step_views import NextStep
from tracker.services.next_steps import next_steps
from tracker.services.talk.arrangement import Standings, standings
from tracker.store.due import read_dues

if TYPE_CHECKING:
    from tracker.services.plan.answers import AdoptedState
    from tracker.services.risk_views import DueRisk


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """What is owed, overdue, due next and at risk, and how credit repair goes."""

    balances: tuple[tuple[str, int], ...]
    overdue: tuple[DueRow, ...]
    overdue_totals: tuple[CurrencyTotal, ...]
    next_due: tuple[DueRow, ...]
    risk: tuple[DueRisk, ...]
    credit: Progress
    steps: tuple[NextStep, ...]
    """What to do next, the worst first."""
    alerts_last_run_at: str | None
    alerts_stale: bool
    agreed: Standings = field(default_factory=Standings)
    """What was agreed about loans: what stands only by word, and how arrangements in force go."""
    cash_short: tuple[Warned, ...] = ()
    """Accounts that run short within the days that dues are looked for."""
    plans: tuple[AdoptedState, ...] = ()
    """The adopted plan of each currency and how far it was followed."""


def status(book: Book) -> StatusView:
    """The book as of today."""
    dues = list_dues(book, within_days=NEXT)
    overdue = tuple(row for row in dues.rows if row.days < 0)
    limit = book.today + timedelta(days=RISK_DAYS)
    return StatusView(
        balances=balances(list_loans(book)),
        overdue=overdue,
        overdue_totals=totals(overdue),
        next_due=tuple(row for row in dues.rows if row.days >= 0),
        risk=rank(book, read_dues(book.conn, FIRST, limit)),
        credit=credit_progress(book),
        steps=next_steps(book),
        alerts_last_run_at=last_run_at(book),
        alerts_stale=alerts_stale(book),
        agreed=standings(book),
        cash_short=tuple(each for each in dues.warnings if each.code == "cash_short"),
        plans=plans(book),
    )
