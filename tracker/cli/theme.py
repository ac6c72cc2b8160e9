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
from tracker.locale.themes import theme_words
from tracker.resources import data_folder


@command("debt theme list", help=N_("The themes that came with the program and your own."))
def list_command(session: Session) -> None:
    """List the themes."""
    found = _all_themes()
    current = session.text("theme")
    words = {"shipped": _("shipped"), "own": _("own")}
    session.rows(
        "theme.list",
        found,
        lambda: Table(
            ("", _("Theme"), _("Name"), _("Background"), _("From"), _("File")),
            [
                (
                    "ok" if each["theme"] == current else "",
                    each["theme"],
                    theme_words(each["theme"]),
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


@command(
    "debt theme check mine.toml",
    "debt theme check cvd-dark",
    help=N_("Whether a theme can be used: its contrast, and what colour vision makes of its marks."),
)
@argument("file", metavar="FILE")
def check_command(session: Session, *, file: str) -> None:
    """Check a theme, by its file or its name."""
    from tracker.cli.screen import check_theme

    named = {each["theme"]: Path(each["path"]) for each in _all_themes()}
    path = Path(file)
    if not path.is_file():
        if file not in named:
            message = _("There is no file {path}.").format(path=file)
            raise CliError("no_such_file", Exit.NOT_FOUND, message)
        path = named[file]
    figures, problems = check_theme(path)
    if problems:
        raise refuse(problems)
    data: dict[str, Any] = {"path": str(path), "sound": True}
    if figures is not None:
        data |= {
            "contrast": {name: _ratio(getattr(figures, name)) for name in ("overdue", "attention", "ok")},
            "level": figures.level,
            "apart": _ratio(figures.apart),
            "vision": figures.vision,
        }

    def shown() -> list[tuple[str, str]]:
        lines = [(_("ok: {path}").format(path=file), "")]
        if figures is not None:
            marks = f"!! {figures.overdue:.1f}  ! {figures.attention:.1f}  ok {figures.ok:.1f}"
            words = _("{apart} (closest for {vision} vision; 20 are needed)")
            lines += [
                (_("Contrast"), f"{marks}  {figures.level}"),
                (_("Marks apart"), words.format(apart=f"{figures.apart:.0f}", vision=figures.vision)),
            ]
        return lines

    session.facts("theme.check", data, shown)


def _ratio(value: float) -> str:
    return f"{value:.1f}"


def _all_themes() -> list[dict[str, Any]]:
    return [
        *_themes(data_folder("themes"), "shipped"),
        *_themes(Path(locations.config_folder()) / "themes", "own"),
    ]
