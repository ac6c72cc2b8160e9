"""`debt talk channel`: how the lender can be reached, and what it may be paid to."""

from __future__ import annotations

from tracker.cli.command import F, argument, command, option
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import CHANNEL_FIELDS, channel_json, channel_table, keep, move_entry
from tracker.cli.words import N_
from tracker.locale import _


def _options(function: F) -> F:
    for name, metavar, text in (
        ("--note", N_("TEXT"), N_("A note.")),
        ("--hours", "9:00-18:00 1-5", N_("When somebody is there; 1 to 7 are Monday to Sunday.")),
        ("--found-on", N_("DATE"), N_("When it was found.")),
        ("--found-in", N_("TEXT"), N_("Where it was found: the contract, the official site.")),
    ):
        function = option(name, metavar=metavar, help=text)(function)
    return typed(function)


@command(
    'debt talk channel add jiebei phone 95188 --found-in contract --hours "9:00-18:00 1-5"',
    'debt talk channel add jiebei payee "6222 0000 1111 2222" --found-in contract',
    help=N_(
        "Register a channel of a lender: phone, sms, email, chat, app, site, address, or payee, an account to"
        " pay to. Loans of one lender share them."
    ),
)
@argument("loan", metavar="LOAN")
@argument("kind", metavar=N_("KIND"))
@argument("value", metavar=N_("VALUE"))
@_options
def add_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Register a channel."""
    from tracker.services.talk.channels import add_channel

    with session.book() as book:
        meant = session.loan(book, loan)
        keep(session, fields, lambda opened, got: add_channel(opened, meant, got), book)


@command(
    "debt talk channel list",
    "debt talk channel list jiebei --json",
    help=N_("The registered channels, with where each was found."),
)
@argument("loan", metavar="LOAN", required=False)
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, loan: str | None, trash: bool) -> None:
    """List the channels."""
    from tracker.services.talk.channels import list_channels

    with session.book() as book:
        found = list_channels(book, session.loan(book, loan).id if loan else None, trashed=trash)
    session.rows(
        "talk.channel.list",
        [channel_json(each) for each in found],
        lambda: channel_table(found),
        fields=CHANNEL_FIELDS,
        empty=_("No channel is registered. debt talk channel add LOAN KIND VALUE registers one."),
    )


@command(
    "debt talk channel edit 1 --found-in contract",
    help=N_("Change a channel; what is not given stays."),
)
@argument("channel", metavar="ID", type=int)
@option("--value", metavar=N_("TEXT"), help=N_("The number, address or account."))
@_options
def edit_command(session: Session, *, channel: int, **fields: str | None) -> None:
    """Change a channel."""
    from tracker.services.talk.channels import edit_channel

    keep(session, fields, lambda book, got: edit_channel(book, channel, got))


@command("debt talk channel rm 1", help=N_("Move a channel to the trash."))
@argument("channel", metavar="ID", type=int)
def rm_command(session: Session, *, channel: int) -> None:
    """Move a channel to the trash."""
    move_entry(session, "channel", channel)


@command("debt talk channel restore 1", help=N_("Take a channel out of the trash."))
@argument("channel", metavar="ID", type=int)
def restore_command(session: Session, *, channel: int) -> None:
    """Take a channel out of the trash."""
    move_entry(session, "channel", channel, back=True)
