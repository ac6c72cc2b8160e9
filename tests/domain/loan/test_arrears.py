"""Lateness in days and in the words of the trade."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.arrears import (
    Classification,
    bucket,
    cn_classification_floor,
    cn_repayment_status,
    days_past_due,
    metro2_history,
    metro2_status,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("dues", "days"),
    [
        ([], 0),
        ([(date(2026, 11, 9), 0)], 0),
        ([(date(2026, 11, 21), 100)], 0),
        ([(date(2026, 12, 9), 100)], 0),
        ([(date(2026, 11, 9), 1)], 12),
        ([(date(2026, 11, 9), 100), (date(2026, 10, 9), 1), (date(2026, 9, 9), 0)], 43),
    ],
)
def test_lateness_counts_from_the_oldest_due_still_open(dues, days):
    assert days_past_due(dues, TODAY) == days


@pytest.mark.parametrize(
    ("days", "label", "sign"),
    [(-5, "M0", "N"), (0, "M0", "N"), (1, "M1", "1"), (30, "M1", "1"), (31, "M2", "2"), (90, "M3", "3"),
     (91, "M4", "4"), (120, "M4", "4"), (150, "M5", "5"), (180, "M6", "6"),
     (181, "M7+", "7"), (900, "M7+", "7")],
)  # fmt: skip
def test_buckets_are_thirty_days_wide(days, label, sign):
    assert bucket(days) == label
    assert cn_repayment_status(days) == sign


@pytest.mark.parametrize(
    ("days", "tier"),
    [
        (0, Classification.NORMAL),
        (1, Classification.SPECIAL_MENTION),
        (90, Classification.SPECIAL_MENTION),
        (91, Classification.SUBSTANDARD),
        (270, Classification.SUBSTANDARD),
        (271, Classification.DOUBTFUL),
        (360, Classification.DOUBTFUL),
        (361, Classification.LOSS),
    ],
)
def test_the_five_tiers(days, tier):
    # 商业银行金融资产风险分类办法, by days past due alone
    assert cn_classification_floor(days) is tier


@given(st.integers(-10, 1000), st.integers(0, 400))
def test_more_days_never_look_better(days, more):
    tiers = list(Classification)
    assert bucket(days) <= bucket(days + more)
    assert metro2_status(days) <= metro2_status(days + more)
    assert metro2_history(days) <= metro2_history(days + more)
    assert tiers.index(cn_classification_floor(days)) <= tiers.index(cn_classification_floor(days + more))
