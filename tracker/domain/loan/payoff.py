"""What it takes to clear a loan on a date, part by part (DOMAIN D.2).

The principal and what is billed are facts; interest to the date, penalty and late fees are
estimates until the lender names its own figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.loan.arranged import since_arranged
from tracker.domain.loan.billing import CHARGED_WHOLE, accrued
from tracker.domain.loan.card import late_fee
from tracker.domain.loan.facts import ChargeKind, LoanFacts, Method, Terms
from tracker.domain.loan.facts import terms_on as terms_on
from tracker.domain.loan.ledger import Entry, Instalment, posted, replay
from tracker.domain.loan.penalty import penalty_interest
from tracker.domain.loan.prepay import prepayment_fee
from tracker.domain.loan.revolving import unposted_interest
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
    interest_ahead: int = 0
    """Interest already paid for days after the date. Many lenders give it back when a loan is cleared
    (DOMAIN D.2), some keep it: it is no part of the total, so that the total clears the loan either way."""

    @property
    def total_if_returned(self) -> int:
        """What clears the loan where the lender takes off interest that was paid ahead."""
        return max(0, self.total - self.interest_ahead)

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


def payoff(facts: LoanFacts, on: date, *, entries: Sequence[Entry] | None = None) -> Payoff:
    """What clears the loan on a date, from the facts posted up to it."""
    facts, entries = since_arranged(facts, on, entries)
    ledger = replay(facts, until=on, entries=entries)
    terms, method = terms_on(facts, on), facts.loan.method
    revolving = method is Method.REVOLVING
    overdue = ledger.overdue(on)
    late_principal = sum(row.principal - row.paid_principal for row in overdue)
    billed = [] if revolving else [row for row in ledger.instalments if row.open > 0]
    due = [row for row in billed if row.due_on <= on]
    coming = [row for row in billed if row.due_on > on]
    to_come = (
        sum(row.fee - row.paid_fee + row.interest - row.paid_interest for row in coming)
        if method in CHARGED_WHOLE
        else 0
    )
    charges = 0 if revolving else ledger.charges_open
    scheduled = sum(row.principal - row.paid_principal for row in ledger.instalments)
    return Payoff(
        on=on,
        principal=ledger.principal,
        interest_due=sum(row.interest - row.paid_interest for row in due),
        interest_accrued=_interest_to_date(facts, coming, terms, on, entries),
        fees=sum(row.fee - row.paid_fee for row in due) + to_come,
        fees_to_come=to_come,
        charges=ledger.charges_open,
        penalty=0 if revolving else penalty_estimate(facts, overdue, terms, on),
        late_fees=late_fee_estimate(facts, ledger.instalments, terms, on),
        prepay_fee=_prepay_fee(terms, ledger.principal - late_principal, on) if coming else 0,
        credit=ledger.credit,
        per_diem=_per_diem(method, ledger.principal - (0 if revolving else late_principal), terms, on),
        interest_ahead=_interest_ahead(ledger.instalments, method, terms, on),
        still_to_pay=sum(row.open for row in ledger.instalments) + charges + ledger.principal - scheduled,
        unknown=("rate",) if terms.rate is None and method not in _RATELESS else (),
    )


_RATELESS = (*CHARGED_WHOLE, Method.INFORMAL)
"""Methods that need no rate to say what is owed."""


def _interest_to_date(
    facts: LoanFacts, coming: Sequence[Instalment], terms: Terms, on: date, entries: Sequence[Entry] | None
) -> int:
    """Interest since the last due date or statement, which the lender has not billed yet."""
    method = facts.loan.method
    if method is Method.REVOLVING:
        return unposted_interest(*posted(facts, on, entries), on)
    if method in CHARGED_WHOLE:
        return 0
    return sum(max(0, accrued(row, terms.day_count, on) - row.paid_interest) for row in coming)


def _interest_ahead(rows: Iterable[Instalment], method: Method, terms: Terms, on: date) -> int:
    """Interest paid on coming instalments beyond what has accrued; a fee charged whole is none."""
    if method is Method.REVOLVING or method in CHARGED_WHOLE:
        return 0
    coming = [row for row in rows if row.due_on > on and row.paid_interest]
    return sum(max(0, row.paid_interest - accrued(row, terms.day_count, on)) for row in coming)


def _per_diem(method: Method, principal: int, terms: Terms, on: date) -> int:
    """One more day's interest on what is not overdue."""
    promoted = method is Method.REVOLVING and terms.promo_until is not None and on < terms.promo_until
    if terms.rate is None or method in CHARGED_WHOLE or promoted:
        return 0
    equal_months = terms.day_count is DayCount.EQUAL_MONTHS and method is not Method.REVOLVING
    basis = 360 if equal_months else terms.day_count.year_basis
    return round_minor(terms.rate.interest(principal, 1, basis), terms.rounding)


def penalty_estimate(facts: LoanFacts, overdue: Iterable[Instalment], terms: Terms, on: date) -> int:
    """Estimated penalty interest on overdue principal, from the lender's last posting of it on.

    Inside the days of grace there is none; after them it counts from the due date.
    """
    if terms.penalty_rate is None:
        return 0
    since = max(
        (
            each.charged_on
            for each in facts.charges
            if each.kind is ChargeKind.PENALTY and each.charged_on <= on
        ),
        default=date.min,
    )
    return sum(
        penalty_interest(
            row.principal - row.paid_principal,
            terms.penalty_rate,
            (on - max(since, row.due_on)).days,
            basis=terms.day_count.year_basis,
            rounding=terms.rounding,
        )
        for row in overdue
        if (on - row.due_on).days > terms.grace
    )


def late_fee_estimate(facts: LoanFacts, rows: Iterable[Instalment], terms: Terms, on: date) -> int:
    """Estimated late fees: one for each missed instalment that the lender has not posted one for.

    A posted fee is for the latest instalment that was late on its day and has none yet.
    """
    if terms.late_fee is None:
        return 0
    late = [row for row in rows if row.due_on < on and (row.open > 0 or row.late_days)]
    for charged_on in sorted(each.charged_on for each in facts.charges if each.kind is ChargeKind.LATE_FEE):
        before = [row for row in late if row.due_on < charged_on <= on]
        if before:
            late.remove(before[-1])
    missed = [row for row in late if row.open > 0 and (on - row.due_on).days > terms.grace]
    return sum(late_fee(row.amount, row.paid, terms.late_fee, terms.rounding) for row in missed)


def _prepay_fee(terms: Terms, principal: int, on: date) -> int:
    over = terms.prepay_fee_until is not None and on > terms.prepay_fee_until
    if terms.prepay_fee_percent is None or over:
        return 0
    return prepayment_fee(principal, terms.prepay_fee_percent, terms.rounding)
