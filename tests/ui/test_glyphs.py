"""With glyphs = ascii nothing is drawn that a plain terminal cannot show, cell for cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from household import LOANS, FakeAnswers
from rich.cells import cell_len
from textual.app import App

from tracker import locale
from tracker.services.book import Book
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.glyphs import _TABLE, in_ascii, wanted_form

Lines = Callable[[App[None]], list[str]]


def test_every_glyph_keeps_its_width() -> None:
    for drawn, plain in _TABLE.items():
        assert cell_len(chr(drawn)) == cell_len(plain) == 1, chr(drawn)
    assert in_ascii("╭─ 总负债 ─╮ █▄▁░ •••• a … ⠁⡀⣿") == "+- 总负债 -+ #=_. **** a . '.:"


async def test_no_screen_draws_anything_else(small: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(small), glyphs="ascii")
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in (("1",), ("2",), ("3",), ("6",), ("7",), ("9",), ("1", "p"), ("escape", "question_mark")):
            await pilot.press(*keys)
            await pilot.pause()
            text = "\n".join(lines(app))
            # Letters of every script stay, and the signs of currencies.
            strange = {each for each in text if ord(each) > 127 and not each.isalpha()} - set("¥€£")
            assert not strange, (keys, strange)
            assert {cell_len(line) for line in lines(app)} == {100}


async def test_frames_change_at_once_and_the_choice_is_kept(lines: Lines) -> None:
    kept: list[tuple[str, str]] = []
    app = Dashboard(FakeAnswers(rows=LOANS), keep=lambda key, value: kept.append((key, value)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert lines(app)[2].startswith("╭")
        app.action_next_glyphs()
        await pilot.pause()
        assert lines(app)[2].startswith("+")
        app.action_next_glyphs()
        await pilot.pause()
        assert lines(app)[2].startswith("╭")
    assert kept == [("glyphs", "ascii"), ("glyphs", "unicode")]


@pytest.mark.parametrize(
    ("choice", "environ", "form"),
    [
        ("auto", {"LANG": "en_US.UTF-8", "TERM": "xterm-256color"}, "unicode"),
        ("auto", {"LANG": "C", "TERM": "xterm"}, "unicode"),
        ("auto", {"LANG": "en_US.ISO-8859-1", "TERM": "xterm"}, "ascii"),
        ("auto", {"LANG": "en_US.UTF-8", "TERM": "linux"}, "ascii"),
        ("unicode", {"TERM": "linux"}, "unicode"),
        ("ascii", {"LANG": "en_US.UTF-8"}, "ascii"),
    ],
)
def test_auto_is_what_the_terminal_can_draw(choice: str, environ: dict[str, str], form: str) -> None:
    assert wanted_form(choice, environ) == form


@pytest.mark.parametrize(("width", "form"), [(1, "unicode"), (2, "ascii"), (None, "unicode")])
def test_where_frames_may_be_wide_the_terminal_is_asked(
    width: int | None, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.ui.glyphs.drawn_width", lambda: width)
    assert wanted_form("auto", {"LANG": "zh_CN.UTF-8", "TERM": "xterm"}) == form
    locale.use("en")
