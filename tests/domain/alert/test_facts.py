"""What there is to say something about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.domain.alert.facts import (
    CardExpiry,
    PromoEnd,
    autopay_changes_on,
    autopay_facts,
    card_facts,
    dispute_facts,
    due_facts,
    mark_facts,
    promo_facts,
)
from tracker.domain.credit.facts import Dispute, Mark, Outcome
from tracker.domain.loan.autopay import Autopay
from tracker.domain.loan.due import LoanDue, OpenDue

TODAY = date(2026, 11, 21)
DUE = date(2026, 11, 28)


def due(kind="instalment", pay_by=DUE, **more):
    opened = OpenDue(
        number=1, due_on=DUE, pay_by=pay_by, kind=kind, amount_minor=100, open_minor=90, principal_minor=80,
        interest_minor=20, fee_minor=0, balance_after_minor=0, estimate=True,
    )  # fmt: skip
    return LoanDue(loan_id=5, loan="Jiebei", currency="CNY", due=opened, **more)


def test_a_due_gives_its_dates_under_one_matter():
    found = {each.rule: each for each in due_facts([due(pay_by=DUE - timedelta(days=2), grace_days=3)])}
    assert {rule: each.on for rule, each in found.items()} == {
        "due": DUE, "overdue": DUE, "last_safe_day": date(2026, 11, 26), "grace_end": date(2026, 12, 1),
    }  # fmt: skip
    assert {each.key for each in found.values()} == {"5:2026-11-28:instalment"}
    assert all((each.amount_minor, each.estimate) == (90, True) for each in found.values())


def test_the_final_instalment_is_an_instalment_and_no_date_is_made_up():
    found = list(due_facts([due(kind="final")]))
    assert {each.rule for each in found} == {"due", "overdue"}
    assert {each.about for each in found} == {"instalment"}


@pytest.mark.parametrize(
    ("binding", "rule"),
    [
        (None, None),
        ({"is_on": False}, None),
        ({"is_on": True, "checked_on": TODAY}, None),
        ({"is_on": True, "checked_on": None}, "autopay_unknown"),
        ({"is_on": True, "checked_on": TODAY, "card_expires_on": DUE - timedelta(days=1)}, "autopay_fail"),
    ],
)
def test_autopay_is_spoken_of_where_its_binding_is_no_good(binding, rule):
    autopay = None if binding is None else Autopay(loan_id=5, **binding)
    found = list(autopay_facts([due(autopay=autopay)], TODAY))
    assert [each.rule for each in found] == ([rule] if rule else [])
    assert list(autopay_facts([due(autopay=autopay)], DUE + timedelta(days=1))) == []


def test_a_binding_grows_old_by_itself():
    checked = TODAY - timedelta(days=88)
    autopay = Autopay(loan_id=5, is_on=True, checked_on=checked)
    changes = autopay_changes_on([due(autopay=autopay)], TODAY)
    assert changes == TODAY + timedelta(days=3)
    assert list(autopay_facts([due(autopay=autopay)], changes - timedelta(days=1))) == []
    assert len(list(autopay_facts([due(autopay=autopay)], changes))) == 1


def test_cards_and_promotions():
    (card,) = card_facts([CardExpiry(loan_id=5, loan="x", tail="4417", expires_on=DUE)])
    assert (card.rule, card.key) == ("card_expiring", "5:2026-11-28:card")
    promos = [PromoEnd(loan_id=5, loan="x", until=DUE), PromoEnd(loan_id=6, loan="y", until=TODAY)]
    assert [each.loan_id for each in promo_facts(promos, TODAY)] == [5, 6]
    assert [each.loan_id for each in promo_facts(promos, DUE)] == [5]


def test_disputes_and_marks_that_are_settled_are_not_spoken_of():
    disputes = [
        Dispute(id=1, sent_on=TODAY, answer_by=DUE, bureau="PBOC"),
        Dispute(id=2, sent_on=TODAY, answer_by=DUE, answered_on=TODAY, outcome=Outcome.REJECTED),
        Dispute(id=3, sent_on=TODAY),
        Dispute(id=4, sent_on=TODAY, answer_by=DUE, outcome=Outcome.WITHDRAWN),
    ]
    assert [each.about for each in dispute_facts(disputes)] == ["dispute.1"]
    marks = [
        Mark(id=1, description="late", expected_removal_on=DUE, loan_id=5),
        Mark(id=2, description="late", expected_removal_on=DUE, removed_on=DUE),
        Mark(id=3, description="late"),
    ]
    assert [each.about for each in mark_facts(marks)] == ["report.1"]
