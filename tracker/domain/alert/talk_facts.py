"""What talks give rise to: a next move that is due, an answer that is due, a promise that falls due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from tracker.domain.alert.facts import AlertFact


class About(Protocol):
    """What is asked of anything about a loan."""

    @property
    def id(self) -> int: ...
    @property
    def loan_id(self) -> int: ...
    @property
    def loan(self) -> str: ...


class Talking(About, Protocol):
    """What is asked of a negotiation."""

    @property
    def next_on(self) -> date | None: ...


class Answering(About, Protocol):
    """What is asked of a letter that wants an answer."""

    @property
    def open_answer(self) -> date | None: ...


class Promised(About, Protocol):
    """What is asked of a promise."""

    @property
    def side(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def amount_minor(self) -> int | None: ...
    @property
    def currency(self) -> str: ...


def follow_up_facts(talks: Iterable[Talking]) -> Iterator[AlertFact]:
    """Negotiations whose next move or answer is due."""
    for each in talks:
        if each.next_on is not None:
            yield _follow_up(each, f"talk.{each.id}", each.next_on, "talk")


def answer_facts(stages: Iterable[Answering]) -> Iterator[AlertFact]:
    """Letters and court papers that want an answer."""
    for each in stages:
        if each.open_answer is not None:
            yield _follow_up(each, f"stage.{each.id}", each.open_answer, "stage")


def complaint_facts(complaints: Iterable[tuple[About, date]]) -> Iterator[AlertFact]:
    """Complaints that were filed, each with the day by which they are to be answered."""
    for each, by in complaints:
        yield _follow_up(each, f"complaint.{each.id}", by, "complaint")


def promise_facts(promises: Iterable[Promised]) -> Iterator[AlertFact]:
    """Open promises of either side by the day they fall due."""
    for each in promises:
        if each.due_on is not None:
            yield AlertFact(
                rule="promise", loan_id=each.loan_id, about=f"promise.{each.id}", about_on=each.due_on,
                on=each.due_on, loan=each.loan, amount_minor=each.amount_minor, currency=each.currency,
                params={"side": str(each.side)},
            )  # fmt: skip


def _follow_up(each: About, about: str, on: date, kind: str) -> AlertFact:
    return AlertFact(
        rule="follow_up", loan_id=each.loan_id, about=about, about_on=on, on=on, loan=each.loan,
        params={"kind": kind},
    )  # fmt: skip
