"""What front ends are told: frozen values with nothing left to compute but wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tracker.services.done import Done
from tracker.services.due_month_views import DueMonth, MonthAhead, PaidOn
from tracker.services.due_views import CurrencyTotal, DueList, DueRow, Warned
from tracker.services.home_views import HomeView, MonthTotal, OverdueTotal
from tracker.services.loan.listing import LoanRow
from tracker.services.risk_views import DueRisk

if TYPE_CHECKING:
    from tracker.domain.loan.facts import Charge, Loan, Statement, Terms, Waiver
    from tracker.domain.loan.ledger import Allocation
    from tracker.domain.loan.true_rate import ContractCost

__all__ = [
    "BalancePoint",
    "CurrencyTotal",
    "Done",
    "DueList",
    "DueMonth",
    "DueRisk",
    "DueRow",
    "HomeView",
    "LoanRow",
    "LoanView",
    "MonthAhead",
    "MonthTotal",
    "OverdueTotal",
    "PaidOn",
    "PaymentRow",
    "PayoffView",
    "ScheduleRow",
    "SoFar",
    "Warned",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BalancePoint:
    """A balance at the end of a day, `actual` or `projected`."""

    on: date
    currency: str
    balance_minor: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """One line of a repayment schedule; status is paid, overdue, grace, due_today or upcoming."""

    number: int
    due_on: date
    payment_minor: int
    principal_minor: int
    interest_minor: int
    fee_minor: int
    balance_minor: int
    paid_minor: int
    status: str
    settled_on: date | None
    late_days: int
    estimate: bool

    @property
    def partly_open_minor(self) -> int:
        """What a part payment left open of it; 0 if none of it or all of it was paid."""
        return self.payment_minor - self.paid_minor if self.paid_minor and self.status != "paid" else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One payment; the parts are None until it is posted and allocated."""

    payment_id: int
    loan_id: int
    loan: str
    paid_on: date
    posted_on: date | None
    amount_minor: int
    currency: str
    state: str
    account: str
    ref: str
    note: str
    version: int
    principal_minor: int | None = None
    interest_minor: int | None = None
    fee_minor: int | None = None
    penalty_minor: int | None = None
    unapplied_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoffView:
    """What clears a loan on a date; `unknown` names the terms that are missing."""

    on: date
    principal_minor: int
    interest_minor: int
    fees_minor: int
    charges_minor: int
    penalty_minor: int
    prepay_fee_minor: int
    credit_minor: int
    total_minor: int
    per_diem_minor: int
    saves_minor: int
    if_fees_waived_minor: int | None
    estimate: bool
    unknown: tuple[str, ...] = ()
    accrued_minor: int = 0
    """The part of the interest that has run since the last due date; an estimate."""
    if_interest_returned_minor: int | None = None
    """The total where the lender takes off the interest paid for later days; None if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What has been paid and what is still to come."""

    principal_minor: int
    interest_minor: int
    fee_minor: int
    penalty_minor: int
    interest_to_come_minor: int
    ends_on: date | None
    never_ends: bool
    settled: int
    instalments: int
    late: int
    worst_days: int
    streak: int
    credit_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms:
    """What is agreed on a loan, without anything of its history."""

    row: LoanRow
    loan: Loan
    terms: tuple[Terms, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanView:
    """Everything a loan's screen shows but its payments, which are fetched by the page."""

    row: LoanRow
    loan: Loan
    terms: tuple[Terms, ...]
    schedule: tuple[ScheduleRow, ...]
    payoff: PayoffView
    so_far: SoFar
    balance: tuple[BalancePoint, ...]
    charges: tuple[Charge, ...]
    waivers: tuple[Waiver, ...]
    statements: tuple[Statement, ...]
    payments: int
    allocations: Mapping[int, Allocation] = field(default_factory=dict)
    """How posted payments were split, by payment id, where that was asked."""
    cost: ContractCost | None = None
    """What the loan costs a year as it was agreed; None where nobody asked."""
