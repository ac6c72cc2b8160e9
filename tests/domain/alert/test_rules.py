from __future__ import annotations

from tracker.domain.alert.rules import NAMES, SHIPPED, tuned


def test_no_two_rules_share_a_name_or_a_step():
    assert len(set(NAMES)) == len(NAMES)
    names = [rule.step_name(days) for rule in SHIPPED for days in rule.ladder.days]
    assert len(set(names)) == len(names)
    assert len({rule.prefix for rule in SHIPPED}) == len(SHIPPED)


def test_a_person_switches_and_tunes():
    rules = tuned({"due": (True, (-14, 0)), "overdue": (False, ()), "unheard_of": (False, ())})
    assert rules["due"].ladder.days == (-14, 0)
    assert not rules["overdue"].is_on
    assert rules["overdue"].ladder.weekly
    assert tuple(rules) == NAMES
