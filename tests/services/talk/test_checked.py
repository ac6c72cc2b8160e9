"""Checked messages: kept by their hash, once, undone."""

from __future__ import annotations

from lived import add, facts

from tracker.services.history import undo
from tracker.services.talk.checked import keep_check, list_checks, text_hash
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.message import check_message

SMS = "转到账号6217000022223333444"


def test_a_message_is_kept_once(book):
    loan = add(book)
    assert log_contact(book, loan, {"on": "2026-11-20", "time": "9:00", "means": "sms"})[0]
    before = facts(book)
    view = check_message(book, loan, SMS)
    assert keep_check(book, loan, SMS, view, {"contact": "1"})[0]
    assert keep_check(book, loan, f"{SMS}\n", view, {"note": "again"}, keep_text=True)[0]
    (found,) = list_checks(book, loan.id)
    assert (found.sha256, found.verdict, found.words) == (text_hash(SMS), "stop", SMS)
    assert (found.contact_id, found.note) == (1, "again")
    assert keep_check(book, loan, SMS, view, {"contact": "9"})[1][0].code == "gone"
    undo(book)
    undo(book)
    assert facts(book) == before
