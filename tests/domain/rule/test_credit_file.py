from __future__ import annotations

from datetime import date

from tracker.domain.rule.credit_file import answer_by, one_time_repair, removal_on
from tracker.services.rule import packs


def test_a_mark_counted_from_its_origin_needs_the_origin() -> None:
    rule = packs().rule("uk-six-years")
    assert removal_on(rule, origin_on=None, settled_on=date(2024, 1, 1)) is None
    assert removal_on(rule, origin_on=date(2024, 2, 29), settled_on=None) == date(2030, 2, 28)


def test_more_time_only_where_the_rule_gives_it() -> None:
    sent = date(2026, 11, 1)
    assert answer_by(packs().rule("us-dispute-30"), sent, extended=True) == date(2026, 12, 16)
    assert answer_by(packs().rule("cn-objection-20-days"), sent, extended=True) == date(2026, 11, 21)


def test_an_item_still_unpaid_is_not_repaired() -> None:
    rule = packs().rule("cn-one-time-repair")
    found = one_time_repair(rule, overdue_on=date(2023, 1, 1), amount_minor=100, repaid_on=None)
    assert not found.eligible
    found = one_time_repair(
        rule, overdue_on=date(2023, 1, 1), amount_minor=1_000_001, repaid_on=date(2024, 1, 1)
    )
    assert not found.eligible
