"""The one door from the command line to the dashboard; Textual is imported behind it only."""

from __future__ import annotations

import gc
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import config, locations
from tracker.cli.errors import CliError, Exit, explain
from tracker.locale import _
from tracker.locale.joining import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.cli.session import Session
    from tracker.domain.problems import Problem
    from tracker.ui.app import Wish
    from tracker.ui.theme import ThemeFigures


def is_terminal(session: Session) -> bool:
    """Whether a dashboard can be drawn: a terminal on both ends that can move its cursor."""
    streams = (sys.stdin, sys.stdout)
    return session.environ.get("TERM", "dumb") not in ("", "dumb") and all(
        stream is not None and stream.isatty() for stream in streams
    )


def open_dashboard(session: Session) -> int:
    """Open the dashboard on the session's file; its exit code. A crash ends with the terminal restored."""
    if not is_terminal(session):
        raise CliError(
            "needs_terminal",
            Exit.REFUSED,
            _("The dashboard needs a terminal."),
            _("debt status prints the same in text."),
        )
    greeting = ""
    while True:
        code, wish = _open(session, greeting)
        if wish is None:
            return code
        greeting = _grant(session, wish)


def _open(session: Session, greeting: str) -> tuple[int, Wish | None]:
    """Open the dashboard once: its exit code, and the wish for another file if it closed for one."""
    # Everything made until the first frame stays: looking through it for garbage is a tenth of the wait.
    gc.disable()
    from tracker.cli.alerts_schedule import cron_line
    from tracker.main import VERSION
    from tracker.ui.app import Surroundings, draft_folder, run

    keys = {
        name.removeprefix("keys."): str(value)
        for name, value in session.configured.items()
        if name.startswith("keys.")
    }
    themes = Path(locations.config_folder()) / "themes"
    around = Surroundings(
        settings=lambda: _settings(session),
        config_path=session.config_path,
        version=VERSION,
        cron_line=cron_line(session),
        zone=session.zone,
        greeting=greeting,
        can_reopen=not session.dry_run,
        drafts=None if session.dry_run else draft_folder(Path(locations.data_folder()), session.path),
        variable=session.variable,
        theme_folder=themes,
    )
    wishes: list[Wish] = []
    with session.book() as book:
        code = run(
            book,
            mouse=bool(session.setting("mouse").value),
            grant=wishes.append,
            theme=session.text("theme"),
            theme_folders=(themes,),
            keys=keys,
            hide_amounts=bool(session.setting("hide_amounts").value),
            explain=partial(_words, session.path),
            keep=lambda key, value: _change(session, lambda: config.write(session.config_path, key, value)),
            forget=lambda key: _change(session, lambda: config.unset(session.config_path, key)),
            around=around,
            calm=bool(session.setting("reduced_motion").value),
            glyphs=session.text("glyphs"),
            colourless=session.text("color") == "never",
        )
    return code, wishes[0] if wishes else None


def _settings(session: Session) -> dict[str, tuple[str, str]]:
    """Every setting as text, with where it is from; the file is read again, somebody may have saved it."""
    try:
        session.__dict__["configured"] = config.read(session.config_path)
    except config.ConfigError:
        session.__dict__.setdefault("configured", {})  # what held before holds on
    found = {}
    for key in (*config.KEYS, *(key for key in session.configured if key.startswith(config.OWN_KEYS))):
        value, origin = session.setting(key)
        found[key] = (str(value).lower() if isinstance(value, bool) else str(value), origin)
    return found


def _grant(session: Session, wish: Wish) -> str:
    """Turn to the file that was asked for; what to say of it once it is open."""
    before = session.flags.get("db")
    try:
        if wish.what == "restore" and wish.path is not None:
            return _restore(session, wish.path, wish.passphrase)
        if wish.what == "demo":
            from tracker.cli.start import make_demo

            path = Path(locations.demo_file())
            make_demo(session, path)
            session.flags["own_db"] = before
            _turn_to(session, str(path))
            return _("This is the demo household. 9 Setup, Data leads back to your own file.")
        _turn_to(session, session.flags.get("own_db"))
        return _("This is your own file again.")
    except Exception as error:
        told = _words(session.path, error)
        if told is None:
            raise
        return told


def _turn_to(session: Session, path: str | None) -> None:
    if path is None:
        session.flags.pop("db", None)
    else:
        session.flags["db"] = path
    session.__dict__.pop("file", None)


def _restore(session: Session, copy: Path, passphrase: str) -> str:
    from datetime import UTC

    from tracker.services.keeping import Key, restore_backup, verify_backup

    key = Key(passphrase=passphrase)
    verify_backup(copy, key)
    at = session.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    aside = restore_backup(copy, session.path, at=at, key=key)
    said = _("Restored {path}").format(path=session.path)
    if aside is not None:
        moved = _("The file that was there is in {path}.").format(path=aside)
        return sentences(_("{what}.").format(what=said), moved)
    return said


def _change(session: Session, change: Callable[[], object]) -> None:
    """Change the configuration from the dashboard; what is in the way is a failure with words."""
    from tracker.cli.session import config_failure

    try:
        change()
    except config.ConfigError as error:
        raise config_failure(error) from error
    except (OSError, ValueError) as error:  # the file changed under our hands
        reason = "syntax" if isinstance(error, ValueError) else "unreadable"
        path = session.config_path
        raise config_failure(config.ConfigError(path, reason, value=str(error))) from error
    session.__dict__.pop("configured", None)


def _words(path: Path, error: Exception) -> str | None:
    """What went wrong and what to do, for an error that a person can do something about."""
    known = explain(error, path)
    return sentences(known.message, known.hint) if known else None


def check_theme(path: Path) -> tuple[ThemeFigures | None, tuple[Problem, ...]]:
    """The figures of a theme file and what is wrong with it, measured on the colours as they are drawn."""
    from tracker.ui.theme import look_over

    return look_over(path)
