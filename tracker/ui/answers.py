"""What the dashboard asks and what it is told: the one place where screens meet services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tracker.domain.loan.facts import Loan, PaymentState, Terms
from tracker.domain.problems import Problem
from tracker.domain.rates import Rate

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a change did, in words for the toast."""

    title: str
    action_id: int | None = None
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    """A loan as lists show it."""

    loan_id: int
    loan: str
    currency: str
    slug: str = ""
    lender: str = ""
    method: str = "informal"
    balance_minor: int = 0
    rate: Rate | None = None
    next_due_on: date | None = None
    next_amount_minor: int | None = None
    next_estimate: bool = False
    days_past_due: int = 0
    overdue_minor: int = 0
    status: str = "unknown"
    autopay: str | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One open due."""

    loan_id: int
    loan: str
    due_on: date
    days: int
    amount_minor: int
    currency: str
    kind: str = "instalment"
    status: str = "upcoming"
    pay_by: date | None = None
    days_past_due: int = 0
    estimate: bool = False
    autopay: str | None = None
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One checkable reason for a risk."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRisk:
    """How likely a due is to be missed, and why."""

    due: DueRow
    level: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTotal:
    """What one currency's dues of this month come to, and how much of it is paid."""

    currency: str
    total_minor: int
    paid_minor: int = 0


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

    balances: tuple[tuple[str, int], ...] = ()
    month: tuple[MonthTotal, ...] = ()
    overdue: tuple[OverdueTotal, ...] = ()
    next_due: tuple[DueRow, ...] = ()
    due_count: int = 0
    risks: tuple[DueRisk, ...] = ()
    loans: tuple[LoanRow, ...] = ()
    alerts_stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BalancePoint:
    """A balance on a date, `actual` or `projected`."""

    on: date
    currency: str
    balance_minor: int
    kind: str = "actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """One line of a repayment schedule."""

    number: int
    due_on: date
    payment_minor: int
    principal_minor: int
    interest_minor: int
    balance_minor: int
    fee_minor: int = 0
    paid_minor: int = 0
    status: str = "upcoming"
    settled_on: date | None = None
    late_days: int = 0
    estimate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One payment; the parts are None until it is posted and allocated."""

    payment_id: int
    loan_id: int
    loan: str
    paid_on: date
    amount_minor: int
    currency: str
    posted_on: date | None = None
    state: str = "posted"
    account: str = ""
    ref: str = ""
    note: str = ""
    principal_minor: int | None = None
    interest_minor: int | None = None
    fee_minor: int | None = None
    penalty_minor: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoffView:
    """What settles the loan on a date; `unknown` names the terms that are missing."""

    on: date
    principal_minor: int
    interest_minor: int = 0
    fees_minor: int = 0
    charges_minor: int = 0
    penalty_minor: int = 0
    prepay_fee_minor: int = 0
    total_minor: int = 0
    per_diem_minor: int = 0
    saves_minor: int | None = None
    estimate: bool = False
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What has been paid and what is still to come."""

    principal_minor: int = 0
    interest_minor: int = 0
    fee_minor: int = 0
    penalty_minor: int = 0
    interest_to_come_minor: int | None = None
    ends_on: date | None = None
    settled: int = 0
    late: int = 0
    worst_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanView:
    """Everything the loan's screen shows but its payments, which are fetched by the page."""

    row: LoanRow
    loan: Loan
    terms: tuple[Terms, ...] = ()
    schedule: tuple[ScheduleRow, ...] = ()
    payoff: PayoffView | None = None
    so_far: SoFar = field(default_factory=SoFar)
    balance: tuple[BalancePoint, ...] = ()
    payments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDraft:
    """A payment as far as it has been typed."""

    loan_id: int
    amount: str = ""
    paid_on: str = ""
    state: PaymentState = PaymentState.POSTED
    account: str = ""
    note: str = ""


class Answers(Protocol):
    """What the dashboard needs; `today` and the open book are inside."""

    @property
    def file_name(self) -> str:
        """The name of the file, shown when it is not the person's own book."""

    @property
    def is_demo(self) -> bool:
        """Whether the file is the demo household."""

    @property
    def today(self) -> date:
        """The date every answer is for."""

    def home(self) -> HomeView:
        """Home but its chart."""

    def balance(self, currency: str) -> tuple[BalancePoint, ...]:
        """Total balance by month in one currency, actual then projected."""

    def loans(self) -> tuple[LoanRow, ...]:
        """All open loans."""

    def loan(self, loan_id: int) -> LoanView | None:
        """One loan, None once it is in the trash."""

    def payments(self, loan_id: int, offset: int, limit: int) -> tuple[PaymentRow, ...]:
        """A page of a loan's payments, newest first."""

    def record_payment(
        self, draft: PaymentDraft, amount_minor: int, paid_on: date
    ) -> tuple[Done | None, Problems]:
        """Record a payment in one undo step."""

    def undo(self) -> Done | None:
        """Take back the last change; None if there is none."""

    def redo(self) -> Done | None:
        """Do again what was undone last; None if there is nothing."""

    def changed_elsewhere(self) -> bool:
        """Whether another process has written since the last answer."""
