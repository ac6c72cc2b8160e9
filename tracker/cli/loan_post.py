"""`debt loan charge, waive, statement, custom`: what the lender posts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse
from tracker.cli.reading import amount as read_amount
from tracker.cli.reading import on as read_on
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.words import N_

if TYPE_CHECKING:
    from enum import StrEnum
    from typing import TypeVar

    Word = TypeVar("Word", bound=StrEnum)


@command(
    'debt loan charge "CMB card" late_fee 35',
    "debt loan charge 3 purchase 1280.50 --on 2026-11-18",
    help=N_("Record what the lender charged: purchase, cash_advance, interest, fee, late_fee or penalty."),
)
@argument("loan", metavar="ID")
@argument("kind")
@argument("amount")
@option("--on", metavar=N_("DATE"), help=N_("The date; today if not given."))
@option("--note", metavar=N_("TEXT"), default="", help=N_("A note."))
@typed
def charge_command(session: Session, *, loan: str, kind: str, amount: str, on: str | None, note: str) -> None:
    """Record a charge."""
    from tracker.domain.loan.facts import ChargeKind
    from tracker.services.loan.change import add_charge

    day = read_on(session, on)
    what = word(kind, ChargeKind, "kind")
    with session.book() as book:
        meant = session.loan(book, loan)
        minor = read_amount(session, amount, meant.currency)
        checked = add_charge(book, meant, what, minor, on=day, note=note)
    session.done(checked)


@command(
    "debt loan waive jiebei penalty 35",
    help=N_("Record what the lender let go of: penalty, fee, interest or principal."),
)
@argument("loan", metavar="ID")
@argument("component")
@argument("amount")
@option("--on", metavar=N_("DATE"), help=N_("The date; today if not given."))
@option("--note", metavar=N_("TEXT"), default="", help=N_("A note."))
@typed
def waive_command(
    session: Session, *, loan: str, component: str, amount: str, on: str | None, note: str
) -> None:
    """Record a waiver."""
    from tracker.domain.loan.facts import Component
    from tracker.services.loan.change import add_waiver

    day = read_on(session, on)
    what = word(component, Component, "component")
    with session.book() as book:
        meant = session.loan(book, loan)
        minor = read_amount(session, amount, meant.currency)
        checked = add_waiver(book, meant, what, minor, on=day, note=note)
    session.done(checked)


@command(
    'debt loan statement "CMB card" --on 2026-11-05 --due 2026-11-23 --balance 8200 --minimum 820',
    help=N_("Record a card statement as the issuer printed it; it wins over what was estimated."),
)
@argument("loan", metavar="ID")
@option("--on", metavar=N_("DATE"), required=True, help=N_("The date of the statement."))
@option("--due", metavar=N_("DATE"), required=True, help=N_("When it is due."))
@option("--balance", metavar=N_("AMOUNT"), required=True, help=N_("Its balance."))
@option("--minimum", metavar=N_("AMOUNT"), help=N_("Its minimum payment."))
@typed
def statement_command(
    session: Session, *, loan: str, on: str, due: str, balance: str, minimum: str | None
) -> None:
    """Record a statement."""
    from tracker.services.loan.change import add_statement

    statement_on, due_on = read_on(session, on), read_on(session, due, field="due_on")
    with session.book() as book:
        meant = session.loan(book, loan)
        checked = add_statement(
            book,
            meant,
            statement_on=statement_on,
            due_on=due_on,
            balance_minor=read_amount(session, balance, meant.currency, field="balance"),
            minimum_minor=None
            if minimum is None
            else read_amount(session, minimum, meant.currency, field="minimum"),
        )
    session.done(checked)


@command(
    "debt loan custom jiebei schedule.csv",
    "debt loan schedule jiebei --csv > schedule.csv",
    help=N_(
        "Put the lender's own schedule in the place of ours. The file has a header and the columns due_on "
        "and principal, and may have number, interest and fee; its principal must add up to what is owed."
    ),
)
@argument("loan", metavar="ID")
@argument("file", metavar="FILE")
@typed
def custom_command(session: Session, *, loan: str, file: str) -> None:
    """Set the lender's schedule."""
    from tracker.cli.instalments import read_instalments
    from tracker.services.loan.change import set_schedule

    with session.book() as book:
        meant = session.loan(book, loan)
        rows, problems = read_instalments(Path(file), meant.currency, session)
        if rows is None:
            raise refuse(problems)
        checked = set_schedule(book, meant, rows)
    session.done(checked)


def word(text: str, kind: type[Word], field: str) -> Word:
    """One of the words of an enumeration; anything else is refused with the words there are."""
    from tracker.domain.problems import Problem

    plain = text.strip().casefold().replace("-", "_")
    for each in kind:
        if each.value == plain:
            return each
    params = {"accepted": ", ".join(each.value for each in kind)}
    raise refuse((Problem(code="not_a_choice", field=field, value=text, params=params),))
