"""Chinese lines end where Chinese may end: full to the edge, and no mark at their beginning."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.cells import cell_len

from tracker.ui.text import plain
from tracker.ui.wrapping import break_lines

LONG = "如果终端把边框画成两格宽，请用 ASCII。信用卡（尾号1234）的最低还款额是¥1,240.00，到期日11月25日。"


def lines(text: str, width: int) -> list[str]:
    cuts = [0, *break_lines(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize("width", [8, 12, 17, 30, 58, 200])
def test_a_line_is_full_and_begins_with_no_mark(width: int) -> None:
    found = lines(LONG, width)
    assert "".join(found) == LONG
    assert all(cell_len(line.rstrip()) <= width for line in found)
    assert not any(line[0] in "，。）、：；！？" for line in found)
    assert not any(line.rstrip()[-1] in "（《「" for line in found[:-1])
    # A Chinese character always finds room: what is left over is less than a word or a mark with its letter.
    if width >= 17:
        assert all(cell_len(line.rstrip()) > width - 12 for line in found[:-1])


def test_an_amount_is_not_torn_apart() -> None:
    for width in range(12, 60):
        assert any("1,240.00" in line for line in lines(LONG, width)), width


def test_text_without_chinese_is_broken_as_before() -> None:
    assert lines("a calm line of words", 8) == ["a calm ", "line of ", "words"]
    assert lines("https://example.org/long", 10) == ["https://ex", "ample.org/", "long"]


def test_widgets_break_so() -> None:
    rows = [line.plain for line in plain("还款日12月8日以后的金额是估算").wrap(12)]
    assert rows == ["还款日12月8", "日以后的金额", "是估算"]
