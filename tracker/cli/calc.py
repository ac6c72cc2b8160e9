"""`debt calc`: calculators on what is typed; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import F, command, option
from tracker.cli.errors import refuse
from tracker.cli.loan_add import given
from tracker.cli.output import Table
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.amounts import format_money

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.calc import Calculation

FIELDS = (
    ("method", N_("level_payment, equal_principal, interest_only, bullet, flat_fee, revolving, informal.")),
    ("principal", N_("What is lent.")),
    ("rate", N_("Nominal a year: 24%, 0.24, 0.05%/day, 2%/month.")),
    ("periods", N_("How many instalments.")),
    ("payment", N_("The instalment; of principal, rate, periods, payment three give the fourth.")),
    ("fee_rate", N_("Fee for each instalment, in percent of the principal.")),
    ("first_due", N_("When the first instalment is due.")),
    ("start", N_("When it is lent; one period before the first due date if not given.")),
    ("due_day", N_("The day of the month it is due; 31 is the last.")),
    ("day_count", N_("How days become years: equal_months, actual_365, actual_360, thirty_360 …")),
    ("every", N_("How often it is due: week, two_weeks, month, quarter, half_year, year.")),
    ("rounding", N_("half_up, down or up.")),
    ("minimum_percent", N_("A card's minimum, in percent of the balance.")),
    ("minimum_floor", N_("The least such a minimum can be.")),
)


def _words(function: F) -> F:
    """One option for each field."""
    for name, text in reversed(FIELDS):
        flag = f"--{name.replace('_', '-')}"
        function = option(flag, name, metavar=N_("TEXT"), help=text)(function)
    return function


@command(
    "debt calc schedule --method level_payment --principal 10000 --rate 24% --periods 12",
    "debt calc schedule --method flat_fee --principal 12000 --fee-rate 0.6% --periods 12",
    "debt calc schedule --principal 200000 --rate 4.9% --payment 2500 --first-due 2026-12-31 --json",
    help=N_("A repayment schedule to the cent, with its totals."),
)
@_words
@option("--currency", metavar="CODE", default="CNY", help=N_("The currency, which decides the decimals."))
@typed
def schedule_command(session: Session, *, currency: str, **fields: str | None) -> None:
    """Calculate a schedule."""
    from tracker.domain.typed.currencies import parse_currency
    from tracker.services.calc import calculate_schedule

    code, problems = parse_currency(currency)
    if code is None:
        raise refuse(problems)
    told = given(fields)
    if session.flags.get("rate_unit") == "percent" and "rate" in told and "%" not in told["rate"]:
        told["rate"] += "%"

    def attempt(got: dict[str, str]) -> Checked[Calculation]:
        return calculate_schedule(got, today=session.today, currency=code)

    found = settle(session, told, attempt)
    totals = {
        "payment": rows.money(found.payment_minor, code),
        "interest": rows.money(found.interest_minor, code),
        "fee": rows.money(found.fee_minor, code),
    }
    drawn = session.rows(
        "calc.schedule",
        [_json(row, code) for row in found.rows],
        lambda: _table(found),
        fields=rows.SCHEDULE_FIELDS,
        totals=totals,
        currency=code,
        principal=rows.money(found.principal_minor, code),
        rate_pct=rows.rate_pct(found.rate),
        endless=found.endless,
    )
    if drawn:
        _draw_totals(session, found)


def _json(row: Any, currency: str) -> dict[str, Any]:
    return {
        "number": row.number,
        "due_on": row.due_on,
        "payment": rows.money(row.payment, currency),
        "principal": rows.money(row.principal, currency),
        "interest": rows.money(row.interest, currency),
        "fee": rows.money(row.fee, currency),
        "balance": rows.money(row.balance, currency),
        "paid": rows.money(0, currency),
        "status": "upcoming",
    }


def _table(found: Calculation) -> Table:
    def amount(minor: int) -> str:
        return format_money(minor, found.currency)  # it was typed in the open

    titles = (
        f">{_('No.')}", _("Due on"), f">{_('Instalment')}", f">{_('Principal')}", f">{_('Interest')}",
        f">{_('Fee')}", f">{_('Balance')}",
    )  # fmt: skip
    return Table(
        titles,
        [
            (
                str(row.number),
                row.due_on.isoformat(),
                *map(amount, (row.payment, row.principal, row.interest, row.fee, row.balance)),
            )
            for row in found.rows
        ],
    )


def _draw_totals(session: Session, found: Calculation) -> None:
    def amount(minor: int) -> str:
        return f"{format_money(minor, found.currency)} {found.currency}"

    session.out.line()
    shown = [
        (_("Paid in all"), amount(found.payment_minor)),
        (_("of that interest"), amount(found.interest_minor)),
    ]
    if found.fee_minor:
        shown.append((_("of that fees"), amount(found.fee_minor)))
    session.pairs(shown)
    if found.endless:
        session.out.warn(_("The payment never reaches the principal; the rows were cut off."))
