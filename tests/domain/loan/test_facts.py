"""Facts know little; what they know is right."""

from __future__ import annotations

from datetime import date

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import ChargeKind, Component, Payment, Terms


def test_what_a_charge_belongs_to():
    assert {kind: kind.component for kind in ChargeKind} == {
        ChargeKind.PURCHASE: Component.PRINCIPAL,
        ChargeKind.CASH_ADVANCE: Component.PRINCIPAL,
        ChargeKind.INTEREST: Component.INTEREST,
        ChargeKind.FEE: Component.FEE,
        ChargeKind.LATE_FEE: Component.FEE,
        ChargeKind.PENALTY: Component.PENALTY,
    }


def test_unknown_grace_is_none():
    assert Terms(effective_on=date(2026, 1, 1)).grace == 0
    assert Terms(effective_on=date(2026, 1, 1), grace_days=4).grace == 4


def test_a_payment_counts_from_its_posting():
    paid = Payment(id=1, loan_id=1, paid_on=date(2026, 1, 1), amount_minor=1, currency="CNY")
    assert paid.effective_on == date(2026, 1, 1)
    posted = Payment(
        id=1, loan_id=1, paid_on=date(2026, 1, 1), posted_on=date(2026, 1, 3), amount_minor=1, currency="CNY"
    )
    assert posted.effective_on == date(2026, 1, 3)


def test_periods_of_a_year():
    assert {every: (every.months, every.days) for every in Frequency} == {
        Frequency.WEEK: (0, 7), Frequency.TWO_WEEKS: (0, 14), Frequency.MONTH: (1, 0),
        Frequency.QUARTER: (3, 0), Frequency.HALF_YEAR: (6, 0), Frequency.YEAR: (12, 0),
    }  # fmt: skip
