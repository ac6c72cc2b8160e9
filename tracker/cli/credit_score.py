"""`debt credit score`: scores as they were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.command import argument, command, option
from tracker.cli.credit_rows import score_json, score_table
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.views import Done


@command(
    "debt credit score add 612 --bureau Experian --model FICO8 --on 2026-11-01",
    help=N_("Add a score as it was shown; scores of different bureaus or models are never compared."),
)
@argument("value", metavar="SCORE")
@option("--bureau", metavar=N_("TEXT"), required=True, help=N_("Who showed it."))
@option("--model", metavar=N_("TEXT"), help=N_("Which model it is of."))
@option("--on", metavar=N_("DATE"), help=N_("The date; today if not given."))
@typed
def add_command(session: Session, *, value: str, **fields: str | None) -> None:
    """Add a score."""
    from tracker.services.credit import add_score

    told = {"value": value, **{name: text for name, text in fields.items() if text is not None}}
    with session.book() as book:

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return add_score(book, got)

        done = settle(session, told, attempt)
    session.done((done, ()))


@command("debt credit score list", help=N_("The scores, as they were shown."))
def list_command(session: Session) -> None:
    """List the scores."""
    from tracker.services.credit import credit_view

    with session.book() as book:
        found = credit_view(book).scores
    session.rows(
        "credit.score.list",
        [score_json(each) for each in found],
        lambda: score_table(found),
        fields=("score_id", "bureau", "model", "on", "value"),
        empty=_("There are no scores."),
    )
