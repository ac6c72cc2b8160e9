"""Dates step from their anchor, whatever months lie between."""

from __future__ import annotations

from datetime import date, timedelta

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.calendar import (
    Frequency,
    Span,
    add_months,
    days_in_month,
    month_end,
    month_ends,
    on_or_after,
    span,
    step,
)

DATES = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(DATES, st.integers(-600, 600))
def test_anchored_months_are_those_of_pendulum(anchor, months):
    expected = pendulum.Date(anchor.year, anchor.month, anchor.day).add(months=months)
    found = add_months(anchor, months)
    assert found == date(expected.year, expected.month, expected.day)
    assert type(found) is date


@given(DATES, st.integers(-600, 600), st.integers(1, 31))
def test_a_day_of_the_month_is_kept_or_clamped(anchor, months, day):
    found = add_months(anchor, months, day)
    assert found.day == min(day, days_in_month(found.year, found.month))
    assert (found.year - anchor.year) * 12 + found.month - anchor.month == months


def test_the_31st_comes_back_after_a_short_month():
    dates = [step(date(2026, 1, 31), number) for number in range(5)]
    assert [(on.month, on.day) for on in dates] == [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31)]
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 48) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("every", "number", "expected"),
    [
        (Frequency.WEEK, 3, date(2026, 2, 21)),
        (Frequency.TWO_WEEKS, 3, date(2026, 3, 14)),
        (Frequency.MONTH, 1, date(2026, 2, 28)),
        (Frequency.QUARTER, 1, date(2026, 4, 30)),
        (Frequency.HALF_YEAR, 1, date(2026, 7, 31)),
        (Frequency.YEAR, 2, date(2028, 1, 31)),
    ],
)
def test_every_frequency_steps_from_the_anchor(every, number, expected):
    assert step(date(2026, 1, 31), number, every) == expected


@pytest.mark.parametrize("every", Frequency)
def test_steps_fill_a_year(every):
    days = every.days or round(every.months * 365.25 / 12)
    assert round(365 / days) == every.per_year


@given(DATES, st.integers(1, 31))
def test_the_next_such_day_is_less_than_a_month_away(start, day):
    found = on_or_after(day, start)
    assert start <= found <= start + timedelta(days=31)
    assert found.day == min(day, days_in_month(found.year, found.month))


@given(DATES, st.integers(0, 40))
def test_month_ends_cover_every_month_once(first, months):
    last = add_months(first, months)
    found = list(month_ends(first, last))
    assert len(found) == months + 1
    assert found[0] == month_end(first)
    assert found[-1] == month_end(last)
    assert all((on + timedelta(days=1)).day == 1 for on in found)


def test_month_ends_of_a_reversed_range_are_none():
    assert list(month_ends(date(2026, 3, 1), date(2026, 1, 31))) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), Span(0, 0, 0)),
        (date(2024, 3, 15), date(2026, 11, 21), Span(2, 8, 6)),
        (date(2026, 11, 1), date(2026, 11, 21), Span(0, 0, 20)),
        (date(2023, 11, 21), date(2026, 11, 21), Span(3, 0, 0)),
    ],
)
def test_a_stretch_of_time_is_told_in_years_months_and_days(start, end, expected):
    assert span(start, end) == expected


@given(DATES, st.integers(0, 30), st.integers(0, 11), st.integers(0, 27))
def test_a_told_stretch_leads_back_to_its_end(start, years, months, days):
    end = add_months(start, years * 12 + months) + timedelta(days=days)
    told = span(start, end)
    assert add_months(start, told.years * 12 + told.months) + timedelta(days=told.days) == end
