"""What lenders will draw: each open due with the days and the way it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.cash.workdays import Workdays
from tracker.domain.loan.autopay import AutopayStatus, HolidayRule, OnShort
from tracker.domain.loan.card import late_fee
from tracker.domain.loan.facts import Terms
from tracker.domain.loan.penalty import cost_of_waiting, penalty_interest

WAITS = (1, 3, 7, 30)
"""Days of waiting whose cost is told."""


class DebitKind(StrEnum):
    """Who moves the money: the bank by itself, or the person."""

    AUTOPAY = "autopay"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Debit:
    """A due that an account pays; an unknown amount is None.

    `on` is the day of the first attempt by contract; the bank may shift it and try again later.
    """

    loan_id: int
    loan: str
    account_id: int
    due_on: date
    on: date
    amount_minor: int | None
    currency: str
    kind: DebitKind = DebitKind.AUTOPAY
    number: int = 0
    open_minor: int = 0
    """What is open of the due, which a fixed sum may not cover."""
    principal_minor: int = 0
    interest_minor: int = 0
    at: str = ""
    retries: tuple[int, ...] = ()
    on_short: OnShort = OnShort.ALL_OR_NOTHING
    holiday_rule: HolidayRule = HolidayRule.NONE
    binding: AutopayStatus = AutopayStatus.ON
    never_checked: bool = False
    failed_last: bool = False
    estimate: bool = False
    terms: Terms | None = None

    def days(self, workdays: Workdays, today: date) -> tuple[date, ...]:
        """The days of the attempts that are still to come, today's included."""
        wanted = [self.on, *(self.on + timedelta(days=each) for each in sorted(set(self.retries)) if each)]
        shifted = dict.fromkeys(workdays.shift(on, self.holiday_rule) for on in wanted)
        return tuple(on for on in shifted if on >= today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What happens if a due is not paid; sums are ours, and None where the terms do not say.

    Unknown grace is none. A lender may report from the day after it.
    """

    due_on: date
    grace_end: date
    grace_known: bool
    late_fee_minor: int | None
    penalty_day_minor: int | None
    reported_on: date
    waiting: tuple[tuple[int, int | None], ...]
    """Days after the due date, and what waiting so long costs."""


def consequence(debit: Debit, short_minor: int) -> Consequence:
    """What a due that stays open by a sum leads to."""
    terms = debit.terms
    grace = terms.grace if terms else 0
    end = debit.due_on + timedelta(days=grace)
    fee = per_day = None
    if terms is not None and terms.late_fee is not None:
        fee = late_fee(short_minor, 0, terms.late_fee, terms.rounding)
    principal, interest = _parts(debit, short_minor)
    rate = terms.penalty_rate if terms else None
    if terms is not None and rate is not None:
        per_day = penalty_interest(principal + interest, rate, 1, rounding=terms.rounding)

    def cost(days: int) -> int | None:
        if days <= grace:
            return 0
        if fee is None and rate is None:
            return None
        penalty = cost_of_waiting(principal, interest, rate, days) if rate is not None else 0
        return (fee or 0) + penalty

    return Consequence(
        due_on=debit.due_on,
        grace_end=end,
        grace_known=terms is not None and terms.grace_days is not None,
        late_fee_minor=fee,
        penalty_day_minor=per_day,
        reported_on=end + timedelta(days=1),
        waiting=tuple((days, cost(days)) for days in WAITS),
    )


def _parts(debit: Debit, short_minor: int) -> tuple[int, int]:
    """The principal and the interest in what stays open; interest counts as paid first."""
    principal = min(debit.principal_minor, short_minor)
    return principal, min(debit.interest_minor, short_minor - principal)
