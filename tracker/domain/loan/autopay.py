"""Autopay as set up by the person: for someone short of cash a risk to watch, not a safe state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

STALE_AFTER = timedelta(days=90)
"""A binding checked longer ago than this counts as unchecked."""


class AutopayMode(StrEnum):
    """How much autopay takes."""

    FULL = "full"
    MINIMUM = "minimum"
    FIXED = "fixed"


class OnShort(StrEnum):
    """What the bank does when the account does not hold enough: takes nothing, or what is there."""

    ALL_OR_NOTHING = "all_or_nothing"
    SWEEP = "sweep"


class HolidayRule(StrEnum):
    """When autopay tries if the day is no working day: then all the same, the next one, the one before."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


class AutopayResult(StrEnum):
    """How the last attempt went."""

    OK = "ok"
    FAILED = "failed"


class AutopayStatus(StrEnum):
    """What autopay can be relied on for on a date."""

    OFF = "off"
    EXPIRED = "expired"
    UNCHECKED = "unchecked"
    ON = "on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Autopay:
    """A loan's autopay: from which account, how much, by which card, last checked when."""

    loan_id: int
    is_on: bool
    account: str = ""
    mode: AutopayMode = AutopayMode.FULL
    fixed_minor: int | None = None
    card_tail: str = ""
    card_expires_on: date | None = None
    checked_on: date | None = None
    attempt_at: str = ""
    """The time of day of the attempt as HH:MM, empty where nobody said."""
    retries: tuple[int, ...] = ()
    """How many days after the first attempt the bank tries again."""
    on_short: OnShort = OnShort.ALL_OR_NOTHING
    holiday_rule: HolidayRule = HolidayRule.NONE
    last_result: AutopayResult | None = None
    last_result_on: date | None = None
    version: int = 1

    @property
    def failed_unanswered(self) -> bool:
        """Whether the last attempt failed and nobody has looked at the binding since."""
        if self.last_result is not AutopayResult.FAILED:
            return False
        seen, on = self.checked_on, self.last_result_on
        return seen is None or on is None or seen <= on

    def status(self, today: date, due_on: date | None = None) -> AutopayStatus:
        """Whether it can be relied on for a due; a card that expires before the due counts as expired."""
        if not self.is_on:
            return AutopayStatus.OFF
        if self.card_expires_on is not None and self.card_expires_on < max(due_on or today, today):
            return AutopayStatus.EXPIRED
        if self.checked_on is None or today - self.checked_on > STALE_AFTER:
            return AutopayStatus.UNCHECKED
        return AutopayStatus.ON
