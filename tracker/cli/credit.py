"""`debt credit status` and `debt credit timeline`: how credit repair goes, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.command import command
from tracker.cli.credit_report_rows import free_text
from tracker.cli.credit_rows import dispute_table, mark_table, score_table
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.status import part_text, progress_json
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.credit import step_text

if TYPE_CHECKING:
    from tracker.domain.credit.path import Step


@command(
    "debt credit status",
    "debt credit status --json",
    help=N_("How credit repair goes: what was done of what there is, disputes, scores."),
)
def status_command(session: Session) -> None:
    """Show the state of the credit file."""
    from tracker.services.credit import recovery

    with session.book() as book:
        found = recovery(book)
    view = found.view
    parts = view.progress.parts

    def lines() -> list[tuple[str, str]]:
        percent = "?" if view.progress.percent is None else f"{view.progress.percent}%"
        shown = [(_("Progress"), percent)]
        shown += [(f"  {part_text(each.code)}", f"{each.done}/{each.of}") for each in parts]
        shown.append((_("On time in a row"), str(view.progress.streak)))
        if view.progress.longest_overdue_days:
            days = _("{days} d").format(days=view.progress.longest_overdue_days)
            shown.append((_("Longest overdue"), f"!! {days}"))
        shown += [(_("Back on the report"), f"!! {each.about} ({each.bureau})") for each in found.file.alarms]
        shown += [(_("Reports"), free_text(each)) for each in found.file.bureaus]
        shown += [
            (_("Paid off"), _("{loan}: check that the report shows it").format(loan=name))
            for _id, name, _on in found.file.to_check
        ]
        return shown

    if session.facts("credit.status", progress_json(view.progress), lines):
        open_disputes = tuple(each for each in view.disputes if each.is_open)
        for table in (
            mark_table(tuple(each for each in view.marks if each.removed_on is None)),
            dispute_table(open_disputes, session.today),
            score_table(view.scores[:5]),
        ):
            if table.lines:
                session.out.line()
                session.out.table(table)


@command(
    "debt credit timeline",
    "debt credit timeline --json",
    help=N_("The recovery path as dated milestones; `~` is an estimate; a rule is named by its number."),
)
def timeline_command(session: Session) -> None:
    """Show the recovery path."""
    _timeline(session, "credit.timeline")


@command("debt credit path", "debt credit path --json", help=N_("The same as debt credit timeline."))
def path_command(session: Session) -> None:
    """Show the recovery path under its older name."""
    _timeline(session, "credit.path")


def _timeline(session: Session, schema: str) -> None:
    from tracker.locale.rules import rule_title
    from tracker.services.credit import recovery
    from tracker.services.rule import find_rule

    with session.book() as book:
        found = recovery(book).path
    drawn = session.rows(
        schema,
        [
            {
                "on": each.on,
                "days": each.days,
                "kind": each.code,
                "name": each.name,
                "estimate": each.estimate,
                "rule": each.rule,
                "missing": each.missing,
            }
            for each in found
        ],
        lambda: Table(
            ("", _("On"), f">{_('Days')}", _("What"), _("Rule")),
            [
                (
                    _mark(each),
                    each.on.isoformat() if each.on else _("no date"),
                    "" if each.days is None else str(each.days),
                    step_text(each),
                    each.rule,
                )
                for each in found
            ],
        ),
        fields=("on", "days", "kind", "name", "estimate", "rule", "missing"),
        empty=_("Nothing is open."),
    )
    if drawn:
        numbers = dict.fromkeys(number for each in found for number in each.rule.split())
        rules = [rule for number in numbers if (rule := find_rule(number)) is not None]
        if rules:
            session.out.line()
        for rule in rules:
            known = "" if rule.evidence.verified else _(" (unverified)")
            session.out.line(
                f"{rule.number}  {rule_title(rule)}: {rule.citation}, "
                f"{rule.effective_from.isoformat()}{known}"
            )


def _mark(step: Step) -> str:
    if step.is_late:
        return "!!"
    if step.code == "removal_expected" and step.days is not None and step.days < 0:
        return "!"
    return "~" if step.estimate else ""
