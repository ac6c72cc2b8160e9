"""`debt trash list, restore`: what was deleted, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli import rows
from tracker.cli.command import argument, command
from tracker.cli.errors import present
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.services.trash import TrashedRow

FIELDS = ("kind", "id", "name", "on", "amount", "currency", "deleted_at")


@command("debt trash list", "debt trash list --json", help=N_("What lies in the trash, the newest first."))
def list_command(session: Session) -> None:
    """List the trash."""
    from tracker.services.trash import list_trashed

    with session.book() as book:
        found = list_trashed(book)
    session.rows(
        "trash.list",
        [
            {
                "kind": each.kind,
                "id": each.id,
                "name": each.name,
                "on": each.on or None,
                "amount": None if each.minor is None else rows.money(each.minor, each.currency),
                "currency": each.currency,
                "deleted_at": each.deleted_at,
            }
            for each in found
        ],
        lambda: _table(found),
        fields=FIELDS,
        empty=_("The trash is empty."),
    )


def _table(found: Sequence[TrashedRow]) -> Table:
    from tracker.locale.trash import trashed_word

    return Table(
        (_("Kind"), f">{_('ID')}", _("Name"), _("Date"), f">{_('Amount')}", "", _("Deleted")),
        [
            (
                trashed_word(each.kind),
                str(each.id),
                each.name,
                each.on,
                "" if each.minor is None else rows.amount_of(each.minor, each.currency),
                each.currency if each.minor is not None else "",
                each.deleted_at[:10],
            )
            for each in found
        ],
    )


@command(
    "debt trash restore payment 12",
    "debt trash restore account 1",
    "debt trash restore plan 2",
    help=N_("Take one thing out of the trash; an account with its income and expenses."),
)
@argument("kind", metavar="loan|payment|account|income|expense|transfer|plan")
@argument("number", metavar="ID", type=click.IntRange(1))
def restore_command(session: Session, *, kind: str, number: int) -> None:
    """Take one thing out of the trash."""
    from tracker.services.trash import restore

    with session.book() as book:
        checked = present(
            restore(book, kind.casefold(), number),
            "trash_not_found",
            _("There is no {kind} {id} in the trash.").format(kind=kind, id=number),
            _("debt trash list shows what there is."),
        )
    session.done(checked)
