"""What a lateness is called by the rules of a place, and when it will be called otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.loan.arrears import bucket, cn_repayment_status, metro2_history, metro2_status
from tracker.domain.rule.classification import labels
from tracker.domain.rule.facts import Evidence
from tracker.services.rule import packs

ON = date(2026, 11, 21)
DAYS = [0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91, 120, 121, 150, 179, 180, 181, 270, 271, 360, 361, 900]


def label(name: str, days: int, **others):
    (found,) = labels([packs().rule(name)], days, on=ON, **others)
    return found


@pytest.mark.parametrize("days", DAYS)
def test_the_packs_say_what_the_tables_say(days):
    assert label("cn-m-buckets", days).code == bucket(days)
    assert label("cn-status-letters", days).code == cn_repayment_status(days)
    assert label("us-metro2-status", days).code == metro2_status(days)
    assert label("us-metro2-history", days).code == metro2_history(days)


@pytest.mark.parametrize(
    ("days", "tier"),
    [(0, "正常"), (1, "关注"), (90, "关注"), (91, "次级"), (271, "可疑"), (361, "损失")],
)
def test_tiers_are_floors(days, tier):
    assert label("cn-five-tiers", days).code == tier


def test_what_comes_next_is_said_with_its_day():
    found = label("cn-m-buckets", 12)
    assert (found.code, found.next_code, found.next_days) == ("M1", "M2", 31)
    worst = label("cn-five-tiers", 400)
    assert (worst.next_code, worst.next_days) == ("", None)


def test_a_card_is_charged_off_later():
    assert label("us-charge-off", 130).code == "charge_off"
    assert label("us-charge-off", 130, revolving=True).code == "substandard"
    assert label("us-charge-off", 12).code == "pass"


def test_a_rule_of_another_time_kind_or_from_memory_is_silent():
    rule = packs().rule("cn-m-buckets")
    assert labels([rule], 12, on=date(2010, 1, 1)) == ()
    assert labels([replace(rule, evidence=Evidence.MEMORY_HIGH)], 12, on=ON) == ()
    assert labels([packs().rule("cn-adverse-5-years")], 12, on=ON) == ()
