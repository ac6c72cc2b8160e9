from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.typed.sums import parse_typed_amount, typed_minor


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1905.20", "1905.20"),
        ("12万", "120000"),
        ("1.2w", "12000"),
        ("1.2W", "12000"),
        ("3k", "3000"),
        ("３ｋ", "3000"),
        ("１２，３４５．６７", "12345.67"),
        ("¥2,000.00", "2000"),
        ("2000*3", "6000"),
        ("2000×3", "6000"),
        ("1905.2+11.43", "1916.63"),
        ("12万/48", "2500"),
        ("10000/3", "3333.33"),
        ("(100+50)*2", "300"),
        ("2+3*4", "14"),
        ("10-2-3", "5"),
        ("-5+10", "5"),
        ("(123.45)", "-123.45"),
        ("¥2000*3", "6000"),
        ("1.2w + 3k", "15000"),
        ("1,234.50+5", "1239.50"),
        ("¥2,000", "2000"),
        ("2,000元", "2000"),
        ("一万二", "12000"),
        ("一万二/12", "1000"),
        ("两千五+3k", "5500"),
        ("三万块钱", "30000"),
        ("1万2", "12000"),
        ("1w2", "12000"),
        ("12万5千", "125000"),
        ("一点五万", "15000"),
    ],
)
def test_what_people_type(text, expected):
    assert parse_typed_amount(text, currency="CNY") == (Decimal(expected), ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("abc", "amount_unreadable"),
        ("--5", "amount_unreadable"),
        ("2*-3", "amount_unreadable"),
        ("2**3", "amount_unreadable"),
        ("(2+3", "amount_unreadable"),
        ("2+3)", "amount_unreadable"),
        ("3kk", "amount_unreadable"),
        ("1e5", "amount_unreadable"),
        ("__import__('os')", "amount_unreadable"),
        ("2+" * 40 + "2", "amount_unreadable"),
        ("1/0", "division_by_zero"),
        ("999999999999*999999999999", "amount_too_large"),
        ("EUR 5*2", "currency_mismatch"),
        ("1万25", "amount_unreadable"),
        ("万二", "amount_unreadable"),
        ("一万多", "amount_unreadable"),
        ("€1,234", "amount_ambiguous"),
        ("1,234", "amount_ambiguous"),
        ("1,234+5", "amount_ambiguous"),
    ],
)
def test_what_is_refused(text, code):
    value, problems = parse_typed_amount(text, currency="CNY")
    assert value is None
    assert problems[0].code == code
    assert problems[0].ask == (code == "amount_ambiguous")


def test_a_declared_mark_holds_inside_a_sum():
    assert parse_typed_amount("1,234+5", decimal_mark=".") == (Decimal(1239), ())
    assert parse_typed_amount("1,5*2", decimal_mark=",") == (Decimal(3), ())


def test_minor_units_round_a_quotient_but_not_a_number():
    assert typed_minor("1000/3", "JPY") == (333, ())
    assert typed_minor("0.5", "JPY")[1][0].code == "too_many_decimals"


@given(st.text(alphabet="0123456789.,+-*/() 万wk", max_size=30))
def test_no_text_escapes_the_grammar(text):
    value, problems = parse_typed_amount(text)
    assert (value is None) == bool(problems)
