"""The ladder of reminders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.alert.steps import LADDER, next_on, passed_before, step_on

DUE = date(2026, 3, 10)
NAMES = [name for name, _ in LADDER]


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-8, None),
        (-7, "7"),
        (-4, "7"),
        (-3, "3"),
        (-2, "3"),
        (-1, "1"),
        (0, "0"),
        (1, "overdue"),
        (90, "overdue"),
    ],
)
def test_the_step_that_applies(days, step):
    assert step_on(DUE, DUE + timedelta(days=days)) == step


def test_saying_a_step_passes_over_those_before():
    assert passed_before("7") == ()
    assert passed_before("0") == ("7", "3", "1")
    assert passed_before("overdue") == ("7", "3", "1", "0")


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ((), date(2026, 3, 3)),
        (("7",), date(2026, 3, 7)),
        (("7", "1"), date(2026, 3, 10)),
        (("0",), date(2026, 3, 11)),
        (("overdue",), None),
        (("a step of another rule",), date(2026, 3, 3)),
    ],
)
def test_when_there_is_something_new_to_say(said, on):
    assert next_on(DUE, said) == on


@given(st.lists(st.integers(1, 12), min_size=1, max_size=20))
def test_each_step_is_said_once_whatever_days_are_missed(gaps):
    today, said = DUE - timedelta(days=10), []
    for gap in gaps:
        today += timedelta(days=gap)
        due_again = next_on(DUE, said)
        if due_again is not None and due_again <= today:
            step = step_on(DUE, today)
            assert step is not None
            assert step not in said
            said += [*(each for each in passed_before(step) if each not in said), step]
    assert said == NAMES[: len(said)]
    assert (step_on(DUE, today) in said) or not said
