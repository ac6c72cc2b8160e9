"""Cash by the day, and what to do next, as sheets to hand on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.domain.money import Money
from tracker.formats.sheet import Sheet

if TYPE_CHECKING:
    from tracker.services.cash.answers import CashUntilPayday, MonthCash
    from tracker.services.next_step_views import NextStep


def steps_sheet(steps: Iterable[NextStep]) -> Sheet:
    """What to do next, the worst first, with the command line of each."""
    return Sheet(
        name="next",
        fields=("severity", "code", "text", "why", "date", "loan_id", "command"),
        rows=(
            (each.severity, each.code, each.text, each.why, each.on, each.loan_id, each.command)
            for each in steps
        ),
    )


def points_sheet(cash: CashUntilPayday) -> Sheet:
    """The lowest of each day until payday."""
    return Sheet(
        name="cash",
        fields=("date", "low", "currency"),
        rows=((each.on, Money(each.low_minor, cash.currency), cash.currency) for each in cash.points),
    )


def days_sheet(month: MonthCash | None) -> Sheet:
    """What comes and goes on each day of a month, the lowest that is held, and which accounts fall short."""
    code = month.currency if month else ""
    return Sheet(
        name="cash",
        fields=("date", "income", "out", "low", "currency", "short"),
        rows=(
            (
                each.on, Money(each.income_minor, code), Money(each.out_minor, code),
                Money(each.low_minor, code), code, ", ".join(each.short),
            )
            for each in (month.days if month else ())
        ),
    )  # fmt: skip
