"""Promises of both sides: kept, ended, and the limitation rule named where one restarts it."""

from __future__ import annotations

import pytest
from lived import add, facts

from tracker.domain.recovery.promise import Fate
from tracker.services.history import undo
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.promises import add_promise, end_promise, list_promises

MINE = {"side": "me", "what": "pay", "amount": "2000", "due": "2026-11-30", "on": "2026-11-20"}


@pytest.fixture
def loan(book):
    return add(book)


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def test_my_promise_names_the_rule_that_restarts_limitation_and_theirs_does_not(book, loan):
    done, _ = add_promise(book, loan, MINE)
    assert [note for note in done.notes if "CN-T3" in note and "民法典第195条" in note]
    done, _ = add_promise(book, loan, {"side": "lender", "what": "no calls"})
    assert done.notes == ()
    mine, theirs = list_promises(book)
    assert (mine.amount_minor, mine.due_on.isoformat(), theirs.due_on) == (200_000, "2026-11-30", None)


def test_a_promise_of_a_day_before_the_rule_was_in_force_names_none(book, loan):
    done, _ = add_promise(book, loan, {"side": "me", "what": "pay", "on": "2020-12-31"})
    assert done.notes == ()


def test_what_came_of_it_is_recorded_and_can_be_undone(book, loan):
    done, _ = add_promise(book, loan, MINE)
    before = facts(book)
    assert end_promise(book, done.ids[0], {"fate": "broken", "on": "2026-11-21"})[0]
    assert list_promises(book, only_open=True) == ()
    assert list_promises(book)[0].fate is Fate.BROKEN
    assert end_promise(book, done.ids[0], {"fate": "open"})[0]
    assert list_promises(book)[0].ended_on is None
    undo(book, 2)
    assert facts(book) == before


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"what": ""}, "required"),
        ({"amount": "0"}, "not_positive"),
        ({"on": "2026-11-22"}, "in_the_future"),
        ({"due": "2026-11-19"}, "before_promise"),
        ({"contact": "9"}, "gone"),
        ({"side": "nobody"}, "not_a_choice"),
    ],
)
def test_what_cannot_be_is_refused(book, loan, fields, problem):
    assert code(add_promise(book, loan, MINE | fields)) == problem
    assert list_promises(book) == ()


def test_the_end_lies_between_the_promise_and_today(book, loan):
    done, _ = add_promise(book, loan, MINE)
    assert code(end_promise(book, done.ids[0], {"fate": "kept", "on": "2026-11-19"})) == "not_between"
    assert code(end_promise(book, 99, {"fate": "kept"})) == "gone"


def test_a_promise_belongs_to_the_contact_it_was_made_in(book, loan):
    call, _ = log_contact(book, loan, {"time": "9:00", "on": "2026-11-20"})
    assert add_promise(book, loan, MINE | {"contact": str(call.ids[0])})[0]
    assert list_promises(book, loan.id)[0].contact_id == call.ids[0]
    assert facts(book)["promise"][0]["contact"] == "1"
