"""`debt backup`: copies of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.cli.backup_key import key_to_close, key_to_open
from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, explain, unsound
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.keeping import copy_reason

if TYPE_CHECKING:
    from tracker.services.keeping import BackupRecord


def _passphrase_file(function: Any) -> Any:
    words = N_("A file whose first line is the passphrase; else DEBT_BACKUP_PASSPHRASE, else it is asked.")
    return option("--passphrase-file", metavar="FILE", help=words)(function)


def _identity(function: Any) -> Any:
    words = N_("A file with the identity that opens encrypted copies, as age-keygen writes it.")
    return option("--identity", "identities", metavar="FILE", multiple=True, help=words)(function)


@command(
    "debt backup create",
    "debt backup create --encrypt",
    "debt backup create --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    help=N_("Copy the file as it is now and verify the copy; --encrypt asks twice for a passphrase."),
)
@option("--encrypt", is_flag=True, help=N_("Encrypt the copy (age); whoever loses the passphrase loses it."))
@option(
    "--recipient",
    "recipients",
    metavar="age1…",
    multiple=True,
    help=N_("Encrypt for the owner of a key instead: age1…, or a public key of ssh."),
)
@_passphrase_file
def create_command(
    session: Session, *, encrypt: bool, recipients: tuple[str, ...], passphrase_file: str | None
) -> None:
    """Make a copy."""
    from tracker.services.keeping import create_backup, evidence_kept

    sealed = encrypt or bool(recipients) or passphrase_file is not None
    with session.book() as book:
        if not book.exists:
            message = _("There is no file {path}.").format(path=session.path)
            raise CliError("file_missing", Exit.DATABASE, message, _("debt init creates it."))
        made = None
        if not session.dry_run:
            key = key_to_close(session, recipients, passphrase_file) if sealed else None
            made = create_backup(book, key=key)
        kept, _bytes, folder = evidence_kept(book)
    words = _("Copied to {path}, encrypted") if sealed else _("Copied to {path}")
    session.tell(words.format(path=made or session.path.parent / "backups"), path=made and str(made))
    if recipients and made:
        session.out.say(_("It was not opened again: that takes the identity of its owner."))
    if kept:
        words = _("The files of the evidence are not in it: copy the folder {path} too.")
        session.out.say(words.format(path=folder))


def _copies(session: Session) -> tuple[BackupRecord, ...]:
    """The copies of the file, of one that is gone too; a named file that never was is a mistake."""
    from tracker.services.failures import MissingFileError
    from tracker.services.keeping import list_backups

    found = list_backups(session.path)
    if not found and session.is_named and not session.path.exists():
        raise MissingFileError(str(session.path))
    return found


@command("debt backup list", help=N_("The copies, newest first."))
def list_command(session: Session) -> None:
    """List the copies."""
    found = _copies(session)
    session.rows(
        "backup.list",
        [
            {
                "path": str(each.path),
                "at": each.at,
                "reason": each.reason.value,
                "bytes": each.bytes,
                "encrypted": each.sealed,
            }
            for each in found
        ],
        lambda: Table(
            (_("At"), _("Reason"), f">{_('Bytes')}", "", _("File")),
            [
                (
                    each.at,
                    copy_reason(each.reason.value),
                    f"{each.bytes:,}",
                    _("encrypted") if each.sealed else "",
                    str(each.path),
                )
                for each in found
            ],
        ),
        fields=("path", "at", "reason", "bytes", "encrypted"),
        empty=_("There are no copies. debt backup create makes one."),
    )


@command(
    "debt backup restore backups/debt-20261121T050500Z-manual.db",
    help=N_("Put a verified copy in the place of the file, which is moved aside, not deleted."),
)
@argument("copy", metavar="FILE")
@_identity
@_passphrase_file
def restore_command(
    session: Session, *, copy: str, identities: tuple[str, ...], passphrase_file: str | None
) -> None:
    """Restore a copy."""
    from datetime import UTC

    from tracker.services.keeping import is_encrypted, opened_by, restore_backup, verify_backup

    source = _find(session, copy)
    key = None
    if is_encrypted(source):
        key = key_to_open(session, identities, passphrase_file, asks=opened_by(source) == "passphrase")
    verify_backup(source, key)
    if session.path.exists():
        session.confirm(
            _("Put {copy} in the place of {path}? The file there is moved aside.").format(
                copy=source, path=session.path
            )
        )
    aside = None
    if not session.dry_run:
        at = session.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        aside = restore_backup(source, session.path, at=at, key=key)
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


@command(
    "debt backup verify",
    "debt backup verify --identity ~/age.key",
    help=N_("Check every copy: ours, not too new, sound; of encrypted ones what the key opens."),
)
@_identity
@_passphrase_file
def verify_command(session: Session, *, identities: tuple[str, ...], passphrase_file: str | None) -> None:
    """Verify the copies."""
    from tracker.services.failures import SealedFileError
    from tracker.services.keeping import opened_by, verify_backup

    found = _copies(session)
    asks = any(each.sealed and opened_by(each.path) == "passphrase" for each in found)
    key = key_to_open(session, identities, passphrase_file, asks=asks)
    checked: list[tuple[str, bool | None, str]] = []
    for each in found:
        try:
            verify_backup(each.path, key)
        except SealedFileError:
            checked.append((str(each.path), None, _("encrypted, not opened")))
        except Exception as error:
            told = explain(error)
            if told is None:
                raise
            checked.append((str(each.path), False, told.message))
        else:
            checked.append((str(each.path), True, _("encrypted") if each.sealed else ""))
    marks = {True: "ok", False: "!!", None: "~"}
    session.rows(
        "backup.verify",
        [{"path": path, "sound": sound, "detail": detail} for path, sound, detail in checked],
        lambda: Table(
            ("", _("File"), ""),
            [(marks[sound], path, detail) for path, sound, detail in checked],
        ),
        fields=("path", "sound", "detail"),
        empty=_("There are no copies. debt backup create makes one."),
    )
    broken = sum(sound is False for _path, sound, _detail in checked)
    if broken:
        session.fail(unsound(broken))
