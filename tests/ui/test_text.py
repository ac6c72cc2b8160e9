"""Text from outside never is markup, never carries an escape, never breaks the frame."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from household import LOANS, FakeAnswers
from rich.cells import cell_len
from textual.app import App

from tracker.ui.app import Dashboard
from tracker.ui.text import fit, plain, shortened

UI = Path(__file__).parents[2] / "tracker" / "ui"
HOSTILE = {
    "closing": "[/]",
    "action": "[@click=app.quit]x[/]",
    "style": "[red]x",
    "bracket": "[",
    "escape": "\x1b[2J\x1b]0;title\x07x",
    "bidi": "\u202egnihtemos\u200b\u2066",
    "lines": "one\ntwo\r\nthree\tfour",
    "wide": "借" * 300,
    "long": "x" * 300,
    "combining": "e\u0301" * 150,
    "emoji": "👨‍👩‍👧 family 🇨🇳",
    "backslash": "\\[b]x\\",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_name_is_text_on_every_screen(
    name: str, lines: Callable[[App[None]], list[str]]
) -> None:
    rows = tuple(replace(row, loan=name, lender=name, account=name) for row in LOANS[:2])
    app = Dashboard(FakeAnswers(rows=rows, file_name=name))
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in ((), ("p",), ("ctrl+s",), ("2",), ("enter",), ("tab",), ("u",), ("ctrl+p",)):
            await pilot.press(*keys)
            await pilot.pause()
            await pilot.pause()
            found = lines(app)
            assert len(found) == 24
            assert not any("\x1b" in line or "\x07" in line for line in found)
            assert not any("\u202e" in line or "\u2066" in line for line in found)
            if name != HOSTILE["emoji"] and name != HOSTILE["combining"]:
                assert {cell_len(line) for line in found} == {80}
        app.action_messages()
        await pilot.pause()
    assert app.crash is None


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("width", [0, 1, 2, 7, 40])
def test_fit_is_exact(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit(text, width, right=True)) == width


def test_plain_is_never_markup() -> None:
    assert plain("[b]x[/b]").plain == "[b]x[/b]"
    assert not plain("[@click=app.quit]x[/]").spans


# What reads a plain string as markup, and where its text stands.
_READERS = {"Static", "Label", "notify", "update", "Button", "Option", "Toast", "Checkbox", "Collapsible"}
_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.stem)
def test_no_string_reaches_a_widget_that_reads_markup(path: Path) -> None:
    """A widget gets Content, or markup=False; an f-string with a name in it would run that name."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) in _READERS and node.args:
            safe = any(
                word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
                for word in node.keywords
            )
            if not safe and not _is_content(node.args[0]):
                found.append(node.lineno)
        if isinstance(node, ast.Assign):
            names = {_name(target) for target in node.targets}
            if names & _ATTRIBUTES and not _is_content(node.value):
                found.append(node.lineno)
    assert not found, f"{path.name}: lines {found}"


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_content(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_content(node.body) and _is_content(node.orelse)
    if isinstance(node, ast.Constant):
        return node.value in ("", None)
    if isinstance(node, ast.Call):
        return _name(node.func) in ("plain", "Content", "Text")
    return isinstance(node, ast.Name) and node.id in ("content", "words")


def test_a_toast_is_three_lines_at_most_and_says_where_the_rest_is() -> None:
    assert shortened("Saved. u undoes it.") == "Saved. u undoes it."
    long = shortened("欠款 " * 200)
    assert 200 < cell_len(long) <= 210
    assert long.endswith("… ^P, messages: the rest")
