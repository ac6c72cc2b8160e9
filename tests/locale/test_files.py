"""Every code that a service or reader can report has words, by whatever way it is reported."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tracker import locale
from tracker.locale.files import _notes, _skips, note_text, skip_text
from tracker.locale.problems import _messages

ROOT = Path(locale.__file__).parents[1]
_CODE = re.compile("[a-z]+(_[a-z]+)*")


def calls(*names: str) -> Iterator[ast.Call]:
    for folder in ("domain", "formats", "services"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    called = node.func
                    if getattr(called, "id", getattr(called, "attr", "")) in names:
                        yield node


def words_in(node: ast.AST) -> set[str]:
    found = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
    return {word for word in found if isinstance(word, str) and _CODE.fullmatch(word)}


def test_every_problem_has_a_sentence() -> None:
    codes: set[str] = set()
    for call in calls("Problem"):
        codes |= {word for each in call.keywords if each.arg == "code" for word in words_in(each.value)}
    for call in calls("wrong", "problem"):
        codes |= words_in(call.args[0]) if call.args else set()
    for call in calls("_refuse"):
        if len(call.args) >= 4:
            codes |= words_in(call.args[3])
        elif call.args and isinstance(call.args[0], ast.Constant):
            codes |= words_in(call.args[0])
    assert len(codes) > 70
    assert codes - set(_messages()) == set()


def test_every_note_and_skip_has_words() -> None:
    notes = {word for call in calls("Note") for word in words_in(call.args[0])}
    assert notes == set(_notes())
    skips = {word for call in calls("skip", "Skip") for word in words_in(call.args[1])}
    assert {"blank", "zero", "other_direction", "changed_since"} <= skips <= set(_skips())


def test_what_a_file_says_is_cleaned() -> None:
    assert note_text("columns_ignored", {"columns": "a\x1b[2J"}) == "columns not used: a[2J"
    assert note_text("columns_ignored") == "columns not used: ?"
    assert note_text("never_heard_of") == ""
    assert skip_text("no_name") == "no name"
    assert skip_text("new\x1breason") == "newreason"
