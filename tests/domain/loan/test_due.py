"""Where a due stands, and how much it must be watched."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.domain.loan.autopay import Autopay
from tracker.domain.loan.due import DueStatus, LoanDue, OpenDue, RiskLevel, assess

DUE = date(2026, 3, 10)
SAFE = Autopay(loan_id=1, is_on=True, checked_on=date(2026, 3, 1))


def due(**given) -> LoanDue:
    each = OpenDue(
        number=1, due_on=DUE, pay_by=DUE, kind="instalment", amount_minor=100, open_minor=100,
        principal_minor=100, interest_minor=0, fee_minor=0, balance_after_minor=0, estimate=False,
    )  # fmt: skip
    return LoanDue(loan_id=1, loan="A", currency="CNY", due=each, **given)


@pytest.mark.parametrize(
    ("today", "grace", "status", "past"),
    [
        (date(2026, 3, 9), 0, DueStatus.UPCOMING, 0),
        (date(2026, 3, 10), 0, DueStatus.DUE_TODAY, 0),
        (date(2026, 3, 11), 0, DueStatus.OVERDUE, 1),
        (date(2026, 3, 13), 3, DueStatus.GRACE, 3),
        (date(2026, 3, 14), 3, DueStatus.OVERDUE, 4),
    ],
)
def test_status(today, grace, status, past):
    each = due(grace_days=grace)
    assert (each.status(today), each.days_past_due(today)) == (status, past)
    assert each.days(today) == (DUE - today).days


@pytest.mark.parametrize(
    ("before", "given", "other", "level", "codes"),
    [
        (5, {"autopay": SAFE}, {}, RiskLevel.LOW, []),
        (-2, {"autopay": SAFE}, {}, RiskLevel.HIGH, ["overdue"]),
        (5, {"autopay": SAFE}, {"in_arrears": True}, RiskLevel.HIGH, ["in_arrears"]),
        (5, {}, {}, RiskLevel.MEDIUM, ["autopay_unknown"]),
        (3, {}, {}, RiskLevel.HIGH, ["autopay_unknown"]),
        (4, {"autopay": Autopay(loan_id=1, is_on=False)}, {}, RiskLevel.MEDIUM, ["autopay_off"]),
        (0, {"autopay": Autopay(loan_id=1, is_on=False)}, {}, RiskLevel.HIGH, ["autopay_off"]),
        (-1, {}, {}, RiskLevel.HIGH, ["overdue", "autopay_unknown"]),
        (5, {"autopay": Autopay(loan_id=1, is_on=True)}, {}, RiskLevel.MEDIUM, ["autopay_unchecked"]),
        (
            5, {"autopay": Autopay(loan_id=1, is_on=True, card_expires_on=date(2026, 3, 9))}, {},
            RiskLevel.HIGH, ["card_expired"],
        ),
        (5, {"autopay": SAFE, "late_before": 2}, {}, RiskLevel.MEDIUM, ["paid_late_before"]),
        (5, {"autopay": SAFE, "promo_until": date(2026, 3, 7)}, {}, RiskLevel.MEDIUM, ["promo_ending"]),
        (5, {"autopay": SAFE, "promo_until": date(2026, 3, 1)}, {}, RiskLevel.LOW, []),
        (5, {"autopay": SAFE, "promo_until": date(2026, 4, 1)}, {}, RiskLevel.LOW, []),
        (5, {"autopay": SAFE}, {"holiday": "New Year"}, RiskLevel.MEDIUM, ["holiday"]),
    ],
)  # fmt: skip
def test_levels_and_reasons(before, given, other, level, codes):
    today = DUE - timedelta(days=before)
    found, reasons = assess(due(**given), **{"today": today, "in_arrears": False, "holiday": None} | other)
    assert (found, [reason.code for reason in reasons]) == (level, codes)


def test_reasons_carry_what_a_person_can_check():
    _, reasons = assess(due(late_before=2), today=date(2026, 3, 12), in_arrears=True, holiday="Eve")
    assert [reason.params for reason in reasons] == [{"days": "2"}, {}, {"count": "2"}, {"name": "Eve"}]
