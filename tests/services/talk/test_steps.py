"""What talks ask to be done next: papers, writing, answers, promises; each once, with its command."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lived import TODAY, add

from tracker.services.next_steps import next_steps
from tracker.services.talk.negotiations import new_talk, step_talk
from tracker.services.talk.promises import add_promise, end_promise
from tracker.services.talk.stages import add_stage, answer_stage
from tracker.services.talk.steps import talk_steps


def day(days):
    return (TODAY + timedelta(days=days)).isoformat()


def done(checked):
    assert checked[0] is not None, checked[1]
    return checked[0].ids[0]


@pytest.fixture
def loan(book):
    return add(book, lender="Bank")


def told(book):
    return [(each.code, each.severity) for each in talk_steps(book)]


@pytest.mark.parametrize(
    ("kind", "days", "severity"),
    [("court", 14, "!!"), ("court", 15, "!"), ("letter", 4, "!"), ("letter", 3, "!!"), ("letter", -1, "!!")],
)
def test_papers_are_told_until_they_are_answered(book, loan, kind, days, severity):
    fields = {"kind": kind, "on": day(-20), "answer_by": day(days)}
    number = done(add_stage(book, loan, fields))
    (step,) = [each for each in next_steps(book, gaps=()) if each.code == "answer_by"]
    assert (step.severity, step.screen, step.loan_id) == (severity, "talks", loan.id)
    assert step.command == f"debt talk stage answered {number}"
    done(answer_stage(book, number, {}))
    assert told(book) == []


def test_an_oral_word_asks_for_writing_at_once_and_an_answer_only_near_its_day(book, loan):
    number = done(new_talk(book, loan, {"aim": "one month more", "on": day(-5)}))
    assert told(book) == []
    done(step_talk(book, number, {"state": "sent", "on": day(-4), "next": day(4)}))
    assert told(book) == []
    done(step_talk(book, number, {"state": "counter", "on": day(-3), "next": day(3)}))
    assert told(book) == [("follow_up", "!")]
    done(step_talk(book, number, {"state": "agreed_orally", "on": day(-2), "next": day(-1)}))
    (step,) = talk_steps(book)
    assert step.severity == "!!"
    assert step.command == f"debt talk step {number} confirmed --proof TEXT"


def test_promises_of_both_sides_are_told_near_their_day(book, loan):
    mine = done(add_promise(book, loan, {"side": "me", "what": "pay", "on": day(-3), "due": day(0)}))
    done(add_promise(book, loan, {"side": "lender", "what": "no calls", "on": day(-3), "due": day(2)}))
    done(add_promise(book, loan, {"side": "me", "what": "later", "due": day(9)}))
    assert told(book) == [("promise", "!!"), ("promise", "!")]
    done(end_promise(book, mine, {"fate": "kept"}))
    assert told(book) == [("promise", "!")]
