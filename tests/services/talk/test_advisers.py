"""Advisers: kept with their answers, changed, undone, their rules found."""

from __future__ import annotations

from lived import add, facts

from tracker.domain.recovery.adviser import QUESTIONS, Answer
from tracker.services.book import write_settings
from tracker.services.history import undo
from tracker.services.talk.advisers import keep_adviser, list_advisers, question_rules


def test_answers_are_kept_and_changed(book):
    loan = add(book)
    before = facts(book)
    fields = {"name": "Quick", "fee": "3000", "saves": "2500", "up_front_fee": "yes"}
    assert keep_adviser(book, fields, loan=loan)[0]
    (found,) = list_advisers(book)
    assert (found.verdict, found.dearer, found.loan_id) == ("stop", True, loan.id)
    assert keep_adviser(book, {"up_front_fee": "no", "licence_seen": "yes"}, adviser_id=1)[0]
    (found,) = list_advisers(book)
    assert (found.verdict, found.answer("licence_seen"), found.fee_minor) == ("look", Answer.YES, 300_000)
    undo(book)
    undo(book)
    assert facts(book) == before


def test_what_cannot_be_is_refused(book):
    assert keep_adviser(book, {"name": " "})[1][0].code == "required"
    assert keep_adviser(book, {"name": "x", "hurry": "maybe"})[1][0].code == "not_a_choice"
    assert keep_adviser(book, {}, adviser_id=9)[1][0].code == "gone"


def test_the_rules_of_the_place_back_a_question(book):
    write_settings(book, {"jurisdiction": "CN"})
    (erase,) = [each for each in QUESTIONS if each.code == "erase_records"]
    assert [each.number for each in question_rules(book, erase)] == ["CN-B1", "CN-B5"]
