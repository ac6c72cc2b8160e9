"""Promises: how long one has been late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.recovery.promise import Fate, Promise, Side

TODAY = date(2026, 11, 21)
PROMISE = Promise(
    id=1, loan_id=1, side=Side.LENDER, what="no calls", promised_on=TODAY, due_on=date(2026, 11, 19)
)


def test_only_an_open_promise_with_a_day_can_be_late():
    assert PROMISE.late_days(TODAY) == 2
    assert PROMISE.late_days(date(2026, 11, 19)) == 0
    assert PROMISE.late_days(date(2026, 11, 1)) == 0
    assert replace(PROMISE, fate=Fate.KEPT).late_days(TODAY) == 0
    assert replace(PROMISE, due_on=None).late_days(TODAY) == 0
