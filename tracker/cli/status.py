"""`debt status`: what is owed, due, at risk, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import command, option
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, ngettext
from tracker.locale.joining import apart, listed
from tracker.locale.reasons import reason_text

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Progress
    from tracker.services.next_step_views import NextStep
    from tracker.services.status import StatusView
    from tracker.services.views import DueRisk

SHOWN = 8
"""Rows of each list on the one screen."""

STEPS = 3
"""Things to do that it shows."""


@command(
    "debt status",
    "debt status --short",
    "debt status --json",
    help=N_("What is owed, what is overdue and due next, where it may fail, how credit repair goes."),
)
@option("--short", is_flag=True, help=N_("One line, for a prompt: overdue, to watch, owed."))
def status_command(session: Session, *, short: bool) -> None:
    """Show the book at a glance."""
    show(session, short=short)


def show(session: Session, *, short: bool = False) -> None:
    """Show the book at a glance."""
    from tracker.services.status import status

    with session.book() as book:
        view = status(book)
    if session.out.form == "json":
        from tracker.cli.offer_rows import standing_json

        warnings = [rows.warned_json(each) for each in view.cash_short]
        warnings += standing_json(view.agreed)
        session.out.json(session.envelope("status", _json(view), warnings=warnings))
    elif session.out.form != "table":
        session.out.values([_flat(view)])
    elif short:
        session.out.line(_short(view))
    else:
        _screen(session, view)


def _json(view: StatusView) -> dict[str, Any]:
    return {
        "balances": [{"currency": code, "balance": rows.money(minor, code)} for code, minor in view.balances],
        "overdue": {
            "count": len(view.overdue),
            "totals": [rows.total_json(each) for each in view.overdue_totals],
            "rows": [rows.due_json(row) for row in view.overdue],
        },
        "next_due": [rows.due_json(row) for row in view.next_due],
        "risk": [risk_json(each) for each in view.risk],
        "credit": progress_json(view.credit),
        "next_steps": [step_json(each) for each in view.steps],
        "alerts_last_run_at": view.alerts_last_run_at,
        "alerts_stale": view.alerts_stale,
        **({"plans": plans_json(view)} if view.plans else {}),
    }


def plans_json(view: StatusView) -> list[dict[str, Any]]:
    """The adopted plans and how far they were followed."""
    from tracker.cli.plan_rows import adopted_json

    return [adopted_json(each) for each in view.plans]


def risk_json(risk: DueRisk) -> dict[str, Any]:
    """A due that may be missed, and why."""
    return {
        **rows.due_json(risk.due),
        "level": risk.level,
        "reasons": [
            {"code": each.code, "params": each.params, "message": reason_text(each.code, each.params)}
            for each in risk.reasons
        ],
    }


def step_json(step: NextStep) -> dict[str, Any]:
    """One thing to do next."""
    return {
        "code": step.code,
        "key": step.key,
        "severity": step.severity,
        "text": step.text,
        "why": step.why,
        "on": step.on,
        "screen": step.screen,
        "command": step.command,
        "loan_id": step.loan_id,
        "payment_id": step.payment_id,
    }


def progress_json(progress: Progress) -> dict[str, Any]:
    """How credit repair goes, part by part."""
    return {
        "percent": progress.percent,
        "done": progress.done,
        "of": progress.of,
        "parts": [{"code": each.code, "done": each.done, "of": each.of} for each in progress.parts],
        "streak": progress.streak,
        "longest_overdue_days": progress.longest_overdue_days,
    }


def _flat(view: StatusView) -> dict[str, Any]:
    return {
        "balances": " ".join(f"{rows.money(minor, code)} {code}" for code, minor in view.balances),
        "overdue": len(view.overdue),
        "next_due_on": view.next_due[0].due_on if view.next_due else None,
        "high_risk": sum(each.level == "high" for each in view.risk),
        "credit_percent": view.credit.percent,
    }


def _short(view: StatusView) -> str:
    """`!!1 !2 645k`: how many are overdue, how many to watch, how much is owed."""
    from tracker.locale.hiding import shown_compact

    watched = sum(each.level == "high" and each.due.days >= 0 for each in view.risk)
    parts = [f"!!{len(view.overdue)}"] if view.overdue else []
    parts += [f"!{watched}"] if watched else []
    parts += [
        shown_compact(minor, code) + ("" if len(view.balances) == 1 else f" {code}")
        for code, minor in view.balances
    ]
    return " ".join(parts) or "0"


def _screen(session: Session, view: StatusView) -> None:
    out = session.out
    if not view.balances:
        if not view.steps and view.credit.percent is None:
            out.line(_("Nothing is owed yet. debt loan add NAME --balance AMOUNT adds a loan."))
            return
        out.line(_("Nothing is owed."))
        _steps(session, view)
        out.line()
        out.line(_credit_text(view.credit))
        return
    owed = listed(f"{rows.amount_of(minor, code)} {code}" for code, minor in view.balances)
    out.line(_("Owed: {sums}").format(sums=owed))
    if view.overdue:
        count = ngettext("{count} due", "{count} dues", len(view.overdue)).format(count=len(view.overdue))
        late = max(row.days_past_due for row in view.overdue)
        sums = rows.sums_text(view.overdue_totals)
        text = _("overdue {sums} ({count}, up to {days} d late)").format(sums=sums, count=count, days=late)
        out.raw(f"{out.mark('!!')} {text}\n")
    for each in view.cash_short:
        out.raw(f"{out.mark('!!')} {rows.warned_text(each)}\n")
    if view.agreed.oral or view.agreed.in_force:
        from tracker.cli.offer_rows import standing_lines

        for mark, text in standing_lines(view.agreed):
            out.raw(f"{out.mark(mark)} {text}\n")
    for plan in view.plans:
        from tracker.cli.plan_page import adopted_lines

        out.line(next(adopted_lines(plan, session.today)))
    _steps(session, view)
    _list(session, _("Overdue"), _overdue_rows(view))
    _list(session, _("Next"), _next_rows(view))
    _list(session, _("May fail"), _risk_rows(view))
    out.line()
    out.line(_credit_text(view.credit))
    if view.alerts_stale:
        out.warn(
            _("Alerts have not run for 36 hours or more; is cron still set up? debt alerts schedule --cron")
        )


def _steps(session: Session, view: StatusView) -> None:
    """The first things to do, each with its reason and the command that does it."""
    if not view.steps:
        return
    from tracker.locale.hiding import told

    session.out.line()
    session.out.line(_("Do next"))
    lines = [
        line
        for each in view.steps[:STEPS]
        for line in (
            (each.severity, _("{text} ({why})").format(text=each.text, why=each.why)),
            ("", told(each.command)),
        )
    ]
    session.out.table(Table(("", ""), lines))


def _list(session: Session, title: str, lines: list[tuple[str, ...]]) -> None:
    if not lines:
        return
    session.out.line()
    session.out.line(title)
    session.out.table(Table(("", "", "", ">", "", ""), lines[:SHOWN]))
    if len(lines) > SHOWN:
        rest = len(lines) - SHOWN
        session.out.line(ngettext("… and {count} more", "… and {count} more", rest).format(count=rest))


def _overdue_rows(view: StatusView) -> list[tuple[str, ...]]:
    return [_due_line(row) for row in view.overdue]


def _next_rows(view: StatusView) -> list[tuple[str, ...]]:
    return [_due_line(row) for row in view.next_due]


def _due_line(row: Any) -> tuple[str, ...]:
    return (
        rows.severity(row.days, row.status),
        row.loan,
        f"{row.due_on.isoformat()}  {rows.days_text(row.days)}",
        rows.amount_of(row.amount_minor, row.currency, estimate=row.estimate),
        row.currency,
        "",
    )


def _risk_rows(view: StatusView) -> list[tuple[str, ...]]:
    marks = {"high": "!!", "medium": "!"}
    return [
        (
            marks[each.level],
            each.due.loan,
            each.due.due_on.isoformat(),
            "",
            "",
            listed(reason_text(reason.code, reason.params) for reason in each.reasons),
        )
        for each in view.risk
        if each.level in marks and each.due.days >= 0
    ]


def _credit_text(progress: Progress) -> str:
    if progress.percent is None:
        return _("Credit repair: nothing to repair is known.")
    parts = apart(f"{part_text(each.code)} {each.done}/{each.of}" for each in progress.parts if each.of)
    return _("Credit repair: {percent}% ({parts})").format(percent=progress.percent, parts=parts)


def part_text(code: str) -> str:
    """A part of the progress, in words."""
    words = {
        "marks_removed": _("marks removed"),
        "disputes_answered": _("disputes answered"),
        "loans_current": _("loans not overdue"),
    }
    return words.get(code, code)
