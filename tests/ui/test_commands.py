"""Every command has an id, a row, a help text and a key that arrives; the footer fits."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tracker import locale
from tracker.ui.commands import (
    UNUSABLE,
    bindings,
    commands,
    footer_commands,
    for_screen,
    key_table,
    read_keymap,
)
from tracker.ui.widgets.frame import MOST_AT_80, footer_fit

SCREENS = ("home", "loans", "loan", "due", "credit", "alerts", "import", "setup", "welcome")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_command_is_fully_declared(language: str) -> None:
    locale.use(language)
    found = commands()
    assert len({command.id for command in found}) == len(found)
    for command in found:
        assert command.title, command.id
        assert command.help, command.id
        assert command.area, command.id
        assert not set(command.keys) & UNUSABLE
        assert not any(key.startswith("alt+") for key in command.keys)
    locale.use("en")


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_runs_two_commands_of_a_screen(screen: str) -> None:
    keys = [key for command in for_screen(screen) for key in command.keys]
    assert len(keys) == len(set(keys))


def test_every_letter_has_another_way() -> None:
    """A Chinese input method keeps letters to itself: full-width twin, and a route without letters."""
    for command in commands():
        letter = next(
            (key for key in command.keys if len(key) == 1 and key.isascii() and key.isalpha()), None
        )
        if letter is None:
            continue
        assert chr(ord(letter) + 0xFEE0) in command.keys, command.id
        if command.id not in ("app.quit_here", "book.redo"):
            assert any(map(_is_no_letter, command.keys)), command.id


def _is_no_letter(key: str) -> bool:
    """A function key, Ins, Del, or a letter with Ctrl."""
    function = key[0] == "f" and key[1:].isdigit()
    return function or key in ("insert", "delete") or key.startswith("ctrl+")


def test_bindings_carry_id_and_help() -> None:
    for screen in (*SCREENS, "app"):
        for binding in bindings(screen):
            assert binding.id
            assert binding.tooltip


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_footer_fits_80_columns(screen: str, language: str) -> None:
    locale.use(language)
    shown, palette = footer_fit(screen, 80)
    text = " " + "".join(f"{c.key} {c.title}  " for c in shown) + f"{palette.key} {palette.title} "
    assert cell_len(text) <= 80
    assert len(shown) <= MOST_AT_80
    # Nothing that should be seen is pushed out, and the way out is always there.
    assert shown == footer_commands(screen)[:MOST_AT_80]
    assert shown[-1].id in ("app.quit_here", "screen.back")
    locale.use("en")


def test_a_narrow_footer_keeps_the_palette_and_the_way_out() -> None:
    shown, palette = footer_fit("home", 40)
    assert palette.id == "app.palette"
    assert [command.id for command in shown][-1] == "app.quit_here"


def test_a_keymap_is_checked() -> None:
    keymap, problems = read_keymap(
        {"payment.add": "n", "no.such": "x", "app.hide": "u", "book.undo": "ctrl+h", "app.reload": ""}
    )
    assert keymap == {"payment.add": "n"}
    assert [(problem.code, problem.field) for problem in problems] == [
        ("unknown_command", "no.such"),
        ("key_clash", "app.hide"),
        ("unusable_key", "book.undo"),
        ("unusable_key", "app.reload"),
    ]


def test_two_chosen_keys_may_not_clash_either() -> None:
    keymap, problems = read_keymap({"payment.add": "n", "app.hide": "n"})
    assert keymap == {"payment.add": "n"}
    assert [problem.code for problem in problems] == ["key_clash"]


def test_the_key_table_names_every_key() -> None:
    table = key_table()
    assert table.count("\n") == 1 + sum(bool(command.keys) for command in commands())
    assert "| `p` | `F3` | payment: pay |" in table
