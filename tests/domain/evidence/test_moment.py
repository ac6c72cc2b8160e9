"""Days and times of day as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.evidence.moment import day_of, read_moment

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20 22:30", "2026-11-20T22:30"),
        ("2026-11-20T9:05", "2026-11-20T09:05"),
        ("yesterday 22:30", "2026-11-20T22:30"),
        ("昨天 22点30分", "2026-11-20T22:30"),
        ("２０２６-11-20　22：30", "2026-11-20T22:30"),
        ("today", "2026-11-21"),
    ],
)
def test_a_moment_is_a_day_with_or_without_a_time(text, expected):
    assert read_moment(text, TODAY, field="happened") == (expected, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("soon", "date_unreadable"),
        ("2026-11-22", "in_the_future"),
        ("2026-11-20 24:00", "time_unreadable"),
        ("2026-11-20 22:60", "time_unreadable"),
        ("2026-02-30 10:00", "no_such_date"),
    ],
)
def test_what_is_no_moment_is_refused(text, code):
    found, (problem,) = read_moment(text, TODAY, field="happened")
    assert (found, problem.code, problem.field) == (None, code, "happened")


def test_the_day_of_a_moment():
    assert day_of("2026-11-20T22:30") == day_of("2026-11-20") == date(2026, 11, 20)
    assert day_of("") is None
