"""Payments of an offer as they are typed, in two languages."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.recovery.payment_plan import MOST, parse_payments, parse_shift, runs_of

TODAY = date(2026, 11, 21)


def read(text):
    found, problems = parse_payments(text, today=TODAY, currency="CNY")
    return [(each.due_on.isoformat(), each.amount_minor) for each in found or ()], [
        each.code for each in problems
    ]


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("12 x 500 from 2026-12-05 monthly", ("2026-12-05", 50_000), ("2027-11-05", 50_000), 12),
        ("3x1905.20 from 2026-12-31", ("2026-12-31", 190_520), ("2027-02-28", 190_520), 3),
        ("3 x 500 from 2026-12-05 weekly", ("2026-12-05", 50_000), ("2026-12-19", 50_000), 3),
        ("12期 每期500 从 2026-12-05 每月", ("2026-12-05", 50_000), ("2027-11-05", 50_000), 12),
        ("6000 by 2026-12-01", ("2026-12-01", 600_000), ("2026-12-01", 600_000), 1),
        ("2027-01-05=200; 2026-12-05=100", ("2026-12-05", 10_000), ("2027-01-05", 20_000), 2),
        ("1000 on 2026-12-01; 2 x 500 from 2027-01-01;", ("2026-12-01", 100_000), ("2027-02-01", 50_000), 3),
    ],
)
def test_sums_are_read_in_the_order_of_their_days(text, first, last, count):
    found, problems = read(text)
    assert (found[0], found[-1], len(found), problems) == (first, last, count, [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["required"]),
        ("soon", ["payments_unreadable"]),
        ("0 x 5 from 2026-12-01", ["not_in_range"]),
        ("2026-12-05=0", ["not_positive"]),
        ("2026-12-05=x", ["amount_unreadable"]),
        ("12 x 500 from someday", ["date_unreadable"]),
        ("600 x 1 from 2026-12-05; 2026-12-01=1", ["too_many_payments"]),
    ],
)
def test_what_cannot_be_read_is_refused(text, codes):
    assert read(text) == ([], codes)


def test_a_sum_with_two_readings_is_refused_rather_than_asked_about():
    _found, (problem,) = parse_payments("2026-12-05=1,200", today=TODAY, currency="EUR")
    assert (problem.code, problem.ask, problem.hint) == ("amount_ambiguous", False, None)


@pytest.mark.parametrize(
    ("text", "shift"), [("1m", (1, 0)), ("+2 个月", (2, 0)), ("30d", (0, 30)), ("2w", (0, 14))]
)
def test_a_shift_is_months_or_days(text, shift):
    assert parse_shift(text) == (shift, ())


@pytest.mark.parametrize("text", ["", "m", "0d", "1y", f"{MOST + 1}d"])
def test_a_shift_that_is_none_is_refused(text):
    found, (problem,) = parse_shift(text)
    assert (found, problem.code) == (None, "shift_unreadable")


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
def test_runs_tell_every_sum(sums):
    text = "; ".join(
        f"2027-{1 + n // 28:02}-{1 + n % 28:02}={minor // 100}.{minor % 100:02}"
        for n, minor in enumerate(sums)
    )
    found, _problems = parse_payments(text, today=TODAY, currency="CNY")
    runs = runs_of(found)
    assert sum(count * minor for count, minor, _first, _last in runs) == sum(sums)
    assert all(one[1] != two[1] for one, two in pairwise(runs))
    assert (runs[0][2], runs[-1][3]) == (found[0].due_on, found[-1].due_on)
