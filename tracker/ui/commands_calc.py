"""The commands of the calculators."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command


def calc_commands() -> tuple[Command, ...]:
    """They work on every screen and keep nothing."""
    area = _("calc")
    return (
        Command(
            id="calc.rate", keys=(), action="app.calculate('rate')", area=area, title=_("true rate"),
            help=_("The yearly rate of what you receive and pay, or of a flat fee."),
        ),
        Command(
            id="calc.late", keys=(), action="app.calculate('late')", area=area, title=_("paying late"),
            help=_("What being late costs day by day; on a loan with its due and its terms."),
        ),
        Command(
            id="calc.value", keys=(), action="app.calculate('value')", area=area,
            title=_("payments and values"),
            help=_("Rate, number, payment, present or future value: the one of them that is left out."),
        ),
        Command(
            id="calc.rate_in", keys=(), action="app.calculate('rate_in')", area=area,
            title=_("rate in other times"),
            help=_("A rate for a day, a month or a year, told in the others."),
        ),
    )  # fmt: skip
