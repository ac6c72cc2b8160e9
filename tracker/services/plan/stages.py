"""The loans of an adopted plan as they would stand today, had only some of what happened since happened.

Each stage lets one more kind of fact be as it is: at first the plan's own payments are made on their days
and nothing else, at last everything is as the file has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from tracker.domain.loan.facts import Charge, ChargeKind, Component, Loan, LoanFacts, Terms
from tracker.domain.loan.ledger import Entry, replay
from tracker.domain.plan.debt import Debt
from tracker.domain.plan.kept import Expected
from tracker.domain.plan.moved import Cause
from tracker.services.book import Book
from tracker.services.plan.continuing import Promise
from tracker.services.plan.debts import Taken, take
from tracker.store.loan import read_entries, read_facts, read_loan
from tracker.store.plan import Baseline, read_baseline, read_posted_since

FEES = (ChargeKind.FEE, ChargeKind.LATE_FEE, ChargeKind.PENALTY)
BORROWED = (ChargeKind.PURCHASE, ChargeKind.CASH_ADVANCE)

STAGES: tuple[Cause | None, ...] = (None, Cause.PAYMENT, Cause.FEE, Cause.RATE, Cause.CHARGE)
"""The plan itself, then what each cause made of it; all else is what the file has."""

_SAME = Decimal("0.00001")
_NUMBERED = 10**12
"""Ids of payments that were promised, above those of all that were made."""


@dataclass(slots=True, kw_only=True)
class Staged:
    """One loan of a plan: how it would stand at each stage; None where it cannot be counted."""

    loan: Loan
    stages: dict[Cause | None, Taken | None] = field(default_factory=dict)
    """None is the plan itself."""
    borrowed_minor: int = 0
    """New purchases and cash since the plan was adopted."""
    paid_on: date | None = None
    """When it was paid last since the plan was adopted."""
    beyond_minor: int = 0
    """What the plan's own payments come to above all that is owed."""
    edited_minor: int = 0
    """By how much its balance on the plan's first day was changed since."""


def staged(book: Book, promise: Promise, due: Sequence[Expected], own: Sequence[Taken]) -> Iterator[Staged]:
    """The loans that a plan counted, in the order of those that are open, then the others.

    `due` are the payments that it takes to be made by now.
    """
    place = {each.loan.id: number for number, each in enumerate(own)}
    now = {each.loan.id: each for each in own}
    new = read_posted_since(book.conn, promise.plan.id)
    found = read_baseline(book.conn, promise.plan.id)
    for baseline in sorted(found, key=lambda each: place.get(each.loan_id, len(place))):
        loan = read_loan(book.conn, baseline.loan_id) or read_loan(book.conn, baseline.loan_id, trashed=True)
        if loan is not None:
            rows = [row for row in due if row.loan_id == loan.id]
            yield _Loan(book, promise, rows, baseline, loan, new).staged(now.get(loan.id))


class _Loan:
    """The facts of a loan, told apart by whether the plan could know them."""

    def __init__(
        self, book: Book, promise: Promise, due: Sequence[Expected], baseline: Baseline, loan: Loan,
        new: frozenset[tuple[str, int]] | None,
    ) -> None:  # fmt: skip
        self.today, self.promise, self.baseline, self.loan, self.new = (
            book.today,
            promise,
            baseline,
            loan,
            new,
        )
        self.due = due
        self.facts = read_facts(book.conn, loan)
        self.entries: list[Entry] = list(read_entries(book.conn, loan.id))

    def staged(self, now: Taken | None) -> Staged:
        found = Staged(loan=self.loan)
        if self.loan.tracked_from > self.promise.adopted_on:
            # Its books begin anew: how it stood when the plan was made cannot be told any more.
            found.stages = dict.fromkeys(STAGES, self._as_kept(now))
            return found
        begun = take(self._facts(), self.promise.adopted_on, self._before())
        owed = begun.debt.balance if isinstance(begun, Taken) else self.baseline.balance_minor
        found.edited_minor = owed - self.baseline.balance_minor
        found.borrowed_minor = sum(
            each.amount_minor for each in self.facts.charges if self._is_borrowed(each)
        )
        earlier = {number for _on, _minor, number in self._before()}
        found.paid_on = max((on for on, _minor, each in self.entries if each not in earlier), default=None)
        yearly = self._yearly(begun)
        before: tuple[LoanFacts, list[Entry]] | None = None
        taken: Taken | None = None
        for cause in STAGES:
            facts = self._facts(*STAGES[1 : STAGES.index(cause) + 1])
            entries = self.entries if cause else sorted([*self._before(), *self._promised()])
            if before != (facts, entries) or cause is Cause.RATE:
                before = facts, entries
                known = yearly if cause in (None, Cause.PAYMENT, Cause.FEE) else None
                taken = self._taken(facts, entries, known, found.edited_minor)
            found.stages[cause] = taken
            if cause is None and (taken is None or not taken.debt.balance):
                found.beyond_minor = replay(facts, entries=entries).credit
        return found

    def _as_kept(self, now: Taken | None) -> Taken | None:
        owed = self.due[-1].balance_minor if self.due else self.baseline.balance_minor
        return replace(now, debt=replace(now.debt, balance=owed, arrears=0)) if now and owed else None

    def _taken(
        self, facts: LoanFacts, entries: Sequence[Entry], yearly: Decimal | None, edited: int
    ) -> Taken | None:
        taken = take(facts, self.today, sorted(entries), since=self.promise.first)
        if isinstance(taken, str):
            return None
        debt = taken.debt
        if yearly is not None:
            debt = _priced(debt, yearly)
        if edited and debt.balance:
            debt = replace(debt, balance=max(0, debt.balance - edited))
        return replace(taken, debt=debt)

    # Payments

    def _before(self) -> list[Entry]:
        """The payments that were made when the plan was adopted: one of that day may have come after it."""
        found, left = [], self.baseline.paid_minor
        for on, minor, number in sorted(self.entries, key=lambda each: each[2]):
            if on <= self.promise.adopted_on and minor <= left:
                found.append((on, minor, number))
                left -= minor
        return sorted(found)

    def _promised(self) -> list[Entry]:
        return [
            (min(row.due_on, self.today), row.amount_minor, _NUMBERED + number)
            for number, row in enumerate(self.due)
        ]

    # Other facts

    def _is_new(self, table: str, number: int, on: date) -> bool:
        """Whether a fact came after the plan was adopted."""
        if self.new is None:
            # A file that was brought in does not say in which order things were entered.
            return on > self.promise.adopted_on
        return (table, number) in self.new or (table != "terms" and on > self.promise.adopted_on)

    def _is_borrowed(self, charge: Charge) -> bool:
        return charge.kind in BORROWED and self._is_new("charge", charge.id, charge.charged_on)

    def _facts(self, *causes: Cause | None) -> LoanFacts:
        """What the plan could know, and the facts of some causes."""
        facts, adopted = self.facts, self.promise.adopted_on
        return replace(
            facts,
            terms=self._terms(rates=Cause.RATE in causes),
            charges=tuple(
                each
                for each in facts.charges
                if not self._is_new("charge", each.id, each.charged_on)
                or (each.kind in FEES and Cause.FEE in causes)
                or (each.kind in BORROWED and Cause.CHARGE in causes)
            ),
            waivers=tuple(
                each
                for each in facts.waivers
                if not self._is_new("waiver", each.id, each.waived_on)
                or (each.component is not Component.PRINCIPAL and Cause.FEE in causes)
            ),
            statements=tuple(
                each for each in facts.statements if not self._is_new("statement", each.id, each.statement_on)
            ),
            arrangements=tuple(each for each in facts.arrangements if each.effective_on <= adopted),
        )

    def _terms(self, *, rates: bool) -> tuple[Terms, ...]:
        found = [self.facts.terms[0]]
        for before, each in pairwise(self.facts.terms):
            is_rate = rates and _price(each) != _price(before)
            if is_rate or not self._is_new("terms", each.id, each.effective_on):
                found.append(each)
        return tuple(found)

    def _yearly(self, begun: Taken | str) -> Decimal | None:
        """The rate of the plan where the file has another for its first day by now."""
        if isinstance(begun, str):
            return None
        yearly = self.baseline.rate_percent / 100
        return yearly if abs(nominal(begun.debt) - yearly) > _SAME else None


def nominal(debt: Debt) -> Decimal:
    """The yearly rate its borrower sees."""
    return debt.quoted or (debt.rates[-1].yearly if debt.rates else debt.quoted)


def _price(terms: Terms) -> tuple[object, ...]:
    return terms.rate, terms.fee_percent, terms.promo_until


def _priced(debt: Debt, yearly: Decimal) -> Debt:
    rates = tuple(replace(step, yearly=yearly) if step.yearly else step for step in debt.rates)
    return replace(debt, rates=rates, quoted=yearly if debt.quoted else debt.quoted)
