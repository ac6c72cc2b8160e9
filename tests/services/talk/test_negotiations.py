"""Talks about a loan: step by step, undone one by one, in force only in writing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lived import TODAY, add, facts

from tracker.domain.recovery.negotiation import State
from tracker.services.book import write_settings
from tracker.services.history import undo
from tracker.services.loan.change import remove_loan
from tracker.services.talk.entry import remove_entry, restore_entry
from tracker.services.talk.negotiations import drop_step, find_talk, list_talks, new_talk, step_talk
from tracker.store.due import read_dues


def done(checked):
    assert checked[0] is not None, checked[1]
    return checked[0]


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


@pytest.fixture
def loan(book):
    return add(book, lender="Bank")


@pytest.fixture
def talk(book, loan):
    on = (TODAY - timedelta(days=5)).isoformat()
    return done(new_talk(book, loan, {"aim": "extension", "on": on})).ids[0]


def test_an_oral_word_changes_no_due_and_says_so(book, talk):
    before = read_dues(book.conn, TODAY, TODAY + timedelta(days=90))
    told = done(step_talk(book, talk, {"state": "agreed orally"}))
    assert any("not in writing" in note for note in told.notes)
    assert any("CN-T3" in note for note in told.notes)
    assert read_dues(book.conn, TODAY, TODAY + timedelta(days=90)) == before
    assert code(step_talk(book, talk, {"state": "active"})) == "not_next"
    assert code(step_talk(book, talk, {"state": "confirmed"})) == "proof_needed"
    assert done(step_talk(book, talk, {"state": "confirmed", "proof": "letter"})).notes == ()
    found = find_talk(book, talk)
    assert (found.state, found.steps[-1].proof, found.oral_since) == (State.CONFIRMED, "letter", None)


def test_a_number_of_evidence_must_be_in_the_log(book, talk):
    assert code(step_talk(book, talk, {"state": "confirmed", "evidence": "7"})) == "no_evidence"


def test_a_request_names_the_rule_of_its_own_place_only(book, talk):
    write_settings(book, {"jurisdiction": "UK"})
    assert done(step_talk(book, talk, {"state": "sent"})).notes == ()
    oral = done(step_talk(book, talk, {"state": "agreed_orally"})).notes
    assert any("UK-5" in note and "unverified" in note for note in oral)
    assert not any("CN-" in note for note in oral)


def test_each_step_is_undone_by_itself(book, talk):
    before = facts(book)
    done(step_talk(book, talk, {"state": "sent", "next": (TODAY + timedelta(days=7)).isoformat()}))
    assert find_talk(book, talk).next_on == TODAY + timedelta(days=7)
    undo(book)
    assert facts(book) == before
    assert find_talk(book, talk).state is State.DRAFT


def test_the_last_step_can_be_removed_later(book, talk):
    assert code(drop_step(book, talk)) == "no_step"
    done(step_talk(book, talk, {"state": "sent"}))
    done(step_talk(book, talk, {"state": "counter"}))
    done(drop_step(book, talk))
    assert find_talk(book, talk).state is State.SENT
    assert code(drop_step(book, 99)) == "gone"


def test_what_is_wrong_is_refused_whole(book, loan, talk):
    before = facts(book)
    assert code(new_talk(book, loan, {"aim": " "})) == "required"
    assert code(new_talk(book, loan, {"aim": "x", "on": "2027-01-01"})) == "in_the_future"
    assert code(step_talk(book, talk, {"state": "agreed"})) == "not_a_choice"
    assert code(step_talk(book, 99, {"state": "sent"})) == "gone"
    assert code(new_talk(book, loan, {"aim": "x" * 3000})) == "too_long"
    assert facts(book) == before


def test_open_talks_come_by_their_next_day_and_ended_ones_on_request(book, loan, talk):
    second = done(new_talk(book, loan, {"aim": "waiver"})).ids[0]
    done(step_talk(book, second, {"state": "sent", "next": (TODAY + timedelta(days=2)).isoformat()}))
    third = done(new_talk(book, loan, {"aim": "old"})).ids[0]
    done(step_talk(book, third, {"state": "lapsed"}))
    assert [each.id for each in list_talks(book)] == [second, talk]
    assert [each.id for each in list_talks(book, every=True)] == [second, talk, third]
    assert list_talks(book, loan.id + 1) == ()


def test_a_talk_goes_to_the_trash_and_comes_back_with_its_steps(book, loan, talk):
    done(step_talk(book, talk, {"state": "sent"}))
    done(remove_entry(book, "negotiation", talk))
    assert list_talks(book) == ()
    assert [each.id for each in list_talks(book, trashed=True)] == [talk]
    assert facts(book)["negotiation_step"] == []
    assert code(remove_entry(book, "negotiation", talk)) == "gone"
    done(restore_entry(book, "negotiation", talk))
    assert find_talk(book, talk).state is State.SENT
    assert code(restore_entry(book, "negotiation", talk)) == "gone"
    remove_loan(book, loan)
    assert list_talks(book, every=True) == ()
    assert facts(book)["negotiation"] == []
