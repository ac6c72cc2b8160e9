"""What a cycle asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice

import pytest

from tracker.domain.loan.cycles import cycles
from tracker.domain.loan.facts import Terms
from tracker.domain.loan.minimums import CYCLES, ahead, minimum, project
from tracker.domain.rates import Rate

START = date(2026, 1, 10)


def terms(**given) -> Terms:
    return Terms(effective_on=START, due_day=25, statement_day=5, **given)


@pytest.mark.parametrize(
    ("given", "beside", "asked"),
    [
        ({}, {}, None),
        ({"minimum_percent": Decimal(10)}, {}, 1000),
        ({"minimum_percent": Decimal(10)}, {"interest": 30, "fees": 7}, 1037),
        ({"minimum_percent": Decimal(10), "minimum_floor_minor": 2000}, {}, 2000),
        ({"minimum_floor_minor": 20000}, {"interest": 30}, 10030),  # no more than is owed
        # 1000 and 1500 unpaid are 2500 in all, above the floor; 1000 of it is new.
        ({"minimum_percent": Decimal(10), "minimum_floor_minor": 2000}, {"unpaid": 1500}, 1000),
        ({"minimum_percent": Decimal(1), "minimum_floor_minor": 2000}, {"unpaid": 1500}, 500),
        ({"payment_minor": 700, "minimum_percent": Decimal(50)}, {"interest": 30}, 700),
        ({"payment_minor": 70000}, {"interest": 30}, 10030),
    ],
)
def test_the_minimum(given, beside, asked):
    assert minimum(terms(**given), 10000, **beside) == asked


def shown(found) -> list[tuple[str, int, int]]:
    return [(str(row.due_on)[5:], row.principal, row.interest) for row in found]


def run(balance: int, given: Terms, as_of: date = START):
    return project(ahead(given, cycles(given, START), ()), balance, number=4, as_of=as_of)


def test_a_projection_pays_every_minimum():
    # The first is of what was stated before; then 1% a month: 6000 -> 60, 2060 -> 20, the rest.
    rows, endless = run(10000, terms(rate=Rate(Decimal(12)), payment_minor=4000))
    assert shown(rows) == [("01-25", 4000, 0), ("02-25", 3940, 60), ("03-25", 2060, 21)]
    assert not endless
    assert [row.number for row in rows] == [4, 5, 6]
    assert not rows[0].estimate


def test_a_trifle_is_asked_for_at_once():
    rows, _ = run(4099, terms(payment_minor=4000))
    assert shown(rows) == [("01-25", 4099, 0)]


def test_a_promotion_bears_no_interest():
    given = terms(rate=Rate(Decimal(12)), payment_minor=4000, promo_until=date(2026, 2, 5))
    assert shown(run(10000, given)[0]) == [("01-25", 4000, 0), ("02-25", 4000, 0), ("03-25", 2000, 20)]


def test_a_minimum_below_the_interest_never_ends():
    rows, endless = run(100000, terms(rate=Rate(Decimal(12)), payment_minor=500))
    assert endless
    assert len(rows) == 121  # the first has no interest yet
    assert rows[-1].balance == rows[0].balance == 99500


def test_a_minimum_of_nothing_never_ends():
    rows, endless = run(100000, terms(minimum_percent=Decimal(0)))
    assert (rows, endless) == ([], True)


def test_a_share_too_small_is_cut_off():
    rows, endless = run(10**9, terms(minimum_percent=Decimal(1)))
    assert endless
    assert len(rows) == CYCLES


def test_an_unknown_minimum_or_day_projects_nothing():
    assert run(10000, terms()) == ([], False)
    given = Terms(effective_on=START, payment_minor=5)
    assert project(ahead(given, cycles(given, START), ()), 10000, number=1, as_of=START) == ([], False)


def test_terms_to_come_hold_from_their_first_statement_on():
    known = terms(payment_minor=9500)
    later = replace(known, effective_on=date(2026, 3, 1), payment_minor=5000)
    found = list(islice(ahead(known, cycles(known, START), (later,)), 4))
    assert [each.payment_minor for each, _ in found] == [9500, 9500, 5000, 5000]
    assert [cycle.due_on.month for _, cycle in found] == [1, 2, 3, 4]


def test_a_new_due_day_is_counted_from_the_cycle_after_the_last():
    known = terms(payment_minor=9500)
    later = replace(known, effective_on=date(2026, 3, 1), due_day=12, statement_day=20)
    found = [cycle.due_on for _, cycle in islice(ahead(known, cycles(known, START), (later,)), 4)]
    assert found == [date(2026, 1, 25), date(2026, 2, 25), date(2026, 3, 12), date(2026, 4, 12)]
