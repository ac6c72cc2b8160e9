"""`debt cash account`: the accounts that payments come from."""

from __future__ import annotations

from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, usage
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _


@command("debt cash account list", help=N_("The accounts that payments come from."))
def list_command(session: Session) -> None:
    """List the accounts."""
    from tracker.services.autopay import list_accounts

    with session.book() as book:
        found = list_accounts(book)
    session.rows(
        "cash.account.list",
        [
            {"account_id": each.id, "account": each.name, "tail": each.tail, "note": each.note}
            for each in found
        ],
        lambda: Table(
            (f">{_('ID')}", _("Account"), _("Tail"), _("Note")),
            [(str(each.id), each.name, each.tail, each.note) for each in found],
        ),
        fields=("account_id", "account", "tail", "note"),
        empty=_("There are no accounts."),
    )


@command('debt cash account add "CMB 1234" --tail 1234', help=N_("Add an account."))
@argument("account", metavar="NAME")
@option("--tail", metavar=N_("TEXT"), default="", help=N_("The last digits of its card."))
@option("--note", metavar=N_("TEXT"), default="", help=N_("A note."))
def add_command(session: Session, *, account: str, tail: str, note: str) -> None:
    """Add an account."""
    from tracker.services.autopay import list_accounts, save_account

    with session.book() as book:
        if any(each.name == account.strip() for each in list_accounts(book)):
            message = _("There is an account {name} already.").format(name=account)
            raise CliError("name_taken", Exit.INVALID, message, _("debt cash account set changes it."))
        checked = save_account(book, account, tail=tail, note=note)
    session.done(checked)


@command('debt cash account set "CMB 1234" --note "salary"', help=N_("Change an account."))
@argument("account", metavar="NAME")
@option("--tail", metavar=N_("TEXT"), help=N_("The last digits of its card."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
def set_command(session: Session, *, account: str, tail: str | None, note: str | None) -> None:
    """Change an account."""
    from tracker.services.autopay import list_accounts, save_account

    if tail is None and note is None:
        raise usage(_("Nothing to change was given."))
    with session.book() as book:
        if all(each.name != account.strip() for each in list_accounts(book)):
            message = _("There is no account {name}.").format(name=account)
            raise CliError(
                "account_not_found", Exit.NOT_FOUND, message, _("debt cash account list shows what there is.")
            )
        checked = save_account(book, account, tail=tail, note=note)
    session.done(checked)
