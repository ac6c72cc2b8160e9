"""Replays the posted facts of a loan with instalments (everything but cards and credit lines).

Principal is billed instalment by instalment. A payment meets what is due and the instalment whose
period is running, oldest first, in the order of the terms; what is left over repays principal that
is not billed yet, or pays coming instalments in advance, as the terms say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.domain.calendar import step
from tracker.domain.loan.facts import (
    AllocationOrder,
    Charge,
    Component,
    CustomInstalment,
    Excess,
    LoanFacts,
    Method,
    Scope,
    Terms,
    Waiver,
)
from tracker.domain.loan.ledger import Allocation, Entry, Instalment, Ledger
from tracker.domain.loan.schedule import LONGEST, Stepper, first_due, has_schedule

_FIXED = (Method.FLAT_FEE, Method.CUSTOM, Method.BULLET)
"""Methods whose instalments an extra payment cannot shrink, so that it pays them in advance."""


def replay(facts: LoanFacts, entries: Sequence[Entry], *, until: date | None, allocations: bool) -> Ledger:
    """The ledger of an instalment loan; `entries` are its posted payments in order."""
    book = _Replay(facts, keep=allocations)
    for on, rank, fact in _events(facts, entries, until):
        if rank == 0:
            book.change_terms(fact)  # type: ignore[arg-type]
        elif rank == 1:
            book.charge(fact)  # type: ignore[arg-type]
        elif rank == 2:
            book.waive(fact)  # type: ignore[arg-type]
        else:
            book.pay(on, fact[1], fact[2])  # type: ignore[index]
    return book.close()


def _events(
    facts: LoanFacts, entries: Sequence[Entry], until: date | None
) -> Sequence[tuple[date, int, object]]:
    events: list[tuple[date, int, object]] = [(each[0], 3, each) for each in entries]
    events += [(each.effective_on, 0, each) for each in facts.terms[1:]]
    events += [
        (each.charged_on, 1, each) for each in facts.charges if until is None or each.charged_on <= until
    ]
    events += [
        (each.waived_on, 2, each) for each in facts.waivers if until is None or each.waived_on <= until
    ]
    if len(events) != len(entries):
        events.sort(key=lambda event: event[:2])
    return events


class _Replay:
    """The running state of one replay."""

    def __init__(self, facts: LoanFacts, *, keep: bool) -> None:
        loan = facts.loan
        self.facts = facts
        self.method = loan.method
        self.terms = facts.terms[0]
        self.keep = keep
        self.unbilled = loan.balance_minor
        self.rows: list[Instalment] = []
        self.day = 1
        self.first_open = 0
        self.number = self.terms.first_number
        self.ledger = Ledger(
            as_of=loan.tracked_from,
            currency=loan.currency,
            balance=loan.balance_minor,
            principal=loan.balance_minor,
        )
        self.ledger.charges = dict.fromkeys(Component, 0)
        self.ledger.paid = dict.fromkeys(Component, 0)
        self.extra = 0
        self._note(loan.tracked_from)
        self._begin(self.terms, loan.tracked_from, fresh=loan.opened_on == loan.tracked_from)

    # Billing

    def _begin(self, terms: Terms, start: date, *, fresh: bool) -> None:
        """Start a schedule on the unbilled principal."""
        self.terms = terms
        self.custom = iter(self.facts.custom) if self.method is Method.CUSTOM else None
        self.custom_row: CustomInstalment | None = None
        self.stepper: Stepper | None = None
        self.next_due: date | None = None
        loan = self.facts.loan
        if self.custom is not None:
            self._next_custom()
        elif has_schedule(self.method, terms):
            first = first_due(self.method, terms, start, lent=fresh)
            if first is None:
                return
            self.day = first.day
            self.stepper = Stepper(
                self.method, terms, self.unbilled, first=first, original=loan.principal_minor
            )
            self.next_due = next(self.stepper.dates)
            # A loan joined half-way has its running period open since the due date before.
            self.started = start if fresh else step(first.on, -1, terms.every, first.day)

    def _next_custom(self) -> None:
        row = next(self.custom, None) if self.custom is not None else None
        self.custom_row = row
        self.started = self.rows[-1].due_on if self.rows else self.facts.loan.tracked_from
        self.next_due = row.due_on if row else None

    def _bill(self) -> None:
        """Turn the coming part of the unbilled principal into an instalment."""
        due = self.next_due
        if due is None:
            return
        if self.custom_row is not None:
            row = self.custom_row
            part, interest, fee = min(row.principal_minor, self.unbilled), row.interest_minor, row.fee_minor
        elif self.stepper is not None:
            part, interest, fee = self.stepper.next(self.unbilled, self.started, due)
        else:
            return
        self.unbilled -= part
        unknown_interest = self.terms.rate is None and self.method not in _FIXED
        self.rows.append(
            Instalment(
                number=self.number,
                started_on=self.started,
                due_on=due,
                principal=part,
                interest=interest,
                fee=fee,
                balance=self.unbilled,
                estimate=unknown_interest and self.method is not Method.INFORMAL,
            )
        )
        self.number += 1
        if self.custom is not None:
            self._next_custom()
        elif self.stepper is not None:
            over = self.unbilled <= 0 or self.stepper.done >= self.stepper.last
            self.started = due
            self.next_due = None if over else next(self.stepper.dates)

    def _bill_until(self, on: date) -> None:
        """Bill every instalment whose period began before the date."""
        while self.next_due is not None and self.started < on:
            self._bill()

    # Facts

    def change_terms(self, terms: Terms) -> None:
        """New terms: a new first due date restarts the schedule, anything else carries it on."""
        on = terms.effective_on
        self._bill_until(on)
        restart = terms.first_due_on is not None and terms.first_due_on >= on
        if restart:
            self._fold(on)
            self._begin(terms, on, fresh=False)
            return
        if self.stepper is None or self.next_due is None:
            self._begin(replace(terms, first_due_on=None), on, fresh=False)
            return
        left = None
        if terms.periods is not None:
            left = max(1, terms.periods - self.stepper.done)
        started = self.started
        carried = replace(terms, first_due_on=self.next_due, periods=left, due_day=terms.due_day or self.day)
        self._begin(carried, started, fresh=True)

    def _fold(self, on: date) -> None:
        """Move what is open of the old schedule into the new one: principal again, the rest as charges."""
        charges = self.ledger.charges
        kept: list[Instalment] = []
        for row in self.rows:
            if row.open <= 0:
                kept.append(row)
                continue
            self.unbilled += row.principal - row.paid_principal
            if row.due_on < on:
                charges[Component.INTEREST] += row.interest - row.paid_interest
                charges[Component.FEE] += row.fee - row.paid_fee
            self.ledger.folded.append(row)
        self.rows = kept
        self.first_open = len(kept)
        self._note(on)

    def charge(self, charge: Charge) -> None:
        """Something the lender posted: principal joins the unbilled part, the rest stands beside it."""
        if charge.kind.component is Component.PRINCIPAL:
            self.unbilled += charge.amount_minor
            self.ledger.principal += charge.amount_minor
        else:
            self.ledger.charges[charge.kind.component] += charge.amount_minor
        self._note(charge.charged_on)

    def waive(self, waiver: Waiver) -> None:
        """Something the lender let go of: open charges first, then instalments, oldest first."""
        self._bill_until(waiver.waived_on)
        component, left = waiver.component, waiver.amount_minor
        charges = self.ledger.charges
        if component is not Component.PRINCIPAL:
            met = min(left, charges[component])
            charges[component] -= met
            left -= met
        for row in self.rows[self.first_open :]:
            if not left:
                break
            if component is Component.PRINCIPAL:
                met = min(left, row.principal - row.paid_principal)
                row.principal -= met
                self.ledger.principal -= met
            elif component is Component.INTEREST:
                met = min(left, row.interest - row.paid_interest)
                row.interest -= met
            else:
                met = min(left, row.fee - row.paid_fee) if component is Component.FEE else 0
                row.fee -= met
            left -= met
            self._settle(row, waiver.waived_on)
        while left and self.method in _FIXED and component is not Component.PRINCIPAL and self.next_due:
            self._bill()
            row = self.rows[-1]
            met = min(left, row.interest if component is Component.INTEREST else row.fee)
            if component is Component.INTEREST:
                row.interest -= met
            else:
                row.fee -= met
            left -= met
        if component is Component.PRINCIPAL and left:
            met = min(left, self.unbilled)
            self.unbilled -= met
            self.ledger.principal -= met
        self._advance()
        self._note(waiver.waived_on)

    def pay(self, on: date, amount: int, payment_id: int) -> None:
        """A posted payment."""
        if self.next_due is not None and self.started < on:
            self._bill_until(on)
        ledger, rows = self.ledger, self.rows
        got = [0, 0, 0, 0]  # penalty, fee, interest, principal
        left = amount
        if self.first_open < len(rows) or ledger.charges_open:
            left = self._meet(on, left, got)
        if left:
            left = self._beyond(on, left, got)
        if left:
            ledger.credit += left
        paid = ledger.paid
        paid[Component.PENALTY] += got[0]
        paid[Component.FEE] += got[1]
        paid[Component.INTEREST] += got[2]
        paid[Component.PRINCIPAL] += got[3]
        ledger.principal -= got[3]
        ledger.payments += 1
        ledger.last_paid_on = on
        if self.keep:
            ledger.allocations[payment_id] = Allocation(got[3], got[2], got[1], got[0], left)
        self._note(on)

    def _meet(self, on: date, left: int, got: list[int]) -> int:
        """Allocate to open charges and billed instalments in the order of the terms."""
        order = self._order(on)
        if self.terms.allocation.scope is Scope.ACROSS:
            for component in order:
                left = self._meet_charges(component, left, got)
                for row in self.rows[self.first_open :]:
                    if not left:
                        break
                    left = _meet_row(row, component, left, got)
        else:
            before = order[: order.index(Component.PRINCIPAL)] if Component.PRINCIPAL in order else order
            for component in before:
                left = self._meet_charges(component, left, got)
            for row in self.rows[self.first_open :]:
                if not left:
                    break
                for component in order:
                    left = _meet_row(row, component, left, got)
            for component in order[len(before) :]:
                left = self._meet_charges(component, left, got)
        across = self.terms.allocation.scope is Scope.ACROSS
        for row in self.rows[self.first_open :]:
            if row.open > 0 and not across:
                break  # nothing reached the instalments after it, of which arrears can have many
            self._settle(row, on)
        self._advance()
        return left

    def _order(self, on: date) -> tuple[Component, ...]:
        policy: AllocationOrder = self.terms.allocation
        if policy.switch_after_days is not None and self.first_open < len(self.rows):
            late = (on - self.rows[self.first_open].due_on).days
            if late > policy.switch_after_days:
                return policy.switched
        return policy.order

    def _meet_charges(self, component: Component, left: int, got: list[int]) -> int:
        charges = self.ledger.charges
        met = min(left, charges[component])
        if met:
            charges[component] -= met
            got[_SLOT[component]] += met
        return left - met

    def _beyond(self, on: date, left: int, got: list[int]) -> int:
        """Use what exceeds everything billed."""
        if self.method not in _FIXED and self.terms.excess is Excess.PRINCIPAL:
            met = min(left, self.unbilled)
            self.unbilled -= met
            got[3] += met
            if self.unbilled <= 0:
                self.next_due = None
            return left - met
        while left and self.next_due is not None:
            self._bill()
            left = self._meet(on, left, got)
        return left

    # Bookkeeping

    def _settle(self, row: Instalment, on: date) -> None:
        if row.settled_on is None and row.open <= 0:
            row.settled_on = on

    def _advance(self) -> None:
        rows, first = self.rows, self.first_open
        while first < len(rows) and rows[first].open <= 0:
            first += 1
        self.first_open = first

    def _note(self, on: date) -> None:
        ledger = self.ledger
        ledger.as_of = max(ledger.as_of, on)
        ledger.balance = ledger.principal + ledger.charges_open
        ledger.months[on.year, on.month] = ledger.balance
        if ledger.balance > 0:
            ledger.settled_on = None
        elif ledger.settled_on is None:
            ledger.settled_on = on

    def close(self) -> Ledger:
        """Bill the rest of the schedule and hand the ledger over."""
        for _ in range(LONGEST):
            if self.next_due is None or (self.unbilled <= 0 and self.custom is None):
                break
            self._bill()
        ledger = self.ledger
        # Zero rows are left where extra payments cleared the principal before its last instalment.
        ledger.instalments = [row for row in self.rows if row.amount or row.settled_on]
        if any(row.open > 0 for row in ledger.instalments):
            ledger.settled_on = None
        ledger.endless = self.stepper.endless if self.stepper else False
        return ledger


_SLOT = {Component.PENALTY: 0, Component.FEE: 1, Component.INTEREST: 2, Component.PRINCIPAL: 3}


def _meet_row(row: Instalment, component: Component, left: int, got: list[int]) -> int:
    if component is Component.PRINCIPAL:
        met = min(left, row.principal - row.paid_principal)
        row.paid_principal += met
        got[3] += met
    elif component is Component.INTEREST:
        met = min(left, row.interest - row.paid_interest)
        row.paid_interest += met
        got[2] += met
    elif component is Component.FEE:
        met = min(left, row.fee - row.paid_fee)
        row.paid_fee += met
        got[1] += met
    else:
        return left
    return left - met
