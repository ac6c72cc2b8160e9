"""`debt talk stage`: how far collection of a loan has gone, who holds the debt, what wants an answer."""

from __future__ import annotations

from tracker.cli.command import argument, command, option
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import STAGE_FIELDS, keep, move_entry, stage_json, stage_table
from tracker.cli.words import N_
from tracker.locale import _


@command(
    "debt talk stage add jiebei letter --on 2026-11-18 --claimed 2150 --answer-by 2026-11-30",
    'debt talk stage add jiebei third_party --holder "Hengda Collections"',
    help=N_(
        "Record a step of the other side: reminder, call, letter, third_party, visit, pre_suit, court,"
        " enforcement or settled."
    ),
)
@argument("loan", metavar="LOAN")
@argument("kind", metavar=N_("KIND"))
@option("--on", metavar=N_("DATE"), help=N_("When it happened; today if not given."))
@option("--holder", metavar=N_("TEXT"), help=N_("Who holds the debt from then on, if that changed."))
@option("--claimed", metavar=N_("AMOUNT"), help=N_("What was claimed."))
@option("--answer-by", metavar=N_("DATE"), help=N_("Until when it wants an answer."))
@option("--proof", metavar=N_("TEXT"), help=N_("What shows it: a letter, an SMS, an e-mail."))
@option("--evidence", metavar="N", help=N_("Its number in the log of evidence."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def add_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Record a stage."""
    from tracker.services.talk.stages import add_stage

    with session.book() as book:
        meant = session.loan(book, loan)
        keep(session, fields, lambda opened, got: add_stage(opened, meant, got), book)


@command(
    "debt talk stage list jiebei",
    help=N_("The steps of the other side; `!` wants an answer, `!!` is past its day."),
)
@argument("loan", metavar="LOAN", required=False)
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, loan: str | None, trash: bool) -> None:
    """List the stages."""
    from tracker.services.talk.stages import list_stages

    with session.book() as book:
        found = list_stages(book, session.loan(book, loan).id if loan else None, trashed=trash)
    session.rows(
        "talk.stage.list",
        [stage_json(each, session.today) for each in found],
        lambda: stage_table(found, session.today),
        fields=STAGE_FIELDS,
        empty=_("No stage is recorded."),
    )


@command("debt talk stage answered 1 --on 2026-11-25", help=N_("Record that an answer was given."))
@argument("stage", metavar="ID", type=int)
@option("--on", metavar=N_("DATE"), help=N_("When; today if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def answered_command(session: Session, *, stage: int, **fields: str | None) -> None:
    """Record an answer."""
    from tracker.services.talk.stages import answer_stage

    keep(session, fields, lambda book, got: answer_stage(book, stage, got))


@command("debt talk stage rm 1", help=N_("Move a stage to the trash."))
@argument("stage", metavar="ID", type=int)
def rm_command(session: Session, *, stage: int) -> None:
    """Move a stage to the trash."""
    move_entry(session, "stage", stage)


@command("debt talk stage restore 1", help=N_("Take a stage out of the trash."))
@argument("stage", metavar="ID", type=int)
def restore_command(session: Session, *, stage: int) -> None:
    """Take a stage out of the trash."""
    move_entry(session, "stage", stage, back=True)
