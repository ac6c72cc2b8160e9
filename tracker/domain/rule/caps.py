"""What borrowing may cost at most: rate caps as of the day a contract was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.money import round_minor
from tracker.domain.rule.facts import Index, Observation, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A cap in percent a year, with what it was taken from; `observation` is None for a fixed number."""

    percent: Decimal
    rule: Rule
    observation: Observation | None = None
    stale: bool = False


def index_cap(rule: Rule, index: Index, contract_on: date) -> Cap | None:
    """A multiple of an index in force on the contract date; None before the index began."""
    found = index.at(contract_on)
    if found is None:
        return None
    return Cap(
        percent=found.percent * rule.decimal("multiple"),
        rule=rule,
        observation=found,
        stale=index.stale(contract_on),
    )


def fixed_cap(rule: Rule) -> Cap:
    """The cap a rule states as a number."""
    return Cap(percent=rule.decimal("cap_pct"), rule=rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueCap:
    """What of an overdue rate, alone and with penalties and fees, is protected; percent a year."""

    rate: Decimal
    total: Decimal


def protected_overdue(cap: Decimal, *, overdue_rate: Decimal, penalties_and_fees: Decimal) -> OverdueCap:
    """Overdue interest alone, and with what is asked beside it, within one cap (规定 第28、29条)."""
    return OverdueCap(rate=min(overdue_rate, cap), total=min(overdue_rate + penalties_and_fees, cap))


def interest_allowed(
    *, principal_minor: int, so_far_minor: int, new_minor: int, total_percent: Decimal
) -> int:
    """How much of new interest a cap on the total cost still lets in, in minor units."""
    ceiling = round_minor(Decimal(principal_minor) * total_percent / 100)
    return max(0, min(new_minor, ceiling - so_far_minor))


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCap:
    """The most a short-term loan may cost, in minor units."""

    interest_minor: int
    total_on_time_minor: int
    total_ever_minor: int


def price_cap(rule: Rule, *, principal_minor: int, days: int) -> PriceCap:
    """The cap of high-cost short-term credit for a loan of so many days (FCA CONC 5A)."""
    principal = Decimal(principal_minor)
    interest = round_minor(principal * rule.decimal("daily_pct") * days / 100)
    ceiling = round_minor(principal * rule.decimal("total_pct") / 100)
    interest = min(interest, ceiling)
    return PriceCap(
        interest_minor=interest,
        total_on_time_minor=principal_minor + interest,
        total_ever_minor=principal_minor + ceiling,
    )


def early_repayment_compensation(
    rule: Rule, *, amount_minor: int, months_left: int, forgone_minor: int
) -> int:
    """The most a lender may ask for early repayment, in minor units (Directive (EU) 2023/2225 art. 29)."""
    percent = rule.decimal("long_pct" if months_left > rule.whole("long_months") else "short_pct")
    return min(round_minor(Decimal(amount_minor) * percent / 100), forgone_minor)


def late_fee_allowed(
    *, first_minor: int, repeat_minor: int, minimum_due_minor: int, missed: bool, again: bool
) -> int:
    """The most a card may charge for a late minimum, in minor units (12 CFR 1026.52(b))."""
    if not missed:
        return 0
    return min(repeat_minor if again else first_minor, minimum_due_minor)
