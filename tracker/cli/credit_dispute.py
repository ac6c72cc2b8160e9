"""`debt credit dispute`: objections and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.command import F, argument, command, option
from tracker.cli.credit_mark import change_entry
from tracker.cli.credit_rows import dispute_json, dispute_table
from tracker.cli.errors import present
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.views import Done


def _more(function: F) -> F:
    for name, metavar, text in (
        ("--evidence", "N", N_("Its number in the log of evidence.")),
        ("--reference", N_("TEXT"), N_("Their reference number.")),
        (
            "--more-sent",
            "yes|no",
            N_("Whether more information was sent: by some rules they get longer."),
        ),
        ("--place", "CN|US|UK|EU", N_("Whose rules hold, where the bureau's name does not tell.")),
        ("--body", "bureau|lender|regulator|ombudsman|court|other", N_("What sort of body that is.")),
    ):
        function = option(name, metavar=metavar, help=text)(function)
    return function


@command(
    'debt credit dispute add --mark 1 --bureau PBOC --ground "paid on time" --answer-by 2026-12-11',
    help=N_("Add a dispute that was sent."),
)
@option("--mark", metavar="ID", help=N_("The mark it is about."))
@option("--bureau", metavar=N_("TEXT"), help=N_("Who it was sent to."))
@_more
@option("--ground", metavar=N_("TEXT"), help=N_("Why the mark is wrong."))
@option("--sent", metavar=N_("DATE"), help=N_("When it was sent; today if not given."))
@option("--answer-by", metavar=N_("DATE"), help=N_("When an answer is due; by rule if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def add_command(session: Session, **fields: str | None) -> None:
    """Add a dispute."""
    from tracker.services.credit import add_dispute

    told = {name: text for name, text in fields.items() if text is not None}
    with session.book() as book:

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return add_dispute(book, got)

        done = settle(session, told, attempt)
    session.done((done, ()))


@command("debt credit dispute list", help=N_("The disputes; `!!` where the answer is late."))
def list_command(session: Session) -> None:
    """List the disputes."""
    from tracker.services.credit import credit_view

    with session.book() as book:
        found = credit_view(book).disputes
    session.rows(
        "credit.dispute.list",
        [dispute_json(each, session.today) for each in found],
        lambda: dispute_table(found, session.today),
        fields=(
            "dispute_id",
            "mark_id",
            "bureau",
            "ground",
            "round",
            "sent_on",
            "answer_by",
            "overdue_days",
            "outcome",
        ),
        empty=_("There are no disputes."),
    )


@command(
    "debt credit dispute answer 1 corrected",
    "debt credit dispute answer 1 rejected --answered 2026-11-20",
    help=N_("Record what came of a dispute: corrected, removed, rejected, withdrawn or open."),
)
@argument("dispute", metavar="ID", type=int)
@argument("outcome", metavar="OUTCOME")
@option("--answered", metavar=N_("DATE"), help=N_("When the answer came; today if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def answer_command(session: Session, *, dispute: int, outcome: str, **fields: str | None) -> None:
    """Record what came of a dispute."""
    from tracker.services.credit import answer_dispute

    told = {"outcome": outcome, **{name: text for name, text in fields.items() if text is not None}}
    with session.book() as book:

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return present(
                answer_dispute(book, dispute, got),
                "dispute_not_found",
                _("There is no dispute {number}.").format(number=dispute),
                _("debt credit dispute list shows what there is."),
            )

        done = settle(session, told, attempt)
    session.done((done, ()))


@command(
    "debt credit dispute edit 1 --answer-by 2026-12-11",
    help=N_("Change a dispute; what is not given stays. Its answer is recorded with answer."),
)
@argument("dispute", metavar="ID", type=int)
@option("--mark", metavar="ID", help=N_("The mark it is about."))
@option("--bureau", metavar=N_("TEXT"), help=N_("Who it was sent to."))
@_more
@option("--ground", metavar=N_("TEXT"), help=N_("Why the mark is wrong."))
@option("--sent", metavar=N_("DATE"), help=N_("When it was sent."))
@option("--answer-by", metavar=N_("DATE"), help=N_("When an answer is due; by rule if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def edit_command(session: Session, *, dispute: int, **fields: str | None) -> None:
    """Change a dispute."""
    from tracker.services.credit import edit_dispute

    change_entry(session, fields, lambda book, got: _present(edit_dispute(book, dispute, got), dispute))


@command("debt credit dispute remove 1", help=N_("Move a dispute to the trash."))
@argument("dispute", metavar="ID", type=int)
def remove_command(session: Session, *, dispute: int) -> None:
    """Move a dispute to the trash."""
    from tracker.services.credit import remove_entry

    with session.book() as book:
        checked = _present(remove_entry(book, "dispute", dispute), dispute)
    session.done(checked)


@command("debt credit dispute restore 1", help=N_("Take a dispute out of the trash."))
@argument("dispute", metavar="ID", type=int)
def restore_command(session: Session, *, dispute: int) -> None:
    """Take a dispute out of the trash."""
    from tracker.services.credit import restore_entry

    with session.book() as book:
        checked = _present(restore_entry(book, "dispute", dispute), dispute)
    session.done(checked)


def _present(checked: Checked[Done], number: int) -> Checked[Done]:
    return present(
        checked,
        "dispute_not_found",
        _("There is no dispute {number}.").format(number=number),
        _("debt credit dispute list shows what there is."),
    )
