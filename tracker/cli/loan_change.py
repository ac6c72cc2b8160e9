"""`debt loan close, rm, restore`."""

from __future__ import annotations

from tracker.cli.command import argument, command, option
from tracker.cli.reading import on as read_on
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import ngettext


@command(
    "debt loan close jiebei",
    "debt loan close 3 --on 2026-11-20",
    "debt loan close jiebei --letter 7",
    help=N_(
        "Close a loan: nothing more falls due, its history stays. One that was in arrears or in talks wants"
        " its settlement letter, kept by debt evidence add FILE --kind settlement_letter; a closed loan is"
        " given its letter later in the same way."
    ),
)
@argument("loan", metavar="ID")
@option("--on", metavar=N_("DATE"), help=N_("The date; today if not given."))
@option("--letter", metavar="N", type=int, help=N_("The settlement letter's number in the log of evidence."))
@option(
    "--without-letter",
    is_flag=True,
    help=N_("Close it without; asking for the letter stays a next step until it is attached."),
)
@typed
def close_command(
    session: Session, *, loan: str, on: str | None, letter: int | None, without_letter: bool
) -> None:
    """Close a loan."""
    from tracker.services.talk.settlement import settle_loan

    day = read_on(session, on)
    with session.book() as book:
        meant = session.loan(book, loan)
        checked = settle_loan(book, meant, day, letter=letter, without_letter=without_letter)
    session.done(checked)


@command("debt loan rm jiebei", "debt loan rm 3 --yes", help=N_("Move a loan to the trash."))
@argument("loan", metavar="ID")
def rm_command(session: Session, *, loan: str) -> None:
    """Move a loan to the trash."""
    from tracker.services.loan.change import remove_loan
    from tracker.services.payment import count_payments

    with session.book() as book:
        meant = session.loan(book, loan)
        payments = count_payments(book.conn, meant.id)
        if payments:
            session.confirm(
                ngettext(
                    "{name} has {count} payment. Move it to the trash?",
                    "{name} has {count} payments. Move it to the trash?",
                    payments,
                ).format(name=meant.name, count=payments)
            )
        done = remove_loan(book, meant)
    session.done((done, ()))


@command("debt loan restore jiebei", help=N_("Take a loan out of the trash with everything in it."))
@argument("loan", metavar="ID")
def restore_command(session: Session, *, loan: str) -> None:
    """Take a loan out of the trash."""
    from tracker.services.loan.change import restore_loan

    with session.book() as book:
        checked = restore_loan(book, session.loan(book, loan, trashed=True))
    session.done(checked)
