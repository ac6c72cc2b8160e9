from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.rule.facts import Area, Evidence, Standing
from tracker.services.rule import packs

REPAIR = packs().rule("cn-one-time-repair")


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2025, 12, 31), Standing.NOT_YET),
        (date(2026, 1, 1), Standing.IN_FORCE),
        (date(2026, 3, 31), Standing.IN_FORCE),
        (date(2026, 4, 1), Standing.EXPIRED),
    ],
)
def test_both_ends_of_a_rule_count(on, standing) -> None:
    assert REPAIR.standing(on) is standing


def test_a_rule_without_an_end_stays_in_force() -> None:
    assert packs().rule("cn-limitation-3").standing(date(2100, 1, 1)) is Standing.IN_FORCE


def test_an_unverified_or_expired_rule_never_fires() -> None:
    rule = packs().rule("cn-adverse-5-years")
    assert rule.fires(date(2026, 11, 21))
    assert not replace(rule, evidence=Evidence.MEMORY_HIGH).fires(date(2026, 11, 21))
    assert not replace(rule, evidence=Evidence.MEMORY_MEDIUM).fires(date(2026, 11, 21))
    assert not REPAIR.fires(date(2026, 4, 1))


def test_a_rule_is_held_only_against_what_it_was_made_for() -> None:
    rule = packs().rule("cn-private-lending-cap")
    assert rule.covers("private_loan")
    assert not rule.covers("licensed_financial_institution")
    assert not rule.covers("card")
    assert not rule.covers(None)
    assert packs().rule("cn-adverse-5-years").covers("card")
    assert not replace(rule, applies_to=()).covers("licensed_financial_institution")


def test_an_index_stands_until_it_changes_and_says_when_it_is_old() -> None:
    index = packs().index("LPR_1Y")
    assert index.at(date(2019, 8, 19)) is None
    assert index.at(date(2022, 8, 21)).percent == Decimal("3.70")
    assert index.at(date(2022, 8, 22)).percent == Decimal("3.65")
    assert not index.stale(date(2026, 1, 20))
    assert index.stale(date(2026, 1, 21))


def test_a_rule_tells_its_numbers() -> None:
    assert packs().rule("cn-collection-standard").whole("calls_per_day") == 3
    assert packs().rule("us-metro2-status").listed("codes")[:2] == ("11", "71")
    with pytest.raises(KeyError):
        packs().rule("nothing")
    with pytest.raises(KeyError):
        packs().index("nothing")


def test_the_rules_of_a_place() -> None:
    conduct = packs().of("CN", Area.CONDUCT)
    assert {rule.number for rule in conduct} == {"CN-C4", "CN-K1", "CN-K2", "CN-K3", "CN-K4"}
    assert len(packs().of("CN")) > len(conduct)
