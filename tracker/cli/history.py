"""`debt undo, redo, history`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.command import argument, command, option
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.hiding import told

if TYPE_CHECKING:
    from collections.abc import Sequence


@command("debt undo", "debt undo 3", help=N_("Take back the last change, or the last N."))
@argument("steps", metavar="[N]", type=click.IntRange(1, 1000), default=1)
def undo_command(session: Session, *, steps: int) -> None:
    """Undo."""
    from tracker.services.history import list_actions, undo

    with session.book() as book:
        if session.dry_run or not book.exists:
            known = list_actions(book, 1000 + steps)
            done: Sequence[Any] = [each for each in known if each.undone_at is None][:steps]
        else:
            done = undo(book, steps)
    _tell(session, done, _("Undone: {what}"), _("There is nothing to undo."), _("debt redo does it again."))


@command("debt redo", "debt redo 2", help=N_("Do again what was taken back last, or the last N."))
@argument("steps", metavar="[N]", type=click.IntRange(1, 1000), default=1)
def redo_command(session: Session, *, steps: int) -> None:
    """Redo."""
    from tracker.services.history import list_actions, redo

    with session.book() as book:
        if session.dry_run or not book.exists:
            known = reversed(list_actions(book, 1000 + steps))
            done: Sequence[Any] = [each for each in known if each.undone_at and not each.dropped_at][:steps]
        else:
            done = redo(book, steps)
    _tell(
        session, done, _("Done again: {what}"), _("There is nothing to redo."), _("debt undo takes it back.")
    )


def _tell(session: Session, done: Sequence[Any], words: str, none: str, back: str) -> None:
    if session.out.form == "json":
        data = [{"action_id": each.id, "title": each.title} for each in done]
        session.out.json(session.envelope("done", {"actions": data, "dry_run": session.dry_run}))
    for each in done:
        session.out.say(words.format(what=told(each.title)))
    if not done:
        session.out.say(none)
    elif session.dry_run:
        session.out.warn(_("Nothing was written (dry run)."))
    else:
        session.out.say(back)


@command(
    "debt history",
    "debt history --limit 200 --json",
    "debt history --command",
    help=N_("What was done, newest first."),
)
@option("--limit", metavar="N", type=click.IntRange(1, 1_000_000), default=50, help=N_("At most so many."))
@option("--command", "twin", is_flag=True, help=N_("The command line that does the last change again."))
def history_command(session: Session, *, limit: int, twin: bool) -> None:
    """Show the history."""
    from tracker.services.history import list_actions

    if twin:
        _tell_twin(session)
        return
    with session.book() as book:
        found = list_actions(book, limit)
    session.rows(
        "history",
        [
            {
                "action_id": each.id,
                "at": each.at,
                "title": each.title,
                "changes": each.changes,
                "undone_at": each.undone_at,
            }
            for each in found
        ],
        lambda: Table(
            (f">{_('ID')}", _("At"), _("What"), ""),
            [
                (
                    str(each.id),
                    _local(session, each.at),
                    told(each.title),
                    _("undone") if each.undone_at else "",
                )
                for each in found
            ],
        ),
        fields=("action_id", "at", "title", "changes", "undone_at"),
        empty=_("Nothing was done yet."),
    )


def _tell_twin(session: Session) -> None:
    from tracker.services.twin import command_of

    with session.book() as book:
        found = command_of(book)
    if session.out.form == "json":
        session.out.json(session.envelope("history.command", {"command": found or None}))
    elif found:
        session.out.block(found)
    else:
        session.out.say(_("There is no single command for the last change."))


def _local(session: Session, at: str) -> str:
    """An instant as the clock on the wall showed it."""
    from datetime import datetime

    return datetime.fromisoformat(at).astimezone(session.zone).strftime("%Y-%m-%d %H:%M")
