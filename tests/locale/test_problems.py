"""Every problem reads as one sentence, known code or not."""

from __future__ import annotations

import pytest

from tracker import locale
from tracker.domain.problems import Problem
from tracker.locale.problems import _messages, sentence


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


def test_an_unknown_code_still_names_field_and_value() -> None:
    text = sentence(Problem(code="never_heard_of", field="amount", value="12x"))
    assert text == "amount: 12x is not accepted (never_heard_of)"


def test_hostile_values_are_cleaned_and_cut() -> None:
    text = sentence(Problem(code="required", field="\x1b[2Jx", value="y" * 500))
    assert "\x1b" not in text
    text = sentence(Problem(code="nope", field="amount", value="y\x1b" * 500))
    assert "\x1b" not in text
    assert len(text) < 150
