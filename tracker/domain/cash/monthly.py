"""What comes in and goes out in a month on average, from income and expenses that come again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.calendar import Frequency
from tracker.domain.cash.facts import CashEvent, CashKind, Certainty
from tracker.domain.money import round_minor

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """An income or expense as a sum for a month; an estimate unless it comes each month."""

    event: CashEvent
    minor: int
    estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a household has in a month in one currency: sure income, regular costs, what is left."""

    currency: str
    income: tuple[Monthly, ...]
    costs: tuple[Monthly, ...]

    @property
    def income_minor(self) -> int:
        """All sure income."""
        return sum(each.minor for each in self.income)

    @property
    def costs_minor(self) -> int:
        """All regular costs."""
        return sum(each.minor for each in self.costs)

    @property
    def left_minor(self) -> int:
        """What is left; below zero where the costs are higher."""
        return self.income_minor - self.costs_minor

    @property
    def estimate(self) -> bool:
        """Whether any part of it is an average."""
        return any(each.estimate for each in (*self.income, *self.costs))


def monthly_means(events: Iterable[CashEvent], currency: str, today: date) -> Means:
    """What comes in and goes out each month by what recurs now; only sure income counts, every cost does."""
    found = [
        each
        for each in map(monthly, (event for event in events if _runs(event, today)))
        if each is not None and each.event.currency == currency
    ]
    return Means(
        currency=currency,
        income=tuple(
            each
            for each in found
            if each.event.kind is CashKind.INCOME and each.event.certainty is Certainty.SURE
        ),
        costs=tuple(each for each in found if each.event.kind is CashKind.EXPENSE),
    )


def monthly(event: CashEvent) -> Monthly | None:
    """An event as a sum for a month; None for what comes once."""
    if event.every is None:
        return None
    minor = round_minor(Decimal(event.amount_minor * event.every.per_year) / _MONTHS_A_YEAR)
    return Monthly(event=event, minor=minor, estimate=event.every is not Frequency.MONTH)


def _runs(event: CashEvent, today: date) -> bool:
    return event.until_on is None or event.until_on >= today
