from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.typed.numeral import CHARACTERS, parse_digits, parse_numeral

_DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """The whole number as it is said, every unit named."""
    if number >= 10**4:
        unit, sign = (10**8, "亿") if number >= 10**8 else (10**4, "万")
        head, rest = divmod(number, unit)
        gap = "零" if rest and rest < unit // 10 else ""
        return spoken(head) + sign + (gap + spoken(rest) if rest else "")
    said, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if gap and said else "") + _DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一万二", 12000), ("两千五", 2500), ("一百零二", 102), ("一百二", 120), ("十八", 18), ("二十", 20),
        ("1万2", 12000), ("12万5千", 125000), ("一点五万", 15000), ("1.2万", 12000), ("壹仟贰佰", 1200),
        ("一万零五", 10005), ("一万零五十", 10050), ("一亿二", 120_000_000), ("一万亿", 10**12), ("零", 0),
        ("一千零二十", 1020), ("三点一四", Decimal("3.14")),
    ],
)  # fmt: skip
def test_numbers_as_they_are_said(text, value):
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "万", "百", "万二", "1万25", "1.2万5", "一二百", "十十", "点", "一万十万"]
)
def test_what_is_no_number(text):
    assert parse_numeral(text) is None


@given(st.integers(1, 10**12 - 1))
def test_every_number_comes_back_from_how_it_is_said(number):
    assert parse_numeral(spoken(number)) == number


@given(st.text(alphabet=CHARACTERS + "0123456789.", max_size=20))
def test_no_text_escapes(text):
    value = parse_numeral(text)
    assert value is None or value >= 0
    parse_digits(text)


@pytest.mark.parametrize(
    ("text", "digits"), [("二〇二六", "2026"), ("十二", "12"), ("7", "7"), ("〇五", "05"), ("一点五", None)]
)
def test_small_numbers_and_years(text, digits):
    assert parse_digits(text) == digits
