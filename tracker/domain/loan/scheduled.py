"""Replays the posted facts of a loan with instalments (everything but cards and credit lines).

Principal is billed instalment by instalment. A payment meets what is due and the instalment whose
period is running, oldest first, in the order of the terms; what is left over repays principal that
is not billed yet, or pays coming instalments in advance, as the terms say. A payment that clears the
whole loan early owes the running period's interest only up to its day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from operator import sub

from tracker.domain.loan.allocation import INTEREST, PRINCIPAL, SLOT, slots
from tracker.domain.loan.billing import CHARGED_WHOLE, FIXED, Billing, accrued
from tracker.domain.loan.facts import Charge, Component, Excess, LoanFacts, Scope, Terms, Waiver
from tracker.domain.loan.ledger import (
    Allocation,
    Entry,
    Fact,
    Happening,
    Instalment,
    Ledger,
    Step,
    parts,
    play,
)


def replay(facts: LoanFacts, entries: Sequence[Entry], *, allocations: bool) -> Ledger:
    """The ledger of an instalment loan; `entries` are its posted payments in order."""
    book = _Replay(facts, keep=allocations)
    others: list[Happening] = [
        (each.effective_on, 0, partial(book.change_terms, each)) for each in facts.terms[1:]
    ]
    others += [(each.charged_on, 1, partial(book.charge, each)) for each in facts.charges]
    others += [(each.waived_on, 2, partial(book.waive, each)) for each in facts.waivers]
    play(entries, others, book.pay)
    return book.close()


class _Replay:
    """The running state of one replay."""

    def __init__(self, facts: LoanFacts, *, keep: bool) -> None:
        loan = facts.loan
        self.keep = keep
        self.was_owed = False
        self.billing = Billing(facts)
        self.rows = self.billing.rows
        self.first_open = 0
        self.ledger = Ledger(as_of=loan.tracked_from, currency=loan.currency, principal=loan.balance_minor)
        self.charges = [0] * len(Component)
        self.charged = 0
        self.paid = [0] * len(Component)
        self._set_order(facts.terms[0])
        self._note(loan.tracked_from, None)

    def _set_order(self, terms: Terms) -> None:
        policy = terms.allocation
        self.order = slots(policy)
        self.across = policy.scope is Scope.ACROSS
        self.switch_after = policy.switch_after_days
        self.switched = slots(policy, (policy.switch_after_days or 0) + 1)
        self.advance = self.billing.method in FIXED or terms.excess is Excess.ADVANCE

    # Facts

    def change_terms(self, terms: Terms) -> None:
        """New terms: a new first due date restarts the schedule, anything else carries it on."""
        self._set_order(terms)
        if not self.billing.change(terms):
            return
        for component, amount in self.billing.restructure(terms.effective_on).items():
            self._stand(component, amount)
        self.rows = self.billing.rows
        self.first_open = len(self.rows)
        self._note(terms.effective_on, terms)

    def charge(self, charge: Charge) -> None:
        """Something the lender posted: principal joins the unbilled part, the rest stands beside it.

        What was overpaid before meets it first.
        """
        ledger, component = self.ledger, charge.kind.component
        used = min(ledger.credit, charge.amount_minor)
        ledger.credit -= used
        self.paid[SLOT[component]] += used
        amount = charge.amount_minor - used
        if component is Component.PRINCIPAL:
            ledger.principal += amount
            self.billing.lend(amount, charge.charged_on)
        else:
            self._stand(component, amount)
        self._note(charge.charged_on, charge)

    def _stand(self, component: Component, amount: int) -> None:
        """Keep a charge beside the instalments; a negative amount takes it off."""
        self.charges[SLOT[component]] += amount
        self.charged += amount

    def waive(self, waiver: Waiver) -> None:
        """Something the lender let go of: open charges first, then instalments, oldest first."""
        billing, component, on = self.billing, waiver.component, waiver.waived_on
        billing.bill_until(on)
        left = waiver.amount_minor
        if component is not Component.PRINCIPAL:
            met = min(left, self.charges[SLOT[component]])
            self._stand(component, -met)
            left -= met
        if component is not Component.PENALTY:
            for row in self.rows[self.first_open :]:
                left -= self._forgive(row, component, left, on)
        if component is Component.PRINCIPAL:
            self.ledger.principal -= billing.repay(left)
        elif component is not Component.PENALTY and billing.method in FIXED:
            while left and billing.next_due is not None:
                billed = billing.bill()
                left -= self._forgive(billed, component, left, on) if billed else 0
        self._advance()
        self._note(on, waiver)

    def _forgive(self, row: Instalment, component: Component, amount: int, on: date) -> int:
        if component is Component.PRINCIPAL:
            met = min(amount, row.principal - row.paid_principal)
            row.principal -= met
            self.ledger.principal -= met
        elif component is Component.INTEREST:
            met = min(amount, row.interest - row.paid_interest)
            row.interest -= met
        else:
            met = min(amount, row.fee - row.paid_fee)
            row.fee -= met
        if met and row.open <= 0:
            row.settled_on = on
        return met

    def pay(self, on: date, amount: int, payment_id: int) -> None:
        """A posted payment."""
        billing, ledger = self.billing, self.ledger
        if billing.next_due is not None and billing.started < on:
            billing.bill_until(on)
        paid = self.paid
        before = paid.copy() if self.keep else paid
        principal = paid[PRINCIPAL]
        left = amount
        clears = amount >= ledger.principal + self.charged and self._clears(on, amount)
        if self.charged or self.first_open < len(self.rows):
            left = self._meet(on, left)
        if left:
            left = self._beyond(on, left, clears=clears)
            ledger.credit += left
        ledger.principal -= paid[PRINCIPAL] - principal
        ledger.payments += 1
        ledger.last_paid_on = on
        if self.keep:
            penalty, fee, interest, principal = map(sub, paid, before)
            ledger.allocations[payment_id] = Allocation(principal, interest, fee, penalty, left)
        self._note(on, payment_id)

    # Allocation

    def _clears(self, on: date, amount: int) -> bool:
        """Whether a payment clears the loan early; if so, interest that has not accrued is dropped."""
        billing = self.billing
        if billing.method in CHARGED_WHOLE:
            return False
        rows = self.rows[self.first_open :]
        needed = full = billing.unbilled + self.charged
        for row in rows:
            full += row.open
            needed += row.open - self._not_accrued(row, on)
        if amount < needed or (amount == full and not billing.unbilled):
            return False
        for row in rows:
            row.interest -= self._not_accrued(row, on)
            if row.open <= 0:
                row.settled_on = on
        return True

    def _not_accrued(self, row: Instalment, on: date) -> int:
        earned = accrued(row, self.billing.terms.day_count, on)
        return row.interest - max(earned, row.paid_interest)

    def _meet(self, on: date, left: int) -> int:
        """Allocate to open charges and billed instalments in the order of the terms."""
        order = self.order
        if self.switch_after is not None and self.first_open < len(self.rows):
            late = (on - self.rows[self.first_open].due_on).days
            order = self.switched if late > self.switch_after else order
        if self.across:
            for slot in order:
                left = self._meet_charges((slot,), left)
                left = self._meet_rows((slot,), on, left)
        else:
            # Charges stand beside the instalments: what comes before principal first, the rest last.
            place = order.index(PRINCIPAL)
            left = self._meet_charges(order[:place], left)
            left = self._meet_rows(order, on, left)
            left = self._meet_charges(order[place:], left)
        return left

    def _meet_charges(self, order: tuple[int, ...], left: int) -> int:
        if self.charged:
            for slot in order:
                met = min(left, self.charges[slot])
                self.charges[slot] -= met
                self.charged -= met
                self.paid[slot] += met
                left -= met
        return left

    def _meet_rows(self, order: tuple[int, ...], on: date, left: int) -> int:
        settled = False
        for number in range(self.first_open, len(self.rows)):
            if not left:
                break
            row, before = self.rows[number], left
            fee, interest = row.fee - row.paid_fee, row.interest - row.paid_interest
            principal = row.principal - row.paid_principal
            wanted = (0, fee, interest, principal)
            for slot in order:
                met = min(left, wanted[slot])
                if met:
                    left -= met
                    self.paid[slot] += met
                    if slot == PRINCIPAL:
                        row.paid_principal += met
                    elif slot == INTEREST:
                        row.paid_interest += met
                    else:
                        row.paid_fee += met
            if 0 < before - left == fee + interest + principal:
                row.settled_on = on
                settled = True
        if settled:
            self._advance()
        return left

    def _beyond(self, on: date, left: int, *, clears: bool) -> int:
        """Use what exceeds everything billed."""
        billing = self.billing
        if self.advance and not clears:
            while left and billing.next_due is not None:
                billing.bill()
                left = self._meet(on, left)
        met = billing.repay(left)
        self.paid[PRINCIPAL] += met
        return left - met

    # Bookkeeping

    def _advance(self) -> None:
        rows, first = self.rows, self.first_open
        while first < len(rows) and rows[first].open <= 0:
            first += 1
        self.first_open = first

    def _note(self, on: date, fact: Fact) -> None:
        ledger = self.ledger
        if on > ledger.as_of:
            ledger.as_of = on
        ledger.balance = balance = ledger.principal + self.charged
        ledger.months[on.year, on.month] = balance
        if balance > 0:
            ledger.settled_on, self.was_owed = None, True
        elif ledger.settled_on is None and self.was_owed:
            ledger.settled_on = on
        if self.keep:
            owed = [*self.charges[:PRINCIPAL], ledger.principal]
            ledger.steps.append(Step(on, fact, parts(owed), parts(self.paid), ledger.credit))

    def close(self) -> Ledger:
        """Bill the rest of the schedule and hand the ledger over."""
        self.billing.bill_rest()
        ledger = self.ledger
        ledger.charges = dict(zip(Component, self.charges, strict=True))
        ledger.paid = dict(zip(Component, self.paid, strict=True))
        ledger.instalments = self.rows
        ledger.folded = self.billing.folded
        ledger.endless = self.billing.endless
        if any(row.open > 0 for row in ledger.instalments):
            ledger.settled_on = None
        elif ledger.settled_on is not None:
            settled = [row.settled_on for row in ledger.instalments if row.settled_on]
            ledger.settled_on = max([ledger.settled_on, *settled])
        return ledger
