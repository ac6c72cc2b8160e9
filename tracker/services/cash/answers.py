"""What screens and commands are told of cash: frozen values with nothing left to compute but wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.cash.debits import Consequence
from tracker.domain.cash.facts import Account, CashEvent, Coming, Transfer
from tracker.domain.cash.walk import Taker


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """A sum to send between own accounts; a blank `by_at` is the end of that day."""

    source: str
    target: str
    amount_minor: int
    currency: str
    by_on: date
    by_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One attempt to take money for a loan; `outcome` is will_clear, will_fail or unknown."""

    account: str
    currency: str
    loan_id: int
    loan: str
    due_on: date
    on: date
    at: str
    amount_minor: int | None
    short_minor: int
    kind: str
    """`autopay`, or `planned` for what a person pays from the account."""
    outcome: str
    why: str
    takers: tuple[Taker, ...]
    estimate: bool
    left_minor: int = 0
    """What stays open of the due even if the attempt clears, as with a fixed sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortfallView:
    """The first event that an account cannot meet, what prevents it, and what follows if nothing does."""

    account: str
    currency: str
    on: date
    at: str
    what: str
    loan_id: int | None
    """None where an expense is not covered."""
    short_minor: int
    top_up_minor: int
    buffer_minor: int
    by_on: date
    by_at: str
    in_time: bool
    """Whether that moment has not passed yet."""
    outcome: str
    why: str
    takers: tuple[Taker, ...]
    consequence: Consequence | None
    moves: tuple[MoveView, ...]
    missing_minor: int
    """What is missing however money is moved between the accounts; 0 where the moves are enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One event of an account with the balance after it; the first of each account is its opening."""

    on: date
    at: str
    account: str
    currency: str
    balance_minor: int | None
    amount_minor: int | None
    kind: str
    """income, expense, transfer_in, transfer_out, payment, autopay, planned or opening."""
    event: str
    loan_id: int | None = None
    event_id: int | None = None
    planned_on: date | None = None
    """The day an income or expense has by its rule."""
    certainty: str = "sure"
    estimate: bool = False
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A due that is in no forecast.

    `reason` is no_account, other_currency, no_attempt_left or left_unpaid.
    """

    loan_id: int
    loan: str
    due_on: date
    amount_minor: int
    currency: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastView:
    """The whole forecast: events, attempts and shortfalls by date, and what it could not count."""

    today: date
    until: date
    include: str
    rows: tuple[RowView, ...]
    attempts: tuple[AttemptView, ...]
    shortfalls: tuple[ShortfallView, ...]
    left_out: tuple[LeftOut, ...]
    unconfirmed: tuple[Coming, ...]
    """Income that is counted as come, though nobody said so."""
    unknown: tuple[str, ...]
    """Accounts whose balance nobody knows, or is too old."""
    accounts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CashPoint:
    """A day with the lowest that the accounts of one currency hold together on it."""

    on: date
    low_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CashUntilPayday:
    """Cash day by day until the next sure income, for Home; `points` is empty where no balance is known."""

    currency: str
    points: tuple[CashPoint, ...]
    payday: date | None
    payday_name: str
    """The income of that day; empty where none is known, and the points then go some days ahead."""
    low: CashPoint | None
    first: ShortfallView | None
    """The first shortfall of any account, also one after payday."""
    count: int
    """How many accounts fall short within the days a forecast looks ahead."""
    left_out: int
    """How many dues are in no forecast."""
    costs: tuple[CashEvent, ...]
    """Recurring expenses that are counted."""
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCash:
    """What a calendar shows of cash on one day."""

    on: date
    low_minor: int
    income_minor: int
    out_minor: int
    short: tuple[str, ...]
    """Accounts that cannot meet an event of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCash:
    """Cash of a calendar month from today on; days before today are not in it."""

    first: date
    currency: str
    days: tuple[DayCash, ...]
    income_minor: int
    """Sure income of the month, what came before today included as far as it is known."""
    low: CashPoint | None
    shortfalls: tuple[ShortfallView, ...]
    """Those that fall into the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account of the list, with what it should hold today and its lowest point ahead."""

    account: Account
    today_minor: int | None
    age_days: int | None
    """Days since its balance was read."""
    stale: bool
    low_on: date | None
    low_minor: int | None
    dips_on: date | None
    """The first day with less than its buffer."""
    short_on: date | None
    loans: tuple[str, ...]
    """Loans that are paid from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An income or expense of the list, with the day it comes next."""

    event: CashEvent
    account: str
    next_on: date | None
    unconfirmed_on: date | None
    """A past day on which it should have come, of which nobody said that it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferView:
    """Money moved into an account; a blank source is from elsewhere."""

    transfer: Transfer
    source: str
    target: str
