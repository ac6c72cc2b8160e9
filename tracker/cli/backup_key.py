"""What opens and closes encrypted copies: never on the command line, where other programs could read it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.errors import CliError, Exit
from tracker.cli.session import Session
from tracker.domain.text import clean
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.services.keeping import Key

VARIABLE = "DEBT_BACKUP_PASSPHRASE"
_LARGEST = 64 * 1024


def key_to_close(session: Session, recipients: tuple[str, ...], passphrase_file: str | None) -> Key:
    """The key of a new copy: recipients, or a passphrase from a file, the environment or a person."""
    from tracker.services.keeping import Key

    if recipients:
        return Key(recipients=tuple(each.strip() for each in recipients))
    passphrase = _given(passphrase_file)
    if passphrase is None and session.can_ask:
        passphrase = _ask_twice()
    if passphrase is None:
        message = _("No passphrase: there is no terminal to ask at.")
        hint = _("--passphrase-file FILE, {variable} or --recipient age1… say it.").format(variable=VARIABLE)
        raise CliError("no_passphrase", Exit.REFUSED, message, hint)
    return Key(passphrase=_filled(passphrase))


def key_to_open(
    session: Session, identities: tuple[str, ...], passphrase_file: str | None, *, asks: bool
) -> Key:
    """What opens copies; a person is asked for a passphrase if `asks` and nothing else was given."""
    from tracker.services.keeping import Key

    found = tuple(_text(each) for each in identities)
    passphrase = _given(passphrase_file)
    if passphrase is None and not found and asks and session.can_ask:
        import click

        passphrase = str(
            click.prompt(_("Passphrase"), hide_input=True, err=True, default="", show_default=False)
        )
    return Key(passphrase=passphrase or "", identities=found)


def _ask_twice() -> str:
    import click

    while True:
        first = str(click.prompt(_("Passphrase"), hide_input=True, err=True))
        if first == click.prompt(_("The same again"), hide_input=True, err=True):
            return first
        click.echo(_("The two are not the same."), err=True)


def _given(passphrase_file: str | None) -> str | None:
    if passphrase_file is not None:
        return _filled(_text(passphrase_file).split("\n", 1)[0].rstrip("\r"))
    return os.environ.get(VARIABLE) or None


def _filled(passphrase: str) -> str:
    if not passphrase:
        raise CliError("no_passphrase", Exit.INVALID, _("The passphrase is empty."))
    return passphrase


def _text(name: str) -> str:
    try:
        with Path(name).expanduser().open("rb") as stream:
            return stream.read(_LARGEST).decode("utf-8")
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        message = _("{path} cannot be read: {detail}").format(path=clean(name), detail=clean(str(reason)))
        raise CliError("file_unreadable", Exit.NOT_FOUND, message) from error
