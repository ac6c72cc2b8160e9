"""Why a date moved: parts that add up to the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.plan.moved import Cause, Moved, Outcome, Part, why_moved

outcomes = st.builds(
    Outcome,
    ends=st.booleans(),
    months=st.integers(0, 400),
    day=st.integers(700_000, 760_000),
    cost=st.integers(-(10**9), 10**9),
)


def ends(months, day, cost):
    return Outcome(ends=True, months=months, day=day, cost=cost)


@given(outcomes, st.lists(outcomes, min_size=5, max_size=5))
def test_the_parts_add_up_to_the_whole(planned, found):
    moved = why_moved(planned, zip(Cause, found, strict=True))
    if planned.ends and found[-1].ends:
        assert sum(part.months for part in moved.parts) == moved.months == found[-1].months - planned.months
        assert sum(part.days for part in moved.parts) == moved.days == found[-1].day - planned.day
        assert sum(part.cost for part in moved.parts) == moved.cost == found[-1].cost - planned.cost
    else:
        assert moved == Moved(months=None, days=None, cost=None, parts=())


def test_what_did_not_change_is_not_told():
    planned = ends(24, 740_000, 500_00)
    assert why_moved(planned, [(cause, planned) for cause in Cause]).parts == ()
    later = ends(25, 740_030, 520_00)
    steps = [(Cause.PAYMENT, planned), (Cause.FEE, later), (Cause.EDIT, later)]
    assert why_moved(planned, steps).parts == (Part(cause=Cause.FEE, months=1, days=30, cost=20_00),)


def test_a_cause_that_only_a_later_one_mends_is_told_with_it():
    planned, now = ends(24, 740_000, 500_00), ends(26, 740_060, 700_00)
    endless = Outcome(ends=False, months=0, day=0, cost=0)
    moved = why_moved(planned, [(Cause.RATE, endless), (Cause.EDIT, now)])
    assert moved.parts == (Part(cause=Cause.EDIT, months=2, days=60, cost=200_00),)
