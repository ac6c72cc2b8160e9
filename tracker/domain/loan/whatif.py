"""What paying more each time would change: when the debt ends, and what it costs until then.

As everywhere in a projection, everything due is paid when due. The sums of a card are projected
month by month, those of a loan by its own schedule from the principal that is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.loan.arranged import since_arranged
from tracker.domain.loan.cycles import Cycle
from tracker.domain.loan.facts import LoanFacts, Method, Terms
from tracker.domain.loan.ledger import Entry, Instalment, Ledger, replay
from tracker.domain.loan.minimums import project
from tracker.domain.loan.payoff import terms_on
from tracker.domain.loan.schedule import amortise

_PAID_DOWN = (Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.INFORMAL)
_STEPS = (100, 120, 150, 200, 250, 300, 350, 400, 500, 600, 700, 800, 900)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way to pay; `payment` is None for what is agreed, `ends_on` is None if it never ends."""

    payment: int | None
    ends_on: date | None
    cost: int | None
    """Interest and fees still to come; None if it never ends."""
    saved: int | None = None
    """What it costs less than what is agreed; None where that never ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What is agreed, then each sum; `unknown` names the words that would be needed first."""

    outcomes: tuple[Outcome, ...] = ()
    unknown: tuple[str, ...] = ()
    fixed: bool = False
    """Whether the cost is the same however fast it is paid."""


def what_if(
    facts: LoanFacts,
    today: date,
    *,
    sums: Sequence[int] | None = None,
    entries: Sequence[Entry] | None = None,
) -> WhatIf:
    """What comes of paying each sum instead of what is agreed; two round sums above it if none are given."""
    facts, entries = since_arranged(facts, today, entries)
    method, terms = facts.loan.method, terms_on(facts, today)
    if method is Method.FLAT_FEE or method is Method.CUSTOM:
        return WhatIf(fixed=True)
    if terms.rate is None and method is not Method.INFORMAL:
        return WhatIf(unknown=("rate",))
    ledger = replay(facts, entries=entries)
    open_rows, owed = [row for row in ledger.instalments if row.open > 0], ledger.balance
    if method is not Method.REVOLVING:
        # What is late is owed either way: the comparison begins with the coming instalment.
        late = [row for row in open_rows if row.due_on < today]
        open_rows = open_rows[len(late) :]
        owed = ledger.principal - sum(row.principal - row.paid_principal for row in late)
    if not open_rows:
        return WhatIf() if ledger.balance <= 0 else WhatIf(unknown=_missing(method, terms))
    agreed = _agreed(open_rows, owed, ended=not ledger.endless)
    if method is not Method.REVOLVING and method not in _PAID_DOWN:
        return WhatIf(outcomes=(agreed,))
    coming = next((row for row in open_rows if row.due_on >= today), open_rows[-1])
    found = [agreed]
    for payment in sums if sums is not None else round_sums_above(coming.amount):
        rows, ends = _paying(payment, method, terms, ledger, open_rows, owed)
        cost = sum(row[1] for row in rows) - owed if ends else None
        saved = agreed.cost - cost if cost is not None and agreed.cost is not None else None
        found.append(Outcome(payment=payment, ends_on=rows[-1][0] if ends else None, cost=cost, saved=saved))
    return WhatIf(outcomes=tuple(found))


def round_sums_above(payment: int) -> tuple[int, ...]:
    """Two round sums above a payment, the first at least a twentieth more."""
    unit = 1
    while payment > 100 * unit * 9:
        unit *= 10
    series = [step * size for size in (unit, unit * 10) for step in _STEPS]
    return tuple([each for each in series if each * 20 >= payment * 21][:2])


def _paying(
    payment: int,
    method: Method,
    terms: Terms,
    ledger: Ledger,
    rows: Sequence[Instalment],
    owed: int,
) -> tuple[list[tuple[date, int]], bool]:
    """When how much falls due, and whether that ends the debt."""
    paying = replace(terms, payment_minor=payment, periods=None)
    if method is Method.REVOLVING:
        coming = ((paying, Cycle(row.started_on, row.due_on)) for row in rows)
        minimums, endless = project(coming, owed, number=1, as_of=ledger.as_of)
        ends = not endless and bool(minimums) and minimums[-1].balance <= 0
        return [(row.due_on, row.amount) for row in minimums], ends
    first = rows[0]
    dated = replace(paying, first_due_on=first.due_on, due_day=terms.due_day or first.due_on.day)
    way = method if method is Method.INFORMAL else Method.LEVEL_PAYMENT
    schedule = amortise(way, dated, owed, start=first.started_on)
    return [(row.due_on, row.payment) for row in schedule], bool(schedule) and schedule[-1].balance <= 0


def _agreed(rows: Sequence[Instalment], owed: int, *, ended: bool) -> Outcome:
    ended = ended and rows[-1].balance <= 0
    cost = sum(row.open for row in rows) - owed if ended else None
    return Outcome(payment=None, ends_on=rows[-1].due_on if ended else None, cost=cost)


def _missing(method: Method, terms: Terms) -> tuple[str, ...]:
    if method is Method.REVOLVING:
        return ("minimum_percent",) if terms.due_day else ("due_day",)
    return ("payment",) if terms.due_day or terms.first_due_on else ("due_day",)
