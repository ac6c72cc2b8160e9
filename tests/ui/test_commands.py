"""Every command has an id, a row, a help text and a key that arrives; the footer fits."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from tracker import locale
from tracker.ui.commands import (
    bindings,
    commands,
    footer_commands,
    for_screen,
    key_table,
    use_keys,
    with_keys,
)
from tracker.ui.key_names import UNUSABLE, is_safe, key_text
from tracker.ui.widgets.frame import MOST_AT_80, footer_fit

SCREENS = (
    "home", "loans", "loan", "due", "plan", "credit", "alerts", "import", "setup", "cash", "talks", "welcome",
)  # fmt: skip


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


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_of_a_screen_has_a_row_a_help_and_a_safe_route(screen: str) -> None:
    """A Chinese input method keeps letters to itself: full-width twin, and a route without letters."""
    rows: dict[str, dict[str, str]] = {}
    for language in ("en", "zh_CN"):
        locale.use(language)
        for command in for_screen(screen):
            rows.setdefault(command.id, {})[language] = f"{command.row} {command.help}"
            letters = [key for key in command.keys if len(key) == 1 and key.isascii() and key.isalpha()]
            for letter in letters:
                assert chr(ord(letter) + 0xFEE0) in command.keys, command.id
            if command.keys:
                assert is_safe(command.route), f"{command.id} has no key that passes an input method"
            if language == "zh_CN" and command.keys:
                assert command.key == key_text(command.route) or is_safe(command.keys[0]), command.id
    for name, words in rows.items():
        assert words["en"] != words["zh_CN"], f"{name} is not translated"


def test_a_safe_route_of_another_command_does_the_same() -> None:
    for command in commands():
        if command.safe:
            (other,) = (each for each in commands() if command.safe in each.keys)
            assert other.action == command.action


def test_no_footer_of_a_chinese_screen_names_a_letter() -> None:
    locale.use("zh_CN")
    for screen in SCREENS:
        shown, palette = footer_fit(screen, 200)
        for command in (*shown, palette):
            assert not (len(command.key) == 1 and command.key.isalpha()), (screen, command.id)


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
    # Only what is beyond the number is left out, the last rank first, and the way out is always there.
    wanted = footer_commands(screen)
    assert shown == (*wanted[:-1][: MOST_AT_80 - 1], wanted[-1])
    assert shown[-1].id in ("app.quit_here", "screen.back")
    locale.use("en")


def test_a_narrow_footer_keeps_the_palette_and_the_way_out() -> None:
    shown, palette = footer_fit("home", 40)
    assert palette.id == "app.palette"
    assert [command.id for command in shown][-1] == "app.quit_here"


def test_what_a_command_does_names_the_keys_in_use() -> None:
    fixed = re.compile(r"(?<![\w'{])(?![aA]\b)[A-Za-z](?![\w'}])|\bF[0-9]|\^[A-Z]")
    assert not [command.id for command in commands() if fixed.search(command.help.replace("debt", ""))]
    by_id = {command.id: command for command in commands()}
    assert by_id["loan.delete"].what.endswith("; u brings it back.")
    use_keys({"book.undo": "n"})
    try:
        assert by_id["loan.delete"].what.endswith("; n brings it back.")
        locale.use("zh_CN")
        found = next(command for command in commands() if command.id == "payment.delete")
        assert found.what.endswith("按 Del，F9 可恢复。")
    finally:
        use_keys({})


def test_the_key_table_names_every_key() -> None:
    table = key_table()
    assert ": SMS |" in table  # an abbreviation keeps its capitals
    assert table.count("\n") == 1 + sum(bool(command.keys) for command in commands())
    assert "| `p` | `F3` | payment: pay |" in table


@pytest.mark.parametrize(("language", "shown"), [("en", "o: it came"), ("zh_CN", "^O：到账")])
def test_hints_name_the_key_that_the_footer_shows(language: str, shown: str) -> None:
    locale.use(language)
    words = locale._("Enter: change · {tell}: it came · {delete}: delete")
    assert shown in with_keys(words, tell="cash.tell", delete="cash.delete")
    use_keys({"cash.tell": "g,f5"})
    try:
        expected = {"en": "g: it came", "zh_CN": "F5：到账"}[language]
        assert expected in with_keys(words, tell="cash.tell", delete="cash.delete")
    finally:
        use_keys({})


def test_after_an_import_was_applied_the_footer_offers_no_apply() -> None:
    names = [command.id for command in footer_commands("import.done")]
    assert "import.apply" not in names
    assert {"import.next", "import.back", "book.undo"} <= set(names)
