"""Bills the principal of a loan, instalment by instalment, under terms that change on dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tracker.domain.calendar import add_months, step
from tracker.domain.daycount import year_ratio
from tracker.domain.loan.facts import Component, CustomInstalment, LoanFacts, Method, Terms
from tracker.domain.loan.ledger import Instalment
from tracker.domain.loan.schedule import (
    ROWS_WHEN_ENDLESS,
    Anchor,
    Stepper,
    due_series,
    first_due,
    has_schedule,
    round_ratio,
)
from tracker.domain.rates import DayCount

FIXED = (Method.FLAT_FEE, Method.CUSTOM, Method.BULLET)
"""Methods whose instalments an extra payment cannot shrink, so that it pays them in advance."""

CHARGED_WHOLE = (Method.FLAT_FEE, Method.CUSTOM)
"""Methods whose coming fees and interest are owed even when the loan is cleared early."""

_SCHEDULE = ("rate", "day_count", "every", "periods", "payment_minor", "due_day", "fee_percent", "rounding")
_PRICE = ("rate", "day_count", "every", "periods", "payment_minor")


class Billing:
    """The principal that is not billed yet, the instalments billed so far, and the terms in force."""

    __slots__ = (
        "_coming_row", "_first_number", "_original", "_table", "day", "endless", "estimate", "facts",
        "folded", "method", "next_due", "number", "rows", "started", "stepper", "terms", "unbilled",
    )  # fmt: skip

    def __init__(self, facts: LoanFacts) -> None:
        loan = facts.loan
        self.facts = facts
        self.method = loan.method
        self.terms = facts.terms[0]
        self.unbilled = loan.balance_minor
        self.rows: list[Instalment] = []
        self.folded: list[Instalment] = []
        self.number = self._first_number = self.terms.first_number
        self.day = 1
        self.started = loan.tracked_from
        self.endless = False
        self.estimate = False
        self.stepper: Stepper | None = None
        self.next_due: date | None = None
        self._original = loan.principal_minor or loan.balance_minor
        self._table: Iterator[CustomInstalment] = iter(facts.custom)
        self._coming_row: CustomInstalment | None = None
        if self.method is Method.CUSTOM:
            self._turn_page()
        else:
            self._begin(self.terms, loan.tracked_from, lent=loan.opened_on == loan.tracked_from)

    # Schedules

    def _begin(self, terms: Terms, start: date, *, lent: bool) -> None:
        """Start a schedule on the unbilled principal, lent on `start` or joined there half-way."""
        first = first_due(self.method, terms, start, lent=lent)
        if first is None or self.unbilled <= 0 or not has_schedule(self.method, terms):
            return
        self.started = start if lent else self._running_since(terms, first, start)
        self._first_number = self.number
        self._schedule(terms, first)

    def _running_since(self, terms: Terms, first: Anchor, start: date) -> date:
        """When the running period of a loan joined half-way began: the due date before, or the lending."""
        if self.method is not Method.BULLET:
            return step(first.on, -1, terms.every, first.day if terms.every.months else None)
        if self.facts.loan.opened_on is not None:
            return self.facts.loan.opened_on
        return step(first.on, -terms.periods, terms.every) if terms.periods else min(start, first.on)

    def _schedule(self, terms: Terms, first: Anchor, *, base: int | None = None) -> None:
        self.day = first.day
        self.stepper = Stepper(
            self.method, terms, self.unbilled, first=first, original=self._original, base=base
        )
        self.next_due = next(self.stepper.dates)
        self.estimate = terms.rate is None and self.method not in (*FIXED, Method.INFORMAL)

    def change(self, terms: Terms) -> bool:
        """Take new terms; whether a new first due date calls for restructuring what is open.

        Anything else carries the schedule on: a new rate changes the level payment over the periods
        left, and terms that do not price the loan leave its instalments as they are.
        """
        on, old = terms.effective_on, self.terms
        self.bill_until(on)
        self.terms = terms
        first = terms.first_due_on
        if self.method is Method.CUSTOM:
            return False
        if first is not None and first != old.first_due_on and first >= on:
            return True
        if self.next_due is None:
            self.resume(on)
        elif any(getattr(old, field) != getattr(terms, field) for field in _SCHEDULE):
            self._carry_on(old, terms)
        return False

    def _carry_on(self, old: Terms, terms: Terms) -> None:
        """Keep the due dates and what was agreed; price the instalments left by the new terms."""
        assert self.next_due is not None and self.stepper is not None  # noqa: S101 - only when scheduled
        billed = self.number - self._first_number
        left = max(1, terms.periods - billed) if terms.periods is not None else None
        repriced = any(getattr(old, field) != getattr(terms, field) for field in _PRICE)
        payment = terms.payment_minor
        if repriced and payment == old.payment_minor and terms.periods and terms.rate:
            payment = None  # it was the payment of the old rate
        keeps_base = not repriced if self.stepper.level else terms.periods == old.periods
        day = terms.due_day or self.day
        due = self.next_due if day == self.day else add_months(self.next_due, 0, day)
        priced = replace(terms, periods=left, payment_minor=payment)
        self._schedule(priced, Anchor(due, day), base=self.stepper.base if keeps_base else None)

    def resume(self, on: date) -> None:
        """Start a schedule where there is none: terms became known, or principal was lent again."""
        terms, loan = self.terms, self.facts.loan
        first = terms.first_due_on
        if first is None and terms.due_day is None and loan.opened_on == loan.tracked_from:
            first = step(loan.tracked_from, 1, terms.every)
        if first is not None:
            day = terms.due_day or first.day
            coming = (due for due in due_series(first, terms.every, day) if due >= on)
            terms = replace(terms, first_due_on=next(coming, first), due_day=day)
        self._begin(terms, on, lent=False)

    def restructure(self, on: date) -> dict[Component, int]:
        """Fold what is open into a new schedule; returns the interest and fees that were due."""
        arrears = {Component.INTEREST: 0, Component.FEE: 0}
        kept: list[Instalment] = []
        for row in self.rows:
            if row.open <= 0:
                kept.append(row)
                continue
            self.unbilled += row.principal - row.paid_principal
            if row.due_on < on:
                arrears[Component.INTEREST] += row.interest - row.paid_interest
                arrears[Component.FEE] += row.fee - row.paid_fee
            row.replaced_on = on
            self.folded.append(row)
        self.rows = kept
        self.next_due = self.stepper = None
        self._original = self.unbilled
        self._begin(self.terms, on, lent=True)
        return arrears

    # Instalments

    def bill(self) -> Instalment | None:
        """Turn the coming part of the unbilled principal into an instalment, if it comes to anything."""
        due, row, stepper, billed = self.next_due, self._coming_row, self.stepper, None
        assert due is not None  # noqa: S101 - callers look
        if row is not None:
            part, interest, fee = min(row.principal_minor, self.unbilled), row.interest_minor, row.fee_minor
        else:
            assert stepper is not None  # noqa: S101 - a due date comes from one or the other
            part, interest, fee = stepper.next(self.unbilled, self.started, due)
        self.unbilled -= part
        if part or interest or fee:
            billed = Instalment(
                number=self.number, started_on=self.started, due_on=due, principal=part, interest=interest,
                fee=fee, balance=self.unbilled, estimate=self.estimate,
            )  # fmt: skip
            self.rows.append(billed)
        self.number += 1
        self.started = due
        if stepper is None:
            self._turn_page()
        elif self.unbilled <= 0 or stepper.done >= stepper.last:
            self.next_due = None
        else:
            self.next_due = next(stepper.dates, None)
        return billed

    def _turn_page(self) -> None:
        """The coming row of the lender's own table."""
        self._coming_row = row = next(self._table, None)
        self.next_due = row.due_on if row else None

    def bill_until(self, on: date) -> None:
        """Bill every instalment whose period began before the date."""
        while self.next_due is not None and self.started < on:
            self.bill()

    def bill_rest(self) -> None:
        """Bill to the end of the schedule, as far as it has one."""
        stuck = 0
        while self.next_due is not None:
            self.bill()
            if self.stepper is not None and self.stepper.endless:
                stuck += 1
                if stuck >= ROWS_WHEN_ENDLESS and self.terms.periods is None:
                    break
        self.endless = stuck > 0

    # Principal

    def repay(self, amount: int) -> int:
        """Take principal off what is not billed yet; returns how much there was to take."""
        met = min(amount, self.unbilled)
        self.unbilled -= met
        if self.unbilled <= 0 and self.method is not Method.CUSTOM:
            self.next_due = None
        return met

    def lend(self, amount: int, on: date) -> None:
        """Add principal to what is not billed yet."""
        self.unbilled += amount
        if self.next_due is None and self.method is not Method.CUSTOM:
            self.resume(on)


def accrued(row: Instalment, convention: DayCount, on: date) -> int:
    """The part of an instalment's interest that has accrued by a date, by the day count."""
    if on >= row.due_on:
        return row.interest
    whole = year_ratio(row.started_on, row.due_on, convention)
    if on <= row.started_on or not whole:
        return 0
    share = year_ratio(row.started_on, on, convention) / whole
    return min(row.interest, round_ratio(row.interest, share.numerator, share.denominator))
