"""What the ways of paying debts are called."""

from __future__ import annotations

from tracker.domain.plan.run import Strategy
from tracker.locale import _


def way_name(strategy: Strategy) -> str:
    """A way of paying in words."""
    return {
        Strategy.MINIMUM: _("Minimums only"),
        Strategy.SNOWBALL: _("Snowball"),
        Strategy.AVALANCHE: _("Avalanche"),
        Strategy.CUSTOM: _("Custom order"),
        Strategy.OPTIMAL: _("Optimal"),
    }[strategy]


def why_text(code: str, *, loan: str = "", when: str = "", amount: str = "") -> str:
    """Why the optimum costs less than avalanche; `when` is a day or a month as words, `amount` a sum."""
    words = {
        "promo_ends": _("The low rate of {loan} ends ({when}): {amount} more goes to it before that."),
        "rate_falls": _("The rate of {loan} falls ({when}): {amount} less goes to it before that."),
        "fee_ends": _("Prepaying {loan} costs a fee (until {when}): money waits, {amount} of fees is saved."),
        "fee_stays": _("Prepaying {loan} costs more than it saves: {amount} of fees is not paid."),
        "fees_remain": _("The fees of {loan} stay when it is paid early: {amount} goes elsewhere first."),
        "saving_up": _("{amount} is kept for {loan} or paid to it early: it asks for all of it ({when})."),
        "minimum_freed": _("Ending a smaller debt first lowers what the minimums take."),
        "rounding": _("Only the rounding of interest to whole cents."),
    }.get(code)
    if code == "saving_up" and not loan:
        words = _("{amount} is kept for a month that asks for more than it brings ({when}).")
    return code if words is None else words.format(loan=loan, when=when, amount=amount)
