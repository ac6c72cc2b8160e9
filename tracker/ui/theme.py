"""Colour themes read from TOML files, checked before they reach the screen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.problems import Problem

if TYPE_CHECKING:
    from textual.theme import Theme

    from tracker.ui.theme_figures import ThemeFigures as ThemeFigures

DEFAULT = "cvd-dark"
ALIASES = {"ansi": "ansi-dark"}
"""Names of a theme for those who know what they want but not what it is called."""
_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
COLOURS = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel",
    "success", "warning", "error",
)  # fmt: skip
"""The colours a theme may set; the first is required."""
REQUIRED = ("primary", "foreground", "background", "success", "warning", "error")
VARIABLES = ("mark-overdue", "mark-attention", "mark-ok", "chart-actual", "chart-projected", "chart-ink")
"""Our own roles; a theme that leaves one out gets it from its other colours."""
_SOURCE = {
    "text-error": "error", "text-warning": "warning", "text-success": "success", "mark-overdue": "error",
    "mark-attention": "warning", "mark-ok": "success", "chart-projected": "warning",
    "chart-actual": "primary", "chart-ink": "foreground",
}  # fmt: skip
_OTHER = ("name", "dark", "contrast", "variables")
GROUNDS = ("background", "surface", "panel")
_TEXTS = ("foreground", "text-error", "text-warning", "text-success")


def shipped() -> Path:
    """The folder of themes that came with the program: inside the wheel, else in the checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_data" / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def read_theme(path: Path) -> tuple[Theme | None, tuple[Problem, ...]]:
    """The theme a file describes; unknown keys are reported and left out, a missing colour refuses it."""
    from textual.theme import Theme

    data, text, problems = _parse(path)
    if data is None:
        return None, problems
    problems = tuple(
        replace(each, params={**each.params, "file": path.name}) for each in _refusals(data, text)
    )
    if any(problem.code != "unknown_theme_key" for problem in problems):
        return None, problems
    variables = {name: value for name, value in data.get("variables", {}).items() if name in VARIABLES}
    theme = Theme(
        name=data.get("name", path.stem),
        dark=data.get("dark", True),
        variables=variables,
        **{name: data[name] for name in COLOURS if name in data},
    )
    return theme, problems


def check_theme(path: Path) -> tuple[Problem, ...]:
    """Everything wrong with a theme file, measured on the colours as they are drawn."""
    theme, problems = read_theme(path)
    data, text, _ = _parse(path)
    if theme is None or data is None:
        return problems
    measured = _measured(theme, float(data.get("contrast", 4.5)), text)
    return (*problems, *(replace(each, params={**each.params, "file": path.name}) for each in measured))


def look_over(path: Path) -> tuple[ThemeFigures | None, tuple[Problem, ...]]:
    """The figures of a theme file, and everything wrong with it."""
    from tracker.ui.theme_figures import measure

    theme, _problems = read_theme(path)
    return (measure(theme) if theme else None), check_theme(path)


def defaults(theme: Theme) -> dict[str, str]:
    """Our own roles in the colours of any theme, so that no variable is ever unknown."""
    derived = theme.to_color_system().generate()
    return {
        "mark-overdue": derived["text-error"],
        "mark-attention": derived["text-warning"],
        "mark-ok": derived["text-success"],
        "chart-actual": derived["text-primary"],
        "chart-projected": derived["text-warning"],
        "chart-ink": derived["foreground"],
    }


def drawn(theme: Theme) -> dict[str, str]:
    """Every colour as it reaches the screen: what Textual derives, and our own roles."""
    return {**defaults(theme), **theme.to_color_system().generate(), **theme.variables}


def _parse(path: Path) -> tuple[dict[str, Any] | None, str, tuple[Problem, ...]]:
    try:
        text = path.read_text("utf-8")
        return tomllib.loads(text), text, ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason, line = str(error), None
        found = _PLACE.search(reason)
        if found:
            reason, line = reason[: found.start()], int(found[1])
        params = {"reason": reason, "file": path.name}
        return None, "", (Problem(code="theme_unreadable", field=path.name, line=line, params=params),)


def _refusals(data: dict[str, Any], text: str) -> Iterator[Problem]:
    variables = data.get("variables", {})
    if not isinstance(variables, dict):
        yield Problem(
            code="not_a_colour", field="variables", value=str(variables), line=_line(text, "variables")
        )
        return
    for name in (name for name in data if name not in COLOURS and name not in _OTHER):
        yield Problem(code="unknown_theme_key", field=name, line=_line(text, name))
    for name in (name for name in variables if name not in VARIABLES):
        yield Problem(code="unknown_theme_key", field=f"variables.{name}", line=_line(text, name))
    for name in REQUIRED:
        if name not in data:
            yield Problem(code="missing_theme_key", field=name)
    colours = {**{name: data[name] for name in COLOURS if name in data}, **variables}
    for name, value in colours.items():
        if not _is_colour(value):
            yield Problem(code="not_a_colour", field=name, value=str(value), line=_line(text, name))
    for name, kind in (("dark", bool), ("name", str), ("contrast", int | float)):
        if name in data and not isinstance(data[name], kind):
            yield Problem(code="unknown_theme_key", field=name, value=str(data[name]), line=_line(text, name))


def _is_colour(value: object) -> bool:
    from textual.color import Color, ColorParseError

    if not isinstance(value, str):
        return False
    try:
        Color.parse(value)
    except ColorParseError:
        return False
    return True


def _line(text: str, key: str) -> int | None:
    """The line of a key; of a role that the file leaves out, that of the colour it comes from."""
    for name in (key, _SOURCE.get(key, "")):
        for number, line in enumerate(text.splitlines(), 1):
            if name and line.split("=")[0].strip().strip('"[]') == name:
                return number
    return None


def _measured(theme: Theme, wanted: float, text: str) -> Iterator[Problem]:
    from tracker.ui.theme_figures import LEAST_APART, contrast, measure

    colours = drawn(theme)
    for name in (*_TEXTS, *VARIABLES):
        least = min(contrast(colours[name], colours[ground]) for ground in GROUNDS)
        if least < wanted:
            params = {"ratio": f"{least:.1f}", "wanted": f"{wanted:.1f}"}
            yield Problem(code="low_contrast", field=name, line=_line(text, name), params=params)
    found = measure(theme)
    if found is not None and found.apart < LEAST_APART:
        params = {"found": f"{found.apart:.0f}", "wanted": str(LEAST_APART), "vision": found.vision}
        yield Problem(code="alike_colours", field=theme.name, params=params)
