"""What posted facts have done to a loan: instalments and how far each is paid, balance, totals.

A ledger never depends on today. It ends at its last posted fact (`as_of`); what follows is the
projection that everything due is paid when due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.loan.facts import Component, LoanFacts, Method, Payment, PaymentState
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
        late = self.overdue(today)
        return (today - late[0].due_on).days if late else 0

    def coming(self, today: date) -> Instalment | None:
        """The next instalment due today or later that is not fully paid."""
        return next((each for each in self.instalments if each.due_on >= today and each.open > 0), None)


Entry = tuple[date, int, int]
"""A posted payment as the engines read it: the date it took effect, its amount, its id."""


def replay(
    facts: LoanFacts,
    *,
    until: date | None = None,
    allocations: bool = False,
    entries: Sequence[Entry] | None = None,
) -> Ledger:
    """What the posted facts up to `until` (all, if None) have done to the loan.

    With `allocations`, each payment's split is kept by payment id. `entries` stands in for the
    payments of the facts where a caller has them in that form already. Payments from before the loan
    was tracked are history only: the balance it started from has them in it.
    """
    from tracker.domain.loan import revolving, scheduled

    posted = entries if entries is not None else posted_entries(facts.payments)
    start = facts.loan.tracked_from
    if posted and posted[0][0] < start:
        posted = [each for each in posted if each[0] >= start]
    if until is not None:
        posted = [each for each in posted if each[0] <= until]
    engine = revolving.replay if facts.loan.method is Method.REVOLVING else scheduled.replay
    return engine(facts, posted, until=until, allocations=allocations)


def posted_entries(payments: Sequence[Payment]) -> list[Entry]:
    """The payments that count, in the order they took effect; same-day order does not matter."""
    return sorted(
        (each.effective_on, each.amount_minor, each.id)
        for each in payments
        if each.state is PaymentState.POSTED
    )
