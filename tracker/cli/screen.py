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

if TYPE_CHECKING:
    from tracker.cli.session import Session
    from tracker.domain.problems import Problem


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
    # Everything made until the first frame stays: looking through it for garbage is a tenth of the wait.
    gc.disable()
    from tracker.ui.app import run

    folders = (Path(locations.config_folder()) / "themes",)
    keys = {
        name.removeprefix("keys."): str(value)
        for name, value in session.configured.items()
        if name.startswith("keys.")
    }
    with session.book() as book:
        return run(
            book,
            theme=session.text("theme"),
            theme_folders=folders,
            keys=keys,
            hide_amounts=bool(session.setting("hide_amounts").value),
            explain=partial(_words, session.path),
            keep=lambda key, value: _keep(session.config_path, key, value),
        )


def _keep(path: str, key: str, value: str) -> None:
    """Remember what was chosen in the dashboard; what is in the way is a failure with words."""
    from tracker.cli.session import config_failure

    try:
        config.write(path, key, value)
    except config.ConfigError as error:
        raise config_failure(error) from error
    except (OSError, ValueError) as error:  # the file changed under our hands
        reason = "syntax" if isinstance(error, ValueError) else "unreadable"
        raise config_failure(config.ConfigError(path, reason, value=str(error))) from error


def _words(path: Path, error: Exception) -> str | None:
    """What went wrong and what to do, for an error that a person can do something about."""
    known = explain(error, path)
    return " ".join(part for part in (known.message, known.hint) if part) if known else None


def check_theme(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a theme file, contrast measured on the colours as they are drawn."""
    from tracker.ui.theme import check_theme as check

    return check(path)
