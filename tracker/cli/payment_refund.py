"""`debt payment refund, refunds, duplicates, keep`: money that has to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.output import Table
from tracker.cli.payment import payment_there
from tracker.cli.reading import amount as read_amount
from tracker.cli.reading import maybe_on, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.loan.refund import Refund
    from tracker.services.refund import Suspect

REFUND_FIELDS = (
    "payment_id", "loan_id", "loan", "paid_on", "amount", "currency", "state", "account", "asked_on",
    "back_on", "waiting_days", "note",
)  # fmt: skip
DUPLICATE_FIELDS = (
    "payment_id", "first_id", "loan_id", "loan", "paid_on", "first_on", "amount", "currency", "account",
)  # fmt: skip


@command(
    "debt payment refund 13",
    'debt payment refund 13 --asked 2026-11-20 --note "ticket 5531"',
    "debt payment refund 13 --back 2026-11-28",
    help=N_(
        "Note that a payment was asked back, or that the money is there. A posted payment becomes a"
        " duplicate, which pays nothing off."
    ),
)
@argument("payment", metavar="ID", type=int)
@option("--asked", metavar=N_("DATE"), help=N_("When it was asked for; today if not given."))
@option("--back", metavar=N_("DATE"), help=N_("When the money came back."))
@option("--amount", metavar=N_("AMOUNT"), help=N_("How much; all of it if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def refund_command(
    session: Session,
    *,
    payment: int,
    asked: str | None,
    back: str | None,
    amount: str | None,
    note: str | None,
) -> None:
    """Chase a refund."""
    from tracker.services.payment import payment_currency
    from tracker.services.refund import ask_refund, refund_back

    asked_on = maybe_on(session, asked, field="asked")
    back_on = maybe_on(session, back, field="back")
    with session.book() as book:
        currency = payment_currency(book, payment)
        minor = None
        if amount is not None and currency is not None:
            minor = read_amount(session, amount, currency)
        if back_on is None:
            checked = ask_refund(book, payment, asked_on=asked_on, amount_minor=minor, note=note)
        else:
            checked = refund_back(book, payment, back_on, asked_on=asked_on, amount_minor=minor, note=note)
        checked = payment_there(checked, payment)
    session.done(checked)


@command(
    "debt payment refunds",
    "debt payment refunds --all",
    help=N_("The money that is still to come back, the longest awaited first."),
)
@option("--all", "everything", is_flag=True, help=N_("What came back too."))
def refunds_command(session: Session, *, everything: bool) -> None:
    """List refunds."""
    from tracker.services.refund import list_refunds

    with session.book() as book:
        found = list_refunds(book, only_open=not everything)
        today = book.today
    session.rows(
        "payment.refunds",
        [refund_json(each, today) for each in found],
        lambda: _refunds(found, today),
        fields=REFUND_FIELDS,
        empty=_("Nothing is to come back."),
    )


def refund_json(each: Refund, today: date) -> dict[str, Any]:
    """A refund, for programs."""
    return {
        "payment_id": each.payment_id,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "paid_on": each.paid_on,
        "amount": rows.money(each.amount_minor, each.currency),
        "currency": each.currency,
        "state": each.state,
        "account": each.account,
        "asked_on": each.asked_on,
        "back_on": each.back_on,
        "waiting_days": each.waiting_days(today) if each.is_open else None,
        "note": each.note,
    }


def _refunds(found: tuple[Refund, ...], today: date) -> Table:
    titles = (
        "", f">{_('ID')}", _("Loan"), _("Paid on"), f">{_('Amount')}", "", _("Asked on"), _("Back on"),
        f">{_('Waiting')}", _("Note"),
    )  # fmt: skip
    return Table(
        titles,
        [
            (
                "ok" if not each.is_open else "!!" if each.is_late(today) else "!",
                str(each.payment_id),
                each.loan,
                each.paid_on.isoformat(),
                rows.amount_of(each.amount_minor, each.currency),
                each.currency,
                rows.day_text(each.asked_on) or _("not yet"),
                rows.day_text(each.back_on),
                _("{days} d").format(days=each.waiting_days(today)) if each.is_open else "",
                each.note,
            )
            for each in found
        ],
    )


@command(
    "debt payment duplicates",
    "debt payment duplicates --all",
    help=N_("Debits of the last months that look like one payment taken twice."),
)
@option("--all", "everything", is_flag=True, help=N_("Those of all time."))
def duplicates_command(session: Session, *, everything: bool) -> None:
    """List suspected duplicates."""
    from tracker.services.refund import LOOKED_AT_DAYS, suspected_duplicates

    with session.book() as book:
        found = suspected_duplicates(book, days=None if everything else LOOKED_AT_DAYS)
    drawn = session.rows(
        "payment.duplicates",
        [_suspect_json(each) for each in found],
        lambda: _suspects(found),
        fields=DUPLICATE_FIELDS,
        empty=_("No payment looks like another taken twice."),
    )
    if drawn and found:
        session.out.say(
            _("Taken twice? debt payment refund ID asks it back. Paid twice on purpose? debt payment keep ID")
        )


def _suspect_json(each: Suspect) -> dict[str, Any]:
    return {
        "payment_id": each.payment_id,
        "first_id": each.first_id,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "paid_on": each.paid_on,
        "first_on": each.first_on,
        "amount": rows.money(each.amount_minor, each.currency),
        "currency": each.currency,
        "account": each.account,
    }


def _suspects(found: tuple[Suspect, ...]) -> Table:
    titles = (
        "", f">{_('ID')}", _("Loan"), _("Paid on"), f">{_('Amount')}", "", _("Looks like"), _("Account"),
    )  # fmt: skip
    return Table(
        titles,
        [
            (
                "!",
                str(each.payment_id),
                each.loan,
                each.paid_on.isoformat(),
                rows.amount_of(each.amount_minor, each.currency),
                each.currency,
                f"{each.first_on.isoformat()} ({each.first_id})",
                each.account,
            )
            for each in found
        ],
    )


@command("debt payment keep 13", help=N_("Say that a payment like another is one of its own."))
@argument("payment", metavar="ID", type=int)
def keep_command(session: Session, *, payment: int) -> None:
    """Keep a payment as one of its own."""
    from tracker.services.refund import keep_separate

    with session.book() as book:
        checked = payment_there(keep_separate(book, payment), payment)
    session.done(checked)
