import pytest

from tracker.domain.loan.facts import Method
from tracker.domain.typed.method import is_card_name, method_named, parse_method


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("等额本息", Method.LEVEL_PAYMENT),
        ("Credit Card", Method.REVOLVING),
        ("interest-only", Method.INTEREST_ONLY),
    ]
    + [(method.value, method) for method in Method]
    + [("按月付息，到期还本", Method.INTEREST_ONLY)],
)
def test_names_of_methods(text, method):
    assert parse_method(text) == (method, ())


def test_an_unknown_method_names_the_choices():
    value, problems = parse_method("whenever")
    assert value is None
    assert "bullet" in problems[0].params["choices"]
    assert method_named("Student loan") is None
    assert parse_method(" ")[1][0].code == "required"


@pytest.mark.parametrize(
    ("name", "card"),
    [
        ("Stanford card", True), ("Visa", True), ("CMB credit card", True), ("招行信用卡", True),
        ("花呗", True),
        ("Mastercard Gold", True), ("Mum", False), ("Cardiff flat", False), ("debit card", False),
        ("信用卡账单分期", False), ("", False),
    ],
)  # fmt: skip
def test_a_name_may_say_that_it_is_a_card(name, card):
    assert is_card_name(name) is card
