"""A line that is understood without click means what click would make of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.cli.clicked import build
from tracker.cli.command import Branch, Command, Leaf, Param, load
from tracker.cli.plain_line import Plain, read
from tracker.cli.session import Session
from tracker.cli.tree import COMMANDS, ROOT

ROOT_FOLDER = Path(__file__).parents[2]
_AFTER = ["--json", "--db", "x.db", "-q", "--today", "2026-11-21"]


def _leaves(commands: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, each in commands.items():
        if isinstance(each, Leaf):
            yield (*before, name), each.place
        else:
            assert isinstance(each, Branch)
            yield from _leaves(each.commands, (*before, name))


def _lines(command: Command) -> Iterator[list[str]]:
    """The arguments alone, with every option by itself, and with all of them."""
    typed = [f"word{number}" for number, each in enumerate(command.params) if not each.is_option]
    options = [_option(each) for each in command.params if each.is_option and not each.settings.get("type")]
    yield typed
    yield from ([*typed, *each] for each in options)
    yield [*(word for each in options for word in each), *typed, *_AFTER]


def _option(param: Param) -> list[str]:
    name = [each for each in param.names if each.startswith("-")][-1]
    return [name] if param.settings.get("is_flag") else [name, "7"]


def _by_click(command: Command, words: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    session = Session({}, environ={})
    with build(command).make_context("debt", list(words), obj=session) as ctx:
        return ctx.params, session.flags


def test_every_plain_line_means_what_click_makes_of_it() -> None:
    plain = 0
    for path, place in _leaves(COMMANDS):
        command = load(place)
        for words in _lines(command):
            found = read([*path, *words], ROOT)
            if found is not None:
                plain += 1
                assert found.command is command
                assert (found.values, found.flags) == _by_click(command, words), (path, words)
    assert plain > 300


@pytest.mark.parametrize(
    "line",
    [
        "due", "due --overdue --exit-code", "due --within 60d --json", "--json due", "loan list --all",
        "alerts run --details --no-input", "status --short", "pay jiebei 12.50", "loan show 1 --lang zh_CN",
    ],
)  # fmt: skip
def test_what_is_asked_most_is_plain(line: str) -> None:
    assert read(line.split(), ROOT) is not None


def test_no_word_is_the_dashboard() -> None:
    assert read([], ROOT) == Plain(load("start:dashboard_command"), {}, {})
    found = read(["--db", "x.db"], ROOT)
    assert found is not None
    assert found.flags == {"db": "x.db"}


@pytest.mark.parametrize(
    "words",
    [
        ["--help"], ["due", "-h"], ["loan"], ["nosuch"], ["due", "extra"], ["due", "--nosuch"],
        ["due", "--within"], ["due", "--within", "--json"], ["due", "--within=60d"], ["due", "--within", ""],
        ["due", "--db"], ["due", "-qn"], ["due", "--version"], ["due", "--color", "always"],
        ["pay", "jiebei", "-5"], ["pay", "jiebei"], ["loan", "show", "--", "-x"], ["loan", "show", ""],
        ["--linear"], ["--linear", "due"], ["history", "--limit", "3"], ["--within", "60d", "due"],
        ["import", "-"],
    ],
)  # fmt: skip
def test_whatever_needs_more_is_left_to_click(words: list[str]) -> None:
    assert read(words, ROOT) is None


@pytest.mark.parametrize(
    ("line", "absent"),
    [
        ("due --within 60d", ["click", "pathlib", "calendar"]),
        ("loan list --json", ["click", "pathlib", "calendar"]),
        ("alerts run", ["click", "tracker.services.channel", "tracker.store.alert_log"]),
        ("alerts run --details", ["click", "tracker.services.channel", "tracker.store.alert_log"]),
    ],
)
def test_a_plain_line_is_answered_with_little(
    book: Path, tmp_path: Path, line: str, absent: list[str]
) -> None:
    code = (
        "import sys; from tracker.cli.program import run;"
        f"code = run({line.split()!r} + ['-q']);"
        f"sys.exit(code or any(name in sys.modules for name in {absent!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT_FOLDER,
        env={"HOME": str(tmp_path), "LANG": "C.UTF-8", "DEBT_DB": str(book), "DEBT_TODAY": "2026-11-21"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
