"""`debt theme`: colours of the dashboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracker import locations
from tracker.cli.command import argument, command
from tracker.cli.errors import CliError, Exit, refuse
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.resources import data_folder


@command("debt theme list", help=N_("The themes that came with the program and your own."))
def list_command(session: Session) -> None:
    """List the themes."""
    found = [
        *_themes(data_folder("themes"), "shipped"),
        *_themes(Path(locations.config_folder()) / "themes", "own"),
    ]
    current = session.text("theme")
    words = {"shipped": _("shipped"), "own": _("own")}
    session.rows(
        "theme.list",
        found,
        lambda: Table(
            ("", _("Theme"), _("Ground"), _("From"), _("File")),
            [
                (
                    "ok" if each["theme"] == current else "",
                    each["theme"],
                    _("dark") if each["dark"] else _("light"),
                    words[each["origin"]],
                    each["path"],
                )
                for each in found
            ],
        ),
        fields=("theme", "dark", "origin", "path"),
    )


def _themes(folder: Path, origin: str) -> list[dict[str, Any]]:
    import tomllib

    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            data = {}
        name = str(data.get("name", path.stem))
        found.append(
            {"theme": name, "dark": bool(data.get("dark", True)), "origin": origin, "path": str(path)}
        )
    return found


@command("debt theme check mine.toml", help=N_("Whether a theme file can be used, its contrast included."))
@argument("file", metavar="FILE")
def check_command(session: Session, *, file: str) -> None:
    """Check a theme file."""
    from tracker.cli.screen import check_theme

    path = Path(file)
    if not path.is_file():
        message = _("There is no file {path}.").format(path=file)
        raise CliError("no_such_file", Exit.NOT_FOUND, message)
    problems = check_theme(path)
    if problems:
        raise refuse(problems)
    session.facts(
        "theme.check", {"path": file, "sound": True}, lambda: [(_("ok: {path}").format(path=file), "")]
    )
