import pytest

from tracker.domain.typed.currencies import parse_currency, take_currency


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cny", "CNY"),
        ("RMB", "CNY"),
        ("rmb", "CNY"),
        ("人民币", "CNY"),
        (" usd ", "USD"),
        ("円", "JPY"),
        ("HK$", "HKD"),
    ],
)
def test_names_of_currencies(text, code):
    assert parse_currency(text) == (code, ())


@pytest.mark.parametrize(
    ("text", "code"), [("", "required"), ("XYZ", "currency_unknown"), ("$", "currency_ambiguous")]
)
def test_what_names_none(text, code):
    value, problems = parse_currency(text)
    assert value is None
    assert problems[0].code == code


@pytest.mark.parametrize(
    ("text", "rest", "first"),
    [
        ("$5", "5", "USD"),
        ("HK$ 5", "5", "HKD"),
        ("5 €", "5", "EUR"),
        ("CNY5", "5", "CNY"),
        ("5 gbp", "5 gbp", None),
        ("USDT 5", "USDT 5", None),
        ("12万元", "12万", "CNY"),
    ],
)
def test_a_currency_is_taken_off_one_end(text, rest, first):
    left, meanings = take_currency(text)
    assert left == rest
    assert (meanings[0] if meanings else None) == first
