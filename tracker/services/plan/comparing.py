"""Compares the ways to pay the loans of one currency: what each costs, when it ends, what to do."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from tracker.domain.plan.debt import Budget
from tracker.domain.plan.optimum import Method, Optimum, Reason
from tracker.domain.plan.run import Run, Strategy
from tracker.domain.plan.simulate import budget_of, first_asked, simulate
from tracker.domain.plan.whatif import smallest_budget, with_one_off
from tracker.domain.problems import Checked
from tracker.services.book import Book
from tracker.services.plan.answers import PlanAnswer, PlanReason, PlanRequest, PlanRow
from tracker.services.plan.asking import budget_for, overdue_money, problems_of, steady_money, supposed
from tracker.services.plan.borrowing import beside_of, borrow_into
from tracker.services.plan.reading import Reading, read_debts
from tracker.services.plan.rows import curve_of, months_of, row_of, steps_of, tightest_of
from tracker.services.plan.windows import month_of, window

SECONDS = 10
"""How long the optimum is searched for."""

_CHEAPEST = (Strategy.AVALANCHE, Strategy.SNOWBALL, Strategy.CUSTOM)


def compare(
    book: Book,
    request: PlanRequest,
    *,
    stop: threading.Event | None = None,
    optimal: bool = True,
    seconds: int = SECONDS,
    reading: Reading | None = None,
) -> Checked[PlanAnswer]:
    """What every way of paying comes to, and the steps of the one that is chosen.

    `reading` spares reading the loans again while a question is typed. Without loans there are no rows.
    """
    from tracker.services.plan.tracking import adopted_state

    began = monotonic()
    reading = reading or read_debts(book, request.currency)
    problems = problems_of(request, reading)
    if problems:
        return None, problems
    request = replace(request, currency=reading.currency)
    borrowed, problems = borrow_into(book, request.borrow, reading) if request.borrow else (None, ())
    if problems:
        return None, problems
    played = borrowed.reading if borrowed else reading
    answer = answer_of(book, request, played, stop=stop, optimal=optimal, seconds=seconds)
    if borrowed is not None:
        without = replace(request.of(answer.chosen), borrow=None)
        best = optimal and answer.chosen is Strategy.OPTIMAL
        other = answer_of(book, without, reading, stop=stop, optimal=best, seconds=seconds)
        answer = replace(answer, beside=beside_of(book, borrowed, other, answer))
    adopted = adopted_state(book, reading)
    return replace(answer, adopted=adopted, seconds=monotonic() - began), ()


def answer_of(
    book: Book,
    request: PlanRequest,
    reading: Reading,
    *,
    stop: threading.Event | None = None,
    optimal: bool = False,
    seconds: int = SECONDS,
    money_minor: int | None = None,
) -> PlanAnswer:
    """The answer to a question about loans that were read; `money_minor` as adopted, where it was."""
    budget = budget_for(book, request, reading, money_minor=money_minor)
    plan = _Plan(request, supposed(request, reading), budget)
    plan.given = budget_for(book, replace(request, monthly_minor=0), reading)
    if not reading.taken:
        return plan.empty()
    plan.play()
    if optimal and not plan.is_short:
        plan.search(stop or threading.Event(), seconds)
    return plan.answer()


class _Plan:
    """One question, as far as it is answered."""

    def __init__(self, request: PlanRequest, reading: Reading, budget: Budget) -> None:
        self.request, self.reading, self.budget = request, reading, budget
        self.runs: dict[Strategy, Run] = {}
        self.given = budget
        """The money beside a monthly sum that is still to be found."""
        self.optimum: Optimum | None = None
        self.solver = ""

    @property
    def is_short(self) -> bool:
        """Whether no way of paying meets the minimums with this money."""
        return all(run.short is not None for way, run in self.runs.items() if way is not Strategy.MINIMUM)

    def play(self) -> None:
        """The simple ways; minimums only need no budget, for they are what the others save against."""
        debts = self.reading.debts
        self.runs[Strategy.MINIMUM] = simulate(debts, Budget(), Strategy.MINIMUM)
        for way in (Strategy.SNOWBALL, Strategy.AVALANCHE):
            self.runs[way] = simulate(debts, self.budget, way)
        if self.request.order or self.request.method is Strategy.CUSTOM:
            order = self.request.order
            self.runs[Strategy.CUSTOM] = simulate(debts, self.budget, Strategy.CUSTOM, order=order)

    def search(self, stop: threading.Event, seconds: int) -> None:
        """The optimum, if one is found that says something."""
        from tracker.services.plan.solving import is_installed, optimal

        found = optimal(self.reading.debts, self.budget, stop=stop, seconds=seconds)
        if found.stopped:
            self.solver = "stopped" if stop.is_set() else "time"
        if not is_installed() and found.method is not Method.SEARCH:
            self.solver = "missing"
        if found.run.ends and (found.proven or self.solver != "missing"):
            self.optimum, self.runs[Strategy.OPTIMAL] = found, found.run

    @property
    def chosen(self) -> Strategy:
        """The method asked for, else the cheapest that ends, else avalanche."""
        if self.request.method in self.runs:
            return self.request.method
        ending = [way for way in _CHEAPEST if way in self.runs and self.runs[way].ends]
        return min(ending, key=lambda way: self.runs[way].cost, default=Strategy.AVALANCHE)

    def rows(self) -> list[PlanRow]:
        minimums = self.runs[Strategy.MINIMUM]
        rows = [row_of(run, self.reading, minimums) for run in self.runs.values()]
        found = self.optimum
        if found is not None:
            rows[-1] = replace(
                rows[-1], same_as=found.same_as, proven=found.proven, bound_minor=found.bound,
                gap_minor=found.gap,
            )  # fmt: skip
        return rows

    def answer(self) -> PlanAnswer:
        reading, run = self.reading, self.runs[self.chosen]
        debts, once = reading.debts, overdue_money(reading)
        return replace(
            self.empty(),
            owed_minor=sum(debt.balance for debt in debts),
            minimums_minor=first_asked(debts),
            money_minor=budget_of(debts, self.budget, 0),
            rows=tuple(self.rows()),
            chosen=self.chosen,
            steps=steps_of(run, reading),
            months=months_of(run, reading),
            curves=tuple((way, curve_of(each, reading)) for way, each in self.runs.items()),
            reasons=self._reasons(self.optimum.reasons if self.optimum else ()),
            tightest=tightest_of(run, reading, self.budget.buffer),
            smallest_minor=smallest_budget(debts, self.given) if self.is_short else None,
            regular_minor=steady_money(reading),
            once_minor=once,
            lacking_minor=self._lacking(once),
            solver=self.solver,
        )

    def _lacking(self, once_minor: int) -> int | None:
        """The sum that mends it by coming once, where only what is overdue is too much."""
        short = self.runs[Strategy.AVALANCHE].short
        if not once_minor or not self.is_short or short is None or short.month or short.missing > once_minor:
            return None
        later = self.request.one_off_on
        if self.request.one_off_minor and later and month_of(later, self.reading.today) > 0:
            return None
        budget = with_one_off(self.budget, 0, short.missing)
        mended = simulate(self.reading.debts, budget, Strategy.AVALANCHE)
        return short.missing if mended.short is None else None

    def empty(self) -> PlanAnswer:
        """Everything that is known without playing it."""
        reading = self.reading
        return PlanAnswer(
            request=self.request, currency=reading.currency, today=reading.today,
            currencies=reading.currencies,
            loans=tuple((each.loan.id, each.loan.name) for each in reading.taken),
            owed_minor=0, minimums_minor=0, money_minor=0, rows=(), chosen=self.request.method, steps=(),
            months=(), curves=(), left_out=reading.left_out,
            guesses=tuple((each.loan.name, "no_interest") for each in reading.taken if each.is_guess),
        )  # fmt: skip

    def _reasons(self, found: Sequence[Reason]) -> tuple[PlanReason, ...]:
        return tuple(
            PlanReason(
                code=each.code.value,
                loan=each.name,
                saves_minor=each.saving,
                on=window(self.reading.today, each.month)[0] if each.month is not None else None,
                amount_minor=each.amount,
            )
            for each in found
        )
