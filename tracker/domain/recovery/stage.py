"""How far collection has gone: dated steps, who holds the debt, what was claimed, when to answer by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise


class StageKind(StrEnum):
    """What the other side did."""

    REMINDER = "reminder"
    CALL = "call"
    LETTER = "letter"
    THIRD_PARTY = "third_party"
    VISIT = "visit"
    PRE_SUIT = "pre_suit"
    COURT = "court"
    ENFORCEMENT = "enforcement"
    SETTLED = "settled"


_COURT = (StageKind.COURT, StageKind.ENFORCEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step; `holder` is who holds the debt from then on, empty where nothing changed."""

    id: int
    loan_id: int
    kind: StageKind
    happened_on: date
    loan: str = ""
    currency: str = ""
    holder: str = ""
    claimed_minor: int | None = None
    answer_by: date | None = None
    answered_on: date | None = None
    proof: str = ""
    evidence: int | None = None
    note: str = ""
    version: int = 1

    @property
    def open_answer(self) -> date | None:
        """The day an answer is due by, while none was given."""
        return self.answer_by if self.answered_on is None else None

    def late_days(self, today: date) -> int:
        """Days since the answer was due, 0 while it is not late."""
        return max(0, (today - self.open_answer).days) if self.open_answer else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Who held the debt from a day on."""

    holder: str
    since: date


def holders(lender: str, since: date, stages: Iterable[Stage]) -> tuple[Held, ...]:
    """The chain of those who held the debt, the lender first, the present holder last."""
    chain = [Held(holder=lender, since=since)]
    for each in stages:
        if each.holder and each.holder != chain[-1].holder:
            chain.append(Held(holder=each.holder, since=each.happened_on))
    return tuple(chain)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMove:
    """How what was claimed changed from one step to the next."""

    on: date
    claimed_minor: int
    change_minor: int


def claim_moves(stages: Iterable[Stage]) -> tuple[ClaimMove, ...]:
    """Each later claim with its difference to the one before."""
    told = [(each.happened_on, each.claimed_minor) for each in stages if each.claimed_minor is not None]
    return tuple(
        ClaimMove(on=on, claimed_minor=minor, change_minor=minor - before)
        for (_day, before), (on, minor) in pairwise(told)
    )


def answers_due(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """What still wants an answer, court papers first, then by its day."""
    waiting = [
        (each.kind not in _COURT, each.open_answer, each.id, each) for each in stages if each.open_answer
    ]
    return tuple(each for _court, _by, _id, each in sorted(waiting, key=lambda entry: entry[:3]))
