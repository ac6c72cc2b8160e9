"""`debt loan list, show, schedule, payoff, balance`: reading loans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse
from tracker.cli.output import Table
from tracker.cli.reading import on as read_on
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.locale.joining import listed, phrased
from tracker.locale.loan import autopay_text, point_word, state_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.services.views import BalancePoint, LoanRow, LoanView, PayoffView, ScheduleRow


@command(
    "debt loan list",
    "debt loan list --all --json",
    help=N_("Every open loan with its balance, next due and status."),
)
@option("--all", "closed", is_flag=True, help=N_("Closed loans too."))
@option("--trash", is_flag=True, help=N_("The loans in the trash instead."))
def list_command(session: Session, *, closed: bool, trash: bool) -> None:
    """List the loans."""
    from tracker.services.loan.listing import list_loans

    with session.book() as book:
        if trash:
            from tracker.services.loan.read import list_trash

            _show_trash(session, [(loan.id, loan.name, loan.lender) for loan in list_trash(book)])
            return
        found = list_loans(book, include_closed=closed)
    drawn = session.rows(
        "loan.list",
        [rows.loan_json(row) for row in found],
        lambda: _table(found),
        fields=rows.LOAN_FIELDS,
        empty=_("There are no loans. debt loan add NAME --balance AMOUNT adds one."),
    )
    if drawn and found:
        sums: dict[str, int] = {}
        for row in found:
            sums[row.currency] = sums.get(row.currency, 0) + row.balance_minor
        text = listed(f"{rows.amount_of(minor, code)} {code}" for code, minor in sums.items())
        session.out.line()
        session.out.line(_("Total: {sums}").format(sums=text))


def _table(found: Sequence[LoanRow]) -> Table:
    from tracker.locale.amounts import format_rate

    titles = (
        "", f">{_('ID')}", _("Loan"), _("Lender"), f">{_('Balance')}", "", f">{_('Rate')}", _("Next due"),
        f">{_('Amount')}", _("Status"), _("Autopay"),
    )  # fmt: skip
    return Table(
        titles,
        [
            (
                "!!" if row.status == "overdue" else "!" if row.status in ("grace", "due_today") else "",
                str(row.loan_id),
                row.loan,
                row.lender,
                rows.amount_of(row.balance_minor, row.currency),
                row.currency,
                format_rate(row.rate),
                rows.day_text(row.next_due_on),
                rows.amount_of(row.next_amount_minor, row.currency, estimate=row.next_estimate)
                if row.next_due_on
                else "",
                _late(row),
                autopay_text(row.autopay),
            )
            for row in found
        ],
    )


def _late(row: LoanRow) -> str:
    words = state_word(row.status)
    return (
        _("{status}, {days} d").format(status=words, days=row.days_past_due) if row.days_past_due else words
    )


def _show_trash(session: Session, found: list[tuple[int, str, str]]) -> None:
    session.rows(
        "loan.trash",
        [{"loan_id": number, "loan": name, "lender": lender} for number, name, lender in found],
        lambda: Table(
            (f">{_('ID')}", _("Loan"), _("Lender")), [(str(each[0]), each[1], each[2]) for each in found]
        ),
        fields=("loan_id", "loan", "lender"),
        empty=_("The trash is empty."),
    )


@command(
    "debt loan show jiebei",
    "debt loan show 3 --json",
    help=N_("One loan with its terms and where it stands."),
)
@argument("loan", metavar="ID")
def show_command(session: Session, *, loan: str) -> None:
    """Show one loan."""
    from tracker.cli.loan_lines import lines, view_json
    from tracker.cli.offer_rows import agreed_json, agreed_pairs, standing_lines
    from tracker.services.loan.read import loan_view
    from tracker.services.talk.arrangement import standings

    with session.book() as book:
        meant = session.loan(book, loan).id
        found, agreed = loan_view(book, meant), standings(book, meant)
    if found is None:
        raise refuse((Problem(code="gone", field="loan", value=loan),))
    view: LoanView = found
    data = {**view_json(view), **agreed_json(agreed)}
    if session.facts("loan.show", data, lambda: [*lines(view), *agreed_pairs(agreed)]):
        for mark, text in standing_lines(agreed):
            session.out.raw(f"{session.out.mark(mark)} {text}\n")


@command(
    "debt loan schedule jiebei",
    "debt loan schedule 3 --csv",
    "debt loan schedule jiebei --number 1",
    help=N_("Every instalment, past and to come. An arrangement in force makes a new version; the old stay."),
)
@argument("loan", metavar="ID")
@option("--number", type=int, metavar="N", help=N_("An earlier version of the schedule; 1 is the first."))
def schedule_command(session: Session, *, loan: str, number: int | None) -> None:
    """Show a loan's schedule."""
    from tracker.services.loan.read import schedule, schedule_versions

    with session.book() as book:
        meant = session.loan(book, loan)
        since = schedule_versions(book, meant.id)
        last = 1 + len(since)
        if number is not None and not 1 <= number <= last:
            params = {"low": "1", "high": str(last)}
            wrong = Problem(code="not_in_range", field="number", value=str(number), params=params)
            raise refuse((wrong,))
        version = number or last
        found = schedule(book, meant.id, version=version)
    drawn = session.rows(
        "loan.schedule",
        [rows.schedule_json(row, meant.currency) for row in found],
        lambda: schedule_table(found, meant.currency),
        fields=rows.SCHEDULE_FIELDS,
        empty=_("The terms known so far give no schedule; debt loan terms adds what is missing."),
        loan_id=meant.id,
        loan=meant.name,
        currency=meant.currency,
        version=version,
        versions=last,
        effective_on=since[version - 2] if version > 1 else None,
    )
    if drawn and last > 1:
        words = _("Version {number} of {count}, in force since {on}.")
        if version == 1:
            words = _("Version {number} of {count}, as it was first agreed.")
        on = since[version - 2].isoformat() if version > 1 else ""
        session.out.line()
        session.out.line(words.format(number=version, count=last, on=on))


def schedule_table(found: Sequence[ScheduleRow], currency: str) -> Table:
    """A schedule as a person reads it."""

    def amount(minor: int) -> str:
        return rows.amount_of(minor, currency)

    titles = (
        "", f">{_('No.')}", _("Due on"), f">{_('Instalment')}", f">{_('Principal')}", f">{_('Interest')}",
        f">{_('Fee')}", f">{_('Balance')}", f">{_('Paid')}", _("Status"),
    )  # fmt: skip
    return Table(
        titles,
        [
            (
                "!!" if row.status == "overdue" else "!" if row.status == "due_today" else "",
                str(row.number),
                row.due_on.isoformat(),
                rows.amount_of(row.payment_minor, currency, estimate=row.estimate),
                amount(row.principal_minor),
                amount(row.interest_minor),
                amount(row.fee_minor),
                amount(row.balance_minor),
                amount(row.paid_minor),
                _state(row, currency),
            )
            for row in found
        ],
    )


def _state(row: ScheduleRow, currency: str) -> str:
    """The state of an instalment, with what a part payment left open of it."""
    if row.partly_open_minor <= 0:
        return state_word(row.status)
    left = rows.amount_of(row.partly_open_minor, currency, estimate=row.estimate)
    return phrased((state_word(row.status), _("{amount} open").format(amount=left)))


@command(
    "debt loan payoff jiebei", "debt loan payoff 3 --on 2026-12-31", help=N_("What clears a loan on a date.")
)
@argument("loan", metavar="ID")
@option("--on", metavar=N_("DATE"), help=N_("The date; today if not given."))
@typed
def payoff_command(session: Session, *, loan: str, on: str | None) -> None:
    """Show what clears a loan."""
    from tracker.services.loan.read import payoff

    day = read_on(session, on)
    with session.book() as book:
        meant = session.loan(book, loan)
        if day < meant.tracked_from:
            params = {"start": meant.tracked_from.isoformat()}
            raise refuse((Problem(code="before_tracked", field="on", value=day.isoformat(), params=params),))
        found = payoff(book, meant.id, day)
    if found is None:
        raise refuse((Problem(code="gone", field="loan", value=loan),))
    view: PayoffView = found
    data = {"loan_id": meant.id, "loan": meant.name, **payoff_json(view, meant.currency)}
    session.facts("loan.payoff", data, lambda: payoff_lines(view, meant.currency))


def payoff_json(view: PayoffView, currency: str) -> dict[str, Any]:
    """What clears a loan, for programs."""
    amounts = {
        "principal": view.principal_minor,
        "interest": view.interest_minor,
        "fees": view.fees_minor,
        "charges": view.charges_minor,
        "penalty": view.penalty_minor,
        "prepay_fee": view.prepay_fee_minor,
        "credit": view.credit_minor,
        "total": view.total_minor,
        "per_diem": view.per_diem_minor,
        "saves": view.saves_minor,
        "if_fees_waived": view.if_fees_waived_minor,
        "if_interest_returned": view.if_interest_returned_minor,
    }
    return {
        "on": view.on,
        "currency": currency,
        **{name: rows.money(minor, currency) for name, minor in amounts.items()},
        "estimate": view.estimate,
        "unknown": list(view.unknown),
    }


def payoff_lines(view: PayoffView, currency: str) -> list[tuple[str, str]]:
    """What clears a loan, for people: the parts that are not nothing, then the sum."""
    parts = (
        (_("Principal"), view.principal_minor),
        (_("Interest"), view.interest_minor),
        (_("Fees"), view.fees_minor),
        (_("Charges"), view.charges_minor),
        (_("Penalty"), view.penalty_minor),
        (_("Prepayment fee"), view.prepay_fee_minor),
        (_("Overpaid before"), -view.credit_minor),
    )
    shown = [(name, rows.amount_of(minor, currency)) for name, minor in parts if minor]
    total = rows.amount_of(view.total_minor, currency, estimate=view.estimate)
    shown.append((_("To pay on {on}").format(on=view.on.isoformat()), f"{total} {currency}"))
    if view.per_diem_minor:
        shown.append((_("Each day later"), rows.amount_of(view.per_diem_minor, currency)))
    if view.saves_minor:
        shown.append((_("Saved against the schedule"), rows.amount_of(view.saves_minor, currency)))
    if view.if_fees_waived_minor is not None:
        shown.append(
            (_("If the lender waives coming fees"), rows.amount_of(view.if_fees_waived_minor, currency))
        )
    if view.if_interest_returned_minor is not None:
        returned = rows.amount_of(view.if_interest_returned_minor, currency, estimate=True)
        shown.append((_("If the lender gives back interest paid ahead"), returned))
    if view.unknown:
        from tracker.locale.fields import field_name

        shown.append((_("Not known"), listed(map(field_name, view.unknown))))
    return shown


@command(
    "debt loan balance --by month",
    "debt loan balance jiebei --json",
    help=N_("The balance at each month end: actual up to today, then projected."),
)
@argument("loan", metavar="[ID]", required=False)
@option("--by", type=("month",), default="month", help=N_("The step; months are the only one."))
@option(
    "--ahead", metavar=N_("MONTHS"), type=int, help=N_("How many months to look ahead; all if not given.")
)
def balance_command(session: Session, *, loan: str | None, by: str, ahead: int | None) -> None:
    """Show the balance over time."""
    from tracker.services.loan.read import balance

    if by != "month":
        params = {"choices": "month"}
        raise refuse((Problem(code="unknown_choice", field="by", value=by, params=params),))
    with session.book() as book:
        meant = session.loan(book, loan) if loan else None
        found = balance(book, loan_id=meant.id if meant else None, months_ahead=ahead)
    session.rows(
        "loan.balance",
        [_point_json(point) for point in found],
        lambda: _points(found),
        fields=("on", "currency", "balance", "kind"),
        empty=_("There is no balance yet."),
        **({"loan_id": meant.id, "loan": meant.name} if meant else {}),
    )


def _point_json(point: BalancePoint) -> dict[str, Any]:
    return {
        "on": point.on,
        "currency": point.currency,
        "balance": rows.money(point.balance_minor, point.currency),
        "kind": point.kind,
    }


def _points(found: Sequence[BalancePoint]) -> Table:
    return Table(
        ("", _("On"), f">{_('Balance')}", "", _("Kind")),
        [
            (
                "~" if point.kind == "projected" else "",
                point.on.isoformat(),
                rows.amount_of(point.balance_minor, point.currency),
                point.currency,
                point_word(point.kind),
            )
            for point in found
        ],
    )
