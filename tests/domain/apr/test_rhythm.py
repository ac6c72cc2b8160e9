"""The days a series of payments comes on, and how people write how often."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.apr.rhythm import Rhythm, paid_on, parse_rhythm


@pytest.mark.parametrize(
    ("first", "every", "days"),
    [
        ("2026-01-31", Rhythm.MONTH, ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("2026-01-31", Rhythm.TWO_MONTHS, ["2026-01-31", "2026-03-31", "2026-05-31"]),
        ("2026-01-01", Rhythm.HALF_MONTH, ["2026-01-01", "2026-01-16", "2026-02-01", "2026-02-16"]),
        ("2026-01-15", Rhythm.HALF_MONTH, ["2026-01-15", "2026-01-31", "2026-02-15", "2026-02-28"]),
        ("2026-01-31", Rhythm.HALF_MONTH, ["2026-01-31", "2026-02-15", "2026-02-28", "2026-03-15"]),
        ("2026-01-16", Rhythm.HALF_MONTH, ["2026-01-16", "2026-02-01", "2026-02-16", "2026-03-01"]),
        ("2026-01-31", Rhythm.FOUR_WEEKS, ["2026-01-31", "2026-02-28", "2026-03-28"]),
        ("2026-02-28", Rhythm.DAY, ["2026-02-28", "2026-03-01"]),
        ("2024-02-29", Rhythm.YEAR, ["2024-02-29", "2025-02-28", "2026-02-28"]),
    ],
)
def test_a_series_keeps_its_day(first, every, days):
    start = date.fromisoformat(first)
    assert [paid_on(start, number, every).isoformat() for number in range(len(days))] == days


@pytest.mark.parametrize("every", Rhythm)
def test_a_year_of_a_rhythm_is_about_a_year_and_it_leads_back(every):
    start = date(2026, 3, 14)
    end = paid_on(start, every.per_year, every)
    assert abs((end - start).days - 365) <= 1
    assert paid_on(end, -every.per_year, every) == start


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("month", Rhythm.MONTH), (" Monthly ", Rhythm.MONTH), ("every month", Rhythm.MONTH),
        ("每月", Rhythm.MONTH),
        ("two weeks", Rhythm.TWO_WEEKS), ("bi-weekly", None), ("biweekly", Rhythm.TWO_WEEKS),
        ("every 2 weeks", Rhythm.TWO_WEEKS), ("half-month", Rhythm.HALF_MONTH), ("每半月", Rhythm.HALF_MONTH),
        ("four_weeks", Rhythm.FOUR_WEEKS), ("每季度", Rhythm.QUARTER), ("年", Rhythm.YEAR), ("", None),
        ("often", None), ("13 weeks", None),
    ],
)  # fmt: skip
def test_a_word_is_an_interval(text, every):
    found, problems = parse_rhythm(text)
    assert found is every
    assert bool(problems) == (every is None)
    assert all(each.code == "not_a_choice" and "four_weeks" in each.params["accepted"] for each in problems)
