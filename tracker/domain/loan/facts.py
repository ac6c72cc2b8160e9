"""What is known about a loan: the facts the file stores, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.domain.calendar import Frequency
from tracker.domain.money import Rounding
from tracker.domain.rates import DayCount, Rate


class Method(StrEnum):
    """How a loan is repaid (DOMAIN A.5)."""

    LEVEL_PAYMENT = "level_payment"
    EQUAL_PRINCIPAL = "equal_principal"
    INTEREST_ONLY = "interest_only"
    BULLET = "bullet"
    FLAT_FEE = "flat_fee"
    REVOLVING = "revolving"
    CUSTOM = "custom"
    INFORMAL = "informal"


class Stake(StrEnum):
    """What is lost if a loan is not paid: nothing but its cost, a home, goods, or a case of law."""

    UNKNOWN = ""
    NONE = "none"
    HOME = "home"
    SECURED = "secured"
    LEGAL = "legal"


class PaymentState(StrEnum):
    """How far a payment has come; only a posted one reduces a balance."""

    PLANNED = "planned"
    SENT = "sent"
    PENDING = "pending"
    POSTED = "posted"
    FAILED = "failed"
    REVERSED = "reversed"
    DUPLICATE = "duplicate"


class Component(StrEnum):
    """The parts a payment is allocated to."""

    PENALTY = "penalty"
    FEE = "fee"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class ChargeKind(StrEnum):
    """What a lender posted against the loan."""

    PURCHASE = "purchase"
    CASH_ADVANCE = "cash_advance"
    INTEREST = "interest"
    FEE = "fee"
    LATE_FEE = "late_fee"
    PENALTY = "penalty"

    @property
    def component(self) -> Component:
        """The part of the balance the charge belongs to."""
        return _CHARGED_TO[self]


_CHARGED_TO = {
    "purchase": Component.PRINCIPAL,
    "cash_advance": Component.PRINCIPAL,
    "interest": Component.INTEREST,
    "fee": Component.FEE,
    "late_fee": Component.FEE,
    "penalty": Component.PENALTY,
}


class Scope(StrEnum):
    """Whether a payment finishes one instalment first, or one component of all of them."""

    INSTALMENT = "instalment"
    ACROSS = "across"


class Excess(StrEnum):
    """What a payment does once everything due and the coming instalment are covered."""

    PRINCIPAL = "principal"
    ADVANCE = "advance"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationOrder:
    """The order in which a payment meets the parts of a debt (DOMAIN D.1).

    After `switch_after_days` days past due, `switched` replaces `order` (CN cards: principal first
    beyond 90 days).
    """

    order: tuple[Component, ...] = (
        Component.PENALTY,
        Component.FEE,
        Component.INTEREST,
        Component.PRINCIPAL,
    )
    scope: Scope = Scope.INSTALMENT
    switch_after_days: int | None = None
    switched: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFee:
    """What the contract charges once for a missed instalment: a flat sum or a percentage of what is short."""

    flat_minor: int | None = None
    percent: Decimal | None = None
    floor_minor: int | None = None
    cap_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms in force from `effective_on` on; None is unknown, never zero."""

    effective_on: date
    rate: Rate | None = None
    day_count: DayCount = DayCount.EQUAL_MONTHS
    every: Frequency = Frequency.MONTH
    periods: int | None = None
    first_number: int = 1
    payment_minor: int | None = None
    first_due_on: date | None = None
    due_day: int | None = None
    lead_days: int = 0
    fee_percent: Decimal | None = None
    """Fee for each period, in percent of the original principal (flat fee)."""
    upfront_fee_minor: int | None = None
    grace_days: int | None = None
    late_fee: LateFee | None = None
    penalty_rate: Rate | None = None
    allocation: AllocationOrder = field(default_factory=AllocationOrder)
    rounding: Rounding = Rounding.HALF_UP
    excess: Excess = Excess.PRINCIPAL
    statement_day: int | None = None
    minimum_percent: Decimal | None = None
    minimum_floor_minor: int | None = None
    credit_limit_minor: int | None = None
    promo_until: date | None = None
    prepay_fee_percent: Decimal | None = None
    prepay_fee_until: date | None = None
    source: str = "user"
    id: int = 0

    @property
    def grace(self) -> int:
        """Days of grace to count on: unknown grace is none."""
        return self.grace_days or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """Something owed: instalment loan, card, credit line, BNPL, family loan.

    `balance_minor` is what was owed at the start of `tracked_from`; everything later follows from
    posted facts. `principal_minor` is the original sum, where known.
    """

    id: int
    slug: str
    name: str
    currency: str
    method: Method
    tracked_from: date
    balance_minor: int
    lender: str = ""
    opened_on: date | None = None
    principal_minor: int | None = None
    closed_on: date | None = None
    note: str = ""
    stake: Stake = Stake.UNKNOWN
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money sent to the lender; `paid_on` is when it left, `posted_on` when the lender booked it."""

    id: int
    loan_id: int
    paid_on: date
    amount_minor: int
    currency: str
    state: PaymentState = PaymentState.POSTED
    posted_on: date | None = None
    account: str = ""
    ref: str = ""
    note: str = ""
    version: int = 1

    @property
    def effective_on(self) -> date:
        """The date the payment counts from: when it was posted, else when it was paid."""
        return self.posted_on or self.paid_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Something the lender posted against the loan."""

    id: int
    loan_id: int
    charged_on: date
    kind: ChargeKind
    amount_minor: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Something the lender let go of, by component; or, with `is_refund`, a purchase that was given back."""

    id: int
    loan_id: int
    waived_on: date
    component: Component
    amount_minor: int
    note: str = ""
    is_refund: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A card statement as the issuer printed it; its balance and minimum win over our estimate."""

    id: int
    loan_id: int
    statement_on: date
    due_on: date
    balance_minor: int
    minimum_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomInstalment:
    """One row of the lender's own schedule."""

    number: int
    due_on: date
    principal_minor: int
    interest_minor: int = 0
    fee_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """What was agreed in writing in place of everything open: from a day on, these sums on these days."""

    effective_on: date
    payments: tuple[tuple[date, int], ...]
    """Due date and amount, in date order."""
    fee_minor: int = 0
    """What it costs, due on its first day and no part of what is owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFacts:
    """Everything stored about one loan, each tuple in date order."""

    loan: Loan
    terms: tuple[Terms, ...]
    payments: tuple[Payment, ...] = ()
    charges: tuple[Charge, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    statements: tuple[Statement, ...] = ()
    custom: tuple[CustomInstalment, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()


def terms_on(facts: LoanFacts, on: date) -> Terms:
    """The terms in force on a date."""
    current = facts.terms[0]
    for terms in facts.terms[1:]:
        if terms.effective_on <= on:
            current = terms
    return current
