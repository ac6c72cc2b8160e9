from __future__ import annotations

from datetime import time

import pytest

from tracker.domain.alert.quiet import read_quiet


@pytest.mark.parametrize(
    ("text", "at", "quiet"),
    [
        ("22:00-08:00", "22:00", True),
        ("22:00-08:00", "03:00", True),
        ("22:00-08:00", "08:00", False),
        ("22:00-08:00", "21:59", False),
        ("12:00 - 13:30", "13:00", True),
        ("12:00-13:30", "13:30", False),
        ("9:00–10:00", "09:00", True),
    ],
)
def test_hours_go_over_midnight_and_end_when_they_say(text, at, quiet):
    hours = read_quiet(text)
    assert hours is not None
    assert hours.holds(time.fromisoformat(at)) is quiet


def test_they_are_written_as_they_are_read():
    assert str(read_quiet("9:05-22:00")) == "09:05-22:00"


@pytest.mark.parametrize("text", ["", "off", "22-8", "25:00-08:00", "22:60-08:00", "08:00-08:00", "22:00"])
def test_what_cannot_be_read_is_none(text):
    assert read_quiet(text) is None
