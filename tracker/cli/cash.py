"""`debt cash account`: the accounts that payments come from, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import F, argument, command, option
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.output import Table
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.joining import listed

if TYPE_CHECKING:
    from tracker.domain.cash.facts import Account
    from tracker.services.book import Book
    from tracker.services.cash.views import AccountView

FIELDS = (
    "account_id", "account", "tail", "currency", "balance", "balance_on", "balance_today", "buffer",
    "lead_days", "cut_off", "moves", "low", "low_on", "short_on", "loans", "note",
)  # fmt: skip


def _fields(function: F) -> F:
    """What is known of an account."""
    for names, settings in reversed(
        (
            (
                ("--balance",),
                {"metavar": N_("AMOUNT"), "help": N_("What it holds; negative when overdrawn.")},
            ),
            (
                ("--on", "balance_on"),
                {"metavar": N_("DATE"), "help": N_("The day of that balance; today if not given.")},
            ),
            (("--currency",), {"metavar": "CNY", "help": N_("Its currency.")}),
            (("--buffer",), {"metavar": N_("AMOUNT"), "help": N_("What must always stay in it.")}),
            (
                ("--lead-days",),
                {"metavar": N_("DAYS"), "help": N_("How many days money sent to it takes; 0 is at once.")},
            ),
            (
                ("--cut-off",),
                {"metavar": "HH:MM", "help": N_("Money sent later than this counts for the next day.")},
            ),
            (
                ("--moves",),
                {
                    "metavar": "daily|workdays",
                    "help": N_("Whether money arrives on any day or working days."),
                },
            ),
            (("--tail",), {"metavar": N_("TEXT"), "help": N_("The last digits of its card.")}),
            (("--note",), {"metavar": N_("TEXT"), "help": N_("A note.")}),
        )
    ):
        function = option(*names, **settings)(function)
    return typed(function)


def find(book: Book, text: str, *, field: str = "account") -> Account:
    """The account a person means."""
    from tracker.services.cash.accounts import find_account

    found, problems = find_account(book, text, field=field)
    if found is not None:
        return found
    if problems[0].code == "account_ambiguous":
        raise usage(refuse(problems).message, code="account_ambiguous")
    message = _("There is no account {name}.").format(name=text)
    hint = _("debt cash account list shows what there is.")
    raise CliError("account_not_found", Exit.NOT_FOUND, message, hint, problems)


@command(
    "debt cash account list",
    "debt cash account list --json",
    help=N_("The accounts that payments come from, what is in them, and where they run low."),
)
def list_command(session: Session) -> None:
    """List the accounts."""
    from tracker.services.cash.views import list_account_views

    with session.book() as book:
        found = list_account_views(book)
    session.rows(
        "cash.account.list",
        [_json(each) for each in found],
        lambda: Table(
            (
                "",
                f">{_('ID')}",
                _("Account"),
                f">{_('Today')}",
                "",
                _("Looked at"),
                f">{_('Lowest')}",
                _("On"),
                f">{_('Buffer')}",
                _("Loans"),
            ),
            [_line(each) for each in found],
        ),
        fields=FIELDS,
        empty=_("There are no accounts."),
    )


def _json(each: AccountView) -> dict[str, Any]:
    account = each.account
    code = account.currency
    return {
        "account_id": account.id,
        "account": account.name,
        "tail": account.tail,
        "currency": code,
        "balance": rows.money(account.balance_minor, code),
        "balance_on": account.balance_on,
        "balance_today": rows.money(each.today_minor, code),
        "stale": each.stale,
        "buffer": rows.money(account.buffer_minor, code),
        "lead_days": account.lead_days,
        "cut_off": account.cut_off,
        "moves": account.moves.value,
        "low": rows.money(each.low_minor, code),
        "low_on": each.low_on,
        "short_on": each.short_on,
        "loans": ", ".join(each.loans),
        "note": account.note,
    }


def _line(each: AccountView) -> tuple[str, ...]:
    account = each.account
    code = account.currency
    mark = "!!" if each.short_on else "!" if each.stale or each.dips_on else ""
    looked = rows.day_text(account.balance_on)
    return (
        mark,
        str(account.id),
        account.name,
        rows.amount_of(each.today_minor, code, estimate=bool(each.age_days)),
        code,
        f"{looked} ({_('old')})" if each.stale else looked,
        rows.amount_of(each.low_minor, code),
        rows.day_text(each.low_on),
        rows.amount_of(account.buffer_minor, code) if account.buffer_minor else "",
        listed(each.loans),
    )


@command(
    'debt cash account add "CMB 1234" --tail 1234',
    'debt cash account add "CMB 1234" --balance 1931.74 --buffer 180 --cut-off 17:00',
    help=N_("Add an account."),
)
@argument("account", metavar="NAME")
@_fields
def add_command(session: Session, *, account: str, **fields: str | None) -> None:
    """Add an account."""
    from tracker.services.cash.accounts import accounts, add_account

    told = {"name": account, **{name: text for name, text in fields.items() if text is not None}}
    with session.book() as book:
        if any(each.name == account.strip() for each in accounts(book)):
            message = _("There is an account {name} already.").format(name=account)
            raise CliError("name_taken", Exit.INVALID, message, _("debt cash account set changes it."))
        done = settle(session, told, lambda got: add_account(book, got))
    session.done((done, ()))


@command(
    'debt cash account set "CMB 1234" --balance 1931.74',
    'debt cash account set "CMB 1234" --buffer 180 --lead-days 1',
    help=N_("Change an account, or say what is in it now."),
)
@argument("account", metavar="ACCOUNT")
@option("--name", metavar=N_("TEXT"), help=N_("A new name."))
@_fields
def set_command(session: Session, *, account: str, **fields: str | None) -> None:
    """Change an account."""
    from tracker.services.cash.accounts import set_account

    told = {name: text for name, text in fields.items() if text is not None}
    if not told:
        raise usage(_("Nothing to change was given."))
    with session.book() as book:
        meant = find(book, account)
        done = settle(session, told, lambda got: set_account(book, meant, got))
    session.done((done, ()))


@command(
    'debt cash account rm "CMB 1234"',
    help=N_("Move an account to the trash, with its income and expenses."),
)
@argument("account", metavar="ACCOUNT")
def rm_command(session: Session, *, account: str) -> None:
    """Move an account to the trash."""
    from tracker.services.cash.accounts import remove_account

    with session.book() as book:
        meant = find(book, account)
        session.confirm(_("Move {name} to the trash, with its income and expenses?").format(name=meant.name))
        done = remove_account(book, meant)
    session.done((done, ()))
