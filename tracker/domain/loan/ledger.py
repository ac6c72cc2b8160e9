"""What posted facts have done to a loan: instalments and how far each is paid, balance, totals.

A ledger never depends on today. It ends at its last posted fact (`as_of`); what follows is the
projection that everything due is paid when due.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tracker.domain.loan.arrears import days_past_due
from tracker.domain.loan.facts import (
    Arrangement,
    Charge,
    Component,
    LoanFacts,
    Method,
    Payment,
    PaymentState,
    Statement,
    Terms,
    Waiver,
)
from tracker.domain.money import Money


@dataclass(slots=True, kw_only=True)
class Instalment:
    """One instalment or card minimum, and what has been paid of it.

    `started_on` opens its period; `balance` is the principal left after it when all before is paid.
    """

    number: int
    started_on: date
    due_on: date
    principal: int
    interest: int
    fee: int
    balance: int
    estimate: bool = False
    kind: str = "instalment"
    paid_principal: int = 0
    paid_interest: int = 0
    paid_fee: int = 0
    settled_on: date | None = None
    replaced_on: date | None = None
    """When a later schedule took its place while it was open."""

    @property
    def amount(self) -> int:
        """What falls due."""
        return self.principal + self.interest + self.fee

    @property
    def paid(self) -> int:
        """What has been paid of it."""
        return self.paid_principal + self.paid_interest + self.paid_fee

    @property
    def open(self) -> int:
        """What is still to be paid of it."""
        return self.amount - self.paid

    @property
    def late_days(self) -> int:
        """Days between the due date and full payment, 0 if on time or unsettled."""
        return max(0, (self.settled_on - self.due_on).days) if self.settled_on else 0


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where one payment went; `unapplied` is what was more than the whole debt."""

    principal: int = 0
    interest: int = 0
    fee: int = 0
    penalty: int = 0
    unapplied: int = 0

    @property
    def total(self) -> int:
        """The payment."""
        return self.principal + self.interest + self.fee + self.penalty + self.unapplied


Fact = int | Charge | Waiver | Statement | Terms | Arrangement | None
"""What a step follows: a payment by its id, anything else itself; None for the beginning."""

Parts = tuple[int, int, int, int]
"""Sums in the order of `Component`."""


def parts(sums: Sequence[int]) -> Parts:
    """The sums of the four components as they stand now."""
    penalty, fee, interest, principal = sums
    return penalty, fee, interest, principal


class Step(NamedTuple):
    """Where a loan stood after one posted fact: what is owed and has been paid of each component."""

    on: date
    fact: Fact
    owed: Parts
    paid: Parts
    credit: int


@dataclass(slots=True, kw_only=True)
class Ledger:
    """A loan as its posted facts leave it, and the instalments that follow."""

    as_of: date
    currency: str
    balance: int = 0
    principal: int = 0
    charges: dict[Component, int] = field(default_factory=dict)
    credit: int = 0
    paid: dict[Component, int] = field(default_factory=dict)
    payments: int = 0
    last_paid_on: date | None = None
    instalments: list[Instalment] = field(default_factory=list)
    folded: list[Instalment] = field(default_factory=list)
    """Instalments of an earlier schedule that a later one replaced while they were open."""
    allocations: dict[int, Allocation] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    """Every posted fact in turn, kept with the allocations; what is owed adds up to the balance."""
    months: dict[tuple[int, int], int] = field(default_factory=dict)
    """Balance at the end of each month that had a posted fact, by (year, month)."""
    endless: bool = False
    settled_on: date | None = None

    @property
    def charges_open(self) -> int:
        """Charges the lender posted that are not yet paid or waived."""
        return sum(self.charges.values())

    def overdue(self, today: date) -> list[Instalment]:
        """Instalments whose due date has passed and that are not fully paid, oldest first."""
        return [each for each in self.instalments if each.due_on < today and each.open > 0]

    def arrears(self, today: date) -> Money:
        """What is unpaid of everything due before today."""
        return Money(sum(each.open for each in self.overdue(today)), self.currency)

    def days_past_due(self, today: date) -> int:
        """Days since the oldest unpaid due date, 0 if nothing is overdue."""
        return days_past_due(((each.due_on, each.open) for each in self.instalments), today)


Entry = tuple[date, int, int]
"""A posted payment as the engines read it: the date it took effect, its amount, its id."""

Happening = tuple[date, int, Callable[[], None]]
"""Anything else posted: its date, its turn within the day, and what it does."""


def play(
    entries: Sequence[Entry], happenings: list[Happening], pay: Callable[[date, int, int], None]
) -> None:
    """Run everything posted in the order of dates; within a day payments come last."""
    happenings.sort(key=lambda each: each[:2])
    index, end = 0, len(entries)
    for on, _, happen in happenings:
        while index < end and entries[index][0] < on:
            pay(*entries[index])
            index += 1
        happen()
    for number in range(index, end):
        pay(*entries[number])


def replay(
    facts: LoanFacts,
    *,
    until: date | None = None,
    allocations: bool = False,
    entries: Sequence[Entry] | None = None,
) -> Ledger:
    """What the posted facts up to `until` (all, if None) have done to the loan.

    With `allocations`, each payment's split is kept by payment id, and every step. `entries` stands in
    for the payments of the facts where a caller has them in that form already.
    """
    if facts.arrangements and facts.arrangements[0].effective_on <= (until or date.max):
        from tracker.domain.loan.arranged import replay_arranged

        return replay_arranged(facts, until=until, allocations=allocations, entries=entries)
    from tracker.domain.loan import revolving, scheduled

    engine = revolving.replay if facts.loan.method is Method.REVOLVING else scheduled.replay
    return engine(*posted(facts, until or date.max, entries), allocations=allocations)


def posted(
    facts: LoanFacts, until: date, entries: Sequence[Entry] | None = None
) -> tuple[LoanFacts, Sequence[Entry]]:
    """The facts and payments posted from the day a loan is tracked until a date.

    What is from before is history only: the balance it started from has it in it. The terms in force
    on the first day hold from it on.
    """
    first = facts.loan.tracked_from
    entries = entries if entries is not None else posted_entries(facts.payments)
    if entries and not (first <= entries[0][0] and entries[-1][0] <= until):
        entries = [each for each in entries if first <= each[0] <= until]
    terms = [each for each in facts.terms[1:] if each.effective_on <= until]
    in_force = next((each for each in reversed(terms) if each.effective_on <= first), facts.terms[0])
    return replace(
        facts,
        terms=(in_force, *(each for each in terms if each.effective_on > first)),
        charges=tuple(each for each in facts.charges if first <= each.charged_on <= until),
        waivers=tuple(each for each in facts.waivers if first <= each.waived_on <= until),
        statements=tuple(each for each in facts.statements if first <= each.statement_on <= until),
    ), entries


def posted_entries(payments: Sequence[Payment]) -> list[Entry]:
    """The payments that count, in the order they took effect; same-day order does not matter."""
    return sorted(
        (each.effective_on, each.amount_minor, each.id)
        for each in payments
        if each.state is PaymentState.POSTED
    )
