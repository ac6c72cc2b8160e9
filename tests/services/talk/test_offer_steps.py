"""What an arrangement asks to be done: autopay brought into line, a missed payment looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lived import TODAY, add

from tracker.services.alert import preview
from tracker.services.autopay import set_autopay
from tracker.services.evidence import add_evidence
from tracker.services.next_steps import next_steps
from tracker.services.status import status
from tracker.services.talk.accept import accept_offer
from tracker.services.talk.offer_steps import clash_facts, offer_steps
from tracker.services.talk.offers import add_offer


def done(checked):
    assert checked[0] is not None, checked[1]
    return checked[0]


@pytest.fixture
def arranged(book, tmp_path):
    """A loan under an arrangement, with its autopay as it was."""

    def make(**autopay):
        loan = add(book, as_of="2026-10-01")
        set_autopay(book, loan, {"on": "on", "account": "CMB", "checked": "2026-11-01"} | autopay)
        path = tmp_path / "letter.txt"
        path.write_text("we confirm")
        number = done(add_evidence(book, path, {"kind": "letter"})).ids[0]
        plan = {"payments": "12 x 600 from 2026-12-15", "breach": "whole"}
        offer = done(add_offer(book, loan, plan)).ids[0]
        done(accept_offer(book, offer, {"letter": str(number)}))
        return loan

    return make


def test_a_binding_nobody_looked_at_is_a_step_and_an_alert_until_somebody_does(book, arranged):
    loan = arranged()
    (step,) = offer_steps(book)
    assert (step.code, step.severity, step.command) == (
        "autopay_clash",
        "!!",
        f"debt autopay check {loan.id}",
    )
    assert "2026-11-28" in step.why
    assert step in next_steps(book)
    (fact,) = clash_facts(book)
    assert (fact.rule, fact.on, fact.loan_id) == ("autopay_clash", TODAY, loan.id)
    said = [each for each in preview(book, details=True).alerts if each.rule == "autopay_clash"]
    assert [each.severity for each in said] == ["overdue"]
    assert "autopay may still follow" in said[0].message
    assert status(book).agreed.in_force[0].clash is not None
    set_autopay(book, loan, {"checked": TODAY.isoformat()})
    assert list(offer_steps(book)) == list(clash_facts(book)) == []


def test_a_fixed_sum_is_to_be_set_anew(book, arranged):
    loan = arranged(fixed="900")
    (step,) = offer_steps(book)
    assert step.command == f"debt autopay set {loan.id} --fixed 600.00"
    set_autopay(book, loan, {"fixed": "600"})
    assert list(offer_steps(book)) == []


def test_a_missed_payment_is_worth_checking_and_says_what_a_breach_brings(book, arranged):
    loan = arranged(on="off")
    assert list(offer_steps(book)) == []
    book.today = TODAY + timedelta(days=25)
    (step,) = offer_steps(book)
    assert (step.code, step.loan_id, step.screen) == ("arrangement_missed", loan.id, "talks")
    assert step.why.startswith("worth checking")
    assert "the whole debt falls due" in step.why
