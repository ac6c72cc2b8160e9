"""Cash until payday as lines, and what to do next as rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ahead import SHORT, TODAY, home_ahead, nothing_known, until_payday
from household import LOANS
from rich.cells import cell_len

from tracker.services.cash.views import CashPoint
from tracker.ui import home_ahead_parts as parts
from tracker.ui.figures import Figures

FIGURES = Figures(today=TODAY, own="CNY")


def words(line: list[parts.Styled]) -> str:
    return "".join(piece if isinstance(piece, str) else piece[0] for piece in line)


@pytest.mark.parametrize("width", [12, 20, 36, 44, 116])
@pytest.mark.parametrize("rows", [1, 2, 3, 6])
def test_the_curve_fills_its_room_and_falls_from_left_to_right(width: int, rows: int) -> None:
    found = [words(line) for line in parts.curve(until_payday(), FIGURES, width, rows)]
    assert len(found) == rows + 1
    assert {cell_len(line) for line in found[:-1]} == {width}
    base = found[rows - 1].split("┤", 1)[1]
    assert base.endswith("!")  # the last days have nothing left
    assert "!" not in base.rstrip("!")
    assert "11-21" in found[-1]


def test_more_money_is_never_drawn_lower() -> None:
    cash = until_payday()
    rising = tuple(CashPoint(on=p.on, low_minor=n * 1000) for n, p in enumerate(cash.points))
    found = [words(line)[-40:] for line in parts.curve(replace(cash, points=rising), FIGURES, 60, 3)][:3]
    heights = [
        sum(" ▁▂▃▄▅▆▇█".index(row[cell]) for row in found if row[cell] != "!")
        for cell in range(len(found[0]))
    ]
    assert heights == sorted(heights)
    assert heights[-1] == 24


def test_the_panel_says_low_point_shortfall_and_costs() -> None:
    cash = until_payday()
    assert parts.cash_low(cash, FIGURES) == "low -647.43 on 12-07"
    lines = [words(line) for line in parts.cash_lines(cash, FIGURES, 36, 6)]
    assert lines[3:] == [
        "! 12-01 ICBC 88 is 654.58 short", "  top up 654.58 by 11-30 22:00",
        "Living costs 1,400.00 every week",
    ]  # fmt: skip
    late = replace(cash, first=replace(SHORT, in_time=False), count=2)
    assert [words(line) for line in parts.cash_lines(late, FIGURES, 36, 6)][4] == (
        "  top up 654.58 at once  +1 more"
    )


def test_what_is_missing_is_said_with_the_key_that_adds_it() -> None:
    cash = until_payday()
    assert words(list(parts.cash_lines(replace(cash, payday=None), FIGURES, 36, 6))[-1]) == (
        "No income set: 0 Cash adds it."
    )
    assert "No living costs set" in words(list(parts.cash_lines(replace(cash, costs=()), FIGURES, 36, 6))[-1])
    assert words(list(parts.cash_lines(replace(cash, first=None), FIGURES, 36, 6))[3]).startswith("ok ")
    assert parts.nothing_words(nothing_known()).startswith("No income set: 0 Cash")
    old = replace(nothing_known(), unknown=("ICBC 88",))
    assert parts.nothing_words(old).startswith("? balance not known: ICBC 88")


def test_a_thing_to_do_says_why_by_when_and_how() -> None:
    late, short, _check = home_ahead(LOANS).steps
    told = "".join(map(str, ("".join(words([piece])) for piece in parts.step_words(late, FIGURES, "opens"))))
    assert "Since     2026-11-09, 12 d" in told
    told = "".join(words([piece]) for piece in parts.step_words(short, FIGURES, "opens"))
    assert "By        2026-11-30, in 9 d" in told
    assert short.command in told
    hidden = replace(FIGURES, hidden=True)
    told = "".join(words([piece]) for piece in parts.step_words(short, hidden, "opens"))
    assert short.command not in told
