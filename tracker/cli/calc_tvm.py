"""`debt calc tvm` and `debt calc rate`: what spreadsheets reckon with, and a rate told in other times."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.cli.command import F, argument, command, option
from tracker.cli.loan_add import given
from tracker.cli.reading import rate_unit, settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.calc_tvm import RateAnswer, TvmAnswer

_WORDS = (
    ("rate", N_("Nominal a year: 24%, 0.05%/day, 2%/month.")),
    ("periods", N_("How many payments.")),
    ("payment", N_("What is paid each time; negative, as you pay it.")),
    ("present", N_("What there is now: a loan you receive is positive, savings you put in are negative.")),
    ("future", N_("What there is after the last payment; nothing if not given.")),
    ("every", N_("How often: day, week, two_weeks, half_month, four_weeks, month, two_months, quarter …")),
    ("number", N_("Also tell the interest and principal of this payment, counted from 1.")),
    ("last", N_("With --number: of all payments up to this one.")),
)


def _words(function: F) -> F:
    """One option for each field."""
    for name, text in reversed(_WORDS):
        function = option(f"--{name}", name, metavar=N_("TEXT"), help=text)(function)
    return function


@command(
    "debt calc tvm --rate 8% --periods 10 --present 10000",
    "debt calc tvm --rate 12% --payment -100 --present -1000 --future 10000 --begin",
    "debt calc tvm --periods 48 --payment -200 --present 8000 --json",
    "debt calc tvm --rate 10% --periods 36 --present 8000 --number 1",
    help=N_(
        "Rate, periods, payment, present and future value: type all but one and it is found, as the functions"
        " RATE, NPER, PMT, PV, FV, IPMT and PPMT of spreadsheets do. What you receive is positive, what you"
        " pay negative. Nothing is rounded before it is shown, and nothing is stored."
    ),
)
@_words
@option("--begin", is_flag=True, help=N_("Payments fall at the beginning of each period."))
@typed
def tvm_command(session: Session, *, begin: bool, **fields: str | None) -> None:
    """Find the one that was left out."""
    from tracker.services.calc_tvm import value_of_typed

    unit = rate_unit(session)

    def attempt(got: dict[str, str]) -> Checked[TvmAnswer]:
        return value_of_typed(got, begin=begin, rate_unit=unit)

    view = settle(session, given(fields), attempt)
    session.facts("calc.tvm", _tvm_json(view), lambda: _tvm_pairs(view))


@command(
    "debt calc rate 0.05%/day",
    "debt calc rate 0.05%/day --basis 360",
    "debt calc rate 12% --every quarter",
    "debt calc rate 10% --effective --every quarter --json",
    help=N_(
        "What a quoted rate comes to a year, without and with compounding, and for a period and a day."
        " Nothing is stored."
    ),
)
@argument("rate", metavar="RATE")
@option(
    "--every",
    metavar=N_("TEXT"),
    help=N_("How often it compounds: day, week, month, quarter …; if not given as it is quoted, or monthly."),
)
@option("--basis", metavar="360|365|366", help=N_("Days in the year of a daily rate; 365 if not given."))
@option("--effective", is_flag=True, help=N_("The rate is compounded already."))
@typed
def rate_command(
    session: Session, *, rate: str, every: str | None, basis: str | None, effective: bool
) -> None:
    """Tell a rate in other times."""
    from tracker.services.calc_tvm import rate_of_typed

    unit = rate_unit(session)

    def attempt(got: dict[str, str]) -> Checked[RateAnswer]:
        return rate_of_typed(
            got["rate"], every=every or "", basis=basis or "", effective=effective, rate_unit=unit
        )

    view = settle(session, {"rate": rate}, attempt)
    session.facts("calc.rate", _rate_json(view), lambda: _rate_pairs(view))


def _digits(value: Decimal) -> str:
    """A figure as exact as it was reckoned, without empty decimals."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _tvm_json(view: TvmAnswer) -> dict[str, Any]:
    return {
        "found": view.found,
        "rate_pct": _digits(view.yearly * 100),
        "rate_per_period": _digits(view.rate),
        "every": view.every.value,
        "periods": _digits(view.periods),
        "payment": _digits(view.payment),
        "present": _digits(view.present),
        "future": _digits(view.future),
        "begin": view.begin,
        "number": view.number,
        "last": view.last,
        "interest": None if view.interest is None else _digits(view.interest),
        "principal": None if view.principal is None else _digits(view.principal),
    }


def _tvm_pairs(view: TvmAnswer) -> list[tuple[str, str]]:
    from tracker.locale.calculating import percent_text, rhythm_text

    def mark(name: str, text: str) -> str:
        return f"{text}  {_('found')}" if name == view.found else text

    periods = f"{view.periods:,.4f}".rstrip("0").rstrip(".")
    timing = _("at the beginning of each period") if view.begin else _("at the end of each period")
    shown = [
        (_("Nominal rate"), mark("rate", percent_text(view.yearly))),
        (_("How many times"), mark("periods", f"{periods}  {rhythm_text(view.every)}  {timing}")),
        (_("Each payment"), mark("payment", f"{view.payment:,.2f}")),
        (_("Present value"), mark("present", f"{view.present:,.2f}")),
        (_("Future value"), mark("future", f"{view.future:,.2f}")),
    ]
    if view.interest is not None and view.principal is not None:
        which = str(view.number) if view.last == view.number else f"{view.number}–{view.last}"
        shown += [
            (_("Interest in no. {number}").format(number=which), f"{view.interest:,.2f}"),
            (_("Principal in no. {number}").format(number=which), f"{view.principal:,.2f}"),
        ]
    return shown


def _rate_json(view: RateAnswer) -> dict[str, Any]:
    return {
        "nominal_pct": _digits(view.nominal * 100),
        "effective_pct": _digits(view.effective * 100),
        "per_period_pct": _digits(view.periodic * 100),
        "per_day_pct": _digits(view.daily * 100),
        "every": view.every.value,
        "basis": view.basis,
    }


def _rate_pairs(view: RateAnswer) -> list[tuple[str, str]]:
    from tracker.domain.rates import round_percent
    from tracker.locale.amounts import format_percent
    from tracker.locale.calculating import percent_text, rhythm_text

    return [
        (_("Nominal rate"), f"{percent_text(view.nominal)}  {_('not compounded')}"),
        (_("Effective rate"), f"{percent_text(view.effective)}  {_('compounded')} {rhythm_text(view.every)}"),
        (_("For one period"), format_percent(round_percent(view.periodic * 100, 6))),
        (_("For one day"), format_percent(round_percent(view.daily * 100, 6))),
    ]
