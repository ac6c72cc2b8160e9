import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.typed.amount import (
    amount_minor,
    decides_mark,
    parse_amount,
    plain_minor,
)

CELLS = json.loads((Path(__file__).parents[2] / "data/amounts_expected.json").read_text("utf-8"))


@pytest.mark.parametrize(("cell", "expected"), CELLS.items())
def test_every_published_cell(cell, expected):
    value, problems = parse_amount(cell)
    if expected == "ASK":
        assert value is None
        assert problems[0].ask
        assert problems[0].hint == "--decimal-mark"
    elif expected is None:
        assert value is None
        assert problems
        assert not problems[0].ask
    else:
        assert (value, problems) == (Decimal(expected), ())


@pytest.mark.parametrize(
    ("cell", "mark", "expected"),
    [
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234"),
        ("1.234,56", ",", "1234.56"),
        ("1.234,56", ".", None),
        ("1,234.56", ",", None),
        ("1,23", ".", None),
        ("1 234,5", ",", "1234.5"),
        ("1 234,5", ".", None),
        ("12,345", ".", "12345"),
    ],
)
def test_a_declared_mark_leaves_one_reading(cell, mark, expected):
    value, problems = parse_amount(cell, decimal_mark=mark)
    assert value == (None if expected is None else Decimal(expected))
    assert not any(problem.ask for problem in problems)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12万", "120000"),
        ("1.234万", "12340"),
        ("12.5万元", "125000"),
        ("1.2亿", "120000000"),
        ("人民币 300", "300"),
        ("300 元", "300"),
        ("US$ 12.30", "12.30"),
        ("$-50.00", "-50"),
        ("5 kr", "5"),
        ("0.123", "0.123"),
        ("1234.567", "1234.567"),
        ("\u00a0 12.30 ", "12.30"),
        ("1.2w", None),
        ("3k", None),
        ("2*3", None),
        ("-12.30 DR", None),
        ("$5$", None),
        ("+-5", None),
        ("5.", None),
        ("1 23", None),
        ("USDT 5", None),
        ("9" * 1000, None),
    ],
)
def test_other_cells_of_files(cell, expected):
    value, problems = parse_amount(cell)
    assert value == (None if expected is None else Decimal(expected))
    assert (value is None) == bool(problems)


@pytest.mark.parametrize(
    ("cell", "currency", "found"),
    [("$5", "CNY", "USD"), ("¥5", "EUR", "CNY"), ("EUR 5", "USD", "EUR"), ("5 元", "JPY", "CNY")],
)
def test_another_currency_is_refused(cell, currency, found):
    value, problems = parse_amount(cell, currency=currency)
    assert value is None
    assert problems[0].code == "currency_mismatch"
    assert problems[0].params == {"expected": currency, "found": found}


@pytest.mark.parametrize(("cell", "currency"), [("$5", "HKD"), ("¥5", "JPY"), ("¥5", "CNY"), ("CNY5", "CNY")])
def test_a_sign_fits_every_currency_that_uses_it(cell, currency):
    assert parse_amount(cell, currency=currency) == (Decimal(5), ())


@pytest.mark.parametrize(
    ("cell", "currency", "minor"),
    [("12.3", "CNY", 1230), ("1200", "JPY", 1200), ("0.5", "KWD", 500), ("-1.10", "USD", -110)],
)
def test_minor_units_follow_the_currency(cell, currency, minor):
    assert amount_minor(cell, currency) == (minor, ())


@pytest.mark.parametrize(("cell", "currency"), [("1234.567", "CNY"), ("0.5", "JPY")])
def test_more_decimals_than_the_currency_has_are_refused(cell, currency):
    value, problems = amount_minor(cell, currency)
    assert value is None
    assert problems[0].code == "too_many_decimals"


def test_too_large_is_refused():
    assert parse_amount("99999999999999.99")[1][0].code == "amount_too_large"
    assert parse_amount("9999999999999.99")[0] == Decimal("9999999999999.99")


@given(st.one_of(st.text(max_size=12), st.from_regex(r"-?[0-9_.,]{1,8}", fullmatch=True)))
def test_the_fast_path_never_disagrees_with_the_grammar(cell):
    fast = plain_minor(cell)
    if fast is not None:
        assert amount_minor(cell, "CNY") == (fast, ())


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("12.30", 1230),
        ("-0.05", -5),
        ("7", 700),
        ("12.3", None),
        ("1_0.00", None),
        ("", None),
        ("-", None),
        ("٣.٠٠", None),
        (" 1.00", None),
        ("1.2.3", None),
        ("+1.00", None),
        ("9" * 13, None),
    ],
)
def test_the_fast_path(cell, minor):
    assert plain_minor(cell) == minor


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("5.50", "."),
        ("5,5", ","),
        ("1,234.5", "."),
        ("1.234,5", ","),
        ("1,234", None),
        ("1.234", None),
        ("12", None),
        ("1,234,567", "."),
        ("1 234", None),
        ("x", None),
        ("€ 5,50", ","),
    ],
)
def test_which_cells_decide_the_mark(cell, mark):
    assert decides_mark(cell) == mark


@given(st.integers(-(10**14), 10**14), st.sampled_from([("{:,.2f}", "."), ("{:.2f}", ".")]))
def test_what_is_written_is_read(minor, style):
    layout, mark = style
    assert amount_minor(layout.format(Decimal(minor) / 100), "CNY", decimal_mark=mark) == (minor, ())
