"""Somebody who offers help with debts: questions that tell help from fraud, and what the answers raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """What was answered to a question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Weight(StrEnum):
    """How much a flag weighs: stop, or look into it."""

    STOP = "stop"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `raises` is the answer that raises a flag, `area` where rules about it are found."""

    code: str
    raises: Answer
    weight: Weight
    rules: tuple[str, ...] = ()
    """Ids of the rules that speak of it."""


QUESTIONS = (
    Question(code="up_front_fee", raises=Answer.YES, weight=Weight.STOP),
    Question(
        code="erase_records", raises=Answer.YES, weight=Weight.STOP,
        rules=("cn-adverse-5-years", "cn-one-time-repair", "us-adverse-7-years", "uk-six-years"),
    ),
    Question(code="asks_password", raises=Answer.YES, weight=Weight.STOP),
    Question(code="pay_to_them", raises=Answer.YES, weight=Weight.STOP),
    Question(code="stop_contact", raises=Answer.YES, weight=Weight.STOP),
    Question(code="false_papers", raises=Answer.YES, weight=Weight.STOP),
    Question(code="promises_result", raises=Answer.YES, weight=Weight.LOOK),
    Question(code="new_loan", raises=Answer.YES, weight=Weight.LOOK),
    Question(code="hurry", raises=Answer.YES, weight=Weight.LOOK),
    Question(code="found_you", raises=Answer.YES, weight=Weight.LOOK),
    Question(code="licence_seen", raises=Answer.NO, weight=Weight.LOOK),
    Question(code="contract_read", raises=Answer.NO, weight=Weight.LOOK),
    Question(code="fee_in_writing", raises=Answer.NO, weight=Weight.LOOK),
    Question(code="may_leave", raises=Answer.NO, weight=Weight.LOOK),
)  # fmt: skip
"""What to ask, the worst first."""

CODES = tuple(each.code for each in QUESTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adviser:
    """Somebody who offers help, with what was answered; `saves_minor` is what they say they save."""

    id: int
    name: str
    asked_on: date
    currency: str
    loan_id: int | None = None
    loan: str = ""
    licence: str = ""
    fee_minor: int | None = None
    saves_minor: int | None = None
    scope: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    note: str = ""
    version: int = 1

    def answer(self, code: str) -> Answer:
        """What was answered to a question; unknown if nobody asked."""
        return self.answers.get(code, Answer.UNKNOWN)

    @property
    def flags(self) -> tuple[Question, ...]:
        """The questions whose answer is a sign of fraud or wants a look, the worst first."""
        return tuple(each for each in QUESTIONS if self.answer(each.code) is each.raises)

    @property
    def unasked(self) -> tuple[Question, ...]:
        """The questions nobody has an answer to."""
        return tuple(each for each in QUESTIONS if self.answer(each.code) is Answer.UNKNOWN)

    @property
    def verdict(self) -> str:
        """`stop` with a sign of fraud, `look` with something open, `ok` with every answer as it should be."""
        if any(each.weight is Weight.STOP for each in self.flags):
            return "stop"
        if self.flags or self.unasked or self.dearer:
            return "look"
        return "ok"

    @property
    def dearer(self) -> bool:
        """Whether the fee is not below what they say they save."""
        return (
            self.fee_minor is not None
            and self.saves_minor is not None
            and (self.fee_minor >= self.saves_minor)
        )
