"""`debt alerts inbox`, `clear`, `snooze`, `wake`: what is open, and what to say no more of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit
from tracker.cli.output import Table
from tracker.cli.reading import on, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.text import clean
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.services.alert_inbox import InboxItem

MARKS = {"overdue": "!!", "attention": "!"}


@command(
    "debt alerts inbox",
    "debt alerts inbox --json",
    help=N_("What is open now, why, and what to do next; it need not have been said yet."),
)
@option("--cleared", is_flag=True, help=N_("Also what was cleared."))
def inbox_command(session: Session, *, cleared: bool) -> None:
    """List what is open."""
    from tracker.services.alert_inbox import inbox
    from tracker.services.alert_words import Tell

    tell = Tell(names=True, amounts=not session.setting("hide_amounts").value)
    with session.book() as book:
        found = inbox(book, tell=tell, cleared=cleared)
    session.rows(
        "alerts.inbox",
        [_json(each) for each in found.items],
        lambda: Table(
            ("", _("What"), _("Why"), _("Next"), _("State"), _("ID")), [_line(each) for each in found.items]
        ),
        fields=("key", "rule", "severity", "loan_id", "loan", "due_on", "what", "state"),
        empty=_("Nothing is open."),
    )


def _json(each: InboxItem) -> dict[str, Any]:
    return {
        "key": each.key,
        "rule": each.rule,
        "severity": each.severity,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "due_on": each.about_on,
        "on": each.on,
        "since": each.since,
        "amount": rows.money(each.amount_minor, each.currency) if each.amount_minor is not None else None,
        "currency": each.currency,
        "estimate": each.estimate,
        "what": each.what,
        "why": each.why,
        "next": each.next_act,
        "command": each.act,
        "state": each.state,
        "until": each.until_on,
        "sent_to": each.sent_to,
        "times_sent": each.times_sent,
        "failed_to": each.failed_to,
    }


def _line(each: InboxItem) -> tuple[str, ...]:
    state = {
        "open": _("open now"),
        "cleared": _("cleared"),
        "snoozed": _("until {on}").format(on=each.until_on),
    }
    mark = MARKS.get(each.severity, "!") if each.state == "open" else "z"
    return (mark, each.what, each.why, each.act, state[each.state], each.key)


@command(
    "debt alerts clear 12",
    "debt alerts clear 5:2026-11-24:instalment",
    "debt alerts clear jiebei",
    help=N_(
        "Say nothing more about one due date or matter: a number of debt alerts list, an ID of debt alerts "
        "inbox, or a part of the loan's name. The next due date speaks again."
    ),
)
@argument("alert", metavar="ID")
def clear_command(session: Session, *, alert: str) -> None:
    """Clear a matter."""
    from tracker.services.alert_inbox import clear

    with session.book() as book, _meant():
        done = clear(book, alert)
    session.done(done)


@command(
    "debt alerts snooze 12 --until 2026-11-25",
    "debt alerts snooze jiebei --until friday",
    help=N_("Say nothing about a matter until a date, then say it again."),
)
@argument("alert", metavar="ID")
@option("--until", metavar=N_("DATE"), required=True, help=N_("The day on which it speaks again."))
@typed
def snooze_command(session: Session, *, alert: str, until: str) -> None:
    """Put a matter off."""
    from tracker.services.alert_inbox import snooze

    day = on(session, until, field="until")
    with session.book() as book, _meant():
        done = snooze(book, alert, until=day)
    session.done(done)


@command("debt alerts wake 12", help=N_("Have a matter speak again that was put off or cleared."))
@argument("alert", metavar="ID")
def wake_command(session: Session, *, alert: str) -> None:
    """Have a matter speak again."""
    from tracker.services.alert_inbox import wake

    with session.book() as book, _meant():
        done = wake(book, alert)
    session.done(done)


@contextmanager
def _meant() -> Iterator[None]:
    """Tell that no alert, or more than one, is meant."""
    from tracker.services.alert_inbox import AlertNotFoundError

    try:
        yield
    except AlertNotFoundError as error:
        if error.matches:
            lines = [_("{name} can mean several alerts:").format(name=clean(error.text)), *error.matches]
            raise CliError("alert_ambiguous", Exit.USAGE, "\n  ".join(lines)) from error
        message = _("There is no alert {name}.").format(name=clean(error.text))
        hint = _("debt alerts inbox shows what is open.")
        raise CliError("alert_not_found", Exit.NOT_FOUND, message, hint) from error
