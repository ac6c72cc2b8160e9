"""What the answers of an adviser raise."""

from __future__ import annotations

from datetime import date

from tracker.domain.recovery.adviser import QUESTIONS, Adviser, Answer


def adviser(answers, **more):
    return Adviser(id=1, name="x", asked_on=date(2026, 11, 21), currency="CNY", answers=answers, **more)


def good():
    return {each.code: Answer.NO if each.raises is Answer.YES else Answer.YES for each in QUESTIONS}


def test_a_sign_of_fraud_stops():
    found = adviser({**good(), "erase_records": Answer.YES, "hurry": Answer.YES})
    assert (found.verdict, [each.code for each in found.flags]) == ("stop", ["erase_records", "hurry"])


def test_what_is_open_wants_a_look():
    assert adviser(good()).verdict == "ok"
    assert adviser({**good(), "licence_seen": Answer.NO}).verdict == "look"
    nobody = adviser({})
    assert (nobody.verdict, len(nobody.unasked), nobody.flags) == ("look", len(QUESTIONS), ())


def test_a_fee_not_below_what_it_saves_wants_a_look():
    assert adviser(good(), fee_minor=300, saves_minor=300).verdict == "look"
    assert adviser(good(), fee_minor=299, saves_minor=300).verdict == "ok"
    assert adviser(good(), fee_minor=300).dearer is False
