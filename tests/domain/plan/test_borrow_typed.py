"""A supposed loan as it is typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.domain.plan.borrow_typed import read_borrow, read_fee
from tracker.domain.plan.new_loan import Borrow, Fee
from tracker.domain.rates import Rate, RatePer

WORDS = {"borrow": "1.2万", "borrow_rate": "日息万四", "borrow_periods": "2 years", "borrow_fee": "２%"}


def test_typed_words_become_a_loan():
    found, problems = read_borrow(WORDS, "CNY", is_fee_kept_back=True, is_kept=True, product=" online_loan ")
    assert problems == ()
    assert found == Borrow(
        rate=Rate(Decimal("0.04"), RatePer.DAY), periods=24, amount_minor=12_000_00, is_kept=True,
        fee=Fee(percent=Decimal(2), is_kept_back=True), product="online_loan",
    )  # fmt: skip


def test_without_a_sum_it_is_what_clears_the_loans_to_pay_off():
    found, _problems = read_borrow(WORDS | {"borrow": ""}, "CNY", refinances=(3,))
    assert (found.amount_minor, found.refinances) == (None, (3,))
    found, problems = read_borrow(WORDS | {"borrow": ""}, "CNY")
    assert found is None
    assert [(each.code, each.field) for each in problems] == [("required", "borrow")]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("borrow", "much", "amount_unreadable"), ("borrow", "0", "not_positive"),
        ("borrow_rate", "", "required"), ("borrow_rate", "dear", "rate_unreadable"),
        ("borrow_periods", "0", "not_in_range"), ("borrow_periods", "x", "periods_unreadable"),
        ("borrow_fee", "100%", "not_in_range"), ("borrow_fee", "-5", "negative"),
        ("borrow_fee", "some", "amount_unreadable"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_its_field(field, text, code):
    found, problems = read_borrow(WORDS | {field: text}, "CNY")
    assert found is None
    assert [(each.code, each.field) for each in problems] == [(code, field)]


def test_a_fee_is_a_sum_a_share_or_none():
    fees = [read_fee(text, "CNY", is_kept_back=False)[0] for text in ("200", "2,5 %", " ")]
    assert fees == [Fee(minor=200_00), Fee(percent=Decimal("2.5")), Fee()]
