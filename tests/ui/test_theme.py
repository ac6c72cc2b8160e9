"""Themes: shipped ones are readable, broken ones are told, no theme stops the dashboard."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from coloraide import Color
from household import LOANS, FakeAnswers
from textual.app import App

from tracker.ui.app import Dashboard
from tracker.ui.theme import COLOURS, VARIABLES, check_theme, contrast, load_themes, read_theme, shipped

SHIPPED = ("contrast-dark", "contrast-light", "cvd-dark", "cvd-light")
GOOD = (shipped() / "cvd-dark.toml").read_text("utf-8")


def test_the_shipped_themes_are_there_and_sound() -> None:
    themes, problems = load_themes(shipped())
    assert not problems
    assert tuple(theme.name for theme in themes) == SHIPPED
    for name in SHIPPED:
        assert check_theme(shipped() / f"{name}.toml") == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_states_are_told_apart_with_every_colour_vision(name: str) -> None:
    theme, _ = read_theme(shipped() / f"{name}.toml")
    assert theme is not None
    states = (theme.error, theme.warning, theme.success)
    for vision in ("protan", "deutan", "tritan"):
        seen = [Color(str(state)).filter(vision) for state in states]
        assert min(one.delta_e(other, method="2000") for one, other in combinations(seen, 2)) >= 15


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (("dark = true", "drak = true"), "unknown_theme_key", 3),
        (('error = "#DA500B"', 'error = "#GG0000"'), "not_a_colour", 16),
        (('error = "#DA500B"', 'error = "#301010"'), "low_contrast", 16),
        (('background = "#101418"\n', ""), "missing_theme_key", None),
        (("chart-actual", "chart-actuel"), "unknown_theme_key", 19),
        (("[variables]", "[variables"), "theme_unreadable", None),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], code: str, line: int | None
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(*change), "utf-8")
    problems = check_theme(path)
    assert (code, line) in {(problem.code, problem.line) for problem in problems}


def test_an_unknown_key_is_left_out_not_fatal(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("wrong = 1\n" + GOOD, "utf-8")
    theme, problems = read_theme(path)
    assert theme is not None
    assert [problem.code for problem in problems] == ["unknown_theme_key"]


def test_a_theme_of_ones_own_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "cvd-dark.toml").write_text(GOOD.replace("#0BA6DA", "#1BA6DA"), "utf-8")
    (tmp_path / "broken.toml").write_bytes(b"\xff\xfe")
    themes, problems = load_themes(shipped(), tmp_path)
    assert next(theme for theme in themes if theme.name == "cvd-dark").primary == "#1BA6DA"
    assert [problem.code for problem in problems] == ["theme_unreadable"]


def test_the_readme_lists_every_key() -> None:
    text = (shipped() / "README.md").read_text("utf-8")
    for key in (*COLOURS, "name", "dark", "contrast"):
        assert f"`{key}`" in text
    for key in VARIABLES:
        assert f"{key}`" in text


@pytest.mark.parametrize(
    "theme", [*SHIPPED, "nord", "ansi-dark", "ansi-light", "textual-light", "textual-dark"]
)
async def test_every_screen_in_every_theme(theme: str, lines: Callable[[App[None]], list[str]]) -> None:
    app = Dashboard(FakeAnswers(rows=LOANS), theme=theme)
    async with app.run_test(size=(120, 36)) as pilot:
        assert app.theme == theme
        for keys in (
            ("p",),
            ("escape",),
            ("question_mark",),
            ("escape",),
            ("2",),
            ("enter",),
            ("v",),
            ("ctrl+p",),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert any(line.strip() for line in lines(app))


async def test_themes_switch_while_running(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        seen = set()
        for _ in range(7):
            app.action_next_theme()
            await pilot.pause()
            seen.add(app.theme)
        assert seen == {*SHIPPED, "ansi-dark", "ansi-light"}
