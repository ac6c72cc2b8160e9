"""Money is counted in whole minor units and divided without loss."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.money import (
    CurrencyMismatchError,
    FloatMoneyError,
    Money,
    NoPartsError,
    Rounding,
    decimal_text,
    exponent,
    from_minor,
    round_minor,
    split,
    to_minor,
)

SUMS = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(("currency", "digits"), [("CNY", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("UYI", 0)])
def test_the_smallest_unit_is_that_of_the_currency(currency, digits):
    assert exponent(currency) == digits


@pytest.mark.parametrize(
    ("rounding", "rounded"),
    [(Rounding.HALF_UP, [1, 2, 3, 2]), (Rounding.DOWN, [0, 1, 2, 2]), (Rounding.UP, [1, 2, 3, 3])],
)
def test_a_posted_amount_is_rounded_as_the_lender_does(rounding, rounded):
    amounts = [Decimal(text) for text in ("0.5", "1.5", "2.5", "2.4")]
    assert [round_minor(amount, rounding) for amount in amounts] == rounded


def test_floats_are_refused_at_every_door():
    for door in (lambda: round_minor(1.5), lambda: to_minor(1.5, "CNY"), lambda: Money(1.5, "CNY")):
        with pytest.raises(FloatMoneyError):
            door()


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1905.2", "CNY", 190520),
        ("1905.20000", "CNY", 190520),
        ("1905.205", "CNY", None),
        ("-0.01", "CNY", -1),
        ("1905", "JPY", 1905),
        ("1905.5", "JPY", None),
        ("1.234", "KWD", 1234),
        ("0.000000000000000000000000000001", "CNY", None),
        ("12345678901234567890123456789.012", "CNY", None),
        ("1E+999999", "CNY", None),
        ("Infinity", "CNY", None),
        ("NaN", "CNY", None),
    ],
)
def test_an_amount_is_taken_exactly_or_not_at_all(amount, currency, minor):
    assert to_minor(Decimal(amount), currency) == minor


@given(SUMS, st.sampled_from(["CNY", "JPY", "KWD"]))
def test_minor_units_go_out_and_come_back(minor, currency):
    assert to_minor(from_minor(minor, currency), currency) == minor
    assert to_minor(Decimal(decimal_text(minor, currency)), currency) == minor
    assert str(from_minor(minor, currency)) == decimal_text(minor, currency)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(190520, "CNY", "1905.20"), (-5, "CNY", "-0.05"), (7, "JPY", "7"), (-1005, "KWD", "-1.005")],
)
def test_amounts_are_written_with_all_their_decimals(minor, currency, text):
    assert decimal_text(minor, currency) == text
    assert str(Money(minor, currency)) == text


def test_sums_of_one_currency_add_and_compare():
    five, two = Money(500, "CNY"), Money(200, "CNY")
    assert five + two == Money(700, "CNY")
    assert five - two == Money(300, "CNY")
    assert -five == Money(-500, "CNY")
    assert two < five
    assert two <= two
    assert five > two
    assert five.decimal == Decimal("5.00")
    assert five
    assert not Money(0, "CNY")


@pytest.mark.parametrize("combine", ["__add__", "__sub__", "__lt__", "__le__"])
def test_currencies_never_mix(combine):
    with pytest.raises(CurrencyMismatchError):
        getattr(Money(500, "CNY"), combine)(Money(500, "USD"))


@given(SUMS, st.integers(1, 400), st.sampled_from(Rounding))
def test_parts_add_up_and_none_has_the_other_sign(total, parts, rounding):
    found = split(total, parts, rounding)
    assert len(found) == parts
    assert sum(found) == total
    assert all(part * total >= 0 for part in found)


@given(st.integers(0, 10**12), st.integers(1, 400))
def test_only_the_last_part_absorbs_the_residue(total, parts):
    first, *rest = found = split(total, parts, Rounding.DOWN)
    assert set(found[:-1]) <= {first}
    assert 0 <= found[-1] - first < parts
    assert len(rest) == parts - 1


def test_a_sum_smaller_than_its_parts_runs_out_early():
    assert split(5, 10) == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
    assert split(-100, 3) == [-33, -33, -34]


def test_a_sum_has_at_least_one_part():
    with pytest.raises(NoPartsError):
        split(100, 0)
