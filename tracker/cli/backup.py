"""`debt backup`: copies of the file."""

from __future__ import annotations

from pathlib import Path

from tracker.cli.command import argument, command
from tracker.cli.errors import CliError, Exit, explain
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.keeping import copy_reason


@command("debt backup create", help=N_("Copy the file as it is now and verify the copy."))
def create_command(session: Session) -> None:
    """Make a copy."""
    from tracker.services.keeping import create_backup, evidence_kept

    with session.book() as book:
        if not book.exists:
            message = _("There is no file {path}.").format(path=session.path)
            raise CliError("file_missing", Exit.DATABASE, message, _("debt init creates it."))
        made = None if session.dry_run else create_backup(book)
        kept, _bytes, folder = evidence_kept(book)
    session.tell(_("Copied to {path}").format(path=made or session.path.parent / "backups"))
    if kept:
        words = _("The files of the evidence are not in it: copy the folder {path} too.")
        session.out.say(words.format(path=folder))


@command("debt backup list", help=N_("The copies, newest first."))
def list_command(session: Session) -> None:
    """List the copies."""
    from tracker.services.keeping import list_backups

    found = list_backups(session.path)
    session.rows(
        "backup.list",
        [
            {"path": str(each.path), "at": each.at, "reason": each.reason.value, "bytes": each.bytes}
            for each in found
        ],
        lambda: Table(
            (_("At"), _("Reason"), f">{_('Bytes')}", _("File")),
            [(each.at, copy_reason(each.reason.value), f"{each.bytes:,}", str(each.path)) for each in found],
        ),
        fields=("path", "at", "reason", "bytes"),
        empty=_("There are no copies. debt backup create makes one."),
    )


@command(
    "debt backup restore backups/debt-20261121T050500Z-manual.db",
    help=N_("Put a verified copy in the place of the file, which is moved aside, not deleted."),
)
@argument("copy", metavar="FILE")
def restore_command(session: Session, *, copy: str) -> None:
    """Restore a copy."""
    from datetime import UTC

    from tracker.services.keeping import restore_backup, verify_backup

    source = _find(session, copy)
    verify_backup(source)
    if session.path.exists():
        session.confirm(
            _("Put {copy} in the place of {path}? The file there is moved aside.").format(
                copy=source, path=session.path
            )
        )
    aside = None
    if not session.dry_run:
        at = session.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        aside = restore_backup(source, session.path, at=at)
    session.tell(_("Restored {path}").format(path=session.path))
    if aside is not None:
        session.out.say(_("The file that was there is in {path}.").format(path=aside))


def _find(session: Session, copy: str) -> Path:
    """The copy by its path, or by its name in the folder of the copies."""
    for path in (Path(copy), session.path.parent / "backups" / copy):
        if path.is_file():
            return path
    message = _("There is no file {path}.").format(path=copy)
    raise CliError("no_such_file", Exit.NOT_FOUND, message, _("debt backup list shows what there is."))


@command("debt backup verify", help=N_("Check every copy: ours, not too new, sound."))
def verify_command(session: Session) -> None:
    """Verify the copies."""
    from tracker.services.keeping import list_backups, verify_backup

    checked = []
    for each in list_backups(session.path):
        try:
            verify_backup(each.path)
        except Exception as error:
            told = explain(error)
            if told is None:
                raise
            checked.append((str(each.path), False, told.message))
        else:
            checked.append((str(each.path), True, ""))
    session.rows(
        "backup.verify",
        [{"path": path, "sound": sound, "detail": detail} for path, sound, detail in checked],
        lambda: Table(
            ("", _("File"), ""),
            [("ok" if sound else "!!", path, detail) for path, sound, detail in checked],
        ),
        fields=("path", "sound", "detail"),
        empty=_("There are no copies. debt backup create makes one."),
    )
    if not all(sound for _path, sound, _detail in checked):
        session.exit_code = int(Exit.DATABASE)
