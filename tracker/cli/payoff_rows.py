"""What paying off a list of debts comes to, as programs read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.cli.rows import money
from tracker.cli.session import Session
from tracker.locale.amounts import format_money

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.plan.debt import Budget
    from tracker.domain.plan.disclosure import Disclosure
    from tracker.domain.plan.run import Month, Run
    from tracker.services.plan.calculator import Payoff, Portfolio

FIELDS = ("strategy", "months", "debt_free_month", "interest", "fees", "paid", "budget", "proven")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was asked."""

    portfolio: Portfolio
    budget: Budget
    order: tuple[int, ...]
    detail: bool

    def amount(self, minor: int) -> str:
        """A sum as people read it; it was typed in the open."""
        return format_money(minor, self.portfolio.currency)


def payoff_json(session: Session, told: Told, found: Payoff) -> dict[str, Any]:
    """One way of paying, as `debt/calc.payoff@1`; months are counted from 1."""
    run, currency, name = found.run, told.portfolio.currency, told.portfolio.name_of

    def sum_of(minor: int | None) -> str | None:
        return money(minor, currency)

    data: dict[str, Any] = {
        "strategy": run.strategy.value,
        "months": len(run.months) if run.ends else None,
        "debt_free_month": f"{month_free(session, len(run.months)):%Y-%m}" if run.ends else None,
        "interest": sum_of(run.interest) if run.ends else None,
        "fees": sum_of(run.fees) if run.ends else None,
        "paid": sum_of(run.paid) if run.ends else None,
        "budget": sum_of(run.budget),
        "currency": currency,
        "order": [{"loan": name(key), "month": month + 1} for key, month in run.order],
        "proven": found.proven,
        "bound": sum_of(found.bound) if found.proven is not None else None,
        "gap": sum_of(found.gap) if found.proven is not None else None,
        "same_as": found.same_as.value if found.same_as else None,
        "saving": sum_of(found.saving),
        "reasons": [
            {
                "code": code,
                "loan": None if key is None else name(key),
                "month": None if month is None else month + 1,
                "amount": sum_of(amount),
            }
            for code, key, month, amount in found.reasons
        ],
        "short": {"month": run.short.month + 1, "missing": sum_of(run.short.missing)} if run.short else None,
        "endless": run.endless,
    }
    if told.detail:
        data["months_detail"] = [
            _month_json(told, number, month) for number, month in enumerate(run.months, 1)
        ]
    if cards := card_statements(told, run):
        data["disclosure"] = [_statement_json(told, card, each) for card, each in cards]
    return data


def _statement_json(told: Told, card: str, each: Disclosure) -> dict[str, Any]:
    currency = told.portfolio.currency
    return {
        "loan": card,
        "months": each.months,
        "total": money(each.total, currency),
        "payment_36": money(each.payment, currency),
        "total_36": money(each.payment_total, currency),
        "saving": money(each.saving, currency),
    }


def card_json(session: Session, told: Told, card: str, each: Disclosure) -> dict[str, Any]:
    """The minimums of one card, whose balances the rows are."""
    months, total = each.months or 0, each.total or 0
    owed = sum(debt.balance for debt in told.portfolio.debts)
    return {
        "strategy": "minimum",
        "months": months,
        "debt_free_month": f"{month_free(session, months):%Y-%m}",
        "interest": money(total - owed, told.portfolio.currency),
        "paid": money(total, told.portfolio.currency),
        "currency": told.portfolio.currency,
        "order": [{"loan": card, "month": months}],
        "disclosure": [_statement_json(told, card, each)],
    }


def _month_json(told: Told, number: int, month: Month) -> dict[str, Any]:
    currency, debts = told.portfolio.currency, told.portfolio.debts
    return {
        "month": number,
        "required": money(sum(month.required), currency),
        "paid": money(sum(month.paid), currency),
        "interest": money(sum(month.interest), currency),
        "fees": money(sum(month.fees), currency),
        "balance": money(sum(month.balance), currency),
        "cash": money(month.cash, currency),
        "loans": [
            {
                "loan": debt.name,
                "paid": money(month.paid[at], currency),
                "interest": money(month.interest[at], currency),
                "balance": money(month.balance[at], currency),
            }
            for at, debt in enumerate(debts)
            if month.paid[at] or month.balance[at]
        ],
    }


def month_free(session: Session, months: int) -> date:
    """The month of the last payment, where the first falls into the month from today."""
    from tracker.domain.calendar import step

    return step(session.today, months)


def card_statements(told: Told, run: Run) -> tuple[tuple[str, Disclosure], ...]:
    """What US card statements say of minimums only."""
    from tracker.domain.plan.run import Strategy
    from tracker.services.plan.calculator import statements

    if run.strategy is not Strategy.MINIMUM or told.portfolio.currency != "USD":
        return ()
    return statements(told.portfolio)
