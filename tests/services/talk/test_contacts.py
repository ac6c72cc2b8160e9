"""The log of contacts: kept as it was, corrected, taken back."""

from __future__ import annotations

import pytest
from lived import add, facts

from tracker.domain.recovery.contact import Conduct, Direction, Identity, Means
from tracker.services.history import undo
from tracker.services.talk.contacts import edit_contact, list_contacts, log_contact


@pytest.fixture
def loan(book):
    return add(book)


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def test_a_contact_keeps_who_when_and_what(book, loan):
    fields = {
        "on": "2026-11-20", "time": "22：30", "means": "phone", "direction": "in", "answered": "no",
        "number": "021 5555", "who": "Mr Wang", "identity": "refused", "conduct": "threat",
        "third_party": "sister", "summary": "said\x1b[31m he would come", "hour_agreed": "是",
    }  # fmt: skip
    done, problems = log_contact(book, loan, fields)
    assert done, problems
    (found,) = list_contacts(book)
    assert found.at.isoformat() == "2026-11-20T22:30:00"
    assert (found.direction, found.means, found.answered) == (Direction.IN, Means.PHONE, False)
    assert (found.identity, found.conduct, found.third_party) == (Identity.REFUSED, Conduct.THREAT, "sister")
    assert found.summary == "said[31m he would come"
    assert found.hour_agreed


def test_a_correction_leaves_the_rest_and_can_be_undone(book, loan):
    done, _ = log_contact(book, loan, {"on": "2026-11-20", "time": "9:00", "summary": "a", "proof": "b"})
    before = facts(book)
    assert edit_contact(book, done.ids[0], {"time": "9:15", "proof": "-"})[0]
    (found,) = list_contacts(book, loan.id)
    assert (found.at.minute, found.summary, found.proof) == (15, "a", "")
    undo(book)
    assert facts(book) == before
    assert code(edit_contact(book, 99, {})) == "gone"


def test_the_newest_comes_first(book, loan):
    for clock in ("9:00", "21:00", "12:00"):
        assert log_contact(book, loan, {"on": "2026-11-20", "time": clock})[0]
    assert [each.at.hour for each in list_contacts(book)] == [21, 12, 9]
    assert list_contacts(book, loan.id + 1) == ()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "required"),
        ({"time": "25:00"}, "time_unreadable"),
        ({"time": "9:00", "on": "2026-11-22"}, "in_the_future"),
        ({"time": "9:00", "means": "pigeon"}, "not_a_choice"),
        ({"time": "9:00", "evidence": "4"}, "no_evidence"),
    ],
)
def test_what_cannot_be_is_refused(book, loan, fields, problem):
    assert code(log_contact(book, loan, fields)) == problem
    assert list_contacts(book) == ()
