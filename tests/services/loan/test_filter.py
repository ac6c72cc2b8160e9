"""The filter of the list of loans: what each word keeps, and that nothing typed is a crash."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.rates import Rate, RatePer
from tracker.services.loan.filter import initials, read_filter, sorted_rows
from tracker.services.loan.listing import LoanRow

TODAY = date(2026, 11, 21)


def row(loan_id: int, loan: str, **given: Any) -> LoanRow:
    words: dict[str, Any] = {
        "slug": str(loan_id), "lender": "", "method": "informal", "currency": "CNY", "balance_minor": 0,
        "rate": None, "next_due_on": None, "next_amount_minor": None, "next_estimate": False,
        "days_past_due": 0, "overdue_minor": 0, "status": "unknown", "autopay": None,
    }  # fmt: skip
    return LoanRow(**{**words, "loan_id": loan_id, "loan": loan, **given})


ROWS = (
    row(
        1, "Jiebei 借呗", lender="MYbank", method="level_payment", balance_minor=2_106_423,
        rate=Rate(Decimal("0.05"), RatePer.DAY), status="overdue", late_since=date(2026, 11, 9),
        next_due_on=date(2026, 12, 9),
    ),
    row(
        2, "CMB card", lender="招商银行", method="revolving", balance_minor=1_240_000,
        rate=Rate(Decimal("18")), status="upcoming", next_due_on=date(2026, 11, 24),
    ),
    row(
        3, "Car loan", lender="ICBC", method="level_payment", balance_minor=6_901_886,
        rate=Rate(Decimal("6.8")), status="upcoming", next_due_on=date(2026, 11, 28),
    ),
    row(4, "Uncle", balance_minor=3_000_000),
    row(5, "Old phone", status="closed", closed_on=date(2026, 1, 5)),
)  # fmt: skip


def kept(text: str) -> list[int]:
    found, _problems = read_filter(text, today=TODAY, currency="CNY")
    notes = {4: "for the 婚礼"}
    return [each.loan_id for each in ROWS if found.matches(each, notes.get(each.loan_id, ""))]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", [1, 2, 3, 4]),
        ("status:open", [1, 2, 3, 4]),
        ("status:closed", [5]),
        ("状态：全部", [1, 2, 3, 4, 5]),
        ("overdue", [1]),
        ("逾期", [1]),
        ("status:upcoming", [2, 3]),
        ("type:revolving", [2]),
        ("type:信用卡", [2]),
        ("type:level", [1, 3]),
        ("lender:icbc", [3]),
        ("贷方:招商", [2]),
        ("apr>6.8", [1, 2]),
        ("apr>=6.8", [1, 2, 3]),
        ("apr > 18", [1]),  # 0.05% a day is 18.25% a year
        ("balance<2万", [2]),
        ("余额＞２１０００", [1, 3, 4]),
        ("due<7d", [1, 2]),
        ("due<=7d", [1, 2, 3]),
        ("到期<1周", [1, 2]),
        ("借呗", [1]),
        ("银行", [2]),
        ("婚礼", [4]),
        ("zsyh", [2]),
        ("car icbc", [3]),
        ("car mybank", []),
        ('"car loan" apr<10', [3]),
        ("ＩＣＢＣ", [3]),
    ],
)
def test_each_word(text: str, ids: list[int]) -> None:
    assert kept(text) == ids


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("colour:red", "unknown_filter_word"),
        ("status:green", "not_a_choice"),
        ("type:none", "not_a_choice"),
        ("lender>3", "filter_takes_colon"),
        ("apr>much", "rate_unreadable"),
        ("balance<lots", "amount_unreadable"),
        ("due<soon", "duration_unreadable"),
    ],
)
def test_what_cannot_be_read_is_said_and_filters_nothing(text: str, code: str) -> None:
    found, problems = read_filter(f"{text} icbc", today=TODAY, currency="CNY")
    assert [each.code for each in problems] == [code]
    assert [each.loan_id for each in ROWS if found.matches(each)] == [3]


def test_a_word_half_typed_is_no_problem() -> None:
    for text in ("status:", "apr>", "due<", "lender:"):
        assert read_filter(text, today=TODAY, currency="CNY")[1] == ()
        assert kept(text) == [1, 2, 3, 4]


@given(st.text(max_size=60))
def test_nothing_typed_crashes(text: str) -> None:
    kept(text)


def test_initials_are_those_of_the_sounds() -> None:
    assert initials("招商银行") == "zsyh"
    assert initials("花呗 Huabei") == "h"  # the second character is not a common one
    assert initials("car") == ""


def test_what_is_not_known_comes_last_either_way() -> None:
    for by in ("due", "balance", "rate", "name", "lender"):
        for descending in (False, True):
            found = sorted_rows(ROWS[:4], by, descending=descending, own="CNY")
            assert {each.loan_id for each in found} == {1, 2, 3, 4}
            if by in ("due", "rate"):
                assert found[-1].loan_id == 4
    assert [each.loan_id for each in sorted_rows(ROWS[:4], "rate", descending=True)] == [1, 2, 3, 4]
    assert [each.loan_id for each in sorted_rows(ROWS[:4], "balance", descending=False)] == [2, 1, 4, 3]


def test_balances_are_compared_within_a_currency() -> None:
    rows = (
        row(1, "a", currency="JPY", balance_minor=9),
        row(2, "b", balance_minor=1),
        row(3, "c", balance_minor=2),
    )
    found = sorted_rows(rows, "balance", descending=True, own="CNY")
    assert [each.loan_id for each in found] == [3, 2, 1]
