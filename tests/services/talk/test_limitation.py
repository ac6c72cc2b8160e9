"""What restarts limitation, by place, day and act."""

from __future__ import annotations

from datetime import date

from tracker.services.book import write_settings
from tracker.services.talk.limitation import restart_notes, restart_rules

ON = date(2026, 11, 21)


def test_only_acts_a_rule_names_restart(book):
    assert [rule.number for rule in restart_rules(book, ON, "part_payment")] == ["CN-T3"]
    assert restart_rules(book, ON, "thought") == ()
    assert restart_rules(book, date(2020, 12, 31), "promise") == ()


def test_a_rule_from_memory_says_so(book):
    write_settings(book, {"jurisdiction": "UK"})
    (note,) = restart_notes(book, ON, "part_payment")
    assert "unverified" in note
    assert "UK-5" in note
