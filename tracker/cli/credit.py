"""`debt credit status`: how credit repair goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.command import command
from tracker.cli.credit_rows import dispute_table, mark_table, score_table
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.status import part_text, progress_json
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.credit.path import Step


@command(
    "debt credit status",
    "debt credit status --json",
    help=N_("How credit repair goes: what was done of what there is, disputes, scores."),
)
def status_command(session: Session) -> None:
    """Show the state of the credit file."""
    from tracker.services.credit import credit_view

    with session.book() as book:
        view = credit_view(book)
    parts = view.progress.parts

    def lines() -> list[tuple[str, str]]:
        percent = "?" if view.progress.percent is None else f"{view.progress.percent}%"
        shown = [(_("Progress"), percent)]
        shown += [(f"  {part_text(each.code)}", f"{each.done}/{each.of}") for each in parts]
        shown.append((_("On time in a row"), str(view.progress.streak)))
        if view.progress.longest_overdue_days:
            days = _("{days} d").format(days=view.progress.longest_overdue_days)
            shown.append((_("Longest overdue"), f"!! {days}"))
        return shown

    if session.facts("credit.status", progress_json(view.progress), lines):
        open_disputes = tuple(each for each in view.disputes if each.outcome.value == "open")
        for table in (
            mark_table(tuple(each for each in view.marks if each.removed_on is None)),
            dispute_table(open_disputes, session.today),
            score_table(view.scores[:5]),
        ):
            if table.lines:
                session.out.line()
                session.out.table(table)


@command("debt credit path", "debt credit path --json", help=N_("What comes next, by date."))
def path_command(session: Session) -> None:
    """Show the recovery path."""
    from tracker.services.credit import recovery

    with session.book() as book:
        found = recovery(book).path
    words = {
        "loan_overdue": _("overdue"),
        "answer_due": _("answer due"),
        "removal_expected": _("expected gone"),
        "on_time": _("months on time in a row"),
    }
    session.rows(
        "credit.path",
        [
            {
                "on": each.on,
                "days": each.days,
                "kind": each.code,
                "name": each.name,
                "estimate": each.code == "on_time",
            }
            for each in found
        ],
        lambda: Table(
            ("", _("On"), f">{_('Days')}", _("What"), ""),
            [
                (
                    "~"
                    if each.code == "on_time"
                    else "!!"
                    if each.days is not None and each.days < 0
                    else "",
                    each.on.isoformat() if each.on else _("no date"),
                    "" if each.days is None else str(each.days),
                    words.get(each.code, each.code),
                    each.name,
                )
                for each in found
            ],
        ),
        fields=("on", "days", "kind", "name", "estimate"),
        empty=_("Nothing is open."),
    )


def _mark(step: Step) -> str:
    if step.code == "on_time":
        return "~"
    return "!!" if step.days is not None and step.days < 0 and step.code != "removal_expected" else ""
