"""What is said of cash: why a top-up is more than what is missing."""

from __future__ import annotations

import pytest

from tracker.locale.cash import top_up_parts_text


@pytest.mark.parametrize(
    ("top_up", "buffer", "words"),
    [
        (40000, 0, ""),
        (50000, 10000, "That is 400.00 for this and 100.00 of buffer"),
        (59535, 0, "That is 400.00 for this and 195.35 for what comes after it"),
        (69535, 10000, "That is 400.00 for this, 195.35 for what comes after it, and 100.00 of buffer"),
    ],
)
def test_a_top_up_says_what_is_in_it(top_up: int, buffer: int, words: str) -> None:
    said = top_up_parts_text(40000, top_up, buffer, "CNY")
    assert said.replace(" CNY", "").replace("¥", "") == words
