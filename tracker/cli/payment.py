"""`debt payment`: list and correct payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.errors import present, usage
from tracker.cli.output import Table
from tracker.cli.reading import maybe_on, settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.loan import state_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.domain.problems import Checked
    from tracker.services.views import Done, PaymentRow


@command(
    "debt payment list",
    "debt payment list --loan jiebei --limit 20 --json",
    help=N_("Payments, newest first, with how each posted one was allocated."),
)
@option("--loan", metavar="LOAN", help=N_("Only those of one loan."))
@option("--limit", metavar="N", type=int, default=-1, help=N_("At most so many."))
def list_command(session: Session, *, loan: str | None, limit: int) -> None:
    """List payments."""
    from tracker.services.payment import list_payments

    with session.book() as book:
        loan_id = session.loan(book, loan).id if loan else None
        found = list_payments(book, loan_id=loan_id, limit=limit)
    session.rows(
        "payment.list",
        [rows.payment_json(row) for row in found],
        lambda: _table(found),
        fields=rows.PAYMENT_FIELDS,
        empty=_("There are no payments. debt pay LOAN AMOUNT records one."),
    )


def _table(found: Sequence[PaymentRow]) -> Table:
    titles = (
        f">{_('ID')}", _("Loan"), _("Paid on"), f">{_('Amount')}", "", f">{_('Principal')}",
        f">{_('Interest')}", f">{_('Fee')}", f">{_('Penalty')}", _("State"), _("Account"), _("Note"),
    )  # fmt: skip
    return Table(
        titles,
        [
            (
                str(row.payment_id),
                row.loan,
                row.paid_on.isoformat(),
                rows.amount_of(row.amount_minor, row.currency),
                row.currency,
                *(
                    "" if minor is None else rows.amount_of(minor, row.currency)
                    for minor in (row.principal_minor, row.interest_minor, row.fee_minor, row.penalty_minor)
                ),
                state_word(row.state),
                row.account,
                row.note,
            )
            for row in found
        ],
    )


@command(
    "debt payment edit 12 --amount 1905.20",
    'debt payment edit 12 --on 2026-11-19 --note "second half"',
    help=N_("Correct a payment; what is not given stays."),
)
@argument("payment", metavar="ID", type=int)
@option("--amount", metavar=N_("AMOUNT"), help=N_("The amount."))
@option("--on", "paid_on", metavar=N_("DATE"), help=N_("When it was paid."))
@option("--posted-on", metavar=N_("DATE"), help=N_("When the lender booked it."))
@option("--state", metavar=N_("STATE"), help=N_("How far it has come."))
@option("--from", "account", metavar=N_("ACCOUNT"), help=N_("The account it came from."))
@option("--ref", metavar=N_("TEXT"), help=N_("The number of the transfer."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def edit_command(session: Session, *, payment: int, **fields: str | None) -> None:
    """Correct a payment."""
    from tracker.services.payment import edit_payment

    told = {name: text for name, text in fields.items() if text is not None}
    if not told:
        raise usage(_("Nothing to change was given."))
    with session.book() as book:

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return payment_there(edit_payment(book, payment, got), payment)

        done = settle(session, told, attempt)
    session.done((done, ()))


@command("debt payment rm 12", help=N_("Move a payment to the trash."))
@argument("payment", metavar="ID", type=int)
def rm_command(session: Session, *, payment: int) -> None:
    """Move a payment to the trash."""
    from tracker.services.payment import remove_payment

    with session.book() as book:
        checked = payment_there(remove_payment(book, payment), payment)
    session.done(checked)


@command(
    "debt payment set-state 12 posted",
    "debt payment set-state 12 posted --on 2026-11-19",
    help=N_("Say how far a payment has come: planned, sent, pending, posted, failed, reversed, duplicate."),
)
@argument("payment", metavar="ID", type=int)
@argument("state", metavar="STATE")
@option("--on", metavar=N_("DATE"), help=N_("When the lender booked it, or when a planned one left."))
@typed
def set_state_command(session: Session, *, payment: int, state: str, on: str | None) -> None:
    """Move a payment to another state."""
    from tracker.cli.loan_post import word
    from tracker.domain.loan.facts import PaymentState
    from tracker.services.payment import set_payment_state

    wanted = word(state, PaymentState, "state")
    day = maybe_on(session, on, field="on")
    with session.book() as book:
        checked = payment_there(set_payment_state(book, payment, wanted, on=day), payment)
    session.done(checked)


def payment_there(checked: Checked[Done], number: int) -> Checked[Done]:
    """What came of changing a payment; one that is not there is said by its number."""
    return present(
        checked,
        "payment_not_found",
        _("There is no payment {number}.").format(number=number),
        _("debt payment list shows what there is."),
    )
