"""`debt alerts`: reminders for cron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli.command import command, option
from tracker.cli.errors import CliError, Exit, explain
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.alerting import failure_text, held_text, step_text
from tracker.locale.hiding import told
from tracker.locale.loan import state_word

if TYPE_CHECKING:
    from tracker.services.alert import Alert, AlertRun
    from tracker.services.book import Book
    from tracker.services.channel import Channel

MARKS = {"overdue": "!!", "attention": "!"}


@command(
    "debt alerts run",
    "debt alerts run --details",
    "0 8 * * *  debt alerts run      # in a crontab: quiet when there is nothing to say",
    help=N_(
        "Say what is due soon, overdue or needs a look, each step once; days that were missed are caught up. "
        "It goes through the channels that are set up, else to stdout, which cron mails. Names and amounts "
        "stay private unless --details is given."
    ),
)
@option("--details", is_flag=True, help=N_("Tell names and amounts."))
@option(
    "--exit-code",
    is_flag=True,
    help=N_("Exit with 10 if something is due, 11 if something is overdue, said before or not."),
)
def run_command(session: Session, *, details: bool, exit_code: bool) -> None:
    """Run the alerts."""
    from tracker.services.alert import AlertRun

    standing: frozenset[str] = frozenset()
    with session.book() as book:
        if book.exists:
            run = _run(session, book, details=details)
            if exit_code:
                from tracker.services.alert_inbox import standing_severities

                standing = standing_severities(book)
        else:
            run = AlertRun(sent=0, skipped=0, failed=0, alerts=())
            _say(session, run)
    if run.alerts and session.dry_run:
        session.out.warn(_("Nothing was sent or written (dry run)."))
    if run.held and not session.flags.get("quiet"):
        session.out.warn(held_text(run.held))
    if standing:
        session.exit_code = int(Exit.OVERDUE if "overdue" in standing else Exit.DUE)
    if run.failures:
        words = _("{channel}: not delivered, {why}. The message is kept for the next run.")
        lines = (words.format(channel=name, why=failure_text(why)) for name, why in run.failures)
        session.fail(CliError("not_delivered", Exit.DELIVERY, "\n".join(lines)))


def _run(session: Session, book: Book, *, details: bool) -> AlertRun:
    """Run the alerts; on a file that cannot be written they are said all the same, and the failure told."""
    from tracker.services.alert import preview, run_alerts

    told: list[AlertRun] = []

    def say(found: AlertRun) -> None:
        _say(session, found)
        told.append(found)

    tell = tells(session, asked=details)
    channels = channels_of(session)
    try:
        run = run_alerts(
            book,
            details=tell,
            hide_amounts=hides(session),
            channels=channels,
            now=session.now().time(),
            say=say,
        )
    except Exception as error:
        known = explain(error, book.path)
        if told or known is None or known.code not in ("file_read_only", "disk_full"):
            raise
        found = preview(book, details=tell, hide_amounts=hides(session))
        if found.alerts or session.out.form == "json":
            _say(session, found)
        if not found.alerts:
            return found
        hint = _("That these alerts were said could not be noted; the next run says them again.")
        raise CliError(known.code, Exit.DATABASE, known.message, hint) from error
    if not told and session.out.form == "json":
        _say(session, run)
    return run


def tells(session: Session, *, asked: bool) -> bool:
    """Whether alerts tell names and amounts: by the flag or the configuration."""
    return asked or bool(session.setting("alerts.details").value)


def hides(session: Session) -> bool:
    """Whether amounts stay hidden all the same."""
    return bool(session.setting("hide_amounts").value)


def channels_of(session: Session) -> tuple[Channel, ...]:
    """The channels that belong to the session's configuration."""
    from tracker.services.channel_place import channel_file, has_channels

    path = channel_file(session.config_path)
    if not has_channels(path):
        return ()
    from tracker.services.channel import ChannelFileError, read_channels

    try:
        return read_channels(path)
    except ChannelFileError as error:
        message = _("{path} cannot be used: {detail}").format(path=error.path, detail=error.detail)
        raise CliError("channels_unusable", Exit.INVALID, message) from error


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
        if run.repeat:
            from tracker.services.alert_words import repeat_note

            session.out.line(repeat_note())
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

    with session.book() as book:
        run = preview(
            book,
            details=tells(session, asked=details),
            hide_amounts=hides(session),
            channels=channels_of(session),
        )
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
            (
                f">{_('ID')}",
                _("At"),
                _("Loan"),
                _("Due on"),
                _("Step"),
                _("Channel"),
                _("State"),
                _("Message"),
            ),
            [
                (
                    str(each.id),
                    each.at,
                    each.loan,
                    each.due_on.isoformat(),
                    step_text(each.step),
                    each.channel,
                    state_word(each.state),
                    told(each.message),
                )
                for each in found
            ],
        ),
        fields=(
            "id",
            "at",
            "key",
            "rule",
            "loan_id",
            "loan",
            "due_on",
            "kind",
            "step",
            "channel",
            "state",
            "attempts",
            "message",
        ),
        empty=_("No alert went out yet."),
    )


def _sent_json(each: Any) -> dict[str, Any]:
    return {
        "id": each.id,
        "at": each.at,
        "key": f"{each.fact}:{each.step}",
        "rule": each.rule,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "due_on": each.due_on,
        "kind": each.kind,
        "step": each.step,
        "channel": each.channel,
        "state": each.state,
        "attempts": each.attempts,
        "message": each.message,
    }
