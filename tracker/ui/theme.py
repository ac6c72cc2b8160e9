"""Colour themes read from TOML files, checked before they reach the screen."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.problems import Problem

if TYPE_CHECKING:
    from textual.theme import Theme

DEFAULT = "cvd-dark"
COLOURS = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel",
    "success", "warning", "error",
)  # fmt: skip
"""The colours a theme may set; the first is required."""
REQUIRED = ("primary", "foreground", "background", "success", "warning", "error")
VARIABLES = ("mark-overdue", "mark-attention", "mark-ok", "chart-actual", "chart-projected", "chart-ink")
"""Our own roles; a theme that leaves one out gets it from its other colours."""
_OTHER = ("name", "dark", "contrast", "variables")
_BACKGROUNDS = ("background", "surface", "panel")
_TEXTS = ("foreground", "text-error", "text-warning", "text-success")


def shipped() -> Path:
    """The folder of themes that came with the program: inside the wheel, else in the checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_data" / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def load_themes(*folders: Path) -> tuple[tuple[Theme, ...], tuple[Problem, ...]]:
    """All themes of the folders, a later one of the same name winning, and what is wrong with the rest."""
    themes: dict[str, Theme] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            theme, found = read_theme(path)
            problems.extend(found)
            if theme is not None:
                themes[theme.name] = theme
    return tuple(themes.values()), tuple(problems)


def read_theme(path: Path) -> tuple[Theme | None, tuple[Problem, ...]]:
    """The theme a file describes; unknown keys are reported and left out, a missing colour refuses it."""
    from textual.theme import Theme

    data, text, problems = _parse(path)
    if data is None:
        return None, problems
    problems = tuple(_refusals(data, text))
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
    """Everything wrong with a theme file, its contrast on the colours Textual derives included."""
    theme, problems = read_theme(path)
    data, text, _ = _parse(path)
    if theme is None or data is None:
        return problems
    return (*problems, *_contrast(theme, float(data.get("contrast", 4.5)), text))


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


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours, 1 to 21."""
    from textual.color import Color

    light, dark = sorted((_luminance(Color.parse(colour).rgb) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _parse(path: Path) -> tuple[dict[str, Any] | None, str, tuple[Problem, ...]]:
    try:
        text = path.read_text("utf-8")
        return tomllib.loads(text), text, ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        # tomllib says "(at line 3, column 7)" itself.
        return None, "", (Problem(code="theme_unreadable", field=path.name, params={"reason": str(error)}),)


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
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip().strip('"[]') == key:
            return number
    return None


def _contrast(theme: Theme, wanted: float, text: str) -> Iterator[Problem]:
    derived = {**defaults(theme), **theme.to_color_system().generate()}
    for name in (*_TEXTS, *VARIABLES):
        least = min(contrast(derived[name], derived[ground]) for ground in _BACKGROUNDS)
        if least < wanted:
            params = {"ratio": f"{least:.1f}", "wanted": f"{wanted:.1f}"}
            key = name.removeprefix("text-")
            yield Problem(code="low_contrast", field=name, line=_line(text, key), params=params)


def _luminance(rgb: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(part / 255) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
