from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.typed.clock import parse_clock


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("09:00", "09:00"), ("9:5", None), ("9", "09:00"), ("0930", "09:30"), ("930", "09:30"),
        ("21：15", "21:15"), ("9点", "09:00"), ("9点半", "09:30"), ("9点05分", "09:05"), (" 7.45 ", "07:45"),
        ("24:00", None), ("12:60", None), ("noon", None), ("-1:00", None), ("123456", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_or_refused(text, found):
    value, problems = parse_clock(text)
    assert value == found
    assert [each.code for each in problems] == ([] if found else ["time_unreadable"])


def test_nothing_is_missing():
    assert parse_clock("  ", field="at")[1][0].code == "required"


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_comes_back(hour, minute):
    text = f"{hour:02}:{minute:02}"
    assert parse_clock(text) == (text, ())
