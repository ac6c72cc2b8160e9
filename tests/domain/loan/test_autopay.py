"""What autopay can be relied on for."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.loan.autopay import Autopay, AutopayStatus

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("given", "due", "status"),
    [
        ({"is_on": False}, None, AutopayStatus.OFF),
        ({}, None, AutopayStatus.UNCHECKED),
        ({"checked_on": TODAY}, None, AutopayStatus.ON),
        ({"checked_on": date(2026, 3, 3)}, None, AutopayStatus.ON),  # 90 days ago
        ({"checked_on": date(2026, 3, 2)}, None, AutopayStatus.UNCHECKED),
        ({"checked_on": TODAY, "card_expires_on": date(2026, 6, 1)}, None, AutopayStatus.ON),
        ({"checked_on": TODAY, "card_expires_on": date(2026, 5, 31)}, None, AutopayStatus.EXPIRED),
        (
            {"checked_on": TODAY, "card_expires_on": date(2026, 6, 30)},
            date(2026, 7, 1),
            AutopayStatus.EXPIRED,
        ),
        (
            {"checked_on": TODAY, "card_expires_on": date(2026, 5, 31)},
            date(2026, 5, 1),
            AutopayStatus.EXPIRED,
        ),
    ],
)
def test_status(given, due, status):
    assert Autopay(loan_id=1, **{"is_on": True} | given).status(TODAY, due) is status
