"""What talks give rise to, and what of them is over."""

from __future__ import annotations

from datetime import date

from tracker.domain.alert.talk_facts import answer_facts, complaint_facts, follow_up_facts, promise_facts
from tracker.domain.recovery.complaint import Complaint
from tracker.domain.recovery.negotiation import Negotiation, State, Step
from tracker.domain.recovery.promise import Promise, Side
from tracker.domain.recovery.stage import Stage, StageKind

ON = date(2026, 11, 20)
DUE = date(2026, 11, 28)


def talk(state, next_on):
    step = Step(id=1, negotiation_id=4, state=state, happened_on=ON, next_on=next_on)
    return Negotiation(id=4, loan_id=5, loan="x", aim="a", opened_on=ON, steps=(step,))


def test_a_next_move_is_spoken_of_while_the_talks_are_open():
    (fact,) = follow_up_facts([talk(State.SENT, DUE), talk(State.SENT, None), talk(State.LAPSED, DUE)])
    assert (fact.rule, fact.key, fact.on) == ("follow_up", "5:2026-11-28:talk.4", DUE)


def test_an_answer_is_spoken_of_until_it_was_given():
    letter = Stage(id=2, loan_id=5, kind=StageKind.COURT, happened_on=ON, answer_by=DUE)
    done = Stage(id=3, loan_id=5, kind=StageKind.LETTER, happened_on=ON, answer_by=DUE, answered_on=ON)
    assert [each.about for each in answer_facts([letter, done])] == ["stage.2"]


def test_a_complaint_wants_its_answer():
    found = Complaint(id=7, loan_id=5, body="12378", opened_on=ON)
    (fact,) = complaint_facts([(found, DUE)])
    assert (fact.about, fact.on, fact.params) == ("complaint.7", DUE, {"kind": "complaint"})


def test_a_promise_of_either_side_falls_due():
    promises = [
        Promise(id=1, loan_id=5, side=Side.ME, what="pay", promised_on=ON, due_on=DUE, amount_minor=200_000),
        Promise(id=2, loan_id=5, side=Side.LENDER, what="no calls", promised_on=ON),
    ]
    (fact,) = promise_facts(promises)
    assert (fact.rule, fact.about, fact.amount_minor, fact.params["side"]) == (
        "promise", "promise.1", 200_000, "me",
    )  # fmt: skip
