"""Replays the posted facts of a card or credit line: statements, minimums, interest, payments.

Each cycle asks for a minimum. A statement the issuer printed wins over our estimate of balance and
minimum; between statements interest is estimated by the day and so marked. Payments meet open
minimums, oldest first, and reduce the balance in the order of the terms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import chain
from operator import sub
from typing import TypeVar

from tracker.domain.loan.allocation import FEE, INTEREST, PENALTY, PRINCIPAL, SLOT, slots, waterfill
from tracker.domain.loan.cycles import NEAR_DAYS, Cycle, cycles, days_of
from tracker.domain.loan.facts import Charge, ChargeKind, Component, LoanFacts, Statement, Terms, Waiver
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
from tracker.domain.loan.minimums import ahead, minimum, project
from tracker.domain.money import round_minor

_Fact = TypeVar("_Fact", Charge, Waiver, Statement, Terms)


def replay(facts: LoanFacts, entries: Sequence[Entry], *, allocations: bool) -> Ledger:
    """The ledger of a revolving loan; `entries` are its posted payments in order."""
    return _run(facts, entries, keep=allocations).close()


def unposted_interest(facts: LoanFacts, entries: Sequence[Entry], on: date) -> int:
    """Estimated interest from the last posted fact to a date, if the whole balance is paid on it.

    `facts` and `entries` are those posted up to the date.
    """
    book = _run(facts, entries, keep=False)
    before = sum(book.noted)
    for terms in book.ahead:
        book.reach(terms.effective_on)
        book.change_terms(terms)
    book.reach(on)
    running = 0 if on <= book.free_until else book.unposted()
    return book.balance - before + running


def _run(facts: LoanFacts, entries: Sequence[Entry], *, keep: bool) -> _Replay:
    book = _Replay(facts, keep=keep)

    def turn(on: date, rank: int, apply: Callable[[_Fact], None], fact: _Fact) -> Happening:
        return on, rank, partial(book.take, on, apply, fact)

    others = [turn(each.charged_on, 1, book.charge, each) for each in facts.charges]
    others += [turn(each.waived_on, 2, book.waive, each) for each in facts.waivers]
    others += [turn(each.statement_on, 3, book.statement, each) for each in facts.statements]
    # Terms post nothing: those after the last posted fact shape what is to come, not what is owed.
    posted = max((facts.loan.tracked_from, *(each[0] for each in (*others, *entries[-1:]))))
    for each in facts.terms[1:]:
        if each.effective_on <= posted:
            others.append(turn(each.effective_on, 0, book.change_terms, each))
        else:
            book.ahead.append(each)
    play(entries, others, book.pay)
    return book


class _Replay:
    """The running state of one replay."""

    def __init__(self, facts: LoanFacts, *, keep: bool) -> None:
        loan = facts.loan
        self.keep = keep
        self.owed = [0, 0, 0, loan.balance_minor]
        self.noted = self.owed.copy()
        """What is owed after the last posted fact."""
        self.paid = [0] * len(Component)
        self.rows: list[Instalment] = []
        self.first_open = 0
        self.terms = facts.terms[0]
        self.ahead: list[Terms] = []
        """Terms that begin after everything posted: they shape what is to come, not what is owed."""
        self.number = self.terms.first_number
        self.printed = facts.statements
        self.accrued = Decimal(0)
        self.accrued_from = loan.tracked_from
        self.guessed = (date.min, 0)
        """When interest was last posted by our own estimate, and how much."""
        self.stated_balance: int | None = None
        self.free_until = date.min
        self.paid_in_time = 0
        self.ledger = Ledger(as_of=loan.tracked_from, currency=loan.currency)
        self._follow(self.terms)
        self._count_cycles(loan.tracked_from)
        self._note(loan.tracked_from, None)
        # The running cycle was stated before the card was tracked: its minimum is asked for already.
        self.reach(loan.tracked_from)

    @property
    def balance(self) -> int:
        return sum(self.owed)

    def _follow(self, terms: Terms) -> None:
        policy = terms.allocation
        self.terms = terms
        self.order, self.switched = slots(policy), slots(policy, (policy.switch_after_days or 0) + 1)

    def _count_cycles(self, on: date) -> None:
        """Count the cycles from a date, those that have asked already left out."""
        asked = self.rows[-1].due_on + timedelta(days=NEAR_DAYS) if self.rows else on
        self.cycle = cycles(self.terms, max(on, asked))
        self.coming: Cycle | None = next(self.cycle, None)

    # Time

    def take(self, on: date, apply: Callable[[_Fact], None], fact: _Fact) -> None:
        """Come to a date, apply what was posted on it, and keep the balance."""
        self.reach(on)
        apply(fact)
        self._note(on, fact)

    def reach(self, on: date) -> None:
        """Pass every statement day before a date, then accrue to it."""
        while self.coming is not None and self.coming.stated_on < on:
            cycle = self.coming
            self.coming = next(self.cycle, None)
            self._accrue(max(cycle.stated_on, self.accrued_from))
            if not any(map(cycle.is_of, self.printed)):
                self._post_interest(cycle)
                self._ask(cycle, self._minimum(), estimate=True)
        self._accrue(on)

    def _accrue(self, on: date) -> None:
        since, terms = self.accrued_from, self.terms
        if terms.promo_until is not None:
            since = max(since, min(on, terms.promo_until + timedelta(days=1)))
        if terms.rate is not None and since < on:
            days = (on - since).days
            principal = self.owed[PRINCIPAL]
            self.accrued += terms.rate.interest(principal, days, terms.day_count.year_basis)
        self.accrued_from = max(self.accrued_from, on)

    def unposted(self) -> int:
        """Interest accrued in the running cycle; none if the statement before was paid in full in time."""
        if self.stated_balance is not None and self.paid_in_time >= self.stated_balance:
            return 0
        return round_minor(self.accrued, self.terms.rounding)

    def _post_interest(self, cycle: Cycle) -> None:
        interest = self.unposted()
        self._add(INTEREST, interest)
        self.guessed = (cycle.stated_on, interest)
        self._open_cycle(cycle.due_on)

    def _open_cycle(self, due_on: date) -> None:
        self.accrued = Decimal(0)
        self.stated_balance = self.balance
        self.free_until = due_on + timedelta(days=self.terms.grace)
        self.paid_in_time = 0

    # Minimums

    def _minimum(self) -> int | None:
        """What a cycle asks for beside the minimums that are still open."""
        rows = self.rows[self.first_open :]
        principal = self.owed[PRINCIPAL] - sum(row.principal - row.paid_principal for row in rows)
        interest = self.owed[INTEREST] - sum(row.interest - row.paid_interest for row in rows)
        fees = self.owed[PENALTY] + self.owed[FEE] - sum(row.fee - row.paid_fee for row in rows)
        return minimum(
            self.terms,
            max(0, principal),
            interest=max(0, interest),
            fees=max(0, fees),
            unpaid=sum(row.open for row in rows),
        )

    def _ask(self, cycle: Cycle, asked: int | None, *, estimate: bool) -> None:
        balance = self.balance
        open_before = sum(row.open for row in self.rows[self.first_open :])
        if asked is None:
            return
        own = min(asked, balance - open_before)
        if own <= 0:
            return
        interest = min(own, self.owed[INTEREST])
        fee = min(own - interest, self.owed[FEE] + self.owed[PENALTY])
        self.rows.append(
            Instalment(
                number=self.number,
                started_on=cycle.stated_on,
                due_on=cycle.due_on,
                principal=own - interest - fee,
                interest=interest,
                fee=fee,
                balance=max(0, balance - open_before - own),
                estimate=estimate and self.terms.payment_minor is None,
                kind="minimum",
            )
        )
        self.number += 1

    def _trim(self, on: date) -> None:
        """Ask for no more than is owed: what was let go of falls off the newest minimums first."""
        rows = self.rows[self.first_open :]
        beyond = sum(row.open for row in rows) - self.balance
        for row in reversed(rows):
            if beyond <= 0:
                break
            cut = min(beyond, row.open)
            beyond -= cut
            principal, interest, fee = waterfill(
                cut,
                (
                    row.principal - row.paid_principal,
                    row.interest - row.paid_interest,
                    row.fee - row.paid_fee,
                ),
            )
            row.principal -= principal
            row.interest -= interest
            row.fee -= fee
            if row.open <= 0:
                row.settled_on = on
        self._advance()

    def _advance(self) -> None:
        while self.first_open < len(self.rows) and self.rows[self.first_open].settled_on is not None:
            self.first_open += 1

    # Facts

    def change_terms(self, terms: Terms) -> None:
        """New terms; the cycles are counted anew where their days change."""
        old = self.terms
        self._follow(terms)
        if days_of(terms) != days_of(old):
            self._count_cycles(terms.effective_on)

    def statement(self, statement: Statement) -> None:
        """The issuer's own figures: its balance replaces ours, its minimum includes what is unpaid."""
        balance = statement.balance_minor
        beside = waterfill(balance, self.owed[:PRINCIPAL])
        self.owed = [*beside, balance - sum(beside)]
        if balance:
            self.ledger.credit = 0
        self.guessed = (date.min, 0)
        self._open_cycle(statement.due_on)
        self._trim(statement.statement_on)
        cycle = Cycle(statement.statement_on, statement.due_on)
        if statement.minimum_minor is None:
            self._ask(cycle, self._minimum(), estimate=True)
        else:
            unpaid = sum(row.open for row in self.rows[self.first_open :])
            self._ask(cycle, statement.minimum_minor - unpaid, estimate=False)
        if self.coming is not None and self.coming.is_of(statement):
            self.coming = next(self.cycle, None)

    def charge(self, charge: Charge) -> None:
        """A purchase, fee or interest the issuer posted; its interest replaces our estimate of it."""
        if charge.kind is ChargeKind.INTEREST:
            stated_on, interest = self.guessed
            if (charge.charged_on - stated_on).days <= NEAR_DAYS:
                self.owed[INTEREST] -= min(interest, self.owed[INTEREST])
            self.guessed = (date.min, 0)
            self.accrued = Decimal(0)
        self._add(SLOT[charge.kind.component], charge.amount_minor)
        self._trim(charge.charged_on)

    def _add(self, slot: int, amount: int) -> None:
        """Owe more; what was overpaid before meets it first."""
        used = min(self.ledger.credit, amount)
        self.ledger.credit -= used
        self.paid[slot] += used
        self.owed[slot] += amount - used

    def waive(self, waiver: Waiver) -> None:
        """Something the issuer let go of, or gave back; what was given back beyond the debt stays there."""
        slot = SLOT[waiver.component]
        left = waiver.amount_minor
        for each in (slot, *self.order) if waiver.is_refund else (slot,):
            met = min(left, self.owed[each])
            self.owed[each] -= met
            left -= met
        if waiver.is_refund:
            self.ledger.credit += left
        self._trim(waiver.waived_on)

    def pay(self, on: date, amount: int, payment_id: int) -> None:
        """A posted payment."""
        if on > self.accrued_from:
            self.reach(on)
        ledger, owed, paid = self.ledger, self.owed, self.paid
        if on <= self.free_until:
            self.paid_in_time += amount
        before = paid.copy() if self.keep else paid
        left = amount
        for slot in self._order(on):
            met = min(left, owed[slot])
            if met:
                owed[slot] -= met
                paid[slot] += met
                left -= met
        ledger.credit += left
        self._meet_minimums(on, amount)
        ledger.payments += 1
        ledger.last_paid_on = on
        if self.keep:
            penalty, fee, interest, principal = map(sub, paid, before)
            ledger.allocations[payment_id] = Allocation(principal, interest, fee, penalty, left)
        self._note(on, payment_id)

    def _meet_minimums(self, on: date, amount: int) -> None:
        for number in range(self.first_open, len(self.rows)):
            row = self.rows[number]
            fee, interest = row.fee - row.paid_fee, row.interest - row.paid_interest
            principal = row.principal - row.paid_principal
            if amount >= fee + interest + principal:
                row.settled_on = on
                self.first_open = number + 1
            else:
                fee = min(fee, amount)
                interest = min(interest, amount - fee)
                principal = amount - fee - interest
            row.paid_fee += fee
            row.paid_interest += interest
            row.paid_principal += principal
            amount -= fee + interest + principal
            if not amount:
                break

    def _order(self, on: date) -> tuple[int, ...]:
        switch_after = self.terms.allocation.switch_after_days
        if switch_after is None or self.first_open == len(self.rows):
            return self.order
        late = (on - self.rows[self.first_open].due_on).days
        return self.switched if late > switch_after else self.order

    # Result

    def _note(self, on: date, fact: Fact) -> None:
        """Keep the balance as it stands after a fact."""
        ledger = self.ledger
        ledger.as_of = max(ledger.as_of, on)
        ledger.balance = self.balance
        self.noted = self.owed.copy()
        ledger.principal = self.owed[PRINCIPAL]
        ledger.months[on.year, on.month] = ledger.balance
        if ledger.balance > 0:
            ledger.settled_on = None
        elif ledger.settled_on is None:
            ledger.settled_on = on
        if self.keep:
            ledger.steps.append(Step(on, fact, parts(self.owed), parts(self.paid), ledger.credit))

    def close(self) -> Ledger:
        """Project the cycles to come, each minimum paid when due, and hand the ledger over."""
        ledger = self.ledger
        ledger.charges = {component: self.noted[SLOT[component]] for component in Component}
        ledger.charges[Component.PRINCIPAL] = 0
        ledger.paid = dict(zip(Component, self.paid, strict=True))
        if self.balance > 0:
            unpaid = sum(row.open for row in self.rows[self.first_open :])
            coming = chain((self.coming,) if self.coming else (), self.cycle)
            rows, ledger.endless = project(
                ahead(self.terms, coming, self.ahead),
                self.balance - unpaid,
                number=self.number,
                as_of=self.accrued_from,
            )
            self.rows += rows
        ledger.instalments = self.rows
        return ledger
