"""A sum among creditors: exact to the last unit, larger debts never get less, nothing above the debt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.recovery.pro_rata import NegativeShareError, pro_rata, shares_permille

SUMS = st.integers(0, 10**12)
DEBTS = st.lists(SUMS, max_size=12)


def test_the_worked_example():
    # 1,000.00 among 500, 300 and 200 of 1,000 owed, then a unit that does not divide.
    assert pro_rata(100_000, (50_000, 30_000, 20_000)) == (50_000, 30_000, 20_000)
    assert pro_rata(100, (1_000, 1_000, 1_000)) == (34, 33, 33)
    assert pro_rata(10, (700, 200, 100)) == (7, 2, 1)
    assert shares_permille((1, 1, 1)) == (334, 333, 333)


@given(SUMS, DEBTS)
def test_the_parts_add_up_exactly_and_never_exceed_the_debts(available, owed):
    parts = pro_rata(available, owed)
    assert sum(parts) == min(available, sum(owed))
    assert all(0 <= part <= debt for part, debt in zip(parts, owed, strict=True))


@given(SUMS, DEBTS)
def test_nobody_who_is_owed_more_gets_less(available, owed):
    pairs = sorted(zip(owed, pro_rata(available, owed), strict=True))
    assert [part for _debt, part in pairs] == sorted(part for _debt, part in pairs)


@given(SUMS, DEBTS)
def test_each_part_is_within_a_unit_of_its_exact_share(available, owed):
    given_, whole = min(available, sum(owed)), sum(owed)
    for part, debt in zip(pro_rata(available, owed), owed, strict=True):
        assert abs(part * whole - given_ * debt) < max(whole, 1)


@given(DEBTS)
def test_nothing_to_give_gives_nothing(owed):
    assert pro_rata(0, owed) == (0,) * len(owed)


@given(SUMS, st.integers(0, 5))
def test_nobody_owed_anything_gets_nothing(available, count):
    assert pro_rata(available, (0,) * count) == (0,) * count


@given(st.lists(st.integers(0, 2_000), max_size=12))
def test_shares_in_percent_add_up_to_all(owed):
    assert sum(shares_permille(owed)) == (1000 if sum(owed) else 0)


@pytest.mark.parametrize(("available", "owed"), [(-1, (1,)), (1, (5, -2))])
def test_less_than_nothing_is_refused(available, owed):
    with pytest.raises(NegativeShareError):
        pro_rata(available, owed)
