"""`debt cash income` and `debt cash expense`: what comes and goes, once or by a rule."""

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

if TYPE_CHECKING:
    from tracker.domain.cash.facts import CashEvent
    from tracker.services.book import Book
    from tracker.services.cash.views import EventView

FIELDS = (
    "event_id", "kind", "name", "account", "amount", "currency", "certainty", "first_on", "every",
    "month_day", "until_on", "next_on", "unconfirmed_on", "note",
)  # fmt: skip


def _rule(function: F) -> F:
    """When it comes and how sure it is."""
    for names, settings in reversed(
        (
            (
                ("--every",),
                {"metavar": "week|two_weeks|month|…", "help": N_("How often; once if not given.")},
            ),
            (
                ("--day",),
                {"metavar": N_("DAY"), "help": N_("Its day of the month, if not that of the first.")},
            ),
            (("--until",), {"metavar": N_("DATE"), "help": N_("The last day it can come.")}),
            (
                ("--certainty",),
                {
                    "metavar": "sure|likely|hoped",
                    "help": N_("How far it can be counted on; sure if not given."),
                },
            ),
            (("--note",), {"metavar": N_("TEXT"), "help": N_("A note.")}),
        )
    ):
        function = option(*names, **settings)(function)
    return typed(function)


def _essential(function: F) -> F:
    """Whether an expense is essential."""
    return option(
        "--essential", metavar="yes|no",
        help=N_("Whether living depends on it (housing, food, medicine, power, work); yes if nobody says."),
    )(function)  # fmt: skip


def _event(book: Book, kind: str, text: str) -> CashEvent:
    from tracker.domain.cash.facts import CashKind
    from tracker.services.cash.events import find_event

    found, problems = find_event(book, CashKind(kind), text)
    if found is not None:
        return found
    if problems[0].code == "cash_event_ambiguous":
        raise usage(refuse(problems).message, code="cash_event_ambiguous")
    hint = {
        "income": _("debt cash income list shows what there is."),
        "expense": _("debt cash expense list shows what there is."),
    }[kind]
    raise CliError("cash_event_not_found", Exit.NOT_FOUND, refuse(problems).message, hint, problems)


def _add(session: Session, kind: str, told: dict[str, str | None]) -> None:
    from tracker.domain.cash.facts import CashKind
    from tracker.services.cash.events import save_event

    fields = {name: text for name, text in told.items() if text is not None}
    with session.book() as book:
        done = settle(session, fields, lambda got: save_event(book, CashKind(kind), got))
    session.done((done, ()))


def _set(session: Session, kind: str, event: str, told: dict[str, str | None]) -> None:
    from tracker.domain.cash.facts import CashKind
    from tracker.services.cash.events import save_event

    fields = {name: text for name, text in told.items() if text is not None}
    if not fields:
        raise usage(_("Nothing to change was given."))
    with session.book() as book:
        meant = _event(book, kind, event)
        done = settle(session, fields, lambda got: save_event(book, CashKind(kind), got, meant))
    session.done((done, ()))


def _tell(session: Session, kind: str, event: str, state: str, told: dict[str, str | None]) -> None:
    from tracker.domain.cash.facts import OccurrenceState
    from tracker.services.cash.events import tell_occurrence

    fields = {name: text for name, text in told.items() if text is not None}
    with session.book() as book:
        meant = _event(book, kind, event)
        done = settle(session, fields, lambda got: tell_occurrence(book, meant, OccurrenceState(state), got))
    session.done((done, ()))


def _remove(session: Session, kind: str, event: str) -> None:
    from tracker.services.cash.events import remove_event

    with session.book() as book:
        done = remove_event(book, _event(book, kind, event))
    session.done((done, ()))


def _list(session: Session, kind: str, empty: str) -> None:
    from tracker.domain.cash.facts import CashKind
    from tracker.services.cash.views import list_event_views

    with session.book() as book:
        found = list_event_views(book, CashKind(kind))
    session.rows(
        f"cash.{kind}.list",
        [_json(each) for each in found],
        lambda: Table(
            (
                "",
                f">{_('ID')}",
                _("Name"),
                f">{_('Amount')}",
                "",
                _("Account"),
                _("How often"),
                _("Next"),
                _("Certainty"),
            ),
            [_line(each) for each in found],
        ),
        fields=FIELDS,
        empty=empty,
    )


def _json(each: EventView) -> dict[str, Any]:
    event = each.event
    return {
        "event_id": event.id,
        "kind": event.kind.value,
        "name": event.name,
        "account": each.account,
        "amount": rows.money(event.amount_minor, event.currency),
        "currency": event.currency,
        "certainty": event.certainty.value,
        "first_on": event.first_on,
        "every": event.every.value if event.every else None,
        "month_day": event.month_day,
        "until_on": event.until_on,
        "next_on": each.next_on,
        "unconfirmed_on": each.unconfirmed_on,
        "note": event.note,
        **({"essential": event.essential} if event.kind == "expense" else {}),
    }


def _line(each: EventView) -> tuple[str, ...]:
    from tracker.locale.cash import certainty_text, every_text

    event = each.event
    return (
        "!" if each.unconfirmed_on else "",
        str(event.id),
        event.name,
        rows.amount_of(event.amount_minor, event.currency),
        event.currency,
        each.account,
        every_text(event.every.value if event.every else None),
        rows.day_text(each.next_on),
        certainty_text(event.certainty.value),
    )


@command(
    'debt cash income add Salary 8000 --account "CMB 1234" --on 2026-12-10 --every month',
    'debt cash income add Salary 8000 --account "CMB 1234" --day 25',
    'debt cash income add "Tax refund" 600 --account "CMB 1234" --on 2027-01-15 --certainty likely',
    help=N_("Add income, once or by a rule."),
)
@argument("name")
@argument("amount")
@option("--account", metavar=N_("ACCOUNT"), required=True, help=N_("The account it comes into."))
@option("--on", metavar=N_("DATE"), help=N_("The first day it comes; the next --day if not given."))
@_rule
def income_add_command(session: Session, **told: str | None) -> None:
    """Add income."""
    _add(session, "income", told)


@command("debt cash income list", help=N_("The income, with the day each comes next."))
def income_list_command(session: Session) -> None:
    """List the income."""
    _list(session, "income", _("There is no income."))


@command(
    "debt cash income set salary --amount 8500",
    help=N_("Change income from its start on; what is not given stays."),
)
@argument("event", metavar="ID")
@option("--name", metavar=N_("TEXT"), help=N_("A new name."))
@option("--amount", metavar=N_("AMOUNT"), help=N_("How much."))
@option("--account", metavar=N_("ACCOUNT"), help=N_("The account it comes into."))
@option("--on", metavar=N_("DATE"), help=N_("The first day it comes."))
@_rule
def income_set_command(session: Session, *, event: str, **told: str | None) -> None:
    """Change income."""
    _set(session, "income", event, told)


@command("debt cash income rm salary", help=N_("Move income to the trash."))
@argument("event", metavar="ID")
def income_rm_command(session: Session, *, event: str) -> None:
    """Move income to the trash."""
    _remove(session, "income", event)


@command(
    "debt cash income moved salary --on 2026-12-11",
    "debt cash income moved salary --planned 2026-12-10 --on 2026-12-11 --amount 7900",
    help=N_("Say that income comes on another day than planned."),
)
@argument("event", metavar="ID")
@option("--on", metavar=N_("DATE"), required=True, help=N_("The day it comes."))
@option("--planned", metavar=N_("DATE"), help=N_("Which one: the day it was planned for."))
@option("--amount", metavar=N_("AMOUNT"), help=N_("How much, if it is another sum."))
@typed
def income_moved_command(session: Session, *, event: str, **told: str | None) -> None:
    """Say that income moves."""
    _tell(session, "income", event, "moved", told)


@command(
    "debt cash income came salary",
    "debt cash income came salary --on 2026-12-11 --amount 7900",
    help=N_("Say that income came, and when."),
)
@argument("event", metavar="ID")
@option("--on", metavar=N_("DATE"), help=N_("The day it came; today if not given."))
@option("--planned", metavar=N_("DATE"), help=N_("Which one: the day it was planned for."))
@option("--amount", metavar=N_("AMOUNT"), help=N_("How much, if it is another sum."))
@typed
def income_came_command(session: Session, *, event: str, **told: str | None) -> None:
    """Say that income came."""
    _tell(session, "income", event, "came", told)


@command("debt cash income missed salary", help=N_("Say that income does not come this time."))
@argument("event", metavar="ID")
@option("--planned", metavar=N_("DATE"), help=N_("Which one: the day it was planned for."))
@typed
def income_missed_command(session: Session, *, event: str, **told: str | None) -> None:
    """Say that income does not come."""
    _tell(session, "income", event, "missed", told)


@command(
    'debt cash expense add Rent 3000 --account "ICBC 88" --on 2026-12-01 --every month',
    'debt cash expense add Streaming 25 --account "CMB 1234" --day 12 --essential no',
    'debt cash expense add "Living costs" 1400 --account "CMB 1234" --on 2026-11-23 --every week',
    help=N_("Add an expense that must be paid, once or by a rule."),
)
@argument("name")
@argument("amount")
@option("--account", metavar=N_("ACCOUNT"), required=True, help=N_("The account it is paid from."))
@option("--on", metavar=N_("DATE"), help=N_("The first day it is paid; the next --day if not given."))
@_essential
@_rule
def expense_add_command(session: Session, **told: str | None) -> None:
    """Add an expense."""
    _add(session, "expense", told)


@command("debt cash expense list", help=N_("The expenses, with the day each comes next."))
def expense_list_command(session: Session) -> None:
    """List the expenses."""
    _list(session, "expense", _("There are no expenses."))


@command(
    "debt cash expense set rent --amount 3100",
    help=N_("Change an expense from its start on; what is not given stays."),
)
@argument("event", metavar="ID")
@option("--name", metavar=N_("TEXT"), help=N_("A new name."))
@option("--amount", metavar=N_("AMOUNT"), help=N_("How much."))
@option("--account", metavar=N_("ACCOUNT"), help=N_("The account it is paid from."))
@option("--on", metavar=N_("DATE"), help=N_("The first day it is paid."))
@_essential
@_rule
def expense_set_command(session: Session, *, event: str, **told: str | None) -> None:
    """Change an expense."""
    _set(session, "expense", event, told)


@command("debt cash expense rm rent", help=N_("Move an expense to the trash."))
@argument("event", metavar="ID")
def expense_rm_command(session: Session, *, event: str) -> None:
    """Move an expense to the trash."""
    _remove(session, "expense", event)


@command(
    "debt cash expense moved rent --on 2026-12-03",
    help=N_("Say that an expense is paid on another day than planned."),
)
@argument("event", metavar="ID")
@option("--on", metavar=N_("DATE"), required=True, help=N_("The day it is paid."))
@option("--planned", metavar=N_("DATE"), help=N_("Which one: the day it was planned for."))
@option("--amount", metavar=N_("AMOUNT"), help=N_("How much, if it is another sum."))
@typed
def expense_moved_command(session: Session, *, event: str, **told: str | None) -> None:
    """Say that an expense moves."""
    _tell(session, "expense", event, "moved", told)


@command("debt cash expense paid rent", help=N_("Say that an expense was paid, and when."))
@argument("event", metavar="ID")
@option("--on", metavar=N_("DATE"), help=N_("The day it was paid; today if not given."))
@option("--planned", metavar=N_("DATE"), help=N_("Which one: the day it was planned for."))
@option("--amount", metavar=N_("AMOUNT"), help=N_("How much, if it is another sum."))
@typed
def expense_paid_command(session: Session, *, event: str, **told: str | None) -> None:
    """Say that an expense was paid."""
    _tell(session, "expense", event, "came", told)


@command("debt cash expense skipped rent", help=N_("Say that an expense is not paid this time."))
@argument("event", metavar="ID")
@option("--planned", metavar=N_("DATE"), help=N_("Which one: the day it was planned for."))
@typed
def expense_skipped_command(session: Session, *, event: str, **told: str | None) -> None:
    """Say that an expense is not paid."""
    _tell(session, "expense", event, "missed", told)
