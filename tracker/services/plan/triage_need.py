"""Whether cash falls short of the minimums of the next days, told from a forecast alone."""

from __future__ import annotations

from datetime import timedelta

from tracker.domain.cash.walk import MovementKind
from tracker.services.cash.forecasting import BookForecast
from tracker.services.plan.triage_left import Left

DAYS = 30
_INCOME = (MovementKind.INCOME, MovementKind.TRANSFER_IN)


def missing_soon(whole: BookForecast, currency: str, left: Left = frozenset()) -> int:
    """What is missing for every minimum and expense of the next days, all accounts of a currency together.

    Dues that no account is known to pay count too; 0 where an account's balance is not known, or where
    there is enough. What is `left` unpaid by choice is asked for no more.
    """
    found = whole.forecast
    until = found.today + timedelta(days=DAYS)
    there = needed = 0
    dues: dict[tuple[int, int], int] = {}
    accounts = [each for each in found.accounts if each.account.currency == currency]
    if not accounts or not any(each.account.knows_balance(found.today) for each in accounts):
        return 0
    for each in accounts:
        there += each.opening_minor or 0
        for step in each.steps:
            move = step.movement
            if move.on > until or move.kind is MovementKind.TRANSFER_OUT:
                continue
            if move.debit is not None and (move.debit.loan_id, move.debit.due_on) in left:
                continue
            if move.debit is not None:
                dues[move.debit.loan_id, move.debit.number] = move.debit.open_minor
            elif move.kind in _INCOME:
                there += step.moved_minor if move.kind is MovementKind.INCOME else 0
            else:
                needed -= step.moved_minor
    needed += sum(dues.values())
    needed += sum(
        each.amount_minor
        for each in whole.left_out
        if each.currency == currency and each.due_on <= until and each.reason != "left_unpaid"
    )
    return max(0, needed - there)
