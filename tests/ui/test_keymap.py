"""Chosen keys: what clashes or cannot be is told, and the route past an input method stays."""

from __future__ import annotations

import pytest
from household import LOANS, FakeAnswers

from tracker import locale
from tracker.services.views import Done
from tracker.ui.app import Dashboard
from tracker.ui.commands import commands, key_of, key_shown, keys_of, use_keys
from tracker.ui.key_names import typed_keys
from tracker.ui.keymap import held_keys, read_keymap, routes


def test_a_keymap_is_checked() -> None:
    keymap, problems = read_keymap(
        {"payment.add": "g", "no.such": "x", "app.hide": "u", "book.undo": "ctrl+h", "app.reload": ""}
    )
    assert keymap == {"payment.add": "g"}
    assert [(problem.code, problem.field) for problem in problems] == [
        ("unknown_command", "no.such"),
        ("unusable_key", "book.undo"),
        ("unusable_key", "app.reload"),
        ("key_clash", "app.hide"),
    ]


def test_two_chosen_keys_may_not_clash_either() -> None:
    keymap, problems = read_keymap({"payment.add": "g", "app.hide": "g"})
    assert keymap == {"payment.add": "g"}
    assert [problem.code for problem in problems] == ["key_clash"]


def test_two_commands_may_swap_their_keys() -> None:
    keymap, problems = read_keymap({"payment.add": "b", "app.hide": "p"})
    assert not problems
    assert keymap == {"payment.add": "b", "app.hide": "p"}


def test_a_command_that_loses_its_choice_takes_its_own_key_back_from_others() -> None:
    keymap, problems = read_keymap({"payment.add": "b", "app.hide": "1"})
    assert not keymap
    assert [problem.field for problem in problems] == ["app.hide", "payment.add"]


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("g", ("g", "ｇ", "f3")),
        ("G", ("G", "Ｇ", "f3")),
        ("F10", ("f10",)),
        ("g, F10", ("g", "ｇ", "f10")),
        (";", ("semicolon", "f3")),
        ("PgUp", ("pageup",)),
    ],
)
def test_keys_are_read_as_people_write_them_and_the_safe_route_stays(
    typed: str, held: tuple[str, ...]
) -> None:
    keymap, problems = read_keymap({"payment.add": typed})
    if typed == "PgUp":
        assert [problem.code for problem in problems] == ["key_clash"]
        return
    assert not problems
    pay = next(command for command in commands() if command.id == "payment.add")
    assert held_keys(pay, keymap) == held
    assert routes(keymap) == {"payment.add": ",".join(held)}


def test_names_of_keys_are_taken_as_they_are_shown() -> None:
    assert typed_keys("^T, PgUp, Ins, ?, f3, x") == ("ctrl+t", "pageup", "insert", "question_mark", "f3", "x")


@pytest.mark.parametrize("typed", ["F99x", "pay", "alt+p", "ctrl+m", ""])
def test_a_key_no_keyboard_sends_is_refused(typed: str) -> None:
    keymap, problems = read_keymap({"payment.add": typed})
    assert not keymap
    assert [problem.code for problem in problems] == ["unusable_key"]


async def test_both_the_chosen_key_and_the_safe_route_run_the_command() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS), keys={"app.hide": "g", "nonsense": "x"})
    async with app.run_test(size=(80, 24)) as pilot:
        assert any("nonsense is not a command" in each for each in app.messages)
        await pilot.press("g")
        assert app.hidden
        await pilot.press("f4")
        assert not app.hidden
        await pilot.press("b")
        assert not app.hidden
        hide = next(command for command in commands() if command.id == "app.hide")
        assert key_shown(hide, app.keys) == "g"


def test_what_is_said_names_the_keys_that_were_chosen() -> None:
    try:
        use_keys({})
        assert (key_of("book.undo"), keys_of("app.hide"), keys_of("view.export")) == ("u", "b (F4)", "x (F7)")
        use_keys({"book.undo": "n", "app.hide": "h", "view.export": "f10"})
        assert (key_of("book.undo"), keys_of("app.hide"), keys_of("view.export")) == ("n", "h (F4)", "F10")
        locale.use("zh_CN")
        assert (key_of("book.undo"), keys_of("app.hide"), keys_of("view.export")) == ("F9", "F4", "F10")
    finally:
        use_keys({})
        locale.use("en")


async def test_a_toast_names_the_key_that_was_chosen() -> None:
    app = Dashboard(FakeAnswers(rows=LOANS), keys={"book.undo": "f10"})
    async with app.run_test(size=(80, 24)):
        app.changed(Done(title="Added Jiebei"))
        assert app.messages[-1] == "Added Jiebei. F10 undoes it."
    use_keys({})
