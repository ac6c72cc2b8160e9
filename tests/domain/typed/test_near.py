from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.typed.near import parse_near

TODAY = date(2026, 11, 21)
"""A Saturday."""


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("tomorrow", "2026-11-22"), ("+7", "2026-11-28"), ("-3", "2026-11-18"), ("+2w", "2026-12-05"),
        ("+1m", "2026-12-21"), ("in 3 days", "2026-11-24"), ("in a week", "2026-11-28"),
        ("3 days ago", "2026-11-18"), ("2 weeks later", "2026-12-05"), ("friday", "2026-11-27"),
        ("saturday", "2026-11-28"), ("this friday", "2026-11-20"), ("next friday", "2026-11-27"),
        ("last fri", "2026-11-20"), ("last saturday", "2026-11-14"), ("next month", "2026-12-21"),
        ("next month 5", "2026-12-05"), ("5th of next month", "2026-12-05"), ("eom", "2026-11-30"),
        ("end of next month", "2026-12-31"), ("下月5号", "2026-12-05"), ("下个月五号", "2026-12-05"),
        ("本月28日", "2026-11-28"),
        ("上月底", "2026-10-31"), ("月底", "2026-11-30"), ("下月初", "2026-12-01"),
        ("下周五", "2026-11-27"),
        ("下下周一", "2026-11-30"), ("本周一", "2026-11-16"), ("周日", "2026-11-22"),
        ("星期天", "2026-11-22"), ("上个星期三", "2026-11-11"), ("三天后", "2026-11-24"),
        ("两周后", "2026-12-05"), ("一个月后", "2026-12-21"), ("半个月后", "2026-12-06"),
        ("半年前", "2026-05-21"), ("年底", "2026-12-31"), ("12月底", "2026-12-31"),
        ("明年3月5号", "2027-03-05"), ("明年2月底", "2027-02-28"), ("大后天", "2026-11-24"),
    ],
)  # fmt: skip
def test_days_told_from_today(text, on):
    assert parse_near(text, TODAY) == (True, date.fromisoformat(on))


@pytest.mark.parametrize(
    "text", ["", "soon", "5", "11-28", "3 days", "5 next month 6", "周八", "明年", "半天后", "an"]
)
def test_what_is_not_told_from_today(text):
    assert parse_near(text, TODAY) == (False, None)


@pytest.mark.parametrize("text", ["+99999", "in 2000 months", "下月31号", "13月底", "明年2月29号"])
def test_a_day_that_does_not_exist(text):
    assert parse_near(text, date(2026, 10, 21)) == (True, None)


@given(st.dates(date(1980, 1, 1), date(2150, 12, 31)), st.integers(1, 7))
def test_a_weekday_of_next_week_is_in_next_week(today, number):
    found = parse_near(f"下周{'一二三四五六日'[number - 1]}", today)[1]
    assert found is not None
    assert found.isoweekday() == number
    monday = today - timedelta(days=today.weekday())
    assert 7 <= (found - monday).days < 14


@given(st.dates(date(1980, 1, 1), date(2150, 12, 31)), st.integers(0, 28))
def test_a_day_of_next_month_is_in_next_month(today, day):
    found = parse_near(f"下月{day}号", today)[1]
    if day == 0:
        assert found is None
    else:
        assert found is not None
        assert (found.day, (found.year * 12 + found.month) - (today.year * 12 + today.month)) == (day, 1)


@given(st.text(alphabet="下上本这个月周一二三五日天号后前半年底初0123456789 +-dwm", max_size=10))
def test_no_text_escapes(text):
    near, on = parse_near(text, TODAY)
    assert near or on is None
