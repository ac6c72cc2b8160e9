"""What a way of paying comes to: every month of it, and its sums."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Strategy(StrEnum):
    """A way to share out what is left above the minimums."""

    MINIMUM = "minimum"
    SNOWBALL = "snowball"
    AVALANCHE = "avalanche"
    CUSTOM = "custom"
    OPTIMAL = "optimal"


@dataclass(frozen=True, slots=True)
class Month:
    """One month; each tuple has one figure for each debt, in the order of the debts."""

    required: tuple[int, ...]
    """The minimum, arrears included."""
    paid: tuple[int, ...]
    """Everything paid to the debt, prepayment fees not included."""
    interest: tuple[int, ...]
    fees: tuple[int, ...]
    """Prepayment fees."""
    balance: tuple[int, ...]
    """What is owed when the month is over."""
    cash: int
    """What the month leaves over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """The first month whose minimums the budget does not meet, and by how much."""

    month: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A way of paying, played to its end.

    `months` holds what could be played: up to the month before a shortfall, or to a limit where the debt
    never ends (`endless`).
    """

    strategy: Strategy
    months: tuple[Month, ...]
    interest: int
    """Interest of all months, with the fees that were within the balances."""
    fees: int
    """Prepayment fees."""
    paid: int
    """Everything paid, fees included."""
    order: tuple[tuple[int, int], ...]
    """Key of each debt that ends and the month it ends in, as they end."""
    budget: int
    """The money of month 0."""
    short: Short | None = None
    endless: bool = False

    @property
    def cost(self) -> int:
        """What is paid beyond what is owed today without the fees to come."""
        return self.interest + self.fees

    @property
    def ends(self) -> bool:
        """Whether all debts are gone at its end."""
        return self.short is None and not self.endless
