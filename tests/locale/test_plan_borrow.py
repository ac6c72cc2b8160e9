"""What a supposed loan does, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from tracker import locale
from tracker.domain.rates import Rate
from tracker.locale.plan_borrow import later_text, loan_text, verdict_text


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    locale.use("en")
    yield
    locale.use("en")


def verdict(more: int | None, month: int, *, before: bool = True, after: bool = True) -> str:
    return verdict_text(more, month, lambda minor: f"{minor}.00", ends_before=before, ends_after=after)


@pytest.mark.parametrize(
    ("more", "month", "said"),
    [
        (5, -3, "It costs 5.00 more in all, and the month asks 3.00 less."),
        (-5, 3, "It saves 5.00 in all, and the month asks 3.00 more."),
        (0, 0, "It costs as much in all, and the month asks as much as before."),
    ],
)
def test_the_verdict_says_the_cost_and_the_month(more: int, month: int, said: str) -> None:
    assert verdict(more, month) == said


def test_a_plan_that_does_not_end_has_no_cost_to_compare() -> None:
    assert verdict(None, 0, after=False) == "With it the debts are not paid off with this money."
    assert verdict(None, 0, before=False).startswith("Without it the debts are not paid off")


def test_the_loan_and_the_months_are_told_in_both_languages() -> None:
    rate = Rate(Decimal(12))
    text = loan_text("900.00", rate, 1, ["Car", "Card"], "20.00", kept_back=True)
    assert text == "one loan of 900.00 instead of Car, Card, 12.00%, 1 month, fee 20.00 kept back"
    assert [later_text(n) for n in (None, 0, 1, -4)] == [
        "",
        "the same month",
        "1 month later",
        "4 months sooner",
    ]
    locale.use("zh_CN")
    assert verdict(5, -3) == "总共多花 5.00，每月少还 3.00。"
    assert later_text(-4) == "早 4 个月"
