"""What the ways of paying are called, and why a loan is in no plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.plan.run import Strategy
from tracker.locale import _
from tracker.locale.joining import aside

if TYPE_CHECKING:
    from tracker.services.plan.answers import LeftOut, PlanReason


def method_text(strategy: Strategy) -> str:
    """A way of paying in words."""
    return {
        Strategy.MINIMUM: _("Minimums only"),
        Strategy.SNOWBALL: _("Snowball"),
        Strategy.AVALANCHE: _("Avalanche"),
        Strategy.CUSTOM: _("Custom order"),
        Strategy.OPTIMAL: _("Optimal"),
    }[strategy]


def left_out_text(each: LeftOut) -> str:
    """A loan that is in no plan, and what is missing."""
    why = {
        "no_rate": _("rate unknown"),
        "no_schedule": _("no schedule"),
        "no_minimum": _("minimum unknown"),
    }.get(each.code, each.code)
    return each.loan + aside(why)


def reason_text(reason: PlanReason, currency: str) -> str:
    """Why the best plan beats avalanche."""
    return f"{reason.code} {reason.loan} {currency}"
