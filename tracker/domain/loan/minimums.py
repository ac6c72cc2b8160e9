"""What the cycles of a card ask for: one minimum, and the row of them still to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from tracker.domain.calendar import Frequency
from tracker.domain.loan.card import minimum_payment
from tracker.domain.loan.cycles import NEAR_DAYS, Cycle, cycles, days_of
from tracker.domain.loan.facts import Terms
from tracker.domain.loan.ledger import Instalment
from tracker.domain.loan.schedule import ROWS_WHEN_ENDLESS, rate_ratio, round_ratio

CYCLES = 600
"""Cycles projected of a card; a minimum that never ends the debt is cut off here."""

TRIFLE = 100
"""A rest below this is asked for with the last minimum."""


def minimum(terms: Terms, principal: int, *, interest: int = 0, fees: int = 0, unpaid: int = 0) -> int | None:
    """What a cycle asks for beside unpaid minimums: a fixed sum, or a share and all interest and fees.

    The floor holds for the minimum with what is unpaid of those before. None is unknown.
    """
    balance = principal + interest + fees
    if terms.payment_minor is not None:
        return min(terms.payment_minor, balance)
    if terms.minimum_percent is None and terms.minimum_floor_minor is None:
        return None
    asked = minimum_payment(
        percent=terms.minimum_percent or Decimal(0),
        purchases=principal,
        fees=fees,
        interest=interest,
        unpaid_previous_minimum=unpaid,
        floor=terms.minimum_floor_minor or 0,
        rounding=terms.rounding,
    )
    return min(asked - unpaid, balance)


def ahead(terms: Terms, coming: Iterable[Cycle], changes: Sequence[Terms]) -> Iterator[tuple[Terms, Cycle]]:
    """The cycles to come, each with the terms it falls under; new days of the month are counted anew."""
    walk, left, last = iter(coming), list(changes), None
    while (cycle := next(walk, None)) is not None:
        if left and left[0].effective_on <= cycle.stated_on:
            old, terms = terms, left.pop(0)
            since = last + timedelta(days=NEAR_DAYS) if last else terms.effective_on
            same = days_of(old) == days_of(terms)
            walk = chain((cycle,), walk) if same else cycles(terms, max(since, terms.effective_on))
            continue
        last = cycle.due_on
        yield terms, cycle


def project(
    coming: Iterable[tuple[Terms, Cycle]], balance: int, *, number: int, as_of: date
) -> tuple[list[Instalment], bool]:
    """The minimums of the coming cycles, each paid when due, and whether they never end the debt."""
    rows: list[Instalment] = []
    stuck = 0
    known: Terms | None = None
    for (terms, cycle), _ in zip(coming, range(CYCLES), strict=False):
        if terms is not known:
            known = terms
            basis = terms.day_count.year_basis
            num, den = rate_ratio(terms.rate, Frequency.MONTH, basis) if terms.rate else (0, 1)
            # What was stated before the last fact is in the balance already.
            free_until = max(as_of, terms.promo_until or as_of)
        interest = round_ratio(balance, num, den, terms.rounding) if cycle.stated_on > free_until else 0
        asked = minimum(terms, balance, interest=interest)
        if asked is None:
            return rows, False
        if balance + interest - asked < TRIFLE:
            asked = balance + interest
        interest = min(asked, interest)
        stuck = stuck + 1 if asked == interest else 0
        balance -= asked - interest
        if asked:
            rows.append(
                Instalment(
                    number=number + len(rows), started_on=cycle.stated_on, due_on=cycle.due_on,
                    principal=asked - interest, interest=interest, fee=0, balance=balance,
                    estimate=terms.payment_minor is None, kind="minimum",
                )
            )  # fmt: skip
        if balance <= 0:
            break
        if stuck >= ROWS_WHEN_ENDLESS:
            return rows, True
    return rows, bool(rows) and balance > 0
