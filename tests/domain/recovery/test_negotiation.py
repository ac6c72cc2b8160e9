"""Negotiations: what may follow what, whose move it is, and that an oral word is not in force."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.recovery.negotiation import NEXT, Negotiation, State, Step, step_problems

OPENED, ON, TODAY = date(2026, 11, 10), date(2026, 11, 15), date(2026, 11, 21)


def talk(*states: State, next_on: date | None = None) -> Negotiation:
    steps = [
        Step(id=number, negotiation_id=1, state=state, happened_on=ON, next_on=next_on)
        for number, state in enumerate(states, 1)
    ]
    return Negotiation(id=1, loan_id=1, aim="extension", opened_on=OPENED, steps=tuple(steps))


def codes(negotiation: Negotiation, state: State, **others):
    given = {"happened_on": ON, "next_on": None, "has_proof": False} | others
    return [each.code for each in step_problems(negotiation, state, today=TODAY, **given)]


@pytest.mark.parametrize("state", State)
def test_exactly_the_named_steps_follow(state):
    accepted = [each for each in State if not codes(talk(state), each, has_proof=True)]
    assert set(accepted) == set(NEXT[state])
    assert talk(state).is_open == bool(accepted)


def test_nothing_said_becomes_active_without_writing():
    before_active = [state for state in State if State.ACTIVE in NEXT[state]]
    assert before_active == [State.CONFIRMED]
    assert codes(talk(State.AGREED_ORALLY), State.CONFIRMED) == ["proof_needed"]
    assert codes(talk(State.AGREED_ORALLY), State.CONFIRMED, has_proof=True) == []


def test_an_ended_talk_says_so():
    (problem,) = step_problems(talk(State.LAPSED), State.SENT, ON, today=TODAY, next_on=None, has_proof=False)
    assert problem.code == "talk_ended"
    (problem,) = step_problems(talk(), State.ACTIVE, ON, today=TODAY, next_on=None, has_proof=False)
    assert (problem.code, problem.params["state"]) == ("not_next", "draft")
    assert problem.params["accepted"].startswith("sent, papers_asked")


def test_days_go_forward():
    assert codes(talk(State.SENT), State.COUNTER, happened_on=date(2026, 11, 14)) == ["not_between"]
    assert codes(talk(), State.SENT, happened_on=date(2026, 11, 9)) == ["not_between"]
    assert codes(talk(), State.SENT, happened_on=date(2026, 11, 22)) == ["in_the_future"]
    assert codes(talk(), State.SENT, next_on=date(2026, 11, 14)) == ["before_step"]
    assert codes(talk(), State.SENT, next_on=ON) == []


def test_where_it_stands_is_told_by_the_last_step():
    assert (talk().state, talk().since, talk().next_on) == (State.DRAFT, OPENED, None)
    open_talk = talk(State.SENT, next_on=date(2026, 11, 18))
    assert (open_talk.since, open_talk.next_on, open_talk.late_days(TODAY)) == (ON, date(2026, 11, 18), 3)
    assert open_talk.late_days(ON) == 0
    assert talk(State.SENT).late_days(TODAY) == 0
    ended = talk(State.BROKEN, next_on=date(2026, 11, 18))
    assert (ended.next_on, ended.late_days(TODAY)) == (None, 0)


def test_an_oral_word_stands_as_a_warning_until_it_is_written():
    assert talk(State.AGREED_ORALLY).oral_since == ON
    assert talk(State.AGREED_ORALLY, State.CONFIRMED).oral_since is None


def test_whose_move_it_is():
    turns = {state: talk(state).turn for state in State}
    assert {each for each, turn in turns.items() if turn == "lender"} == {State.SENT, State.AGREED_ORALLY}
    assert {each for each, turn in turns.items() if turn == ""} == {
        state for state in State if not NEXT[state]
    }
