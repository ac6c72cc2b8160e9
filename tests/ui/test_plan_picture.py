"""The chart of a plan: which lines, which strokes, and the table of the same figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from household import TODAY
from plan_made import answer, curve, plan_row, short
from rich.cells import cell_len

from tracker.domain.plan.run import Strategy
from tracker.services.plan.answers import PlanRequest
from tracker.ui.figures import Figures
from tracker.ui.glyphs import in_ascii
from tracker.ui.plan_picture import chosen_curves, legend, line_chart, table_columns, table_lines

FIGURES = Figures(today=TODAY, own="CNY")
ASKED = PlanRequest(currency="CNY")


def test_the_marked_plan_stands_against_another_and_the_minimums() -> None:
    found = answer(ASKED)
    names = [name for name, _points in chosen_curves(found, Strategy.OPTIMAL)]
    assert names == [Strategy.OPTIMAL, Strategy.SNOWBALL, Strategy.MINIMUM]
    names = [name for name, _points in chosen_curves(found, Strategy.SNOWBALL)]
    assert names == [Strategy.SNOWBALL, Strategy.OPTIMAL, Strategy.MINIMUM]
    assert chosen_curves(found, Strategy.MINIMUM)[0][0] is Strategy.MINIMUM


def test_a_line_without_an_end_does_not_squash_the_others() -> None:
    endless = plan_row(Strategy.MINIMUM, endless=True, debt_free_on=None)
    found = answer(ASKED)
    found = replace(
        found, rows=(endless, *found.rows[1:]), curves=((Strategy.MINIMUM, curve(1200)), *found.curves[1:])
    )
    longest = max(len(points) for _name, points in chosen_curves(found, Strategy.OPTIMAL))
    assert longest < 100


def test_each_line_has_a_stroke_of_its_own_and_the_marked_one_is_in_front() -> None:
    chart = line_chart(chosen_curves(answer(ASKED), Strategy.OPTIMAL), "CNY", FIGURES)
    assert chart is not None
    assert [(each.dotted, each.dashed) for each in chart.series] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert line_chart(chosen_curves(short(ASKED), Strategy.OPTIMAL), "CNY", FIGURES) is None


@pytest.mark.parametrize("width", [34, 38, 60])
def test_the_legend_names_every_stroke_in_the_room_there_is(width: int) -> None:
    text = legend(chosen_curves(answer(ASKED), Strategy.OPTIMAL), width)
    assert cell_len(text) <= width
    assert all(name in text for name in ("Optimal", "Snowball", "Minimums"))
    plain = in_ascii(text)
    assert plain.isascii()
    assert ["--" in plain, "- -" in plain, ". ." in plain] == [True, True, True]


def test_the_table_has_the_figures_of_the_lines() -> None:
    curves = chosen_curves(answer(ASKED), Strategy.OPTIMAL)
    lines = table_lines(curves, "CNY", FIGURES)
    assert len(table_columns(curves)) == 5
    assert lines[0].cells[:4] == ("2026-11", "645,000.00", "645,000.00", "645,000.00")
    assert lines[49].cells[1:3] == ("0.00", "12,900.00")
    assert lines[60].cells[1:3] == ("-", "-")
    hidden = table_lines(curves, "CNY", replace(FIGURES, hidden=True))
    assert hidden[0].cells[1] == "••••"
