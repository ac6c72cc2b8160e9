"""A debt as a plan sees it: what is owed, what each month costs, what each month asks for.

Months are counted from 0. In each of them a debt first bears interest, then asks for its minimum, then
takes what is paid above it. Sums are whole minor units of one currency; nothing here knows dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFrom:
    """The nominal yearly rate, a fraction, from a month on; a month costs a twelfth of it."""

    month: int
    yearly: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The same sum each month."""

    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of what was owed before the month's interest, never less than a floor.

    With `plus_interest` the month's interest is asked for on top of the share, as card issuers in China
    do; the floor holds for both together.
    """

    percent: Decimal
    floor: int = 0
    plus_interest: bool = False
    rest: int = 0
    """Where less than this would stay owed, all of it is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The month's interest and a part of the principal: one for each month, none after the last."""

    principal: tuple[int, ...] = ()


Minimum = Fixed | Share | Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepayFee:
    """What paying more than the minimum costs up to and with a month, in percent of the surplus."""

    percent: Decimal
    last_month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One debt at the start of a plan.

    A flat-fee plan whose fees do not stop when it is prepaid is a debt at no interest that owes
    principal and all coming fees: `fees_within` says how much of the balance they are, `quoted` the
    yearly rate its borrower sees. `arrears` is the part of the balance that month 0 asks for beside its
    minimum; in `ends_month` all that is left is asked for. Before `starts_month` there is no minimum but
    the arrears: it is paid already, asked for in the arrears, or falls due later. A frozen debt gets its
    minimum only.
    """

    key: int
    name: str
    balance: int
    rates: tuple[RateFrom, ...]
    minimum: Minimum
    quoted: Decimal = Decimal(0)
    arrears: int = 0
    fees_within: int = 0
    starts_month: int = 0
    ends_month: int | None = None
    prepay_fee: PrepayFee | None = None
    frozen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Less money for some months."""

    first_month: int
    months: int
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What there is to pay with.

    `monthly` is the whole sum of a month; None is what the minimums of month 0 come to with `extra` on
    top. `cash` is what is there before month 0; it never falls below `buffer`, and what a month leaves
    over stays for the next.
    """

    monthly: int | None = None
    extra: int = 0
    one_offs: tuple[tuple[int, int], ...] = ()
    """Month and amount."""
    drops: tuple[Drop, ...] = ()
    cash: int = 0
    buffer: int = 0
