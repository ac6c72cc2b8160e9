"""Where a choice begins: at once, or when the cash has come up to its buffer."""

from __future__ import annotations

from portfolios import owed

from tracker.domain.plan.debt import Budget
from tracker.domain.plan.start import start_of

DEBT = owed(1, 100_000, "12", 10_000)


def test_at_once_with_the_buffer_there() -> None:
    start = start_of([DEBT], Budget(monthly=15_000, cash=5_000, buffer=5_000), 3)
    assert start is not None
    assert (start.month, start.balances, start.cash, start.cost) == (0, (100_000,), 5_000, 0)
    assert start.money == (15_000,) * 3


def test_after_the_months_that_fill_it_up() -> None:
    start = start_of([DEBT], Budget(monthly=15_000, buffer=12_000), 3)
    assert start is not None
    # 5,000 stay in each of two months; the third has more than is missing.
    assert (start.month, start.cash) == (2, 10_000)
    assert start.cost == 1_000 + 910


def test_nowhere_when_the_minimums_do_not_fit() -> None:
    assert start_of([DEBT], Budget(monthly=9_000, buffer=12_000), 3) is None
