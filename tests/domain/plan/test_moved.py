"""Why a date moved: parts that add up to the whole."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from portfolios import owed, plain_debts

from tracker.domain.plan.debt import Budget
from tracker.domain.plan.moved import Cause, Differences, Inputs, Moved, why_moved
from tracker.domain.plan.run import Strategy

TWO = (owed(1, 100_000, "24", 50_00), owed(2, 300_000, "6", 80_00))
PLAN = Inputs(debts=TWO, budget=Budget(monthly=250_00))


@given(
    plain_debts(),
    st.lists(st.integers(-50_00, 50_00), min_size=12, max_size=12),
    st.sampled_from(["0", "10", "30"]),
    st.integers(0, 200_00),
    st.integers(0, 200_00),
)
def test_the_parts_add_up_to_the_whole(debts, off, percent, extra, now_extra):
    by = [dict(zip((debt.key for debt in debts), off[at:], strict=False)) for at in (0, 4, 8)]
    differences = Differences(payments=by[0], fees=by[1], charges=by[2])
    present = tuple(
        replace(
            owed(debt.key, 0, percent, debt.minimum.amount),
            balance=max(debt.balance + sum(each[debt.key] for each in by), 0),
        )
        for debt in debts
    )
    planned = Inputs(debts=tuple(debts), budget=Budget(extra=extra))
    now = Inputs(debts=present, budget=Budget(extra=now_extra))
    before, after = planned.play(), now.play()
    moved = why_moved(planned, now, differences, day_of=lambda run: 31 * len(run.months) + 5)
    if before.ends and after.ends:
        assert moved.months == len(after.months) - len(before.months)
        assert moved.cost == after.cost - before.cost
        assert sum(part.months for part in moved.parts) == moved.months
        assert sum(part.days for part in moved.parts) == moved.days == 31 * moved.months
        assert sum(part.cost for part in moved.parts) == moved.cost
    else:
        assert moved == Moved(months=None, days=None, cost=None, parts=())


def test_each_cause_is_told_by_itself_in_its_order():
    debts = (replace(owed(1, 118_000, "30", 50_00)), TWO[1])
    now = Inputs(debts=debts, budget=Budget(monthly=240_00))
    differences = Differences(payments={1: 50_00}, fees={1: 30_00}, charges={1: 100_00})
    moved = why_moved(PLAN, now, differences)
    assert [part.cause for part in moved.parts] == list(Cause)
    assert all(part.cost > 0 for part in moved.parts)
    assert moved.days == 30 * moved.months


def test_what_did_not_change_is_not_told():
    assert why_moved(PLAN, PLAN, Differences()) == Moved(months=0, days=0, cost=0, parts=())
    now = replace(PLAN, budget=Budget(monthly=300_00))
    assert [part.cause for part in why_moved(PLAN, now, Differences()).parts] == [Cause.EDIT]


def test_a_cause_that_only_a_later_one_mends_is_told_with_it():
    dear = tuple(owed(debt.key, debt.balance, "120", debt.minimum.amount) for debt in TWO)
    now = Inputs(debts=dear, budget=Budget(monthly=900_00))
    moved = why_moved(PLAN, now, Differences())
    assert [part.cause for part in moved.parts] == [Cause.EDIT]
    assert moved.parts[0].cost == moved.cost


def test_a_plan_that_does_not_end_has_no_parts():
    now = replace(PLAN, budget=Budget(monthly=10_00))
    assert why_moved(PLAN, now, Differences()).months is None


def test_an_optimal_plan_is_followed_as_by_avalanche():
    found = replace(PLAN, strategy=Strategy.OPTIMAL)
    assert found.play().months == PLAN.play().months
