"""What a loan costs a year by its contract: from what really came and every instalment as agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from tracker.domain.loan.facts import LoanFacts, Method
from tracker.domain.loan.ledger import replay
from tracker.domain.yields import at_years, effective_to_nominal

_DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCost:
    """The yearly rate of a contract as fractions, and what it was found from; an estimate by the schedule.

    `unknown` names what is not known and would be needed: contract_on, received, schedule, rate (no rate or
    several solve the flows).
    """

    received_minor: int | None
    paid_minor: int | None
    instalments: int
    nominal: Decimal | None
    effective: Decimal | None
    """Days over 365, as spreadsheets count them; the nominal rate compounds to it each month."""
    estimate: bool
    unknown: tuple[str, ...] = ()


def contract_cost(facts: LoanFacts) -> ContractCost:
    """The true yearly rate of a loan as it was agreed; what was paid up front or kept back counts."""
    loan = facts.loan
    unknown = [] if loan.opened_on else ["contract_on"]
    received = _received(facts)
    if received is None:
        unknown.append("received")
    ledger = replay(replace(facts, arrangements=()), entries=[])
    rows = () if loan.method is Method.REVOLVING or ledger.endless else tuple(ledger.instalments)
    whole = loan.opened_on is not None and loan.tracked_from <= loan.opened_on and bool(rows)
    if not whole:
        unknown.append("schedule")
    effective = None
    if received is not None and whole and loan.opened_on is not None:
        days = [((row.due_on - loan.opened_on).days, -row.amount) for row in rows]
        flows = [(0, received), *days]
        effective = at_years((Fraction(day, _DAYS_A_YEAR), Decimal(amount)) for day, amount in flows).rate
        if effective is None:
            unknown.append("rate")
    return ContractCost(
        received_minor=received,
        paid_minor=sum(row.amount for row in rows) if whole else None,
        instalments=len(rows) if whole else 0,
        nominal=None if effective is None else effective_to_nominal(effective),
        effective=effective,
        estimate=any(row.estimate for row in rows),
        unknown=tuple(unknown),
    )


def _received(facts: LoanFacts) -> int | None:
    """What really came: the principal less what was kept back up front."""
    if facts.loan.principal_minor is None:
        return None
    first = min(facts.terms, key=lambda each: each.effective_on, default=None)
    return facts.loan.principal_minor - ((first.upfront_fee_minor if first else None) or 0)
