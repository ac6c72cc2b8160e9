"""`debt talk promise`: what either side promised, and what came of it."""

from __future__ import annotations

from tracker.cli.command import argument, command, option
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import PROMISE_FIELDS, keep, move_entry, promise_json, promise_table
from tracker.cli.words import N_
from tracker.locale import _


@command(
    'debt talk promise add jiebei me "pay the overdue sum" --amount 2000 --due 2026-11-30',
    'debt talk promise add jiebei lender "no calls" --due 2026-12-05',
    help=N_(
        "Keep a promise of one side: me or lender. A promise of yours to pay may restart a limitation period;"
        " the rule is named."
    ),
)
@argument("loan", metavar="LOAN")
@argument("side", metavar="me|lender")
@argument("what", metavar=N_("WHAT"))
@option("--amount", metavar=N_("AMOUNT"), help=N_("The sum it is about."))
@option("--due", metavar=N_("DATE"), help=N_("By when, or until when it holds."))
@option("--on", metavar=N_("DATE"), help=N_("When it was promised; today if not given."))
@option("--contact", metavar="ID", help=N_("The contact in which it was promised."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def add_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Keep a promise."""
    from tracker.services.talk.promises import add_promise

    with session.book() as book:
        meant = session.loan(book, loan)
        keep(session, fields, lambda opened, got: add_promise(opened, meant, got), book)


@command(
    "debt talk promise list",
    "debt talk promise list jiebei --all",
    help=N_("The promises of both sides; `!!` where one is late."),
)
@argument("loan", metavar="LOAN", required=False)
@option("--all", "every", is_flag=True, help=N_("Those that have ended too."))
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, loan: str | None, every: bool, trash: bool) -> None:
    """List the promises."""
    from tracker.services.talk.promises import list_promises

    with session.book() as book:
        meant = session.loan(book, loan).id if loan else None
        found = list_promises(book, meant, only_open=not every and not trash, trashed=trash)
    session.rows(
        "talk.promise.list",
        [promise_json(each, session.today) for each in found],
        lambda: promise_table(found, session.today),
        fields=PROMISE_FIELDS,
        empty=_("No promise is open."),
    )


@command(
    "debt talk promise end 1 kept",
    "debt talk promise end 2 broken --on 2026-12-03",
    help=N_("Record what came of a promise: kept, broken, withdrawn or open."),
)
@argument("promise", metavar="ID", type=int)
@argument("fate", metavar="OUTCOME")
@option("--on", metavar=N_("DATE"), help=N_("When; today if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def end_command(session: Session, *, promise: int, **fields: str | None) -> None:
    """Record what came of a promise."""
    from tracker.services.talk.promises import end_promise

    keep(session, fields, lambda book, got: end_promise(book, promise, got))


@command("debt talk promise rm 1", help=N_("Move a promise to the trash."))
@argument("promise", metavar="ID", type=int)
def rm_command(session: Session, *, promise: int) -> None:
    """Move a promise to the trash."""
    move_entry(session, "promise", promise)


@command("debt talk promise restore 1", help=N_("Take a promise out of the trash."))
@argument("promise", metavar="ID", type=int)
def restore_command(session: Session, *, promise: int) -> None:
    """Take a promise out of the trash."""
    move_entry(session, "promise", promise, back=True)
