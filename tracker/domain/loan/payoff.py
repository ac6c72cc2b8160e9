"""What it takes to clear a loan on a date, part by part (DOMAIN D.2).

The principal and what is billed are facts; interest to the date, penalty and late fees are
estimates until the lender names its own figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tracker.domain.loan.facts import ChargeKind, LoanFacts, Method, Terms
from tracker.domain.loan.ledger import Entry, Instalment, Ledger, replay
from tracker.domain.loan.schedule import interest_between
from tracker.domain.money import round_minor
from tracker.domain.rates import DayCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Payoff:
    """The sum that clears a loan on a date, in minor units; `unknown` names terms nobody gave."""

    on: date
    principal: int
    interest_due: int
    """Interest of instalments that have fallen due and are not paid."""
    interest_accrued: int
    """Estimated interest since the last due date."""
    fees: int
    """Unpaid contract fees, those of coming instalments included where the contract charges them all."""
    fees_to_come: int
    """The part of `fees` that a lender could waive."""
    charges: int
    penalty: int
    late_fees: int
    prepay_fee: int
    credit: int
    per_diem: int
    still_to_pay: int
    """What the schedule would still cost if it ran to its end."""
    unknown: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Everything, less what was overpaid; never below zero."""
        owed = (
            self.principal + self.interest_due + self.interest_accrued + self.fees + self.charges
            + self.penalty + self.late_fees + self.prepay_fee
        )  # fmt: skip
        return max(0, owed - self.credit)

    @property
    def saves(self) -> int:
        """What clearing it now saves against the schedule, never below zero."""
        return max(0, self.still_to_pay - self.total)

    @property
    def estimate(self) -> bool:
        """Whether any part is our own computation rather than the lender's posting."""
        return bool(self.interest_accrued or self.penalty or self.late_fees or self.unknown)


def payoff(facts: LoanFacts, on: date, *, entries: list[Entry] | None = None) -> Payoff:
    """What clears the loan on a date, from the facts posted up to it."""
    ledger = replay(facts, until=on, entries=entries)
    terms = terms_on(facts, on)
    due = [row for row in ledger.instalments if row.due_on <= on and row.open > 0]
    overdue = [row for row in due if row.due_on < on]
    coming = [row for row in ledger.instalments if row.due_on > on and row.open > 0]
    late_principal = sum(row.principal - row.paid_principal for row in overdue)
    accrued, per_diem = _running_interest(facts, ledger, terms, on, late_principal)
    flat = facts.loan.method in (Method.FLAT_FEE, Method.CUSTOM)
    to_come = sum(row.fee - row.paid_fee + row.interest - row.paid_interest for row in coming) if flat else 0
    due_fees = sum(row.fee - row.paid_fee for row in due) if facts.loan.method is not Method.REVOLVING else 0
    revolving = facts.loan.method is Method.REVOLVING
    unknown = (
        ("rate",) if terms.rate is None and not flat and facts.loan.method is not Method.INFORMAL else ()
    )
    prepaid = max(0, ledger.principal - late_principal)
    return Payoff(
        on=on,
        principal=ledger.principal,
        interest_due=0 if revolving else sum(row.interest - row.paid_interest for row in due),
        interest_accrued=accrued,
        fees=due_fees + to_come,
        fees_to_come=to_come,
        charges=ledger.charges_open,
        penalty=0 if revolving else penalty_estimate(facts, overdue, terms, on),
        late_fees=late_fee_estimate(facts, overdue, terms, on),
        prepay_fee=_prepay_fee(terms, prepaid, on) if coming else 0,
        credit=ledger.credit,
        per_diem=per_diem,
        still_to_pay=sum(row.open for row in ledger.instalments) + (0 if revolving else ledger.charges_open),
        unknown=unknown,
    )


def terms_on(facts: LoanFacts, on: date) -> Terms:
    """The terms in force on a date."""
    current = facts.terms[0]
    for terms in facts.terms[1:]:
        if terms.effective_on <= on:
            current = terms
    return current


def _running_interest(
    facts: LoanFacts, ledger: Ledger, terms: Terms, on: date, late_principal: int
) -> tuple[int, int]:
    """Interest accrued since the last due date on what is not overdue, and one more day of it."""
    if terms.rate is None or facts.loan.method in (Method.FLAT_FEE, Method.CUSTOM):
        return 0, 0
    base = ledger.principal - late_principal
    basis = _basis(terms)
    per_diem = round_minor(terms.rate.interest(base, 1, basis), terms.rounding)
    if facts.loan.method is Method.REVOLVING:
        since = (
            max(
                facts.loan.tracked_from,
                *(row.started_on for row in ledger.instalments if row.started_on <= on),
            )
            if any(row.started_on <= on for row in ledger.instalments)
            else facts.loan.tracked_from
        )
        days = max(0, (on - since).days)
        return round_minor(terms.rate.interest(base, days, basis), terms.rounding), per_diem
    running = next((row for row in ledger.instalments if row.started_on <= on < row.due_on), None)
    if running is None:
        return 0, per_diem
    accrued = interest_between(terms, base, running.started_on, on)
    return max(0, accrued - running.paid_interest), per_diem


def _basis(terms: Terms) -> int:
    return 360 if terms.day_count is DayCount.EQUAL_MONTHS else terms.day_count.year_basis


def penalty_estimate(facts: LoanFacts, overdue: list[Instalment], terms: Terms, on: date) -> int:
    """Estimated penalty interest on overdue principal, from the lender's last posting of it on."""
    if terms.penalty_rate is None:
        return 0
    posted = [
        each.charged_on for each in facts.charges if each.kind is ChargeKind.PENALTY and each.charged_on <= on
    ]
    since = max(posted, default=None)
    basis = terms.day_count.year_basis
    total = Decimal(0)
    for row in overdue:
        if (on - row.due_on).days <= terms.grace:
            continue
        start = row.due_on if since is None or since < row.due_on else since
        days = max(0, (on - start).days)
        total += terms.penalty_rate.interest(row.principal - row.paid_principal, days, basis)
    return round_minor(total, terms.rounding)


def late_fee_estimate(facts: LoanFacts, overdue: list[Instalment], terms: Terms, on: date) -> int:
    """Estimated late fees: one for each missed instalment that the lender has not posted one for."""
    fee = terms.late_fee
    if fee is None:
        return 0
    missed = [row for row in overdue if (on - row.due_on).days > terms.grace]
    posted = sum(1 for each in facts.charges if each.kind is ChargeKind.LATE_FEE and each.charged_on <= on)
    total = 0
    for row in missed[posted:]:
        amount = fee.flat_minor or 0
        if fee.percent is not None:
            amount += round_minor(row.open * fee.percent / 100, terms.rounding)
        amount = max(amount, fee.floor_minor or 0)
        total += min(amount, fee.cap_minor) if fee.cap_minor is not None else amount
    return total


def _prepay_fee(terms: Terms, principal: int, on: date) -> int:
    if terms.prepay_fee_percent is None or (
        terms.prepay_fee_until is not None and on > terms.prepay_fee_until
    ):
        return 0
    return round_minor(principal * terms.prepay_fee_percent / 100, terms.rounding)


def cost_of_waiting(facts: LoanFacts, on: date, days: int) -> int:
    """What waiting some days more adds to the payoff amount, estimated from the loan's own rules."""
    return payoff(facts, on + timedelta(days=days)).total - payoff(facts, on).total
