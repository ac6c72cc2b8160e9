"""The sums kept for each loan, computed from its ledger so that a rebuild is always the same.

Nothing here depends on today: days past due and what is overdue are read off the open dues.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.calendar import month_end, month_ends
from tracker.domain.loan.due import OpenDue
from tracker.domain.loan.facts import Component, LoanFacts, terms_on
from tracker.domain.loan.ledger import Entry, Instalment, Ledger, replay
from tracker.domain.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanState:
    """A loan as its last posted fact left it."""

    as_of: date
    balance_minor: int
    principal_minor: int
    charges_minor: int
    credit_minor: int
    paid_minor: int
    paid_principal_minor: int
    paid_interest_minor: int
    paid_fee_minor: int
    paid_penalty_minor: int
    payments: int
    last_paid_on: date | None
    rate: Rate | None
    instalments: int
    settled: int
    late: int
    worst_late_days: int
    streak: int
    """Instalments settled on time in a row, up to the last one settled."""
    ends_on: date | None
    never_ends: bool
    settled_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Everything kept of one loan: its state, what is open, and its balance at each month end."""

    state: LoanState
    dues: tuple[OpenDue, ...]
    points: tuple[tuple[date, int], ...]


def summarise(facts: LoanFacts, entries: list[Entry] | None = None) -> Summary:
    """The sums kept for a loan; `entries` stands in for its payments."""
    ledger = replay(facts, entries=entries)
    return Summary(
        state=_state(facts, ledger),
        dues=() if facts.loan.closed_on else tuple(_dues(facts, ledger)),
        points=tuple(_points(facts, ledger)),
    )


def _state(facts: LoanFacts, ledger: Ledger) -> LoanState:
    rows = ledger.instalments
    settled = [row for row in rows if row.settled_on is not None]
    late = [row.late_days for row in settled if row.late_days]
    paid = ledger.paid
    ends = rows[-1].due_on if rows and not ledger.endless else None
    return LoanState(
        as_of=ledger.as_of,
        balance_minor=ledger.balance,
        principal_minor=ledger.principal,
        charges_minor=ledger.charges_open,
        credit_minor=ledger.credit,
        paid_minor=sum(paid.values()),
        paid_principal_minor=paid[Component.PRINCIPAL],
        paid_interest_minor=paid[Component.INTEREST],
        paid_fee_minor=paid[Component.FEE],
        paid_penalty_minor=paid[Component.PENALTY],
        payments=ledger.payments,
        last_paid_on=ledger.last_paid_on,
        rate=terms_on(facts, ledger.as_of).rate,
        instalments=len(rows),
        settled=len(settled),
        late=len(late),
        worst_late_days=max(late, default=0),
        streak=streak(rows),
        ends_on=ends,
        never_ends=ledger.endless,
        settled_on=ledger.settled_on,
    )


def streak(rows: Iterable[Instalment]) -> int:
    """How many instalments in a row were settled on time, counted back from the last one settled."""
    run = 0
    for row in rows:
        if row.settled_on is not None:
            run = 0 if row.late_days else run + 1
    return run


def _dues(facts: LoanFacts, ledger: Ledger) -> Iterable[OpenDue]:
    last = len(ledger.instalments)
    for index, row in enumerate(ledger.instalments, 1):
        if row.open <= 0:
            continue
        lead = terms_on(facts, row.due_on).lead_days
        yield OpenDue(
            number=row.number,
            due_on=row.due_on,
            pay_by=row.due_on - timedelta(days=lead),
            kind="final" if index == last and last > 1 and row.kind == "instalment" else row.kind,
            amount_minor=row.amount,
            open_minor=row.open,
            principal_minor=row.principal,
            interest_minor=row.interest,
            fee_minor=row.fee,
            balance_after_minor=row.balance,
            estimate=row.estimate,
        )


def _points(facts: LoanFacts, ledger: Ledger) -> Iterable[tuple[date, int]]:
    known = ledger.months
    balance = facts.loan.balance_minor
    for end in month_ends(facts.loan.tracked_from, ledger.as_of):
        balance = known.get((end.year, end.month), balance)
        yield month_end(end), balance
