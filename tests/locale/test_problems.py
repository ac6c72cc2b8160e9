"""Every problem reads as one sentence, known code or not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tracker import locale
from tracker.domain.problems import Problem
from tracker.locale.problems import _messages, sentence
from tracker.locale.reasons import reason_text

PARTS = ("_typed", "_facts", "_files", "_columns", "_screen")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_message_formats(language: str) -> None:
    locale.use(language)
    try:
        for code in (*_messages(), "never_heard_of"):
            text = sentence(Problem(code=code, field="amount", value="12x", line=3, column="Betrag"))
            assert "{" not in text
            assert text
            assert "3" in text
    finally:
        locale.use("en")


def test_every_code_of_the_program_has_words() -> None:
    root = Path(locale.__file__).parents[1]
    codes = {
        str(word.value.value)
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
        for word in node.keywords
        if word.arg == "code" and isinstance(word.value, ast.Constant)
    }
    assert len(codes) > 30
    assert not codes - set(_messages())


def test_a_code_has_one_sentence() -> None:
    """A second sentence of one code would take the place of the first, without a word."""
    found = [
        str(key.value)
        for path in Path(locale.__file__).parent.glob("*.py")
        for function in ast.parse(path.read_text("utf-8")).body
        if isinstance(function, ast.FunctionDef)
        and (function.name.endswith("_problems") or (path.stem == "problems" and function.name in PARTS))
        for node in ast.walk(function)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert set(found) == set(_messages())
    assert sorted(found) == sorted(_messages())


def test_every_reason_has_words() -> None:
    assert reason_text("card_expired", {"on": "2026-12-01"}) == "card expired"
    assert reason_text("overdue", {"days": 12}) == "overdue for 12 d"
    assert reason_text("holiday") == "due on a holiday: ?"
    assert reason_text("never_heard_of") == "needs attention"
    assert "\x1b" not in reason_text("holiday", {"name": "\x1b[2J"})


def test_an_unknown_code_still_names_field_and_value() -> None:
    text = sentence(Problem(code="never_heard_of", field="amount", value="12x"))
    assert text == "amount: 12x is not accepted (never_heard_of)"


def test_hostile_values_are_cleaned_and_cut() -> None:
    text = sentence(Problem(code="required", field="\x1b[2Jx", value="y" * 500))
    assert "\x1b" not in text
    text = sentence(Problem(code="nope", field="amount", value="y\x1b" * 500))
    assert "\x1b" not in text
    assert len(text) < 150
