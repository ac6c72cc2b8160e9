"""`debt talk compare`: every offer about a loan beside carrying on as now."""

from __future__ import annotations

from tracker.cli.command import argument, command
from tracker.cli.errors import refuse
from tracker.cli.offer_rows import COMPARE_FIELDS, compare_json, compare_notes, compare_table
from tracker.cli.rows import money
from tracker.cli.session import Session
from tracker.cli.words import N_


@command(
    "debt talk compare jiebei",
    "debt talk compare jiebei --json",
    help=N_(
        "Every open offer about a loan beside carrying on as now: what is paid in all, what that is above"
        " today's balance, the true yearly rate, the worst month, the end, what is not said, until when cash"
        " ahead can keep it, and which way is no better than another in any respect."
    ),
)
@argument("loan", metavar="LOAN")
def compare_command(session: Session, *, loan: str) -> None:
    """Compare offers."""
    from tracker.services.talk.compare import compare_views
    from tracker.services.talk.entry import gone

    with session.book() as book:
        meant = session.loan(book, loan)
        view = compare_views(book, meant.id)
    if view is None:
        raise refuse(gone("loan", meant.id))
    drawn = session.rows(
        "talk.compare",
        [compare_json(view, row) for row in view.rows],
        lambda: compare_table(view),
        fields=COMPARE_FIELDS,
        loan_id=view.loan.id,
        loan=view.loan.name,
        currency=view.currency,
        owed=money(view.owed_minor, view.currency),
        owed_estimate=view.owed_estimate,
        rate_method=view.rate_method,
    )
    if drawn:
        session.out.line()
        for line in compare_notes(view):
            session.out.line(line)
