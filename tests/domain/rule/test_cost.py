"""The cost of a loan held against the caps of its contract date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.rule.cost import caps_of, check_cap
from tracker.domain.rule.facts import Area
from tracker.services.rule import packs

RULES = packs().of("CN", Area.RATES)


def held(on: date, product: str | None):
    caps, left = caps_of(RULES, packs().indexes, on, product)
    return (
        {each.rule.number: each.percent for each in caps},
        {each.rule.number: each.why for each in left},
    )


def test_a_private_loan_is_held_to_four_times_the_index_of_its_day():
    caps, left = held(date(2026, 1, 20), "private_loan")
    assert caps["CN-R1"] == Decimal("12.00")
    assert left["CN-R9"] == "product"
    caps, left = held(date(2021, 6, 1), "private_loan")
    assert caps["CN-R1"] == Decimal("15.40")
    assert left["CN-R9"] == "not_in_force"


def test_what_is_from_memory_or_of_no_known_kind_is_not_held():
    caps, left = held(date(2026, 1, 20), "financial_loan")
    assert (caps, left["CN-R8"]) == ({}, "unverified")
    caps, left = held(date(2026, 1, 20), None)
    assert (caps, left["CN-R1"]) == ({}, "product")
    assert held(date(2026, 1, 20), "online_loan")[0] == {"CN-R9": Decimal(24)}


def test_an_index_nobody_ships_is_said():
    caps, left = caps_of(RULES, (), date(2026, 1, 20), "private_loan")
    assert caps == ()
    assert {each.rule.number: each.why for each in left}["CN-R1"] == "no_index"


@pytest.mark.parametrize(
    ("nominal", "effective", "verdict"),
    [("24", "26.8", "between"), ("24.1", "27", "above"), ("12", "12.7", "within")],
)
def test_the_two_ways_to_count(nominal, effective, verdict):
    (cap,) = caps_of(RULES, packs().indexes, date(2026, 1, 20), "online_loan")[0]
    assert check_cap(cap, nominal=Decimal(nominal), effective=Decimal(effective)).verdict == verdict
