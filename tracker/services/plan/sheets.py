"""A plan as sheets to hand on: what to pay when, month by month, and the ways of paying side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.money import Money
from tracker.formats.sheet import Sheet
from tracker.services.view_rows import sum_of

if TYPE_CHECKING:
    from tracker.services.plan.answers import PlanAnswer


def steps_sheet(answer: PlanAnswer) -> Sheet:
    """Every payment of the chosen way, its part above the minimum beside it."""
    code = answer.currency
    return Sheet(
        name="plan-steps",
        fields=("on", "loan_id", "loan", "amount", "extra", "currency", "last"),
        rows=(
            (
                each.on, each.loan_id, each.loan, Money(each.amount_minor, code),
                Money(each.extra_minor, code), code, each.last,
            )
            for each in answer.steps
        ),
    )  # fmt: skip


def months_sheet(answer: PlanAnswer) -> Sheet:
    """What each loan gets in each month, one row for each of both."""
    code, names = answer.currency, dict(answer.loans)
    return Sheet(
        name="plan-months",
        fields=("month", "from", "until", "loan_id", "loan", "paid", "currency", "gone", "owed_in_all"),
        rows=(
            (
                row.number, row.from_on, row.until_on, loan_id, names.get(loan_id, ""), Money(minor, code),
                code, loan_id in row.gone, Money(row.balance_minor, code),
            )
            for row in answer.months
            for loan_id, minor in row.paid
        ),
    )  # fmt: skip


def compare_sheet(answer: PlanAnswer) -> Sheet:
    """The ways of paying side by side; nothing where one does not end."""
    code = answer.currency
    return Sheet(
        name="plan",
        fields=("method", "debt_free_on", "interest", "paid", "saves", "first_gone", "proven", "currency"),
        rows=(
            (
                each.strategy.value, each.debt_free_on,
                sum_of(each.interest_minor if each.ends else None, code),
                sum_of(each.paid_minor if each.ends else None, code), sum_of(each.saves_minor, code),
                each.first_gone, each.proven, code,
            )
            for each in answer.rows
        ),
    )  # fmt: skip
