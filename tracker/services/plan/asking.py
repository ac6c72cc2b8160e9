"""A question as the simulation takes it: debts as they would be, and the money of the months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from tracker.domain.loan.schedule import level_payment
from tracker.domain.money import Rounding, decimal_text
from tracker.domain.plan.charges import monthly, rate_in
from tracker.domain.plan.debt import Budget, Debt, Fixed
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import LIMIT, budget_of, first_asked, simulate
from tracker.domain.plan.whatif import with_drop, with_frozen, with_one_off, with_points, with_sums
from tracker.domain.problems import Problem
from tracker.services.book import Book
from tracker.services.borrow.answers import NEW
from tracker.services.cash.accounts import accounts
from tracker.services.plan.answers import PlanRequest
from tracker.services.plan.reading import Reading
from tracker.services.plan.windows import month_of


def problems_of(request: PlanRequest, reading: Reading) -> tuple[Problem, ...]:
    """What is wrong with a question about these loans."""
    found = []
    if request.currency and reading.currencies and request.currency not in reading.currencies:
        names = ", ".join(reading.currencies)
        found.append(
            Problem(
                code="plan_no_currency", field="currency", value=request.currency, params={"choices": names}
            )
        )
    if request.one_off_on is not None and request.one_off_on < reading.today:
        found.append(Problem(code="plan_day_over", field="one_off_on", value=request.one_off_on.isoformat()))
    sums = {
        "budget": request.monthly_minor or 0, "extra": request.extra_minor,
        "one_off": request.one_off_minor, "buffer": request.buffer_minor,
    }  # fmt: skip
    found += [
        Problem(code="negative", field=name, value=decimal_text(minor, reading.currency))
        for name, minor in sums.items()
        if minor < 0
    ]
    return tuple(found)


def supposed(request: PlanRequest, reading: Reading) -> Reading:
    """The debts as they would be; ids of loans that are in no plan say nothing."""
    own = (NEW,) if reading.own_minor and request.monthly_minor is None else ()
    debts = with_frozen(reading.debts, (*request.frozen, *own))
    if request.rate_points:
        moved = (_repriced(debt) for debt in with_points(debts, request.rate_points))
        # A loan that is supposed has the rate that was said of it.
        debts = tuple(old if old.key == NEW else new for old, new in zip(debts, moved, strict=True))
    taken = (replace(each, debt=debt) for each, debt in zip(reading.taken, debts, strict=True))
    return replace(reading, taken=tuple(taken))


def _repriced(debt: Debt) -> Debt:
    """At another rate a loan of equal payments still ends on its day, with another payment."""
    if not isinstance(debt.minimum, Fixed) or debt.ends_month is None or not debt.minimum.amount:
        return debt
    periods = debt.ends_month - debt.starts_month + 1
    twice, over = monthly(rate_in(debt, debt.starts_month))
    owed = debt.balance - (debt.arrears if debt.starts_month else 0)
    payment = level_payment(owed, twice, over, periods, Rounding.HALF_UP)
    return replace(debt, minimum=Fixed(amount=payment))


def regular_money(request: PlanRequest, reading: Reading) -> int:
    """What every month brings, what is asked for once not included."""
    if request.monthly_minor is not None:
        return request.monthly_minor
    return steady_money(supposed(request, reading)) + request.extra_minor


def steady_money(reading: Reading) -> int:
    """What the minimums come to month after month.

    That is what the first month asks for beside what is overdue, where it does to the end; otherwise what
    they come to once every debt has begun to ask for its own.
    """
    return _steady(reading.debts, overdue_money(reading))


@lru_cache(maxsize=8)
def _steady(debts: tuple[Debt, ...], overdue: int) -> int:
    every = budget_of(debts, Budget(), LIMIT)
    least = first_asked(debts) - overdue
    if not 0 < least < every:
        return every
    budget = with_one_off(Budget(monthly=least), 0, overdue)
    does = all(simulate(debts, budget, way).short is None for way in (Strategy.AVALANCHE, Strategy.SNOWBALL))
    return least if does else every


def overdue_money(reading: Reading) -> int:
    """What is asked for at once and never again."""
    return sum(minor for each in reading.taken for on, minor in each.asks if on <= reading.today)


def budget_for(
    book: Book, request: PlanRequest, reading: Reading, *, money_minor: int | None = None
) -> Budget:
    """The money of a question; `money_minor` is what a month brought when it was adopted.

    Of what the accounts hold as much as the buffer asks for counts as put aside already; the rest of the
    buffer is saved up first.
    """
    if reading.own_minor and request.monthly_minor is None:
        # Its payments come beside the money of the month, as long as it runs: nothing else is paid with them.
        taken = tuple(each for each in reading.taken if each.debt.key != NEW)
        others = replace(reading, taken=taken, own_minor=())
        budget = budget_for(book, request, others, money_minor=money_minor)
        return with_sums(supposed(request, others).debts, budget, reading.own_minor)
    there = sum(
        account.balance_minor or 0
        for account in accounts(book)
        if account.currency == reading.currency and account.knows_balance(book.today)
    )
    extra = request.extra_minor
    if money_minor is not None:
        # Minimums that were freed since stay in the money of the plan.
        extra = max(0, money_minor - steady_money(reading))
    budget = Budget(
        monthly=request.monthly_minor,
        extra=extra,
        cash=max(0, min(request.buffer_minor, there)),
        buffer=request.buffer_minor,
    )
    if request.monthly_minor is None:
        steady = steady_money(reading)
        if steady < budget_of(reading.debts, Budget(), LIMIT):
            budget = replace(budget, monthly=steady + extra, extra=0)
            budget = with_one_off(budget, 0, overdue_money(reading))
        for each in reading.taken:
            if each.residue is not None:
                # What comes to the minimums comes to that of the last month too.
                budget = with_one_off(budget, *each.residue)
    if reading.cash_minor:
        budget = with_one_off(budget, 0, reading.cash_minor)
    if request.one_off_minor:
        budget = with_one_off(budget, _month(request.one_off_on, reading.today), request.one_off_minor)
    if request.drop_percent and request.drop_months:
        budget = with_drop(budget, Decimal(request.drop_percent), request.drop_months)
    return budget


def _month(on: date | None, today: date) -> int:
    return max(0, month_of(on, today)) if on else 0
