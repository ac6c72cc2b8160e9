"""The smallest monthly budget that ends all debts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import first_asked, simulate
from tracker.domain.plan.whatif import smallest_budget, with_one_off
from tracker.domain.problems import Checked, Problem
from tracker.services.book import Book
from tracker.services.plan.answers import PlanRequest
from tracker.services.plan.asking import budget_for, overdue_money, problems_of, steady_money, supposed
from tracker.services.plan.borrowing import borrow_into
from tracker.services.plan.reading import read_debts
from tracker.services.plan.rows import row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Smallest:
    """The least sum a month that works, and what comes of it."""

    budget_minor: int
    minimums_minor: int
    """What the first month asks for, with what it asks for once."""
    regular_minor: int
    """What the minimums come to month after month."""
    once_minor: int
    """What is overdue: the first month asks for it, and no other does."""
    beside_minor: int | None
    """The least sum a month where what is overdue is paid by money that comes once."""
    currency: str
    months: int
    debt_free_on: date
    method: Strategy


def smallest(book: Book, request: PlanRequest, *, months: int | None = None) -> Checked[Smallest]:
    """The least sum a month by which a simple way ends all debts, within some months if given."""
    reading = read_debts(book, request.currency)
    problems = problems_of(request, reading)
    if months is not None and months < 1:
        params = {"low": "1", "high": "1200"}
        problems = (
            *problems,
            Problem(code="not_in_range", field="end_within", value=str(months), params=params),
        )
    if not reading.taken:
        problems = (*problems, Problem(code="plan_empty", field="plan"))
    if not problems and request.borrow:
        borrowed, problems = borrow_into(book, request.borrow, reading)
        reading = borrowed.reading if borrowed else reading
    if problems:
        return None, problems
    reading = supposed(request, reading)
    budget = budget_for(book, replace(request, monthly_minor=0), reading)
    way = request.method
    if way in (Strategy.OPTIMAL, Strategy.MINIMUM):
        way = Strategy.AVALANCHE
    debts = reading.debts
    found = smallest_budget(debts, budget, months, strategy=way, order=request.order)
    if found is None:
        return None, (Problem(code="plan_endless", field="budget"),)
    run = simulate(debts, replace(budget, monthly=found, extra=0), way, order=request.order)
    row, once = row_of(run, reading, run), overdue_money(reading)
    beside: int | None = found
    if once:
        beside = smallest_budget(
            debts, with_one_off(budget, 0, once), months, strategy=way, order=request.order
        )
    return Smallest(
        budget_minor=found, minimums_minor=first_asked(debts), regular_minor=steady_money(reading),
        once_minor=once, beside_minor=beside, currency=reading.currency,
        months=len(run.months), debt_free_on=row.debt_free_on or reading.today, method=way,
    ), ()  # fmt: skip
