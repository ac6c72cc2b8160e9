"""The fields of a plan: what is typed becomes a question, arrows go in round steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.services.plan.answers import PlanRequest
from tracker.ui.plan_parts import step_minor, stepped
from tracker.ui.plan_typed import FIELDS, arrow, read_fields, words_of

TODAY = date(2026, 11, 21)
ASKED = PlanRequest(currency="CNY")


def test_typed_words_become_a_question() -> None:
    typed = {
        "budget": "1.45万", "one_off": "２０００", "one_off_on": "+10", "rate": "-0.5 %", "drop": "20",
        "drop_months": "3", "buffer": "2k",
    }  # fmt: skip
    asked, problems = read_fields(typed, ASKED, TODAY)
    assert problems == {}
    assert asked == PlanRequest(
        currency="CNY", monthly_minor=1_450_000, one_off_minor=200_000, one_off_on=date(2026, 12, 1),
        rate_points=Decimal("-0.5"), drop_percent=Decimal(20), drop_months=3, buffer_minor=200_000,
    )  # fmt: skip


def test_the_words_of_a_question_read_back_as_that_question() -> None:
    asked = PlanRequest(
        currency="CNY", monthly_minor=1_450_000, one_off_minor=5, one_off_on=date(2027, 1, 1),
        rate_points=Decimal("0.25"), drop_percent=Decimal(10), drop_months=2, buffer_minor=100,
    )  # fmt: skip
    assert read_fields(words_of(asked, None), ASKED, TODAY) == (asked, {})


def test_an_empty_field_is_what_holds_anyway() -> None:
    asked, problems = read_fields(
        dict.fromkeys(FIELDS, ""), PlanRequest(currency="CNY", monthly_minor=5), TODAY
    )
    assert (asked, problems) == (ASKED, {})


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("budget", "many", "amount_unreadable"), ("budget", "-5", "negative"),
        ("one_off_on", "2026-11-20", "plan_day_over"), ("one_off_on", "soon", "date_unreadable"),
        ("rate", "51", "not_in_range"), ("drop", "101", "not_in_range"), ("drop", "-1", "not_in_range"),
        ("drop_months", "2.5", "not_in_range"), ("buffer", "x", "amount_unreadable"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_leaves_what_was_asked(name: str, text: str, code: str) -> None:
    before = PlanRequest(currency="CNY", monthly_minor=700, rate_points=Decimal(1), buffer_minor=9)
    typed = {**words_of(before, None), name: text}
    asked, problems = read_fields(typed, before, TODAY)
    assert {name: each.code for name, each in problems.items()} == {name: code}
    assert asked == before


def test_arrows_go_to_round_sums_and_stop_at_nothing() -> None:
    assert stepped(1_328_586, 1, "CNY") == 1_330_000
    assert stepped(1_328_586, -1, "CNY") == 1_320_000
    assert stepped(1_330_000, 1, "CNY") == 1_340_000
    assert stepped(0, -1, "CNY") == 0
    assert (step_minor("JPY"), step_minor("KWD")) == (10_000, 100_000)


def test_each_field_has_its_step() -> None:
    steps = {name: arrow(name, ASKED, 1_328_586, 1, TODAY) for name in FIELDS}
    assert steps["budget"].monthly_minor == 1_330_000
    assert steps["one_off"].one_off_minor == steps["buffer"].buffer_minor == 10_000
    assert steps["one_off_on"].one_off_on == date(2026, 12, 21)
    assert steps["rate"].rate_points == Decimal("0.25")
    assert (steps["drop"].drop_percent, steps["drop"].drop_months) == (Decimal(10), 3)
    assert steps["drop_months"].drop_months == 1
    low = {name: arrow(name, ASKED, 0, -1, TODAY) for name in FIELDS}
    assert low["rate"].rate_points == Decimal("-0.25")
    assert low["one_off_on"].one_off_on == TODAY
    assert low["drop"].drop_percent == 0


def test_what_is_overdue_once_stays_beside_a_budget_that_arrows_change() -> None:
    more = arrow("budget", ASKED, 1_286_806, 1, TODAY, once_minor=189_501)
    assert (more.monthly_minor, more.extra_minor) == (None, 1_290_000 - 1_286_806)
    again = arrow("budget", more, 1_290_000, 1, TODAY, once_minor=189_501)
    assert (again.monthly_minor, again.extra_minor) == (None, 1_300_000 - 1_286_806)
    assert arrow("budget", ASKED, 1_286_806, -1, TODAY, once_minor=189_501).monthly_minor == 1_280_000


def test_a_budget_that_was_only_shown_is_not_typed() -> None:
    typed = {**words_of(ASKED, 1_286_806), "rate": "1"}
    asked, problems = read_fields(typed, ASKED, TODAY, 1_286_806)
    assert (asked.monthly_minor, asked.rate_points, problems) == (None, Decimal(1), {})
    asked, _problems = read_fields({**typed, "budget": "12900"}, ASKED, TODAY, 1_286_806)
    assert asked.monthly_minor == 1_290_000
