"""`debt credit score`: scores as they were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.command import argument, command, option
from tracker.cli.credit_mark import change_entry
from tracker.cli.credit_rows import score_json, score_table
from tracker.cli.errors import present
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


@command("debt credit score edit 3 --on 2026-11-02", help=N_("Correct a score that was typed wrongly."))
@argument("score", metavar="ID", type=int)
@option("--value", metavar="SCORE", help=N_("The score."))
@option("--bureau", metavar=N_("TEXT"), help=N_("Who showed it."))
@option("--model", metavar=N_("TEXT"), help=N_("Which model it is of."))
@option("--on", metavar=N_("DATE"), help=N_("The date."))
@typed
def edit_command(session: Session, *, score: int, **fields: str | None) -> None:
    """Correct a score."""
    from tracker.services.credit import edit_score

    change_entry(session, fields, lambda book, got: _present(edit_score(book, score, got), score))


@command("debt credit score remove 3", help=N_("Move a score to the trash."))
@argument("score", metavar="ID", type=int)
def remove_command(session: Session, *, score: int) -> None:
    """Move a score to the trash."""
    from tracker.services.credit import remove_entry

    with session.book() as book:
        checked = _present(remove_entry(book, "score", score), score)
    session.done(checked)


@command("debt credit score restore 3", help=N_("Take a score out of the trash."))
@argument("score", metavar="ID", type=int)
def restore_command(session: Session, *, score: int) -> None:
    """Take a score out of the trash."""
    from tracker.services.credit import restore_entry

    with session.book() as book:
        checked = _present(restore_entry(book, "score", score), score)
    session.done(checked)


def _present(checked: Checked[Done], number: int) -> Checked[Done]:
    return present(
        checked,
        "score_not_found",
        _("There is no score {number}.").format(number=number),
        _("debt credit score list --json shows what there is."),
    )
