"""Negotiations as a state machine in which what was said is not yet true: only writing makes it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.problems import Problem


class State(StrEnum):
    """Where a negotiation stands."""

    DRAFT = "draft"
    SENT = "sent"
    PAPERS_ASKED = "papers_asked"
    COUNTER = "counter"
    AGREED_ORALLY = "agreed_orally"
    CONFIRMED = "confirmed"
    ACTIVE = "active"
    KEPT = "kept"
    BROKEN = "broken"
    LAPSED = "lapsed"


_ANSWERS = (State.PAPERS_ASKED, State.COUNTER, State.AGREED_ORALLY, State.CONFIRMED, State.LAPSED)

NEXT: dict[State, tuple[State, ...]] = {
    State.DRAFT: (State.SENT, *_ANSWERS),
    State.SENT: _ANSWERS,
    State.PAPERS_ASKED: (State.SENT, *_ANSWERS),
    State.COUNTER: (State.SENT, *_ANSWERS),
    State.AGREED_ORALLY: (State.COUNTER, State.CONFIRMED, State.LAPSED),
    State.CONFIRMED: (State.ACTIVE, State.LAPSED),
    State.ACTIVE: (State.KEPT, State.BROKEN),
    State.KEPT: (),
    State.BROKEN: (),
    State.LAPSED: (),
}
"""What may follow: a call may ask and be answered at once, but nothing said becomes active unwritten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a negotiation; `next_on` is when an answer is due or the next move to be made."""

    id: int
    negotiation_id: int
    state: State
    happened_on: date
    next_on: date | None = None
    proof: str = ""
    evidence: int | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """What is asked for and the steps so far, oldest first; it starts as a draft."""

    id: int
    loan_id: int
    aim: str
    opened_on: date
    loan: str = ""
    lender: str = ""
    note: str = ""
    steps: tuple[Step, ...] = ()
    version: int = 1

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.steps[-1].state if self.steps else State.DRAFT

    @property
    def since(self) -> date:
        """The day of its last step."""
        return self.steps[-1].happened_on if self.steps else self.opened_on

    @property
    def is_open(self) -> bool:
        """Whether anything may follow."""
        return bool(NEXT[self.state])

    @property
    def next_on(self) -> date | None:
        """When an answer is due or the next move to be made; None if nobody said or it has ended."""
        return self.steps[-1].next_on if self.steps and self.is_open else None

    @property
    def oral_since(self) -> date | None:
        """The day something was agreed that still stands in no writing: until then the old duty holds."""
        return self.since if self.state is State.AGREED_ORALLY else None

    @property
    def turn(self) -> str:
        """Whose move it is: `me`, `lender`, or nobody's."""
        match self.state:
            case State.DRAFT | State.PAPERS_ASKED | State.COUNTER | State.CONFIRMED | State.ACTIVE:
                return "me"
            case State.SENT | State.AGREED_ORALLY:
                return "lender"
            case _:
                return ""

    def late_days(self, today: date) -> int:
        """Days since the next move was due, 0 while it is not late."""
        return max(0, (today - self.next_on).days) if self.next_on else 0


def step_problems(
    negotiation: Negotiation,
    state: State,
    happened_on: date,
    *,
    today: date,
    next_on: date | None,
    has_proof: bool,
) -> tuple[Problem, ...]:
    """Why a step cannot follow: its state, its day, or writing that is said to be there and is not."""
    found = []
    if state not in NEXT[negotiation.state]:
        accepted = ", ".join(NEXT[negotiation.state])
        params = {"state": negotiation.state.value, "accepted": accepted}
        code = "not_next" if accepted else "talk_ended"
        found.append(Problem(code=code, field="state", value=state.value, params=params))
    if happened_on > today:
        found.append(Problem(code="in_the_future", field="on", value=happened_on.isoformat()))
    elif happened_on < negotiation.since:
        params = {"low": negotiation.since.isoformat(), "high": today.isoformat()}
        found.append(Problem(code="not_between", field="on", value=happened_on.isoformat(), params=params))
    if next_on is not None and next_on < happened_on:
        found.append(Problem(code="before_step", field="next", value=next_on.isoformat()))
    if state is State.CONFIRMED and not has_proof:
        found.append(Problem(code="proof_needed", field="proof"))
    return tuple(found)
