"""`debt due`: what falls due, and what is overdue."""

from __future__ import annotations

from tracker.cli import rows
from tracker.cli.command import command, option
from tracker.cli.errors import Exit, refuse, usage
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.loan import autopay_text, due_word, state_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from tracker.services.plan.answers import ExtraDue
    from tracker.services.views import DueList, DueRow


@command(
    "debt due",
    "debt due --within 60d --json",
    "debt due --month 2026-12",
    "debt due --overdue --exit-code",
    help=N_("What falls due, with everything overdue first."),
)
@option("--within", metavar="30d", help=N_("How far ahead to look: 30d, 8w, 2m."))
@option("--month", metavar="2026-12", help=N_("One month instead."))
@option("--overdue", is_flag=True, help=N_("Only what is overdue."))
@option("--exit-code", is_flag=True, help=N_("Exit with 10 if something is due, 11 if something is overdue."))
def due_command(
    session: Session, *, within: str | None, month: str | None, overdue: bool, exit_code: bool
) -> None:
    """List the open dues."""
    from tracker.services.due import list_dues

    if (within is not None) + (month is not None) + overdue > 1:
        flags = "--within --month --overdue"
        raise usage(_("{flags}: one of them is accepted.").format(flags=flags))
    days = _days(session, within) if within is not None else 30
    first = _month(month) if month is not None else None
    from tracker.services.loan.listing import undated_loans

    with session.book() as book:
        found = list_dues(book, within_days=days, month=first, overdue_only=overdue)
        undated = () if overdue else undated_loans(book)
    if _show(session, found) and undated:
        session.out.say(rows.undated_text(undated))
    if exit_code and found.rows:
        late = any(row.days < 0 for row in found.rows)
        session.exit_code = int(Exit.OVERDUE if late else Exit.DUE)


def _show(session: Session, found: DueList) -> bool:
    drawn = session.rows(
        "due",
        [rows.due_json(row) for row in found.rows],
        lambda: table(found.rows),
        fields=rows.DUE_FIELDS,
        empty=_("Nothing is due."),
        totals=[rows.total_json(total) for total in found.totals],
        warnings=[rows.warned_json(each) for each in found.warnings],
        **({"plan": [extra_json(each, session.today) for each in found.plan]} if found.plan else {}),
    )
    if drawn and found.totals:
        session.out.line()
        session.out.line(_("Total: {sums}").format(sums=rows.sums_text(found.totals)))
    if drawn and found.plan:
        session.out.line()
        session.out.line(_("Your plan, above the dues:"))
        session.out.table(plan_table(found.plan, session.today))
    if drawn:
        for warned in found.warnings:
            if warned.code != "overdue":
                session.out.say(rows.warned_text(warned))
    return drawn


def table(dues: Sequence[DueRow]) -> Table:
    """The dues as a person reads them."""
    return Table(
        (
            "",
            f">{_('ID')}",
            _("Loan"),
            _("Due on"),
            "",
            f">{_('Amount')}",
            "",
            _("Kind"),
            _("Autopay"),
            _("Account"),
        ),
        [
            (
                rows.severity(row.days, row.status),
                str(row.loan_id),
                row.loan,
                row.due_on.isoformat(),
                rows.days_text(row.days) + (f" ({state_word('grace')})" if row.status == "grace" else ""),
                rows.amount_of(row.amount_minor, row.currency, estimate=row.estimate),
                row.currency,
                due_word(row.kind),
                autopay_text(row.autopay),
                row.account,
            )
            for row in dues
        ],
    )


def extra_json(each: ExtraDue, today: date) -> dict[str, Any]:
    """What an adopted plan asks for above the dues."""
    return {
        "loan_id": each.loan_id,
        "loan": each.loan,
        "due_on": each.on,
        "days": each.days(today),
        "amount": rows.money(each.amount_minor, each.currency),
        "currency": each.currency,
        "kind": "plan",
        "plan": each.plan,
    }


def plan_table(extras: Sequence[ExtraDue], today: date) -> Table:
    """The extra payments of adopted plans as a person reads them."""
    return Table(
        ("", f">{_('ID')}", _("Loan"), _("Due on"), "", f">{_('Amount')}", "", _("Plan")),
        [
            (
                "!" if each.days(today) < 0 else "",
                str(each.loan_id),
                each.loan,
                each.on.isoformat(),
                rows.days_text(each.days(today)),
                rows.amount_of(each.amount_minor, each.currency),
                each.currency,
                each.plan,
            )
            for each in extras
        ],
    )


def _days(session: Session, text: str) -> int:
    from tracker.domain.typed.duration import parse_duration

    found, problems = parse_duration(text, session.today, field="within")
    if found is None:
        raise refuse(problems)
    return found


def _month(text: str) -> date:
    from datetime import date

    from tracker.domain.problems import Problem

    try:
        year, month = text.split("-")
        return date(int(year), int(month), 1)
    except ValueError as error:
        raise refuse((Problem(code="month_unreadable", field="month", value=text),)) from error
