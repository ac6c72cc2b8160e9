from datetime import date

import pytest

from tracker.domain.typed.duration import parse_duration

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("60d", 60),
        ("60", 60),
        ("8w", 56),
        ("2m", 61),
        ("1y", 365),
        ("3个月", 92),
        ("1 week", 7),
        ("0", 0),
        ("２周", 14),
    ],
)
def test_lengths(text, days):
    assert parse_duration(text, TODAY) == (days, ())


def test_a_month_ends_on_the_anchor_day_or_the_last():
    assert parse_duration("1m", date(2026, 1, 31)) == (28, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("x", "duration_unreadable"),
        ("-1", "duration_unreadable"),
        ("1.5d", "duration_unreadable"),
        ("99999", "duration_too_long"),
        ("99999m", "duration_too_long"),
        ("99999y", "duration_too_long"),
    ],
)
def test_what_is_refused(text, code):
    assert parse_duration(text, TODAY)[1][0].code == code
