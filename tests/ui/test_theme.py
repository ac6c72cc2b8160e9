"""Themes: shipped ones are readable, broken ones are told, no theme stops the dashboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

import pytest
from coloraide import Color
from household import LOANS, FakeAnswers
from textual.app import App
from waiting import until

from tracker.ui.app import Dashboard
from tracker.ui.looks import ThemeFiles
from tracker.ui.theme import COLOURS, GROUNDS, VARIABLES, check_theme, drawn, read_theme, shipped
from tracker.ui.theme_figures import LEAST_APART, contrast, measure

SHIPPED = ("contrast-dark", "contrast-light", "cvd-dark", "cvd-light")
GOOD = (shipped() / "cvd-dark.toml").read_text("utf-8")


def test_the_shipped_themes_are_there_and_sound() -> None:
    themes, problems = ThemeFiles((shipped(),)).read()
    assert not problems
    assert tuple(theme.name for theme in themes) == SHIPPED
    for name in SHIPPED:
        assert check_theme(shipped() / f"{name}.toml") == ()


COMPUTED = {
    "cvd-dark": ("#DA500B", "#FAEE9E", "#0BA6DA", (4.5, 15.7, 6.6), 28),
    "cvd-light": ("#440404", "#916F08", "#06516B", (16.6, 4.7, 8.8), 29),
    "contrast-dark": ("#F57A3D", "#FBF2B6", "#0DB9F2", (7.7, 18.5, 9.2), 21),
    "contrast-light": ("#3A0303", "#6B5106", "#043749", (17.6, 7.5, 12.7), 20),
}
"""Each palette's three states as they were designed, with their figures on its background."""


def apart(states: Iterable[str]) -> float:
    """The smallest distance of two of the colours for any kind of colour vision."""
    found = []
    for vision in ("protan", "deutan", "tritan"):
        seen = [Color(state).filter(vision) for state in states]
        found += [one.delta_e(other, method="2000") for one, other in combinations(seen, 2)]
    return min(found)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_palettes_are_those_that_were_computed(name: str) -> None:
    theme, _ = read_theme(shipped() / f"{name}.toml")
    assert theme is not None
    *states, ratios, distance = COMPUTED[name]
    assert (theme.error, theme.warning, theme.success) == tuple(states)
    assert theme.background is not None
    found = tuple(contrast(state, theme.background) for state in states)
    assert found == pytest.approx(ratios, abs=0.15)
    assert apart(states) == pytest.approx(distance, abs=1)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_drawn_can_be_read_and_told_apart(name: str) -> None:
    """On the colours Textual derives, on every ground a mark can stand on."""
    theme, _ = read_theme(shipped() / f"{name}.toml")
    assert theme is not None
    colours, wanted = drawn(theme), 7 if "contrast" in name else 4.5
    for text in ("foreground", "text-error", "text-warning", "text-success", *VARIABLES):
        for ground in GROUNDS:
            assert contrast(colours[text], colours[ground]) >= wanted, (text, ground)
    marks = [colours[role] for role in ("mark-overdue", "mark-attention", "mark-ok")]
    assert apart(marks) >= LEAST_APART
    figures = measure(theme)
    assert figures is not None
    assert figures.apart == pytest.approx(apart(marks))
    assert figures.level == ("AAA" if "contrast" in name else "AA")


def test_the_terminals_own_colours_are_not_measured(app: Dashboard) -> None:
    assert measure(app.available_themes["ansi-dark"]) is None
    nord = measure(app.available_themes["nord"])
    assert nord is not None
    assert nord.apart < LEAST_APART


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
        (("chart-actual", "chart-actuel"), "unknown_theme_key", 22),
        (("[variables]", "[variables"), "theme_unreadable", 18),
        (('mark-attention = "#FAF0AE"', 'mark-attention = "#E0762B"'), "alike_colours", None),
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
    themes, problems = ThemeFiles((shipped(), tmp_path)).read()
    assert [theme for theme in themes if theme.name == "cvd-dark"][-1].primary == "#1BA6DA"
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


async def test_a_saved_theme_file_is_taken_up_and_a_broken_one_leaves_the_last_good(tmp_path: Path) -> None:
    path = tmp_path / "plum.toml"
    path.write_text(GOOD.replace('name = "cvd-dark"', 'name = "plum"'), "utf-8")
    app = Dashboard(FakeAnswers(rows=LOANS), theme="plum", theme_folders=(tmp_path,))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "plum"
        path.write_text(path.read_text("utf-8").replace("#101418", "#201418"), "utf-8")
        await until(pilot, lambda: app.theme_variables["background"] == "#201418")
        row = app.screen.query_one("TabRow")
        await until(pilot, lambda: app.screen.background_colors[1].hex == "#201418", row.css_identifier)
        path.write_text(path.read_text("utf-8").replace("#DA500B", "#12"), "utf-8")
        await until(pilot, lambda: bool(app.messages) and "#12" in app.messages[-1])
        assert app.messages[-1].startswith("line 16: theme plum.toml: error = #12 is not a colour")
        assert app.messages[-1].endswith("The last good version stays.")
        assert app.theme_variables["background"] == "#201418"
        (tmp_path / "new.toml").write_text(GOOD.replace('name = "cvd-dark"', 'name = "new"'), "utf-8")
        await until(pilot, lambda: "new" in app.theme_names)


async def test_ansi_means_the_terminals_colours() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS), theme="ansi")
    async with app.run_test(size=(80, 24)):
        assert app.theme == "ansi-dark"
        assert not app.messages
