"""Every method, state and kind of a loan has words in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import pytest

from tracker import locale
from tracker.domain.loan.due import DueStatus
from tracker.domain.loan.facts import ChargeKind, Component, Method, PaymentState
from tracker.locale.loan import (
    autopay_text,
    due_word,
    method_text,
    method_word,
    point_word,
    posting_word,
    state_word,
)
from tracker.locale.reports import value_text


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    locale.use(request.param)
    yield request.param
    locale.use("en")


@pytest.mark.parametrize(
    ("word", "values"),
    [
        (method_word, Method),
        (method_text, Method),
        (state_word, DueStatus),
        (state_word, PaymentState),
        (posting_word, ChargeKind),
        (posting_word, Component),
    ],
)
def test_each_value_has_a_word_of_its_own(word, values: type[StrEnum], language: str) -> None:
    found = [word(each.value) for each in values]
    assert len(set(found)) == len(found)
    assert not [each for each in found if "_" in each]
    if language == "zh_CN":
        assert not [each for each in found if each.isascii()]


def test_what_is_not_known_is_shown_without_signs_for_the_terminal() -> None:
    for word in (method_word, method_text, state_word, due_word, posting_word, point_word):
        assert word("x\x1b[1m") == "x[1m"
    assert autopay_text(None) == autopay_text("else") == "?"


def test_a_report_leaves_an_autopay_open_that_nobody_told_of() -> None:
    assert value_text("autopay", "") == ""
    assert value_text("autopay", "on") == "on"
