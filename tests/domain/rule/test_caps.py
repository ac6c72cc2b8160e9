from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.domain.rule.caps import fixed_cap, index_cap, interest_allowed, late_fee_allowed
from tracker.services.rule import packs


def test_a_cap_knows_nothing_before_its_index_began() -> None:
    rule, index = packs().rule("cn-private-lending-cap"), packs().index("LPR_1Y")
    assert index_cap(rule, index, date(2019, 1, 1)) is None
    assert not index_cap(rule, index, date(2025, 6, 1)).stale
    assert index_cap(rule, index, date(2026, 6, 1)).stale


def test_a_fixed_cap_is_the_rules_own_number() -> None:
    assert fixed_cap(packs().rule("cn-assisted-lending-24")).percent == Decimal(24)


def test_no_interest_is_left_once_the_ceiling_is_reached() -> None:
    assert interest_allowed(
        principal_minor=100, so_far_minor=150, new_minor=10, total_percent=Decimal(100)
    ) == 0  # fmt: skip


def test_a_first_late_fee_stays_below_the_minimum() -> None:
    given = {"first_minor": 3000, "repeat_minor": 4100, "minimum_due_minor": 2500}
    assert late_fee_allowed(**given, missed=True, again=False) == 2500
    assert late_fee_allowed(**given, missed=False, again=True) == 0
