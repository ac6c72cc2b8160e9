"""Stages of collection: recorded with claim and answer day, answered, undone."""

from __future__ import annotations

import pytest
from lived import add, facts

from tracker.services.history import undo
from tracker.services.talk.stages import add_stage, answer_stage, list_stages

LETTER = {"kind": "letter", "on": "2026-11-15", "claimed": "2150.50", "answer_by": "2026-11-30"}


@pytest.fixture
def loan(book):
    return add(book)


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def test_a_letter_wants_an_answer_until_it_has_one(book, loan):
    done, _ = add_stage(book, loan, LETTER)
    (found,) = list_stages(book, loan.id)
    assert (found.claimed_minor, found.open_answer.isoformat()) == (215_050, "2026-11-30")
    before = facts(book)
    assert answer_stage(book, done.ids[0], {"on": "2026-11-20"})[0]
    assert list_stages(book)[0].open_answer is None
    undo(book)
    assert facts(book) == before
    assert list_stages(book, loan.id + 1) == ()


def test_what_cannot_be_is_refused(book, loan):
    assert code(add_stage(book, loan, LETTER | {"kind": "x"})) == "not_a_choice"
    assert code(add_stage(book, loan, LETTER | {"on": "2026-11-22"})) == "in_the_future"
    assert code(add_stage(book, loan, LETTER | {"answer_by": "2026-11-14"})) == "before_stage"
    assert code(add_stage(book, loan, LETTER | {"evidence": "3"})) == "no_evidence"
    assert list_stages(book) == ()
    done, _ = add_stage(book, loan, LETTER)
    assert code(answer_stage(book, done.ids[0], {"on": "2026-11-14"})) == "not_between"
    assert code(answer_stage(book, 99, {})) == "gone"
