"""Card charges at their bounds; the published examples are in tests/truth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.card import (
    interest_on_segments,
    late_fee,
    minimum_payment,
)
from tracker.domain.loan.facts import LateFee
from tracker.domain.money import Rounding
from tracker.domain.rates import Rate, RatePer

FIVE = Decimal(5)
DAILY = Rate(Decimal("0.05"), RatePer.DAY)


@pytest.mark.parametrize(
    ("parts", "floor", "expected"),
    [
        ({"purchases": 100_000}, 0, 5_000),
        ({"purchases": 100_000}, 10_000, 10_000),
        ({"purchases": 6_000}, 10_000, 6_000),  # never more than is owed
        ({"purchases": 0}, 10_000, 0),
        ({"purchases": 60_000, "cash_advance": 40_000, "over_limit": 300, "instalment_due": 7}, 0, 5_307),
        ({"purchases": 10, "fees": 500}, 0, 501),
    ],
)
def test_the_minimum_is_a_share_and_all_of_the_rest(parts, floor, expected):
    assert minimum_payment(percent=FIVE, floor=floor, **parts) == expected


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**6), st.decimals(0, 100, places=2))
def test_the_minimum_is_never_more_than_is_owed(purchases, interest, floor, percent):
    due = minimum_payment(percent=percent, purchases=purchases, interest=interest, floor=floor)
    assert min(floor, purchases + interest) <= due <= purchases + interest


@pytest.mark.parametrize(
    ("paid", "terms", "fee"),
    [
        (0, LateFee(percent=FIVE), 500),
        (10_000, LateFee(percent=FIVE), 0),
        (12_000, LateFee(flat_minor=3_000), 0),
        (9_900, LateFee(flat_minor=3_000), 3_000),
        (9_900, LateFee(percent=FIVE, floor_minor=1_000), 1_000),
        (0, LateFee(percent=FIVE, cap_minor=200), 200),
        (0, LateFee(flat_minor=100, percent=FIVE), 600),
        (0, LateFee(), 0),
    ],
)
def test_a_late_fee_is_for_what_is_short(paid, terms, fee):
    assert late_fee(10_000, paid, terms) == fee


def test_interest_is_rounded_once_as_the_issuer_rounds():
    segments = [(1_001, 1)] * 3
    assert interest_on_segments(segments, DAILY) == 2
    assert interest_on_segments(segments, DAILY, rounding=Rounding.DOWN) == 1
    assert interest_on_segments([(100_000, 36)], Rate(Decimal(18)), basis=360) == 1_800
