"""What an instalment costs when it is paid late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.facts import LateFee, Terms
from tracker.domain.loan.lateness import late_costs
from tracker.domain.rates import Rate, RatePer

TERMS = Terms(
    effective_on=date(2026, 1, 1),
    penalty_rate=Rate(Decimal("0.05"), RatePer.DAY),
    late_fee=LateFee(percent=Decimal(5), floor_minor=1000),
    grace_days=3,
)


def test_nothing_within_grace_then_all_days_and_the_fee_once():
    found = late_costs(TERMS, due=190_520, days=[12])
    assert [each.days for each in found] == [1, 3, 7, 12, 30]
    assert [each.within_grace for each in found] == [True, True, False, False, False]
    assert [(each.late_fee, each.penalty) for each in found] == [
        (0, 0), (0, 0), (9526, 667), (9526, 1143), (9526, 2858),
    ]  # fmt: skip
    assert found[3].total == 190_520 + 9526 + 1143
    assert found[3].extra == 9526 + 1143


def test_penalty_is_on_the_principal_and_the_fee_on_what_is_short():
    found = late_costs(TERMS, due=100_000, days=[10], principal=60_000, paid=30_000)[-2]
    assert (found.days, found.due, found.late_fee, found.penalty) == (10, 70_000, 3500, 300)


def test_terms_nobody_knows_cost_nothing():
    bare = Terms(effective_on=date(2026, 1, 1))
    assert {each.extra for each in late_costs(bare, due=5000, days=[])} == {0}


@given(st.integers(1, 10**7), st.integers(1, 400))
def test_waiting_longer_never_costs_less(due, days):
    extras = [each.extra for each in late_costs(TERMS, due=due, days=[days])]
    assert extras == sorted(extras)
