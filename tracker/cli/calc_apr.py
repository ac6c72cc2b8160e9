"""`debt calc apr`: the true yearly rate of dated sums, or of a loan as it is typed."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.cli.command import F, argument, command, option
from tracker.cli.errors import refuse, usage
from tracker.cli.loan_add import given
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.joining import listed

if TYPE_CHECKING:
    from tracker.cli.output import Table
    from tracker.domain.apr.facts import AprMethod, Moment, UnitPeriod
    from tracker.domain.problems import Checked
    from tracker.services.calc_apr import AprAnswer

_METHODS = "us-actuarial|eu|uk|xirr|irr|irr-nominal"
_TYPED = (
    ("received", N_("What really reached you.")),
    ("payment", N_("What is paid each time.")),
    ("periods", N_("How many payments.")),
    ("flat_fee", N_("In place of --payment: a fee each time, in percent of the original sum: 0.6%.")),
    ("fee", N_("What was paid up front besides.")),
    (
        "every",
        N_(
            "How often: day, week, two_weeks, half_month, four_weeks, month, two_months, quarter, half_year,"
            " year."
        ),
    ),
    ("start", N_("When it was received; today if not given.")),
    ("first_due", N_("When the first payment is due; one period later if not given.")),
)
_FILE = (
    ("--map", "columns", "KEY=COLUMN", True, N_("Which column a value stands in: its header or #3.")),
    ("--encoding", "encoding", N_("NAME"), False, N_("How the text is encoded: utf-8, gb18030 …")),
    (
        "--delimiter",
        "delimiter",
        N_("CHAR"),
        False,
        N_("What parts the cells: comma, semicolon, tab or bar."),
    ),
)


def _words(function: F) -> F:
    """One option for each field."""
    for flag, name, metavar, multiple, text in reversed(_FILE):
        function = option(flag, name, metavar=metavar, multiple=multiple, help=text)(function)
    for name, text in reversed(_TYPED):
        flag = f"--{name.replace('_', '-')}"
        function = option(flag, name, metavar=N_("TEXT"), help=text)(function)
    return function


@command(
    "debt calc apr flows.csv --method us-actuarial",
    "debt calc apr --received 9700 --payment 888.49 --periods 12",
    "debt calc apr --received 10000 --fee 300 --payment 888.49 --periods 12 --method eu",
    "debt calc apr --flat-fee 0.6% --periods 12",
    "debt calc apr flows.csv --method us-actuarial --disclosed 12.9% --json",
    help=N_(
        "The true yearly rate. A file has a column for the date and one for the sum, with what you received"
        " positive and what you paid negative, as often on a day as it was; with columns for times and every"
        " a row is a series. Or type what you received, what is paid and how often. Fees that are kept back"
        " or paid up front count. Nothing is stored."
    ),
)
@argument("file", metavar="FLOWS.csv|-", required=False)
@option(
    "--method",
    metavar=_METHODS,
    help=N_("How it is found; xirr for a file and where dates are typed, else irr-nominal."),
)
@_words
@option(
    "--count-in",
    metavar="week|month|year",
    help=N_("What eu and uk count whole periods in where the contract says so; else as the dates fall."),
)
@option("--detail", is_flag=True, help=N_("Show the working: the time of each sum and what it is worth."))
@option("--disclosed", metavar=N_("TEXT"), help=N_("A rate to hold against it, by the US tolerance."))
@option("--currency", metavar="CODE", default="CNY", help=N_("The currency, which decides the decimals."))
@typed
def apr_command(
    session: Session,
    *,
    file: str | None,
    method: str | None,
    columns: tuple[str, ...],
    encoding: str | None,
    delimiter: str | None,
    count_in: str | None,
    detail: bool,
    disclosed: str | None,
    currency: str,
    **fields: str | None,
) -> None:
    """Find a yearly rate."""
    chosen = _method(method)
    share = _disclosed(session, disclosed, chosen)
    counted = _counted(count_in, chosen)
    told = given(fields)
    if file is None:
        if not told:
            raise usage(
                _("Name a file of sums, - for standard input, or say what was received and is paid."),
                _("{command} --help shows how it is called.").format(command="debt calc apr"),
            )
        view = _of_typed(session, told, currency, chosen, counted)
    else:
        extra = sorted(set(told) - {"every"})
        if extra:
            flags = listed(f"--{name.replace('_', '-')}" for name in extra)
            raise usage(_("{flags} goes without a file.").format(flags=flags))
        readings = {"columns": columns, "encoding": encoding, "delimiter": delimiter}
        view = _of_file(session, file, readings, chosen, told.get("every", ""), counted)
    _show(session, view, share, detail=detail)


def _method(text: str | None) -> AprMethod | None:
    from tracker.domain.apr.facts import AprMethod

    if text is None:
        return None
    word = text.strip().casefold().replace("_", "-")
    if word not in AprMethod._value2member_map_:
        choices = listed(each.value for each in AprMethod)
        raise usage(_("{name}: one of {choices} is accepted.").format(name="--method", choices=choices))
    return AprMethod(word)


def _counted(text: str | None, method: AprMethod | None) -> UnitPeriod | None:
    """What intervals are counted in; only the European methods leave a choice."""
    if text is None:
        return None
    from tracker.services.calc_apr import COUNTED

    if method is None or method.value not in ("eu", "uk"):
        raise usage(_("{flag} needs {other}.").format(flag="--count-in", other="--method eu|uk"))
    word = text.strip().casefold().removesuffix("s")
    if word not in COUNTED:
        choices = listed(COUNTED)
        raise usage(_("{name}: one of {choices} is accepted.").format(name="--count-in", choices=choices))
    return COUNTED[word]


def _disclosed(session: Session, text: str | None, method: AprMethod | None) -> Decimal | None:
    """The rate to hold against, in percent; the tolerance is one of the US method."""
    if text is None:
        return None
    from tracker.domain.typed.rate import parse_rate

    if method is None or method.value != "us-actuarial":
        raise usage(_("{flag} needs {other}.").format(flag="--disclosed", other="--method us-actuarial"))
    rate = settle(
        session,
        {"disclosed": text},
        lambda got: parse_rate(got["disclosed"], unit="percent", field="disclosed"),
    )
    return rate.yearly() * 100


def _of_typed(
    session: Session,
    told: dict[str, str],
    currency: str,
    method: AprMethod | None,
    counted: UnitPeriod | None,
) -> AprAnswer:
    from tracker.domain.typed.currencies import parse_currency
    from tracker.services.calc_apr import apr_of_typed

    code, problems = parse_currency(currency)
    if code is None:
        raise refuse(problems)

    def attempt(got: dict[str, str]) -> Checked[AprAnswer]:
        return apr_of_typed(got, today=session.today, currency=code, method=method, counted=counted)

    return settle(session, told, attempt)


def _of_file(
    session: Session,
    file: str,
    readings: dict[str, Any],
    method: AprMethod | None,
    every: str,
    counted: UnitPeriod | None,
) -> AprAnswer:
    from tracker.services.calc_apr import apr_of_file, read_options

    readings = readings | {name: session.flags.get(name) for name in ("date_format", "decimal_mark")}
    read, problems = read_options(**readings)
    if read is None:
        raise refuse(problems)
    stdin = sys.stdin.buffer if file == "-" and sys.stdin is not None else None
    view, problems = apr_of_file(file, read, method=method, every=every, counted=counted, stdin=stdin)
    if view is None:
        raise refuse(problems)
    return view


def _show(session: Session, view: AprAnswer, disclosed: Decimal | None, *, detail: bool) -> None:
    found = apr_json(view, disclosed)
    if detail and session.out.form == "json":
        found["detail"] = [_moment_json(each) for each in view.apr.moments]
    if session.facts("calc.apr", found, lambda: _pairs(view, disclosed)):
        from tracker.locale.calculating import method_text, others_text

        session.out.line()
        session.out.line(method_text(view.apr.method, view.every))
        if view.apr.rate < 0:
            session.out.warn(_("The rate is negative: less is paid back than was received."))
        if view.apr.others:
            session.out.say(others_text(view.apr))
        if detail:
            session.out.line()
            session.out.table(_working(view))


def _moment_json(each: Moment) -> dict[str, Any]:
    return {
        "on": each.on,
        "amount": f"{each.amount:.2f}",
        "time": f"{each.time.numerator / Decimal(each.time.denominator):.16f}",
        "fraction": f"{each.part.numerator / Decimal(each.part.denominator):.16f}",
        "worth": f"{each.worth:.6f}",
    }


def _working(view: AprAnswer) -> Table:
    """Every flow with its time and what it is worth at the rate: together nothing."""
    from tracker.cli.output import Table
    from tracker.locale.calculating import time_text

    titles = (_("Date"), f">{_('Sum')}", f">{_('Time')}", f">{_('Worth')}")
    return Table(
        titles,
        [
            (each.on.isoformat(), f"{each.amount:,.2f}", time_text(view.apr, each), f"{each.worth:,.2f}")
            for each in view.apr.moments
        ],
    )


def apr_json(view: AprAnswer, disclosed: Decimal | None = None) -> dict[str, Any]:
    """A yearly rate for programs."""
    from tracker.domain.rates import round_percent
    from tracker.services.calc_apr import disclosed_is_accurate

    apr = view.apr
    unit = apr.unit
    found: dict[str, Any] = {
        "method": apr.method.value,
        "apr_pct": f"{apr.percent:f}",
        "apr_pct_unrounded": f"{round_percent(apr.rate * 100, 12):f}",
        "effective_pct": f"{round_percent(apr.effective * 100, 4):f}",
        "nominal_pct": f"{round_percent(apr.nominal * 100, 4):f}",
        "received": None if view.assumed else f"{apr.received:.2f}",
        "paid": None if view.assumed else f"{apr.paid:.2f}",
        "cost": None if view.assumed else f"{apr.cost:.2f}",
        "flows": view.flows,
        "first_on": view.first_on,
        "last_on": view.last_on,
        "skipped_rows": view.skipped,
        "unit_period": unit and f"{unit.count} {unit.interval.value}",
        "regular": apr.regular,
        "other_rates_pct": [f"{round_percent(each * 100, 4):f}" for each in apr.others],
    }
    if disclosed is not None:
        found["disclosed_pct"] = f"{disclosed:f}"
        found["disclosed_accurate"] = disclosed_is_accurate(view, disclosed)
    return found


def _pairs(view: AprAnswer, disclosed: Decimal | None) -> list[tuple[str, str]]:
    from tracker.locale.amounts import format_percent
    from tracker.locale.calculating import method_name, percent_text, unit_text
    from tracker.services.calc_apr import disclosed_is_accurate

    apr = view.apr
    shown = [
        (
            _("True yearly rate"),
            f"{format_percent(apr.percent, apr.method.places)}  {method_name(apr.method)}",
        ),
        (_("Nominal rate"), f"{percent_text(apr.nominal)}  {_('not compounded')}"),
        (_("Effective rate"), f"{percent_text(apr.effective)}  {_('compounded')}"),
    ]
    if apr.unit is not None:
        shown.append((_("Counted in"), unit_text(apr.unit)))
    if view.assumed:
        shown.append((_("Cost of each 100"), f"{apr.cost / apr.received * 100:,.2f}"))
    else:
        shown += [
            (_("Received"), f"{apr.received:,.2f}"),
            (_("Paid in all"), f"{apr.paid:,.2f}"),
            (_("Cost"), f"{apr.cost:,.2f}"),
        ]
    if disclosed is not None:
        allowed = "1/8" if apr.regular else "1/4"
        if disclosed_is_accurate(view, disclosed):
            said = _("{rate}, within {allowed} of a percentage point")
        else:
            said = _("{rate}, more than {allowed} of a percentage point off")
        text = said.format(rate=format_percent(disclosed), allowed=allowed)
        shown.append((_("Disclosed"), text))
    if view.skipped:
        shown.append((_("Rows left out"), str(view.skipped)))
    return shown
