"""README.md says what is so: the screen, the tour, the keys and the commands are made anew and compared.

UPDATE_README=1 writes the parts between `begin` and `end` marks anew; look at the difference before
committing it.
"""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker import locale
from tracker.cli.command import Branch, Leaf
from tracker.cli.tree import COMMANDS
from tracker.services.book import open_book
from tracker.services.demo import seed_demo
from tracker.ui.commands import key_table

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TODAY = date(2026, 11, 21)
UPDATE = "UPDATE_README"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    locale.use("en")
    yield
    locale.use("en")


def text() -> str:
    return README.read_text("utf-8")


def part(name: str) -> str:
    """What stands between the marks of a part."""
    return text().partition(f"<!-- begin {name} -->\n")[2].partition(f"<!-- end {name} -->")[0]


def compare(name: str, found: str) -> None:
    """The part as it should be; written first if that is asked for."""
    if os.environ.get(UPDATE):
        begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
        before, _, rest = text().partition(begin)
        README.write_text(f"{before}{begin}{found}{end}{rest.partition(end)[2]}", "utf-8")
    assert part(name) == found, f"{UPDATE}=1 writes it anew"


def sh_blocks() -> list[str]:
    """Every block of shell commands."""
    return re.findall(r"```sh\n(.*?)```", text(), re.DOTALL)


def clock() -> datetime:
    return datetime(2026, 11, 21, 5, tzinfo=UTC)


def test_the_screen_is_the_real_one(tmp_path: Path) -> None:
    from tracker.ui.answers import BookAnswers
    from tracker.ui.app import Dashboard

    path = tmp_path / "demo.db"
    seed_demo(path, today=TODAY, clock=clock)

    async def lines() -> list[str]:
        with open_book(path, today=TODAY, clock=clock) as book:
            app = Dashboard(BookAnswers(book, is_demo=True))
            async with app.run_test(size=(80, 24)) as pilot:
                end = time.monotonic() + 60
                # What follows the first paint is on the picture too.
                while not app.screen.query("#steps") and time.monotonic() < end:
                    await pilot.pause(0.05)
                await pilot.pause()
                strips = app.screen._compositor.render_strips()
                return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    found = asyncio.run(lines())
    compare("screen", "\n".join(("```text", *found, "```", "")))


@pytest.mark.parametrize("name", ["tour", "optimum"])
def test_the_commands_print_what_it_says(tmp_path: Path, name: str) -> None:
    if name == "optimum":
        pytest.importorskip("highspy")
    environ = {
        "HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONUTF8": "1",
        "DEBT_TODAY": TODAY.isoformat(), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    found = ["```console"]
    for line in part(name).splitlines():
        if not line.startswith("$ debt "):
            continue
        words = [sys.executable, "-m", "tracker", *shlex.split(line)[2:]]
        where = tmp_path if name == "tour" else ROOT  # its lists are named from there
        done = subprocess.run(words, env=environ, cwd=where, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stderr)
        printed = f"{done.stdout}{done.stderr}".replace(str(tmp_path), "~")
        found += [line, *(each.rstrip() for each in printed.splitlines())]
    compare(name, "\n".join((*found, "```", "")))


def test_the_key_table_is_current() -> None:
    compare("keys", f"{key_table()}\n")


def test_there_is_one_command_to_start_and_one_to_test() -> None:
    setups = [block for block in sh_blocks() if "-m venv" in block]
    demo, tests = setups
    assert demo.rstrip().endswith(".venv/bin/debt demo")
    assert tests.rstrip().endswith(".venv/bin/python -m pytest")
    for block in setups:
        assert "\n\n" not in block
        assert block.count("&&") == block.strip().count("\n"), "one command, every step joined to the next"


def test_ci_runs_the_test_command_of_this_file() -> None:
    shown = subprocess.run(
        ["bash", ROOT / ".ci" / "run", "--show"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert shown in [block for block in sh_blocks() if block.rstrip().endswith("pytest")]


def test_every_command_named_is_there() -> None:
    named = re.findall(r"(?<![\w/-])debt ((?:[a-z]+(?:-[a-z]+)*(?: |\b))+)", "\n".join(sh_blocks()))
    assert len(named) > 8
    for words in named:
        node: Branch | Leaf | None = None
        inside = COMMANDS
        for word in words.split():
            node = inside.get(word)
            assert node is not None or not isinstance(node, Branch), words
            if not isinstance(node, Branch):
                break
            inside = node.commands
        assert node is not None, words


def test_the_views_named_are_there() -> None:
    views = set(re.findall(r"\bv_\w+", text()))
    schema = (ROOT / "db" / "schema.sql").read_text("utf-8")
    assert views
    for view in views:
        assert re.search(rf"create view \"?{view}\b", schema, re.IGNORECASE), view


def test_the_files_named_are_there() -> None:
    for name in ("db/README.md", "CHANGELOG.md", "bench/README.md", "LICENSE", "themes"):
        assert name in text()
        assert (ROOT / name).exists(), name
