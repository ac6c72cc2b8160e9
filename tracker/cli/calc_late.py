"""`debt calc late`: what paying late costs, day by day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import F, command, option
from tracker.cli.errors import refuse, usage
from tracker.cli.loan_add import given
from tracker.cli.output import Table
from tracker.cli.reading import rate_unit, settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, ngettext
from tracker.locale.fields import field_name
from tracker.locale.joining import listed

if TYPE_CHECKING:
    from tracker.domain.loan.lateness import LateCost
    from tracker.domain.problems import Checked
    from tracker.services.calc_late import LateAnswer

FIELDS = ("days", "on", "late_fee", "penalty", "extra", "total", "within_grace")
_WORDS = (
    ("--amount", "amount", N_("What is due.")),
    ("--principal", "principal", N_("The part of it that bears penalty interest; all of it if not given.")),
    ("--days", "days", N_("How many days late; 30 if not given.")),
    ("--penalty-rate", "penalty_rate", N_("Penalty interest: 18%, 0.05%/day, or +50% of --rate.")),
    ("--rate", "rate", N_("The rate of the contract, for a penalty rate such as +50%.")),
    ("--late-fee", "late_fee", N_("What is charged once: a sum, or a percentage of what is short.")),
    ("--late-fee-floor", "late_fee_floor", N_("The least a late fee can be.")),
    ("--late-fee-cap", "late_fee_cap", N_("The most a late fee can be.")),
    ("--grace", "grace_days", N_("Days after the due date on which nothing is charged yet.")),
    ("--day-count", "day_count", N_("How days become years: equal_months, actual_365, actual_360 …")),
)


def _words(function: F) -> F:
    """One option for each field."""
    for flag, name, text in reversed(_WORDS):
        function = option(flag, name, metavar=N_("TEXT"), help=text)(function)
    return function


@command(
    "debt calc late --amount 1905.20 --penalty-rate 0.05%/day --days 12",
    "debt calc late --amount 820 --late-fee 5% --late-fee-floor 10 --penalty-rate 18% --grace 3",
    "debt calc late --loan jiebei --days 30 --json",
    help=N_(
        "What paying late costs after 1, 3, 7, 30 and so many days: the late fee, penalty interest, and what"
        " is to be paid then. With --loan by the terms of that loan and its oldest open due. An estimate; the"
        " lender's figure wins. Nothing is stored."
    ),
)
@_words
@option("--loan", metavar="LOAN", help=N_("The loan whose due and terms it is; flags replace its terms."))
@option("--currency", metavar="CODE", help=N_("The currency; CNY if not given."))
@typed
def late_command(session: Session, *, loan: str | None, currency: str | None, **fields: str | None) -> None:
    """Tell what lateness costs."""
    told = given(fields)
    if loan is not None:
        extra = sorted({"amount", "principal"} & set(told)) + (["currency"] if currency else [])
        if extra:
            flags = listed(f"--{name}" for name in extra)
            raise usage(_("{flags} goes without --loan.").format(flags=flags))
        view = _of_loan(session, loan, told)
    else:
        view = _of_typed(session, told, currency or "CNY")
    _show(session, view)


def _of_typed(session: Session, told: dict[str, str], currency: str) -> LateAnswer:
    from tracker.domain.typed.currencies import parse_currency
    from tracker.services.calc_late import late_of_typed

    code, problems = parse_currency(currency)
    if code is None:
        raise refuse(problems)
    unit = rate_unit(session)

    def attempt(got: dict[str, str]) -> Checked[LateAnswer]:
        return late_of_typed(got, today=session.today, currency=code, rate_unit=unit)

    return settle(session, told, attempt)


def _of_loan(session: Session, name: str, told: dict[str, str]) -> LateAnswer:
    from tracker.services.calc_late import late_of_loan

    unit = rate_unit(session)
    with session.book() as book:
        loan = session.loan(book, name)

        def attempt(got: dict[str, str]) -> Checked[LateAnswer]:
            return late_of_loan(book, loan, got, rate_unit=unit)

        return settle(session, told, attempt)


def _show(session: Session, view: LateAnswer) -> None:
    code = view.currency
    drawn = session.rows(
        "calc.late",
        [_json(view, each) for each in view.costs],
        lambda: _table(view),
        fields=FIELDS,
        currency=code,
        amount=rows.money(view.due_minor, code),
        principal=rows.money(view.principal_minor, code),
        loan_id=view.loan.id if view.loan else None,
        loan=view.loan.name if view.loan else None,
        due_on=view.due_on,
        penalty_rate_pct=rows.rate_pct(view.terms.penalty_rate),
        grace_days=view.terms.grace,
        unknown=list(view.unknown),
        estimate=True,
    )
    if not drawn:
        return
    session.out.line()
    if view.loan is not None and view.due_on is not None:
        words = _("{loan}: the due of {date}, of which {amount} {currency} is open.")
        amount = rows.amount_of(view.due_minor, code)
        session.out.line(
            words.format(loan=view.loan.name, date=view.due_on.isoformat(), amount=amount, currency=code)
        )
    if view.terms.grace:
        words = ngettext(
            "Nothing is charged within {n} day of grace; after it penalty interest counts from the due date.",
            "Nothing is charged within {n} days of grace; after them penalty interest counts from the due"
            " date.",
            view.terms.grace,
        )
        session.out.line(words.format(n=view.terms.grace))
    if view.unknown:
        words = _("Not known, and counted as nothing: {names}.")
        session.out.line(words.format(names=listed(map(field_name, view.unknown))))
    session.out.line(_("An estimate by the terms; the lender's figure wins."))


def _parts(view: LateAnswer, each: LateCost) -> tuple[int | None, int | None]:
    """The late fee and the penalty interest; None is not known."""
    fee = None if "late_fee" in view.unknown else each.late_fee
    return fee, None if "penalty_rate" in view.unknown else each.penalty


def _json(view: LateAnswer, each: LateCost) -> dict[str, Any]:
    code = view.currency
    fee, penalty = _parts(view, each)
    return {
        "days": each.days,
        "on": view.due_on + timedelta(days=each.days) if view.due_on else None,
        "late_fee": rows.money(fee, code),
        "penalty": rows.money(penalty, code),
        "extra": rows.money(each.extra, code),
        "total": rows.money(each.total, code),
        "within_grace": each.within_grace,
    }


def _table(view: LateAnswer) -> Table:
    code = view.currency

    def amount(minor: int | None, *, estimate: bool) -> str:
        return rows.amount_of(minor, code, estimate=estimate)

    titles = [f">{_('Days late')}"]
    titles += [_("Paid on")] if view.due_on else []
    titles += [f">{each}" for each in (_("Late fee"), _("Penalty interest"), _("Costs"), _("To pay"))]
    shown = []
    for each in view.costs:
        day = [(view.due_on + timedelta(days=each.days)).isoformat()] if view.due_on else []
        sums = [amount(part, estimate=bool(part)) for part in (*_parts(view, each), each.extra)]
        shown.append((str(each.days), *day, *sums, amount(each.total, estimate=bool(each.extra))))
    return Table(tuple(titles), shown)
