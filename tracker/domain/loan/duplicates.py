"""Finds debits that look like one payment taken twice: same loan, same amount, days apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.loan.facts import Payment, PaymentState
from tracker.domain.loan.refund import WINDOW_DAYS as WINDOW_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A posted payment that looks like an earlier one taken again."""

    first: Payment
    again: Payment


def find_duplicates(
    payments: Iterable[Payment], separate: Iterable[int] = (), *, window_days: int = WINDOW_DAYS
) -> tuple[Twin, ...]:
    """Every posted payment that follows one of the same loan and amount within the window, oldest first.

    `separate` are the payments that somebody looked at and found to be their own: they are never
    told to be taken again.
    """
    own = set(separate)
    last: dict[tuple[int, int], Payment] = {}
    found = []
    for each in sorted(payments, key=_when):
        if each.state is not PaymentState.POSTED:
            continue
        key = (each.loan_id, each.amount_minor)
        before = last.get(key)
        last[key] = each
        near = before is not None and (each.paid_on - before.paid_on).days <= window_days
        if before is not None and near and each.id not in own:
            found.append(Twin(first=before, again=each))
    return tuple(found)


def _when(payment: Payment) -> tuple[date, int]:
    return payment.paid_on, payment.id
