"""`debt talk offer` and `debt talk offers edit`: an offer as it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.command import argument, command, option
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import keep
from tracker.cli.words import N_

if TYPE_CHECKING:
    from tracker.cli.command import F


def _told(function: F) -> F:
    """What can be told of an offer, one option each, in the order of the help."""
    for name, metavar, words in reversed(
        (
            ("--by", "30d|1m", N_("An extension: by how much everything open moves, at the same sums.")),
            ("--from-whom", N_("TEXT"), N_("Who offers it; the lender if not given.")),
            ("--on", N_("DATE"), N_("When it was offered; today if not given.")),
            ("--valid-until", N_("DATE"), N_("Until when it holds.")),
            ("--fee", N_("AMOUNT"), N_("What is to be paid for it at once.")),
            ("--received", N_("AMOUNT"), N_("New money: what really reaches you, after deductions.")),
            ("--waive-principal", N_("AMOUNT"), N_("Principal that is let go.")),
            ("--waive-interest", N_("AMOUNT"), N_("Interest that is let go.")),
            ("--waive-fee", N_("AMOUNT"), N_("Fees that are let go.")),
            ("--waive-penalty", N_("AMOUNT"), N_("Penalty that is let go.")),
            ("--interest", "stops|included|runs", N_("What becomes of interest.")),
            ("--breach", "nothing|waived|whole", N_("What comes back if it is not kept.")),
            (
                "--credited",
                "paid_in_full|settled_for_less|restructured|unchanged",
                N_("As what the debt is to stand in the credit file."),
            ),
            ("--written", "yes|no", N_("Whether it was made in writing.")),
            ("--evidence", "N", N_("Its number in the log of evidence.")),
            ("--talk", "ID", N_("The negotiation it belongs to.")),
            ("--note", N_("TEXT"), N_("A note.")),
        )
    ):
        function = option(name, metavar=metavar, help=words)(function)
    return typed(function)


@command(
    'debt talk offer jiebei instalments "12 x 500 from 2026-12-05 monthly" --interest included',
    "debt talk offer jiebei extension --by 1m --fee 50 --valid-until 2026-11-30",
    'debt talk offer jiebei lump_sum "9000 by 2026-12-15" --credited settled_for_less --breach waived',
    'debt talk offer jiebei refinancing "24 x 600 from 2026-12-20" --received 11700 --from-whom Bank',
    "debt talk offer jiebei waiver --waive-penalty 120",
    help=N_(
        "Keep an offer about a loan: instalments, extension, waiver, lump_sum, refinancing or family_loan,"
        " with its payments. It changes no schedule; debt talk compare sets it beside the others."
    ),
)
@argument("loan", metavar="LOAN")
@argument("kind", metavar="KIND")
@argument("payments", metavar="[PAYMENTS]", required=False)
@_told
def offer_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Keep an offer."""
    from tracker.services.talk.offers import add_offer

    with session.book() as book:
        meant = session.loan(book, loan)
        keep(session, fields, lambda opened, got: add_offer(opened, meant, got), book)


@command(
    "debt talk offers edit 1 --valid-until 2026-12-10 --breach whole",
    'debt talk offers edit 1 --payments "10 x 600 from 2026-12-05"',
    help=N_("Change what is kept of an offer that is not in force."),
)
@argument("offer", metavar="ID", type=int)
@option("--kind", metavar="KIND", help=N_("What it is."))
@option("--payments", metavar=N_("PAYMENTS"), help=N_("What is to be paid, and when."))
@_told
def edit_command(session: Session, *, offer: int, **fields: str | None) -> None:
    """Change an offer."""
    from tracker.services.talk.offers import edit_offer

    keep(session, fields, lambda book, got: edit_offer(book, offer, got))
