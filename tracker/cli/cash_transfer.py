"""`debt cash top-up` and `debt cash transfer`: money moved into an account."""

from __future__ import annotations

from tracker.cli import rows
from tracker.cli.cash import find
from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit
from tracker.cli.output import Table
from tracker.cli.reading import amount as read_amount
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _


@command(
    'debt cash top-up "CMB 1234" 973.66 --from "ICBC 88"',
    'debt cash top-up "CMB 1234" 500 --on 2026-12-02 --note "from Aunt Mei"',
    help=N_("Record money moved into an account; without --from it came from elsewhere."),
)
@argument("account", metavar="ACCOUNT")
@argument("amount")
@option("--from", "source", metavar=N_("ACCOUNT"), help=N_("The account of yours that it left."))
@option("--on", metavar=N_("DATE"), help=N_("The day it left; today if not given."))
@option("--arrives", metavar=N_("DATE"), help=N_("The day it is there; by the lead time if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def top_up_command(
    session: Session, *, account: str, amount: str, source: str | None, **fields: str | None
) -> None:
    """Record a transfer."""
    from tracker.services.cash.events import top_up

    told = {name: text for name, text in fields.items() if text is not None}
    with session.book() as book:
        to = find(book, account)
        giver = find(book, source, field="from") if source is not None else None
        minor = read_amount(session, amount, to.currency)
        done = settle(session, told, lambda got: top_up(book, to, minor, source=giver, fields=got))
    session.done((done, ()))


@command("debt cash transfer list", help=N_("Money moved into accounts, the newest first."))
def list_command(session: Session) -> None:
    """List the transfers."""
    from tracker.services.cash.views import list_transfer_views

    with session.book() as book:
        found = list_transfer_views(book)
    session.rows(
        "cash.transfer.list",
        [
            {
                "transfer_id": each.transfer.id,
                "from": each.source,
                "to": each.target,
                "amount": rows.money(each.transfer.amount_minor, each.transfer.currency),
                "currency": each.transfer.currency,
                "left_on": each.transfer.left_on,
                "arrives_on": each.transfer.arrives_on,
                "note": each.transfer.note,
            }
            for each in found
        ],
        lambda: Table(
            (f">{_('ID')}", _("Left"), _("There"), _("From"), _("To"), f">{_('Amount')}", "", _("Note")),
            [
                (
                    str(each.transfer.id),
                    each.transfer.left_on.isoformat(),
                    each.transfer.arrives_on.isoformat(),
                    each.source,
                    each.target,
                    rows.amount_of(each.transfer.amount_minor, each.transfer.currency),
                    each.transfer.currency,
                    each.transfer.note,
                )
                for each in found
            ],
        ),
        fields=("transfer_id", "from", "to", "amount", "currency", "left_on", "arrives_on", "note"),
        empty=_("No money was moved between accounts."),
    )


@command("debt cash transfer rm 3", help=N_("Move a transfer to the trash: it did not take place."))
@argument("transfer", metavar="ID")
def rm_command(session: Session, *, transfer: str) -> None:
    """Move a transfer to the trash."""
    from tracker.services.cash.events import list_transfers, remove_transfer

    with session.book() as book:
        found = next((each for each in list_transfers(book) if str(each.id) == transfer.strip()), None)
        if found is None:
            message = _("There is no transfer {name}.").format(name=transfer)
            hint = _("debt cash transfer list shows what there is.")
            raise CliError("transfer_not_found", Exit.NOT_FOUND, message, hint)
        done = remove_transfer(book, found)
    session.done((done, ()))
