"""Why the end of all debts moved since a plan was adopted: payments, fees, rates and all the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.plan.kept import KeptPlan
from tracker.domain.plan.moved import Cause, Outcome, why_moved
from tracker.domain.problems import Checked, Problem
from tracker.services.book import Book
from tracker.services.plan.continuing import (
    Paid,
    Promise,
    as_promised,
    due_by_now,
    paid_since,
    play_on,
    promise_of,
)
from tracker.services.plan.debts import Taken
from tracker.services.plan.reading import Reading, read_debts
from tracker.services.plan.rows import gone_days
from tracker.services.plan.stages import STAGES, Staged, staged


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPart:
    """What one cause moved: later and dearer are above zero."""

    cause: Cause
    days: int
    months: int
    cost_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """By how much the end moved, in parts that add up to it."""

    plan: str
    currency: str
    planned_on: date
    now_on: date
    days: int
    months: int
    cost_minor: int
    """What it costs more in all, from the first day of the plan on."""
    parts: tuple[MovedPart, ...]
    overdue_minor: int = 0
    """What is overdue or charged by now: it is taken to be paid at once, beside the money of a month."""


def why_view(book: Book, plan: KeptPlan) -> Checked[MovedView]:
    """Why the adopted plan ends on another day than it was to."""
    if plan.adopted_on is None or plan.money_minor is None:
        return None, (Problem(code="plan_not_followed", field="plan", value=plan.name),)
    reading = read_debts(book, plan.currency, adopted_on=plan.adopted_on)
    promise = promise_of(book, plan)
    paid = paid_since(book, promise)
    due = tuple(due_by_now(promise, book.today, paid))
    loans = tuple(staged(book, promise, due, reading.own))
    ended = max((each.paid_on for each in loans if each.paid_on), default=book.today)
    courses = _Courses(book, promise, reading, paid, ended)
    beyond = sum(each.beyond_minor for each in loans)
    planned = courses.planned(_at(None, loans), as_promised(promise, due), beyond)
    steps = [
        (cause, courses.outcome(_at(cause, loans), _borrowed(cause, loans)))
        for cause in STAGES
        if cause is not None
    ]
    last = courses.outcome(reading.own, _neutral(loans, reading.own))
    found = why_moved(planned, (*steps, (Cause.EDIT, last)))
    if found.days is None or found.months is None or found.cost is None:
        return None, (Problem(code="plan_not_comparable", field="plan", value=plan.name),)
    return MovedView(
        plan=plan.name, currency=plan.currency, planned_on=date.fromordinal(planned.day),
        now_on=date.fromordinal(last.day), days=found.days, months=found.months, cost_minor=found.cost,
        overdue_minor=sum(each.late for each in reading.own),
        parts=tuple(
            MovedPart(cause=each.cause, days=each.days, months=each.months, cost_minor=each.cost)
            for each in found.parts
        ),
    ), ()  # fmt: skip


def _at(cause: Cause | None, loans: Sequence[Staged]) -> tuple[Taken, ...]:
    found = (each.stages[cause] for each in loans)
    return tuple(taken for taken in found if taken is not None and taken.debt.balance)


def _borrowed(cause: Cause, loans: Sequence[Staged]) -> int:
    """What is paid back of new borrowing is no cost."""
    return sum(each.borrowed_minor for each in loans) if cause is Cause.CHARGE else 0


def _neutral(loans: Sequence[Staged], own: Sequence[Taken]) -> int:
    """What is owed now and was not, or the other way round, without being cost or saving."""
    planned = {each.loan.id for each in loans}
    open_now = {each.loan.id for each in own}
    came = sum(_principal(each) for each in own if each.loan.id not in planned)
    left = [each for each in _at(Cause.CHARGE, loans) if each.loan.id not in open_now]
    edited = sum(each.edited_minor for each in loans if each.loan.id in open_now)
    return _borrowed(Cause.CHARGE, loans) + came - sum(map(_principal, left)) + edited


def _principal(taken: Taken) -> int:
    return taken.debt.balance - taken.debt.fees_within


class _Courses:
    """What the plan comes to with loans as they would be."""

    def __init__(
        self, book: Book, promise: Promise, reading: Reading, paid: Mapping[int, Paid], ended: date
    ) -> None:
        self.today, self.promise, self.reading, self.paid = book.today, promise, reading, paid
        self.ended = ended
        self.ends_on = max((row.due_on for row in promise.rows), default=book.today)

    def planned(self, taken: Sequence[Taken], paid: Mapping[int, Paid], beyond: int) -> Outcome:
        """The plan itself: all of it paid on its day, but for what is above all that is owed."""
        return self._outcome(taken, paid, beyond, self.ends_on)

    def outcome(self, taken: Sequence[Taken], borrowed: int) -> Outcome:
        """What it comes to after what was really paid."""
        return self._outcome(taken, self.paid, borrowed, self.ended)

    def _outcome(
        self, taken: Sequence[Taken], paid: Mapping[int, Paid], borrowed: int, gone_on: date
    ) -> Outcome:
        reading = replace(self.reading, taken=tuple(taken), today=self.promise.first)
        run = play_on(self.promise, reading, paid)
        days = [on for on, _key in gone_days(run, reading)] if run.ends else []
        on = max(max(days), self.today) if days else gone_on
        cost = sum(each.total for each in paid.values()) + run.paid - borrowed
        return Outcome(ends=run.ends, months=len(run.months), day=on.toordinal(), cost=cost)
