from __future__ import annotations

import re
from datetime import date

from tracker.services.rule import find_rule, packs, rules_on


def test_every_rule_has_an_id_and_a_number_of_its_own_and_says_where_it_is_written() -> None:
    rules = packs().rules
    assert len({rule.id for rule in rules}) == len({rule.number for rule in rules}) == len(rules) > 80
    for rule in rules:
        assert rule.citation, rule.id
        assert rule.source, rule.id
        assert rule.number.startswith(rule.jurisdiction), rule.id
        assert re.fullmatch(r"[a-z0-9-]+", rule.id)
        assert rule.evidence.verified or rule.source, rule.id


def test_rules_as_of_a_day() -> None:
    then = {rule.number for rule in rules_on(date(2019, 1, 1), jurisdiction="CN", area="rates")}
    now = {rule.number for rule in rules_on(date(2026, 11, 21), jurisdiction="CN", area="rates")}
    assert "CN-R7" in then
    assert "CN-R1" not in then
    assert "CN-R1" in now
    assert "CN-R7" not in now
    assert "CN-R7" in {rule.number for rule in rules_on(date(2026, 11, 21), every=True)}


def test_a_rule_is_found_by_id_or_number() -> None:
    assert find_rule("cn-k1") is find_rule("CN-COLLECTION-STANDARD")
    assert find_rule("nothing") is None
