"""`debt plan why`: why the debt-free date moved since a plan was adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli import rows
from tracker.cli.command import argument, command
from tracker.cli.errors import CliError, Exit, refuse
from tracker.cli.output import Table
from tracker.cli.plan_asking import plan_of
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, ngettext

if TYPE_CHECKING:
    from tracker.services.plan.moving import MovedView

FIELDS = ("cause", "days", "months", "cost", "currency")


@command(
    "debt plan why",
    "debt plan why Christmas --json",
    help=N_(
        "Why the debt-free date moved since the plan was adopted: payments, fees, rates, new borrowing and"
        " all else, in parts that add up. Without a name it is the plan that is followed."
    ),
)
@argument("name", required=False)
def why_command(session: Session, *, name: str | None) -> None:
    """Say why the debt-free date moved."""
    from tracker.locale.plan import counted_text
    from tracker.services.plan.keeping import list_plans
    from tracker.services.plan.moving import why_view

    with session.book() as book:
        if name is not None:
            plan = plan_of(book, name)
        else:
            followed = [each for each in list_plans(book) if each.is_followed]
            if not followed:
                message = _("No plan is followed.")
                hint = _("debt plan adopt NAME follows one.")
                raise CliError("plan_not_found", Exit.NOT_FOUND, message, hint)
            plan = next((each for each in followed if each.currency == book.currency), followed[0])
        found, problems = why_view(book, plan)
    if found is None:
        raise refuse(problems)
    code = found.currency
    data = [
        {
            "cause": each.cause.value, "days": each.days, "months": each.months,
            "cost": rows.money(each.cost_minor, code), "currency": code,
        }
        for each in found.parts
    ]  # fmt: skip
    drawn = session.rows(
        "plan.why",
        data,
        lambda: _table(found),
        fields=FIELDS,
        empty=_("Nothing moved it."),
        plan=found.plan,
        planned_on=found.planned_on,
        now_on=found.now_on,
        days=found.days,
        months=found.months,
        cost=rows.money(found.cost_minor, code),
        overdue=rows.money(found.overdue_minor, code),
    )
    if drawn:
        session.out.line(_sentence(found))
        if found.overdue_minor:
            amount = f"{rows.amount_of(found.overdue_minor, code)} {code}"
            session.out.line(f"! {counted_text(amount)}")


def _table(found: MovedView) -> Table:
    from tracker.locale.plan import cause_text

    code = found.currency
    titles = (_("Because of"), f">{_('Days')}", f">{_('Cost')}")
    lines = [
        (cause_text(each.cause.value), _days(each.days), _signed(each.cost_minor, code))
        for each in found.parts
    ]
    if len(lines) > 1:
        lines.append((_("In all"), _days(found.days), _signed(found.cost_minor, code)))
    return Table(titles, lines)


def _days(days: int) -> str:
    return f"{days:+d}" if days else "0"


def _signed(minor: int, code: str) -> str:
    amount = rows.amount_of(abs(minor), code)
    return f"{'-' if minor < 0 else '+'}{amount} {code}"


def _sentence(found: MovedView) -> str:
    on, now = found.planned_on.isoformat(), found.now_on.isoformat()
    if not found.days:
        words = _("~ Plan {plan} ends on {on}, as planned.")
        if found.cost_minor > 0:
            words = _("~ Plan {plan} ends on {on}, as planned, and costs {amount} more.")
        elif found.cost_minor < 0:
            words = _("~ Plan {plan} ends on {on}, as planned, and costs {amount} less.")
        amount = f"{rows.amount_of(abs(found.cost_minor), found.currency)} {found.currency}"
        return words.format(plan=found.plan, on=on, amount=amount)
    days = abs(found.days)
    later = ngettext("{days} day later", "{days} days later", days)
    sooner = ngettext("{days} day sooner", "{days} days sooner", days)
    moved = (later if found.days > 0 else sooner).format(days=days)
    return _("~ Plan {plan} was to end on {on} and now ends on {now}: {moved}.").format(
        plan=found.plan, on=on, now=now, moved=moved
    )
