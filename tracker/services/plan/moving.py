"""Why the end of all debts moved since a plan was adopted: payments, fees, rates and all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tracker.domain.loan.facts import ChargeKind, Component
from tracker.domain.plan.debt import Debt, Fixed, RateFrom
from tracker.domain.plan.kept import KeptPlan
from tracker.domain.plan.moved import Cause, Differences, Inputs, why_moved
from tracker.domain.plan.run import Run
from tracker.domain.plan.simulate import first_asked
from tracker.domain.plan.whatif import with_one_off
from tracker.domain.problems import Checked, Problem
from tracker.services.book import Book
from tracker.services.plan.asking import budget_for, steady_money
from tracker.services.plan.debts import Taken
from tracker.services.plan.keeping import request_now
from tracker.services.plan.reading import Reading, read_debts
from tracker.store.loan import read_facts, read_loan
from tracker.store.plan import Baseline, read_baseline, read_followed

_SAME = Decimal("0.00001")
_FEES = (ChargeKind.FEE, ChargeKind.LATE_FEE, ChargeKind.PENALTY)
_BORROWED = (ChargeKind.PURCHASE, ChargeKind.CASH_ADVANCE)


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
    parts: tuple[MovedPart, ...]


def why_view(book: Book, plan: KeptPlan) -> Checked[MovedView]:
    """Why the adopted plan ends on another day than it was to."""
    if plan.adopted_on is None or plan.money_minor is None:
        return None, (Problem(code="plan_not_followed", field="plan", value=plan.name),)
    reading = read_debts(book, plan.currency)
    now = {each.debt.key: each for each in reading.taken}
    yesterday = book.today - timedelta(days=1)  # what is due today may still be paid
    expected = {each.loan_id: each for each in read_followed(book.conn, plan.id, yesterday)}
    missing = {key: each.expected_minor - each.paid_minor for key, each in expected.items()}
    planned: dict[int, Taken] = {}
    for baseline in read_baseline(book.conn, plan.id, yesterday):
        taken = _as_planned(book, baseline, now.get(baseline.loan_id), missing.get(baseline.loan_id, 0))
        if taken is not None:
            planned[baseline.loan_id] = taken
    monthly = plan.money_minor
    if plan.monthly_minor is None:
        # What comes to the minimums comes to those of a new loan too.
        monthly = max(monthly, steady_money(reading))
    before = _inputs(book, plan, replace(reading, taken=tuple(planned.values())), monthly)
    after = _inputs(book, plan, reading, monthly)
    differences = Differences(
        payments={key: minor for key, minor in missing.items() if key in planned},
        **_posted(book, plan, planned),
    )
    days = _Days({**planned, **now})
    found = why_moved(before, after, differences, day_of=days)
    if found.days is None or found.months is None or found.cost is None:
        return None, (Problem(code="plan_not_comparable", field="plan", value=plan.name),)
    return MovedView(
        plan=plan.name, currency=plan.currency, planned_on=date.fromordinal(days(before.play())),
        now_on=date.fromordinal(days(after.play())), days=found.days, months=found.months,
        cost_minor=found.cost,
        parts=tuple(
            MovedPart(cause=each.cause, days=each.days, months=each.months, cost_minor=each.cost)
            for each in found.parts
        ),
    ), ()  # fmt: skip


class _Days:
    """The day a run ends on, by the due dates of its loans; today where nothing is left to pay."""

    def __init__(self, taken: Mapping[int, Taken]) -> None:
        self.taken = taken

    def __call__(self, run: Run) -> int:
        ends = [self.taken[key].due_in(month).toordinal() for key, month in run.order]
        today = next(iter(self.taken.values())).today.toordinal() if self.taken else 1
        return max(ends, default=today)


def _inputs(book: Book, plan: KeptPlan, reading: Reading, monthly: int) -> Inputs:
    """What is played: the same money each month, beside it what the first asks for once."""
    asked = request_now(plan, book.today)
    budget = budget_for(book, replace(asked, monthly_minor=monthly), reading)
    if asked.monthly_minor is None:
        once = first_asked(reading.debts) - steady_money(reading)
        budget = with_one_off(budget, 0, once)
    return Inputs(debts=reading.debts, budget=budget, strategy=plan.method, order=asked.order)


def _as_planned(book: Book, baseline: Baseline, now: Taken | None, missing: int) -> Taken | None:
    """A loan as the plan saw it today: what it was to owe, at the rate of then, nothing missing."""
    owed = baseline.planned_minor
    if owed <= 0:
        return None
    yearly = baseline.rate_percent / 100
    if now is None:
        loan = read_loan(book.conn, baseline.loan_id) or read_loan(book.conn, baseline.loan_id, trashed=True)
        if loan is None:
            return None
        debt = Debt(
            key=loan.id, name=loan.name, balance=owed, rates=(RateFrom(month=0, yearly=yearly),),
            minimum=Fixed(amount=baseline.regular_minor),
        )  # fmt: skip
        return Taken(loan=loan, debt=debt, today=book.today, day=baseline.day, dues=())
    debt = now.debt
    nominal = debt.quoted or (debt.rates[-1].yearly if debt.rates else Decimal(0))
    rates, quoted = debt.rates, debt.quoted
    if rates and abs(nominal - yearly) > _SAME:
        rates = tuple(replace(step, yearly=yearly) if step.yearly else step for step in rates)
        quoted = yearly if quoted else quoted
    arrears = min(owed, max(0, debt.arrears - max(0, missing)))
    planned = replace(debt, balance=owed, rates=rates, quoted=quoted, arrears=arrears)
    return replace(now, debt=planned)


def _posted(book: Book, plan: KeptPlan, planned: Mapping[int, Taken]) -> dict[str, dict[int, int]]:
    """Fees and new borrowing posted since the plan was adopted, by loan."""
    since = plan.adopted_on or book.today
    fees: dict[int, int] = {}
    charges: dict[int, int] = {}
    for key, taken in planned.items():
        facts = read_facts(book.conn, taken.loan)
        new = [each for each in facts.charges if since < each.charged_on <= book.today]
        fees[key] = sum(each.amount_minor for each in new if each.kind in _FEES) - sum(
            each.amount_minor
            for each in facts.waivers
            if since < each.waived_on <= book.today and each.component is not Component.PRINCIPAL
        )
        charges[key] = sum(each.amount_minor for each in new if each.kind in _BORROWED)
    return {"fees": fees, "charges": charges}
