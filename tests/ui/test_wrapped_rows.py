"""Rows go on in lines that no row needs, the first ones first."""

from __future__ import annotations

from rich.cells import cell_len

from tracker.ui.text import fit
from tracker.ui.widgets.wrapped_rows import wrapped

ROWS = (
    ("!!", "Pay 1,895.01 CNY to Jiebei 借呗, or call them"),
    ("!", "向 借呗 还 1,895.01 元，或者打电话去谈"),
)
WIDE = 25


def drawn(rows: tuple[tuple[str, str], ...], room: int) -> list[tuple[int, str]]:
    def join(cells: object) -> str:
        mark, text = cells  # type: ignore[misc]
        return f"{fit(mark, 2)} {fit(text, WIDE)}"

    found = wrapped((2, WIDE), rows, room, join)
    assert {cell_len(text) for _number, text in found} == {WIDE + 3}
    return [(number, text.rstrip()) for number, text in found]


def test_with_room_every_word_is_there() -> None:
    found = drawn(ROWS, 6)
    assert [number for number, _text in found] == [0, 0, 1, 1]
    assert found[0][1] == "!! Pay 1,895.01 CNY to"
    assert found[1][1] == "   Jiebei 借呗, or call them"
    assert "".join(text[3:] for number, text in found if number == 1) == ROWS[1][1]


def test_the_first_row_has_the_only_free_line() -> None:
    found = drawn(ROWS, 3)
    assert [number for number, _text in found] == [0, 0, 1]
    assert found[2][1].endswith("…")


def test_without_room_each_row_has_its_line() -> None:
    assert [text[-1] for _number, text in drawn(ROWS, 2)] == ["…", "…"]
    assert [number for number, _text in drawn(ROWS, 1)] == [0, 1]
