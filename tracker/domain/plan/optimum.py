"""The least-cost way of paying: what it comes to, how sure that is, and why it beats the avalanche."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.plan.run import Run, Strategy


class Why(StrEnum):
    """What the avalanche does not see."""

    PROMO_ENDS = "promo_ends"
    """A low rate ends: the debt is paid before it does."""
    RATE_FALLS = "rate_falls"
    """A high rate ends: paying that debt first would save less than it looks."""
    FEE_ENDS = "fee_ends"
    """Prepaying costs a fee until a month: the extra money waits for it or goes elsewhere."""
    FEE_STAYS = "fee_stays"
    """Prepaying costs a fee at any time, more than the interest it would save."""
    FEES_REMAIN = "fees_remain"
    """The fees of instalments do not stop when they are prepaid: paying early saves nothing."""
    SAVING_UP = "saving_up"
    """Money is kept for a month that asks for more than it brings."""
    MINIMUM_FREED = "minimum_freed"
    """Ending a smaller debt first lowers what the minimums take."""
    ROUNDING = "rounding"
    """Only the rounding of interest to whole cents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the optimum beats the avalanche: about which debt, from or until which month, what it saves."""

    code: Why
    saving: int
    """Of the whole plan against the avalanche."""
    key: int | None = None
    name: str = ""
    month: int | None = None
    amount: int = 0
    """Money kept back, or extra paid to the debt before the month."""


class Method(StrEnum):
    """How the plan was found."""

    SEARCH = "search"
    """Every way of paying in whole cents was looked at or ruled out."""
    SOLVER = "solver"
    BEST_KNOWN = "best_known"
    """No solver is installed: the best of the simple ways, improved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """The best plan found and what is known about better ones."""

    run: Run
    proven: bool
    """No plan costs less, or by no more than the rounding of interest to whole cents can hide."""
    bound: int
    """No plan in whole cents costs less than this; 0 when nothing better is known."""
    gap: int
    """What a better plan could save at most."""
    same_as: Strategy | None = None
    """The simple strategy that costs the same."""
    saving: int | None = None
    """Against the avalanche, where that one ends."""
    reasons: tuple[Reason, ...] = ()
    method: Method = Method.BEST_KNOWN
    stopped: bool = False
    """The search was ended early by the user or the clock."""
