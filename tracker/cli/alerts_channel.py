"""`debt alerts channel`: where alerts go."""

from __future__ import annotations

import sys

from tracker.cli.alerts import channels_of
from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.alerting import failure_text


@command(
    "debt alerts channel add phone ntfy://my-topic",
    "debt alerts channel add mail -                # the address comes on stdin, or is asked for",
    "debt alerts channel add mail --command 'pass show alerts/mail'",
    "debt alerts channel add phone --file ~/.secrets/ntfy",
    "debt alerts channel add desktop --pipe 'xargs -0 notify-send debt'",
    help=N_(
        "Add a channel: an address as apprise knows them, kept in a private file. An address with a secret "
        "in it should not stand on a command line: give -, or a file or a command that holds it. --pipe "
        "names a program that takes the message on its stdin."
    ),
)
@argument("name", metavar="NAME")
@argument("url", metavar="URL|-", required=False)
@option("--command", metavar=N_("COMMAND"), help=N_("A command that prints the address."))
@option("--file", metavar=N_("PATH"), help=N_("A private file that holds the address."))
@option("--pipe", metavar=N_("COMMAND"), help=N_("A program that takes the message on stdin."))
def add_command(
    session: Session, *, name: str, url: str | None, command: str | None, file: str | None, pipe: str | None
) -> None:
    """Add a channel."""
    from tracker.services.alert_rules import channels_changed
    from tracker.services.channel import Kind, add_channel, channel_file

    ways = {Kind.URL: url, Kind.COMMAND: command, Kind.FILE: file, Kind.PIPE: pipe}
    given = {kind: value for kind, value in ways.items() if value is not None}
    if len(given) > 1:
        raise usage(_("{flags}: one of them is accepted.").format(flags="URL --command --file --pipe"))
    kind, value = next(iter(given.items()), (Kind.URL, "-"))
    if kind is Kind.URL and value == "-":
        value = _address(session)
    channels_of(session)  # a file that cannot be used is told before anything is written
    if session.dry_run:
        session.tell(_("Channel {name} is set up").format(name=clean(name)))
        return
    channel, problems = add_channel(channel_file(session.config_path), name, kind, value)
    if channel is None:
        raise refuse(problems)
    with session.book() as book:
        channels_changed(book)
    session.tell(_("Channel {name} is set up").format(name=channel.name))
    session.out.say(_("debt alerts channel test {name} tries it.").format(name=channel.name))


def _address(session: Session) -> str:
    """The address from stdin, or from the person without showing it."""
    if session.can_ask:
        import click

        return str(click.prompt(_("Address"), hide_input=True, err=True))
    if sys.stdin is None or sys.stdin.isatty():
        raise usage(_("{name} is missing.").format(name="URL"))
    return sys.stdin.readline()


@command("debt alerts channel list", help=N_("The channels and how their last message went."))
def list_command(session: Session) -> None:
    """List the channels."""
    from tracker.services.alert_rules import list_channels

    with session.book() as book:
        found = list_channels(book, channels_of(session))
    kinds = {
        "file": _("from a file"),
        "command": _("from a command"),
        "pipe": _("a program"),
    }
    marks = {"ok": "ok", "failed": "!!", "never": ""}
    words = {"ok": _("delivered"), "failed": _("failed"), "never": _("not used yet")}
    data = [
        {
            "name": each.name,
            "kind": each.kind,
            "address": each.address,
            "state": each.state,
            "at": each.at,
            "detail": each.detail,
        }
        for each in found
    ]
    session.rows(
        "alerts.channel.list",
        data,
        lambda: Table(
            ("", _("Channel"), _("Address"), _("Last message"), _("At"), _("Why")),
            [
                (
                    marks[each.state],
                    each.name,
                    each.address or kinds.get(each.kind, ""),
                    words[each.state],
                    each.at,
                    failure_text(each.detail),
                )
                for each in found
            ],
        ),
        fields=("name", "kind", "address", "state", "at", "detail"),
        empty=_("There is no channel: alerts go to stdout, which cron mails."),
    )


@command("debt alerts channel test phone", help=N_("Send a test message."))
@argument("name", metavar="NAME")
def test_command(session: Session, *, name: str) -> None:
    """Try a channel."""
    from tracker.services.alert_rules import try_channel

    channel = next((each for each in channels_of(session) if each.name == name), None)
    if channel is None:
        raise _unknown(name)
    if session.dry_run:
        session.tell(_("A test message went through {name}").format(name=name))
        return
    with session.book() as book:
        why = try_channel(book, channel)
    if why:
        message = _("{channel}: not delivered, {why}.").format(channel=name, why=failure_text(why))
        raise CliError("not_delivered", Exit.DELIVERY, message)
    session.tell(_("A test message went through {name}").format(name=name))


@command("debt alerts channel rm phone", help=N_("Take a channel out; its address is forgotten."))
@argument("name", metavar="NAME")
def rm_command(session: Session, *, name: str) -> None:
    """Take a channel out."""
    from tracker.services.alert_rules import channels_changed
    from tracker.services.channel import channel_file, remove_channel

    if not any(each.name == name for each in channels_of(session)):
        raise _unknown(name)
    session.confirm(_("Take out channel {name}? Its address is forgotten.").format(name=name))
    if not session.dry_run:
        remove_channel(channel_file(session.config_path), name)
        with session.book() as book:
            channels_changed(book)
    session.tell(_("Channel {name} is gone").format(name=name))


def _unknown(name: str) -> CliError:
    message = _("There is no channel {name}.").format(name=clean(name))
    return CliError(
        "channel_not_found", Exit.NOT_FOUND, message, _("debt alerts channel list shows what there is.")
    )
