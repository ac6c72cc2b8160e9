"""Replays the posted facts of a card or credit line: statements, minimums, interest, payments.

Each cycle asks for a minimum. A statement the issuer printed wins over our estimate of balance and
minimum; between statements interest is estimated by the day and so marked. Payments meet open
minimums, oldest first, and reduce the balance in the order of the terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tracker.domain.calendar import Frequency, add_months, step
from tracker.domain.loan.facts import Charge, Component, LoanFacts, Statement, Terms, Waiver
from tracker.domain.loan.ledger import Allocation, Entry, Instalment, Ledger
from tracker.domain.loan.schedule import rate_ratio, round_ratio
from tracker.domain.money import round_minor

CYCLES = 600
"""Cycles projected of a card; a minimum that never ends the debt is cut off here."""


def replay(facts: LoanFacts, entries: Sequence[Entry], *, until: date | None, allocations: bool) -> Ledger:
    """The ledger of a revolving loan; `entries` are its posted payments in order."""
    book = _Replay(facts, keep=allocations)
    events: list[tuple[date, int, object]] = [(each[0], 4, each) for each in entries]
    events += [(each.effective_on, 0, each) for each in facts.terms[1:]]
    events += [(each.charged_on, 1, each) for each in facts.charges]
    events += [(each.waived_on, 2, each) for each in facts.waivers]
    events += [(each.statement_on, 3, each) for each in facts.statements]
    events.sort(key=lambda event: event[:2])
    for on, rank, fact in events:
        if until is not None and on > until:
            break
        book.reach(on)
        if rank == 0:
            book.terms = fact  # type: ignore[assignment]
        elif rank == 1:
            book.charge(fact)  # type: ignore[arg-type]
        elif rank == 2:
            book.waive(fact)  # type: ignore[arg-type]
        elif rank == 3:
            book.statement(fact)  # type: ignore[arg-type]
        else:
            book.pay(on, fact[1], fact[2])  # type: ignore[index]
        book.note(on)
    return book.close()


def cycles(terms: Terms, after: date) -> Iterator[tuple[date, date]]:
    """Statement day and due day of each cycle whose due date is on or after a date.

    Where the issuer's statement day is unknown, a cycle opens the day after the due date before.
    """
    if terms.due_day is None and terms.first_due_on is None:
        return
    day = terms.due_day or (terms.first_due_on.day if terms.first_due_on else 1)
    first = terms.first_due_on if terms.first_due_on and terms.first_due_on >= after else None
    due = first or add_months(after, 0, day)
    if due < after:
        due = add_months(after, 1, day)
    anchor = due
    for number in range(CYCLES * 4):
        due = step(anchor, number, Frequency.MONTH, day)
        if terms.statement_day is None:
            stated = step(anchor, number - 1, Frequency.MONTH, day)
        else:
            stated = add_months(due, 0, terms.statement_day)
            if stated >= due:
                stated = add_months(due, -1, terms.statement_day)
        yield stated, due


class _Replay:
    """The running state of one replay."""

    def __init__(self, facts: LoanFacts, *, keep: bool) -> None:
        loan = facts.loan
        self.terms = facts.terms[0]
        self.keep = keep
        self.owed = dict.fromkeys(Component, 0)
        self.owed[Component.PRINCIPAL] = loan.balance_minor
        self.rows: list[Instalment] = []
        self.number = self.terms.first_number
        self.accrued_from = loan.tracked_from
        self.accrued = Decimal(0)
        self.printed = {each.statement_on for each in facts.statements}
        self.stated_balance: int | None = None
        self.paid_since = 0
        self.cycle = cycles(self.terms, loan.tracked_from)
        self.coming = next(self.cycle, None)
        self.ledger = Ledger(as_of=loan.tracked_from, currency=loan.currency)
        self.ledger.paid = dict.fromkeys(Component, 0)
        self.note(loan.tracked_from)

    @property
    def balance(self) -> int:
        return sum(self.owed.values())

    # Time

    def reach(self, on: date) -> None:
        """Pass every statement day before a date, then accrue to it."""
        while self.coming is not None and self.coming[0] < on:
            stated, due = self.coming
            self.coming = next(self.cycle, None)
            self._accrue(max(stated, self.accrued_from))
            if not self._printed_near(stated):
                self._post_interest()
                self._ask(stated, due, self._minimum(), estimate=True)
        self._accrue(on)

    def _printed_near(self, stated: date) -> bool:
        """Whether the issuer's own statement covers the cycle that our count puts at a day."""
        return any(abs((each - stated).days) <= 10 for each in self.printed)

    def _accrue(self, on: date) -> None:
        days = (on - self.accrued_from).days
        if days <= 0:
            return
        if self.terms.rate is not None and not self._promoted(on):
            basis = self.terms.day_count.year_basis
            self.accrued += self.terms.rate.interest(self.owed[Component.PRINCIPAL], days, basis)
        self.accrued_from = on

    def _promoted(self, on: date) -> bool:
        return self.terms.promo_until is not None and on <= self.terms.promo_until

    def _post_interest(self) -> None:
        """Post a cycle's estimated interest; a statement paid in full bears none."""
        if self.stated_balance is None or self.paid_since < self.stated_balance:
            self.owed[Component.INTEREST] += round_minor(self.accrued, self.terms.rounding)
        self._open_cycle()

    def _open_cycle(self) -> None:
        self.accrued = Decimal(0)
        self.stated_balance = self.balance
        self.paid_since = 0

    # Minimums

    def _minimum(self) -> int | None:
        return minimum(self.terms, self.owed)

    def _ask(self, stated: date, due: date, asked: int | None, *, estimate: bool) -> None:
        balance = self.balance
        open_before = sum(row.open for row in self.rows)
        if asked is None or balance <= 0:
            return
        own = min(asked, balance - open_before) if estimate else min(asked, balance) - open_before
        if own <= 0:
            return
        interest = min(own, self.owed[Component.INTEREST])
        fee = min(own - interest, self.owed[Component.FEE] + self.owed[Component.PENALTY])
        self.rows.append(
            Instalment(
                number=self.number,
                started_on=stated,
                due_on=due,
                principal=own - interest - fee,
                interest=interest,
                fee=fee,
                balance=max(0, balance - open_before - own),
                estimate=estimate and self.terms.payment_minor is None,
                kind="minimum",
            )
        )
        self.number += 1

    # Facts

    def statement(self, statement: Statement) -> None:
        """The issuer's own figures: its balance replaces ours, its minimum includes what is unpaid."""
        for component in (Component.INTEREST, Component.FEE, Component.PENALTY):
            self.owed[component] = min(self.owed[component], statement.balance_minor)
        beside = sum(self.owed.values()) - self.owed[Component.PRINCIPAL]
        if beside > statement.balance_minor:
            for component in (Component.INTEREST, Component.FEE, Component.PENALTY):
                self.owed[component] = 0
            beside = 0
        self.owed[Component.PRINCIPAL] = statement.balance_minor - beside
        self.ledger.credit = 0
        self._open_cycle()
        if statement.balance_minor == 0:
            for row in self.rows:
                if row.settled_on is None:
                    _forgive(row, statement.statement_on)
        asked = statement.minimum_minor
        self._ask(
            statement.statement_on,
            statement.due_on,
            self._minimum() if asked is None else asked,
            estimate=asked is None,
        )
        if self.coming is not None and abs((self.coming[0] - statement.statement_on).days) <= 10:
            self.coming = next(self.cycle, None)

    def charge(self, charge: Charge) -> None:
        """A purchase, fee or interest the issuer posted."""
        if charge.kind == "interest":
            self.accrued = Decimal(0)
        self.owed[charge.kind.component] += charge.amount_minor
        used = min(self.ledger.credit, charge.amount_minor)
        self.ledger.credit -= used
        self.owed[charge.kind.component] -= used

    def waive(self, waiver: Waiver) -> None:
        """Something the issuer let go of."""
        self.owed[waiver.component] -= min(waiver.amount_minor, self.owed[waiver.component])

    def pay(self, on: date, amount: int, payment_id: int) -> None:
        """A posted payment."""
        ledger = self.ledger
        self.paid_since += amount
        left = amount
        got = dict.fromkeys(Component, 0)
        for component in self._order(on):
            met = min(left, self.owed[component])
            self.owed[component] -= met
            got[component] = met
            left -= met
        ledger.credit += left
        self._meet_minimums(on, amount)
        for component, met in got.items():
            ledger.paid[component] += met
        ledger.payments += 1
        ledger.last_paid_on = on
        if self.keep:
            ledger.allocations[payment_id] = Allocation(
                got[Component.PRINCIPAL],
                got[Component.INTEREST],
                got[Component.FEE],
                got[Component.PENALTY],
                left,
            )

    def _meet_minimums(self, on: date, amount: int) -> None:
        for row in self.rows:
            if row.settled_on is not None:
                continue
            for part in ("fee", "interest", "principal"):
                met = min(amount, getattr(row, part) - getattr(row, f"paid_{part}"))
                setattr(row, f"paid_{part}", getattr(row, f"paid_{part}") + met)
                amount -= met
            if row.open <= 0:
                row.settled_on = on
            if not amount:
                return

    def _order(self, on: date) -> tuple[Component, ...]:
        policy = self.terms.allocation
        oldest = next((row for row in self.rows if row.settled_on is None), None)
        if policy.switch_after_days is None or oldest is None:
            return policy.order
        return policy.switched if (on - oldest.due_on).days > policy.switch_after_days else policy.order

    # Result

    def note(self, on: date) -> None:
        """Keep the balance as it stands after a fact."""
        ledger = self.ledger
        ledger.as_of = max(ledger.as_of, on)
        ledger.balance = self.balance
        ledger.principal = self.owed[Component.PRINCIPAL]
        ledger.months[on.year, on.month] = ledger.balance
        if ledger.balance > 0:
            ledger.settled_on = None
        elif ledger.settled_on is None:
            ledger.settled_on = on

    def close(self) -> Ledger:
        """Project the cycles to come, each minimum paid when due, and hand the ledger over."""
        ledger = self.ledger
        ledger.charges = {key: value for key, value in self.owed.items() if key is not Component.PRINCIPAL}
        if ledger.balance > 0:
            self._project()
        for row in self.rows:
            if row.open > 0:
                ledger.settled_on = None
        ledger.instalments = self.rows
        return ledger

    def _project(self) -> None:
        terms = self.terms
        owed = dict(self.owed)
        unpaid = sum(row.open for row in self.rows)
        owed[Component.PRINCIPAL] = max(0, self.balance - unpaid)
        owed[Component.INTEREST] = owed[Component.FEE] = owed[Component.PENALTY] = 0
        num, den = (
            rate_ratio(terms.rate, Frequency.MONTH, terms.day_count.year_basis) if terms.rate else (0, 1)
        )
        for _ in range(CYCLES):
            if self.coming is None or owed[Component.PRINCIPAL] <= 0:
                return
            stated, due = self.coming
            self.coming = next(self.cycle, None)
            if stated < self.ledger.as_of and self._printed_near(stated):
                continue
            # What was stated before the last fact is in the balance already.
            free = stated <= self.ledger.as_of or self._promoted(stated)
            interest = 0 if free else round_ratio(owed[Component.PRINCIPAL], num, den, terms.rounding)
            owed[Component.INTEREST] = interest
            asked = minimum(terms, owed)
            if asked is None:
                return
            balance = owed[Component.PRINCIPAL] + interest
            asked = balance if balance - asked < 100 else min(asked, balance)
            owed[Component.PRINCIPAL] = balance - asked
            owed[Component.INTEREST] = 0
            shown = min(asked, interest)
            self.rows.append(
                Instalment(
                    number=self.number,
                    started_on=stated,
                    due_on=due,
                    principal=asked - shown,
                    interest=shown,
                    fee=0,
                    balance=owed[Component.PRINCIPAL],
                    estimate=terms.payment_minor is None,
                    kind="minimum",
                )
            )
            self.number += 1
        self.ledger.endless = owed[Component.PRINCIPAL] > 0


def minimum(terms: Terms, owed: dict[Component, int]) -> int | None:
    """The least a cycle asks for: a fixed sum, or a share of the balance and all interest and fees."""
    balance = sum(owed.values())
    if terms.payment_minor is not None:
        return min(terms.payment_minor, balance)
    if terms.minimum_percent is None and terms.minimum_floor_minor is None:
        return None
    share = round_minor(owed[Component.PRINCIPAL] * (terms.minimum_percent or Decimal(0)) / 100)
    beside = balance - owed[Component.PRINCIPAL]
    return min(max(share + beside, terms.minimum_floor_minor or 0), balance)


def _forgive(row: Instalment, on: date) -> None:
    """Close a minimum that the issuer no longer asks for."""
    row.principal, row.interest, row.fee = row.paid_principal, row.paid_interest, row.paid_fee
    row.settled_on = on
