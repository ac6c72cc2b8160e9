"""Copying says what it knows: which program took the text, or that it went to the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from waiting import until

from tracker.services.book import Book
from tracker.ui import copying
from tracker.ui.app import Dashboard


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the terminal; no program is there to take it."""
    found: list[str] = []
    monkeypatch.setattr(copying, "copy_natively", lambda _text, _environ: "")
    monkeypatch.setattr(Dashboard, "copy_to_clipboard", lambda _self, text: found.append(text))
    return found


def test_a_program_of_the_system_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    program = tmp_path / "wl-copy"
    program.write_text(f"#!/bin/sh\ncat > {kept}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert copying.copy_natively("借呗 1,905.20", {"WAYLAND_DISPLAY": "wayland-0"}) == "wl-copy"
    assert kept.read_text("utf-8") == "借呗 1,905.20"
    assert copying.copy_natively("x", {}) == ""


def test_a_program_that_fails_took_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "xclip"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert copying.copy_natively("x", {"DISPLAY": ":0"}) == ""


async def test_the_row_is_copied_as_it_is_shown(over_file: Dashboard, sent: list[str]) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "f8")
        await until(pilot, lambda: bool(sent))
        assert sent[0].startswith("!!  Jiebei 借呗  MYbank")
        assert "21,064.23" in sent[0]
        await until(pilot, lambda: bool(app.messages))
        assert app.messages[-1].startswith("Sent to the terminal, which may or may not take it: !! Jiebei")
        assert "F7" in app.messages[-1]


async def test_every_row_is_copied_with_tabs(over_file: Dashboard, sent: list[str]) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "ctrl+e")
        await until(pilot, lambda: bool(sent))
        rows = [line.split("\t") for line in sent[0].splitlines()]
        assert len(rows) == 5
        assert {len(row) for row in rows} == {len(rows[0])}
        assert "Balance" in rows[0]
        await until(pilot, lambda: "4 rows" in app.messages[-1])


async def test_hidden_amounts_are_not_copied(over_file: Dashboard, sent: list[str]) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "b", "ｙ")
        await until(pilot, lambda: bool(sent))
        assert "••••" in sent[0]
        assert "21,064" not in sent[0]


@pytest.mark.parametrize("keys", ["y", "3 y", "6 y", "9 y", "2 enter tab tab tab y"])
async def test_every_screen_has_something_to_copy(over_file: Dashboard, sent: list[str], keys: str) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys.split():
            await pilot.press(key)
            await pilot.pause()
        await until(pilot, lambda: bool(sent or app.messages))
        assert sent or app.messages[-1] == "There is nothing to copy here."


async def test_what_is_too_long_for_a_terminal_is_not_sent(over_file: Dashboard, sent: list[str]) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        copying.hand_over(app, "借" * 50_000, "50000 rows")
        await until(pilot, lambda: bool(app.messages))
        assert app.messages[-1].startswith("Not copied: 50000 rows")
        assert not sent


async def test_the_command_of_the_last_change_is_copied(
    over_file: Dashboard, small: Book, sent: list[str]
) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "p", "ctrl+s")
        await until(pilot, lambda: bool(app.messages))
        await pilot.pause()
        app.screen.action_copy_command()  # type: ignore[attr-defined]
        await until(pilot, lambda: bool(sent))
        assert (
            sent[0] == f"debt pay jiebei-借呗 2816.40 --on 2026-11-21 --db {small.path}"
            or "jiebei" in sent[0]
        )
        await pilot.press("b")
        app.screen.action_copy_command()  # type: ignore[attr-defined]
        await until(pilot, lambda: "b (F4) shows them" in app.messages[-1])
        assert len(sent) == 1
