from __future__ import annotations

import pytest

from tracker.domain.loan.card_row import tell


def said(text, way="out", kind="", status=""):
    told = tell(way=way, kind=kind, status=status, text=text)
    return None if told is None else (str(told.role), told.reason.code)


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ({"text": "HARBOR GROCERY", "kind": "purchase"}, ("purchase", "type_says")),
        ({"text": "CASH ADVANCE CAFE", "kind": "purchase"}, ("purchase", "type_says")),
        ({"text": "PURCHASE INTEREST CHARGE", "kind": "fee"}, ("interest", "text_says")),
        ({"text": "LATE FEE", "kind": "fee"}, ("late_fee", "text_says")),
        ({"text": "Account service", "kind": "fee"}, ("fee", "type_says")),
        ({"text": "ANNUAL MEMBERSHIP FEE"}, ("fee", "text_says")),
        ({"text": "Cash advance fee"}, ("fee", "text_says")),
        ({"text": "CASH ADVANCE 0001"}, ("cash_advance", "text_says")),
        ({"text": "COFFEE AND INTERESTING BOOKS"}, ("purchase", "spent")),
        ({"text": "循环利息"}, ("interest", "text_says")),
        ({"text": "年费"}, ("fee", "text_says")),
        ({"text": "违约金"}, ("late_fee", "text_says")),
        ({"text": "预借现金"}, ("cash_advance", "text_says")),
        ({"text": "电影票"}, ("purchase", "spent")),
        ({"text": "DUNE FUEL", "way": "in", "kind": "refund"}, ("refund", "type_says")),
        ({"text": "DUNE FUEL", "way": "in", "status": "refund"}, ("refund", "type_says")),
        ({"text": "REFUND - DUNE FUEL", "way": "in"}, ("refund", "text_says")),
        ({"text": "退货 示例商店", "way": "in"}, ("refund", "text_says")),
    ],
)
def test_what_a_row_of_a_card_is(row, role):
    assert said(**row) == role


@pytest.mark.parametrize(
    "row",
    [
        {"text": "transfer from somebody", "way": "in"},
        {"text": "PAYMENT RETURNED", "kind": "fee"},
        {"text": "还款撤销"},
        {"text": "PAYMENT", "kind": "repayment"},
        {"text": "RETURN", "kind": "refund"},
        {"text": "anything", "way": "none"},
    ],
)
def test_what_its_words_leave_open_is_for_a_person(row):
    assert said(**row) is None
