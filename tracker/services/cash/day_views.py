"""What a calendar is told of cash: a month, and what happens in each account on each of its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.services.cash.answers import MonthCash, ShortfallView


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeOn:
    """An income of a day."""

    name: str
    account: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDay:
    """What an account holds before and after a day; `short_minor` is the most that is missing on it."""

    account: str
    currency: str
    before_minor: int
    after_minor: int
    short_minor: int = 0
    what: str = ""
    """The first thing that the account cannot meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLater:
    """Paying after the next income instead; None where the terms do not say what it costs."""

    loan: str
    on: date
    days: int
    cost_minor: int | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A shortfall with what it takes to wait for the money, where the next income is known."""

    shortfall: ShortfallView
    later: PayLater | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CashMonth:
    """A month of cash in the book's own currency with the accounts of its days."""

    month: MonthCash
    accounts: Mapping[date, tuple[AccountDay, ...]] = field(default_factory=dict)
    """Days on which anything moves."""
    incomes: Mapping[date, tuple[IncomeOn, ...]] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
