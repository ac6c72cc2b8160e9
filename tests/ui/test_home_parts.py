"""The banner of Home: the worst first, and what it opens."""

from __future__ import annotations

from dataclasses import replace

from ahead import SHORT, TODAY
from household import LOANS, FakeAnswers

from tracker.ui.figures import Figures
from tracker.ui.home_parts import banner, cause

FIGURES = Figures(today=TODAY, own="CNY")
ON_TIME = tuple(row for row in LOANS if row.status != "overdue")


def test_what_is_late_comes_before_a_shortfall_which_comes_before_other_risks() -> None:
    late = FakeAnswers().home()
    text, tone, shorter = banner(late, FIGURES, SHORT, 1)
    assert text.index("!! OVERDUE 12 d: Jiebei") < text.index("! Cash 654.58 short on 12-01")
    assert (text.endswith("+1 more"), tone, shorter.endswith("+2 more")) == (True, "overdue", True)
    assert cause(late, SHORT) == 1

    view = FakeAnswers(rows=ON_TIME).home()
    assert banner(view, FIGURES, SHORT, 2) == (
        "! Cash 654.58 short on 12-01  +2 more", "attention", "! Cash 654.58 short on 12-01",
    )  # fmt: skip
    assert cause(view, SHORT) == "cash"
    assert banner(view, FIGURES)[0].startswith("! CMB credit card")
    assert cause(view, None) == 2


def test_without_any_risk_the_banner_opens_what_is_missing_or_nothing() -> None:
    view = replace(FakeAnswers(rows=ON_TIME).home(), risks=())
    assert cause(replace(view, alerts_stale=True), None) == "alerts"
    assert cause(view, None) == 5  # the loan without a due day
    known = replace(view, loans=tuple(row for row in view.loans if row.next_due_on))
    assert cause(known, None) is None
    assert banner(known, FIGURES)[0].startswith("ok")
