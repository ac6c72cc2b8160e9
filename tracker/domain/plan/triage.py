"""What to pay first when there is not enough: bills, the ways to treat each, and the harm of a way.

Harm is a row of counts and sums compared one after the other in the person's own order; nothing is
weighed against anything else, and no score is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum


class Act(StrEnum):
    """How a bill is treated."""

    FULL = "full"
    MINIMUM = "minimum"
    GRACE = "grace"
    LATE = "late"
    PART = "part"
    SKIP = "skip"

    @property
    def in_time(self) -> bool:
        """Whether nothing is missed by it."""
        return self in (Act.FULL, Act.MINIMUM, Act.GRACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """What goes wrong, each kind counted for itself."""

    essentials: int = 0
    """Essentials that stay unpaid, a home at stake among them."""
    essentials_late: int = 0
    essentials_minor: int = 0
    legal: int = 0
    secured: int = 0
    arrangement: int = 0
    secured_late: int = 0
    days_90: int = 0
    """Credit files that newly reach 90 days past due; then 60, 30, and those newly reported at all."""
    days_60: int = 0
    days_30: int = 0
    reported: int = 0
    kept: int = 0
    """What is used of the sums that were to stay in accounts."""
    money: int = 0
    """Late fees, penalty interest and interest to come, as far as the terms say."""
    unpaid: int = 0
    """What stays unpaid of the minimums and expenses."""
    acts: int = 0
    """Things to do by hand, calls and switched-off autopay among them."""

    def plus(self, other: Harm) -> Harm:
        """Both together."""
        return Harm(**{name: getattr(self, name) + getattr(other, name) for name in HARMS})

    @property
    def missed(self) -> bool:
        """Whether anything is missed, whatever it costs."""
        return any(getattr(self, name) for name in HARMS if name not in ("kept", "money", "unpaid", "acts"))


HARMS = tuple(each.name for each in fields(Harm))
"""Every kind of harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What becomes of one due of a bill; `on` is None where nothing is paid."""

    due_on: date
    act: Act
    on: date | None = None
    amount: int = 0
    by_autopay: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A way to treat a bill.

    `off_by` is the last day to switch its autopay off; `drawn` says which outcome of a debit that can no
    longer be stopped the way belongs to (None: there is no such debit).
    """

    act: Act
    lines: tuple[Line, ...] = ()
    harm: Harm = field(default_factory=Harm)
    off_by: date | None = None
    call_by: date | None = None
    drawn: bool | None = None

    @property
    def paid(self) -> int:
        """All it pays."""
        return sum(each.amount for each in self.lines)

    @property
    def payments(self) -> tuple[Line, ...]:
        """The lines that pay something."""
        return tuple(each for each in self.lines if each.amount and each.on is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A debit of the lender that takes place unless it is switched off in time."""

    on: date
    amount: int
    at: str = ""
    retries: tuple[date, ...] = ()
    sweeps: bool = False
    """Whether it takes what is there when that is too little."""
    off_by: date | None = None
    """The last day to switch it off; None where that has passed."""
    sure: int = 1
    """How many of its attempts can no longer be stopped, where the first one cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """Something to pay within the window, with every way to treat it; `key` is the caller's own."""

    key: str
    name: str
    account: int
    options: tuple[Option, ...]
    forced: Draw | None = None
    """A debit that can no longer be stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Money that comes or goes whatever is chosen; `early` is there before anything goes out that day."""

    on: date
    amount: int
    early: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """An account; `send_by` is by when money must be sent to be there for a day, where it still can be."""

    key: int
    name: str
    opening: int
    flows: tuple[Flow, ...] = ()
    send_by: Mapping[date, date] = field(default_factory=dict)
    kept: int = 0
    """What the person wants to stay in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Money sent between own accounts; it can be used from the day it is needed for."""

    from_key: int
    to_key: int
    amount: int
    on: date
    needed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way for each bill, in the order of the bills, with the transfers it needs."""

    options: tuple[Option, ...]
    transfers: tuple[Transfer, ...]
    harm: Harm
    used: tuple[int, ...] = ()
    """What is used of the sum that was to stay in each purse, in their order."""
    proved: bool = True
    """Whether nothing better can exist; otherwise it is the best that was found."""
