"""What of a checked message is kept, and the one word for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.recovery.checked import findings_of, verdict_of
from tracker.domain.recovery.message import Known, check

TODAY = date(2026, 11, 21)
KNOWN = Known(amounts=(("due", Decimal(10)),), most=Decimal(100))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("转到账号6217000022223333444", "stop"),
        ("应还5000元", "conflict"),
        ("应还50元", "unknown"),
        ("应还10元", "match"),
        ("hello", "nothing"),
    ],
)
def test_the_worst_gives_the_word(text, verdict):
    assert verdict_of(check(text, KNOWN, TODAY)) == verdict


def test_what_warns_is_told_apart():
    report = check("应还10元，转到账号6217000022223333444，另付5000元", KNOWN, TODAY)
    assert [(each.kind, each.warns) for each in findings_of(report)] == [
        ("amount", False), ("payee", True), ("amount", True),
    ]  # fmt: skip
