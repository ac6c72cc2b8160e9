"""The steps of a reminder."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.alert.steps import MOST_DAYS, days_text, ladder, read_days

DUE = date(2026, 3, 10)
BEFORE = ladder((-7, -3, -1, 0))
AFTER = ladder((1, 2, 3), weekly=True)


@pytest.mark.parametrize(
    ("steps", "days", "step"),
    [
        (BEFORE, -8, None),
        (BEFORE, -7, -7),
        (BEFORE, -4, -7),
        (BEFORE, -1, -1),
        (BEFORE, 0, 0),
        (BEFORE, 90, 0),
        (AFTER, 0, None),
        (AFTER, 1, 1),
        (AFTER, 3, 3),
        (AFTER, 9, 3),
        (AFTER, 10, 10),
        (AFTER, 100, 94),
    ],
)
def test_the_step_that_applies(steps, days, step):
    assert steps.step_on(DUE, DUE + timedelta(days=days)) == step


@pytest.mark.parametrize(
    ("steps", "said", "days"),
    [
        (BEFORE, None, -7),
        (BEFORE, -7, -3),
        (BEFORE, -5, -3),
        (BEFORE, 0, None),
        (AFTER, None, 1),
        (AFTER, 3, 10),
        (AFTER, 10, 17),
        (AFTER, 12, 17),
    ],
)
def test_when_there_is_something_new_to_say(steps, said, days):
    assert steps.next_on(DUE, said) == (None if days is None else DUE + timedelta(days=days))


@given(
    st.sets(st.integers(-MOST_DAYS, MOST_DAYS), min_size=1, max_size=6),
    st.booleans(),
    st.lists(st.integers(1, 40), min_size=1, max_size=30),
)
def test_no_step_is_said_twice_and_the_one_that_applies_is_said(days, weekly, gaps):
    steps = ladder(days, weekly=weekly)
    today, said = DUE - timedelta(days=70), []
    for gap in gaps:
        today += timedelta(days=gap)
        again = steps.next_on(DUE, said[-1] if said else None)
        step = steps.step_on(DUE, today)
        assert (again is not None and again <= today) == (step is not None and [step] != said[-1:])
        if step is not None and [step] != said[-1:]:
            said.append(step)
    assert said == sorted(set(said))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7,3,1,0", (-7, -3, -1, 0)),
        ("0, 3 ,+1", (-3, 0, 1)),
        ("3，1", (-3, -1)),
        ("60", (-60,)),
        ("61", None),
        ("", None),
        ("-1", None),
        ("1,,2", None),
        ("+", None),
        ("٣", None),
    ],
)
def test_days_are_read_as_typed(text, days):
    assert read_days(text) == days


@given(st.sets(st.integers(-MOST_DAYS, MOST_DAYS), min_size=1))
def test_days_are_written_as_they_are_read(days):
    assert read_days(days_text(days)) == tuple(sorted(days))
