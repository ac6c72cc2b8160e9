from __future__ import annotations

from datetime import date, timedelta

from tracker.domain.loan.refund import ANSWER_DAYS, Refund

TODAY = date(2026, 11, 21)


def refund(**given):
    return Refund(
        payment_id=1, loan_id=1, loan="A", currency="CNY", paid_on=TODAY - timedelta(days=30),
        state="duplicate", amount_minor=100, **given,
    )  # fmt: skip


def test_it_waits_from_the_day_it_was_asked_for_else_from_the_debit():
    assert refund().waiting_days(TODAY) == 30
    assert refund(asked_on=TODAY - timedelta(days=2)).waiting_days(TODAY) == 2
    assert refund(asked_on=TODAY).waiting_days(TODAY - timedelta(days=1)) == 0


def test_it_is_late_once_asked_for_and_not_answered():
    asked = TODAY - timedelta(days=ANSWER_DAYS)
    assert refund(asked_on=asked).is_late(TODAY)
    assert not refund(asked_on=asked + timedelta(days=1)).is_late(TODAY)
    assert not refund().is_late(TODAY), "nobody can be late who was not asked"
    assert not refund(asked_on=asked, back_on=TODAY).is_late(TODAY)
    assert not refund(back_on=TODAY).is_open
