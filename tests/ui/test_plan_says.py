"""What a plan comes to in sentences."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from household import TODAY
from plan_made import adopted, answer
from rich.cells import cell_len

from tracker.domain.plan.run import Strategy
from tracker.services.plan.answers import PlanRequest
from tracker.ui.figures import Figures
from tracker.ui.plan_says import asked_words, banner

FIGURES = Figures(today=TODAY)
SUPPOSED = PlanRequest(
    currency="CNY", one_off_minor=20_000_00, rate_points=Decimal(1), drop_percent=Decimal(20), drop_months=3,
    buffer_minor=5_000_00, frozen=(4,), method=Strategy.AVALANCHE,
)  # fmt: skip


@pytest.mark.parametrize("width", [40, 78, 118])
def test_the_line_of_the_question_is_cut_between_its_parts(width: int) -> None:
    line = asked_words(answer(SUPPOSED), FIGURES, width)
    whole = asked_words(answer(SUPPOSED), FIGURES, 500).split(" · ")
    assert cell_len(line) <= width
    assert line.endswith(" …")
    assert line.removesuffix(" …").split(" · ") == whole[: line.count(" · ") + 1]


def test_what_somebody_supposed_stands_before_what_the_loans_ask_for() -> None:
    line = asked_words(answer(SUPPOSED), FIGURES, 500)
    words = ("a month", "one-off 20,000.00", "rates +1 %", "-20 % for 3 mo", "buffer", "1 frozen", "minimums")
    places = [line.index(each) for each in words]
    assert places == sorted(places)


def test_a_plan_that_is_followed_is_no_draft() -> None:
    mine = replace(answer(PlanRequest(currency="CNY", method=Strategy.AVALANCHE)), adopted=adopted())
    assert banner(mine, FIGURES, empty=False, draft=False)[0].startswith("Adopted: Avalanche since")
    assert banner(mine, FIGURES, empty=False)[0].startswith("A draft.")
