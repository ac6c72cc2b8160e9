"""What restarts limitation, by place, day and act."""

from __future__ import annotations

from datetime import date

from lived import add

from tracker.services.book import write_settings
from tracker.services.payment import record_payment
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


def test_a_part_payment_of_what_is_overdue_names_the_rule_and_a_whole_one_does_not(book):
    loan = add(book, method="informal", balance="2000", payment="2000", first_due="2026-11-09", rate="",
               periods="1", due_day="", as_of="2026-10-09")  # fmt: skip
    part, _ = record_payment(book, loan, 50_000, paid_on=ON)
    assert any("CN-T3" in note for note in part.notes)
    rest, _ = record_payment(book, loan, 150_000, paid_on=ON)
    assert not any("CN-T3" in note for note in rest.notes)
