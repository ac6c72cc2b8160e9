"""`debt pay`: record a payment."""

from __future__ import annotations

from pathlib import Path

from tracker.cli.command import argument, command, option
from tracker.cli.reading import amount as read_amount
from tracker.cli.reading import maybe_on, typed
from tracker.cli.reading import on as read_on
from tracker.cli.session import Session
from tracker.cli.words import N_


@command(
    "debt pay jiebei 1905.20",
    'debt pay 3 500 --on 2026-11-20 --from "CMB 1234" --ref 20261120A1',
    "debt pay jiebei 12万/48 --state sent",
    help=N_(
        "Record a payment. Only a posted one reduces the balance; the states are planned, sent, pending, "
        "posted, failed, reversed and duplicate."
    ),
)
@argument("loan", metavar="LOAN")
@argument("amount", metavar="AMOUNT")
@option("--on", metavar=N_("DATE"), help=N_("When it was paid; today if not given."))
@option("--posted-on", metavar=N_("DATE"), help=N_("When the lender booked it."))
@option("--from", "account", metavar=N_("ACCOUNT"), default="", help=N_("The account it came from."))
@option("--state", metavar=N_("STATE"), default="posted", help=N_("How far it has come."))
@option("--ref", metavar=N_("TEXT"), default="", help=N_("The number of the transfer."))
@option("--note", metavar=N_("TEXT"), default="", help=N_("A note."))
@option("--receipt", metavar=N_("FILE"), help=N_("A receipt, kept as evidence."))
@typed
def pay_command(
    session: Session,
    *,
    loan: str,
    amount: str,
    on: str | None,
    posted_on: str | None,
    account: str,
    state: str,
    ref: str,
    note: str,
    receipt: str | None,
) -> None:
    """Record a payment."""
    from tracker.cli.loan_post import word
    from tracker.domain.loan.facts import PaymentState
    from tracker.services.payment import record_payment

    paid_on = read_on(session, on)
    posted = maybe_on(session, posted_on, field="posted_on")
    how_far = word(state, PaymentState, "state")
    with session.book() as book:
        meant = session.loan(book, loan)
        checked = record_payment(
            book,
            meant,
            read_amount(session, amount, meant.currency),
            paid_on=paid_on,
            posted_on=posted,
            state=how_far,
            account=account,
            ref=ref,
            note=note,
            receipt=Path(receipt) if receipt else None,
        )
    session.done(checked)
