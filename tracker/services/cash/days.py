"""Cash in a calendar: what each account holds before and after a day, and how a shortfall is met."""

from __future__ import annotations

from datetime import date

from tracker.domain.calendar import month_end
from tracker.domain.cash.debits import WAITS, consequence
from tracker.domain.cash.facts import Certainty
from tracker.domain.cash.forecast import AccountForecast, Forecast
from tracker.domain.cash.moves import Remedy
from tracker.domain.cash.walk import MovementKind, Step
from tracker.services.book import Book
from tracker.services.cash.answers import MonthCash
from tracker.services.cash.day_views import AccountDay, CashMonth, Fix, IncomeOn, PayLater
from tracker.services.cash.forecasting import DAYS, cash_forecast
from tracker.services.cash.views import day_cash
from tracker.store.present import knows_balances

FARTHEST = 400
"""Days ahead that a calendar still shows cash for; past them a forecast says nothing."""


def cash_month(book: Book, month: date) -> CashMonth | None:
    """Cash of a month day by day; None where no balance is known, or the month is past or too far ahead."""
    last = month_end(month)
    ahead = (last - book.today).days
    if ahead < 0 or ahead > FARTHEST or not knows_balances(book.conn):
        return None
    found = cash_forecast(book, days=max(ahead, DAYS)).forecast
    shown = day_cash(book, month)
    if not shown.days:
        return None
    first = max(shown.first, book.today)
    days: dict[date, list[AccountDay]] = {}
    incomes: dict[date, list[IncomeOn]] = {}
    for each in found.accounts:
        if each.opening_minor is None:
            continue
        for on, steps in _by_day(each, first, last).items():
            days.setdefault(on, []).append(_account_day(each, steps))
            for step in steps:
                if step.movement.kind is MovementKind.INCOME and step.moved_minor:
                    income = IncomeOn(
                        name=step.movement.name, account=each.account.name, amount_minor=step.moved_minor,
                        currency=each.account.currency,
                    )  # fmt: skip
                    incomes.setdefault(on, []).append(income)
    return CashMonth(
        month=shown,
        accounts={on: tuple(rows) for on, rows in days.items()},
        incomes={on: tuple(rows) for on, rows in incomes.items()},
        fixes=_fixes(found, shown),
    )


def _by_day(each: AccountForecast, first: date, last: date) -> dict[date, list[Step]]:
    found: dict[date, list[Step]] = {}
    for step in each.steps:
        if first <= step.movement.on <= last:
            found.setdefault(step.movement.on, []).append(step)
    return found


def _account_day(each: AccountForecast, steps: list[Step]) -> AccountDay:
    short = next((step for step in steps if step.short_minor), None)
    return AccountDay(
        account=each.account.name,
        currency=each.account.currency,
        before_minor=steps[0].before_minor or 0,
        after_minor=steps[-1].after_minor or 0,
        short_minor=short.short_minor if short else 0,
        what=short.movement.name if short else "",
    )


def _fixes(found: Forecast, shown: MonthCash) -> tuple[Fix, ...]:
    views = {(each.account, each.on): each for each in shown.shortfalls}
    fixes = []
    for remedy in found.remedies:
        view = views.get((remedy.shortfall.account.name, remedy.shortfall.on))
        if view is not None:
            fixes.append(Fix(shortfall=view, later=_later(found, remedy)))
    return tuple(fixes)


def _later(found: Forecast, remedy: Remedy) -> PayLater | None:
    """Paying once the next sure income is there, within the time that waiting is reckoned for."""
    step = remedy.shortfall.step
    debit = step.movement.debit
    if debit is None:
        return None
    comes = min(
        (
            one.movement.on
            for each in found.accounts
            if each.account.currency == debit.currency
            for one in each.steps
            if one.movement.kind is MovementKind.INCOME
            and one.movement.certainty is Certainty.SURE
            and one.movement.on > remedy.shortfall.on
        ),
        default=None,
    )
    if comes is None or (days := (comes - debit.due_on).days) > WAITS[-1]:
        return None
    ((_days, cost),) = consequence(debit, debit.open_minor + step.moved_minor, (days,)).waiting
    return PayLater(loan=debit.loan, on=comes, days=days, cost_minor=cost, currency=debit.currency)
