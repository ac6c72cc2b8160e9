"""`debt alerts`: reminders for cron."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import command, option
from tracker.cli.errors import CliError, Exit, explain, usage
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, ngettext
from tracker.locale.hiding import told

if TYPE_CHECKING:
    from tracker.services.alert import Alert, AlertRun
    from tracker.services.book import Book

MARKS = {"overdue": "!!", "attention": "!"}


@command(
    "debt alerts run",
    "debt alerts run --details",
    "0 8 * * *  debt alerts run      # in a crontab: quiet when there is nothing to say",
    help=N_(
        "Say what is due in 7, 3, 1 and 0 days and what is overdue, each step once; days that were missed "
        "are caught up. Names and amounts stay private unless --details is given."
    ),
)
@option("--details", is_flag=True, help=N_("Tell names and amounts."))
@option("--exit-code", is_flag=True, help=N_("Exit with 10 if something is due, 11 if something is overdue."))
def run_command(session: Session, *, details: bool, exit_code: bool) -> None:
    """Run the alerts."""
    from tracker.services.alert import AlertRun

    wanted = details or bool(session.setting("alerts.details").value)
    with session.book() as book:
        if book.exists:
            run = _run(session, book, details=wanted)
        else:
            run = AlertRun(sent=0, skipped=0, failed=0, alerts=())
    if not run.alerts:
        _say(session, run)
    elif session.dry_run:
        session.out.warn(_("Nothing was sent or written (dry run)."))
    if exit_code and run.alerts:
        late = any(each.severity == "overdue" for each in run.alerts)
        session.exit_code = int(Exit.OVERDUE if late else Exit.DUE)


def _run(session: Session, book: Book, *, details: bool) -> AlertRun:
    """Run the alerts; on a file that cannot be written they are said all the same, and the failure told."""
    from tracker.services.alert import preview, run_alerts

    try:
        return run_alerts(book, details=details, say=lambda found: _say(session, found))
    except Exception as error:
        known = explain(error)
        if not isinstance(error, PermissionError) and (known is None or known.code != "file_read_only"):
            raise
        found = preview(book, details=details)
        if not found.alerts:
            return found
        _say(session, found)
        raise CliError(
            "file_read_only",
            Exit.DATABASE,
            _("{path} cannot be written: the file or its folder is read-only.").format(path=book.path),
            _("That these alerts were said could not be noted; the next run says them again."),
        ) from error


def _say(session: Session, run: AlertRun) -> None:
    """Print the alerts and have them leave the process: what is not out by then was not said."""
    if session.out.form == "json":
        data = {
            "sent": run.sent,
            "skipped": run.skipped,
            "failed": run.failed,
            "alerts": [alert_json(each) for each in run.alerts],
        }
        session.out.json(session.envelope("alerts.run", data))
    elif session.out.form != "table":
        if run.alerts:
            session.out.values([alert_json(each) for each in run.alerts])
    else:
        for each in run.alerts:
            session.out.raw(f"{session.out.mark(MARKS.get(each.severity, '!'))} ")
            session.out.line(each.message)
    if session.out.out is not None:
        session.out.out.flush()


def alert_json(alert: Alert) -> dict[str, Any]:
    """One alert."""
    return {
        "key": alert.key,
        "rule": alert.rule,
        "severity": alert.severity,
        "loan_id": alert.loan_id,
        "loan": alert.loan,
        "due_on": alert.due_on,
        "message": alert.message,
    }


@command(
    "debt alerts preview",
    "debt alerts preview --details",
    help=N_("What a run would say now, without saying it."),
)
@option("--details", is_flag=True, help=N_("Tell names and amounts."))
def preview_command(session: Session, *, details: bool) -> None:
    """Preview the alerts."""
    from tracker.services.alert import preview

    wanted = details or bool(session.setting("alerts.details").value)
    with session.book() as book:
        run = preview(book, details=wanted)
    _say(session, run)
    if session.out.form == "table" and not run.alerts:
        session.out.say(_("There is nothing to say."))


@command("debt alerts list", help=N_("The alerts that went out, newest first."))
@option("--limit", metavar="N", type=int, default=50, help=N_("At most so many."))
def list_command(session: Session, *, limit: int) -> None:
    """List the alerts that went out."""
    from tracker.services.alert import list_sent

    with session.book() as book:
        found = list_sent(book, limit)
    session.rows(
        "alerts.list",
        [_sent_json(each) for each in found],
        lambda: Table(
            (_("At"), _("Loan"), _("Due on"), _("Step"), _("State"), _("Message")),
            [
                (
                    each.at,
                    each.loan,
                    each.due_on.isoformat(),
                    step_text(each.step),
                    each.state,
                    told(each.message),
                )
                for each in found
            ],
        ),
        fields=("at", "loan_id", "loan", "due_on", "kind", "step", "channel", "state", "message"),
        empty=_("No alert went out yet."),
    )


def _sent_json(each: Any) -> dict[str, Any]:
    return {
        "at": each.at,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "due_on": each.due_on,
        "kind": each.kind,
        "step": each.step,
        "channel": each.channel,
        "state": each.state,
        "message": each.message,
    }


def step_text(step: str) -> str:
    """How long before the due date an alert was, in words."""
    if not step.isdigit():
        return rows.status_text(step)
    days = int(step)
    if not days:
        return _("on the day")
    return ngettext("{days} day before", "{days} days before", days).format(days=days)


@command(
    "debt alerts schedule --cron",
    "(crontab -l; debt alerts schedule --cron) | crontab -",
    help=N_("Print the line that makes cron run the alerts each morning."),
)
@option("--cron", is_flag=True, help=N_("The line for a crontab."))
@option("--at", metavar="08:00", default="08:00", help=N_("When to run."))
def schedule_command(session: Session, *, cron: bool, at: str) -> None:
    """Print the crontab line."""
    if not cron:
        raise usage(_("{name} is missing.").format(name="--cron"))
    hour, _colon, minute = at.partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
        raise usage(_("--at: {value} is not a time; try 08:00").format(value=at))
    line = cron_line(session, int(hour), int(minute))
    session.facts("alerts.schedule", {"cron": line}, lambda: [(line, "")])


def cron_line(session: Session, hour: int = 8, minute: int = 0) -> str:
    """The line of a crontab that runs the alerts each day."""
    return f"{minute} {hour} * * * {_command(session)}"


def _command(session: Session) -> str:
    """This very program with the file it would use now, as a shell reads it; `%` means newline to cron."""
    script = Path(sys.argv[0])
    if script.name.startswith("debt") and script.exists():
        words = [str(script.absolute())]
    else:
        words = [sys.executable, "-m", "tracker"]
    words += ["alerts", "run"]
    if session.is_named:
        words += ["--db", str(session.path)]
    if session.flags.get("config"):
        words += ["--config", session.config_path]
    return " ".join(map(shlex.quote, words)).replace("%", "\\%")
