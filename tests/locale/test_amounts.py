"""Amounts, dates and rates for people, held equal to babel's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal

from tracker import locale
from tracker.domain.money import exponent, from_minor
from tracker.domain.rates import Rate, RatePer
from tracker.locale import amounts


@pytest.fixture(params=["en", "zh_CN"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    yield locale.use(request.param)
    locale.use("en")


@pytest.mark.parametrize(
    "currency", ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "INR", "CHF", "KWD", "TWD", "KRW"]
)
@pytest.mark.parametrize("minor", [0, 1, -1, 99, 100, 123456, -190520, 64517344, 10**15 - 1])
def test_money_is_written_as_babel_writes_it(spoken: str, currency: str, minor: int) -> None:
    pattern = "#,##0" + ("." + "0" * exponent(currency) if exponent(currency) else "")
    value = from_minor(minor, currency)
    assert amounts.format_money(minor, currency) == format_decimal(value, pattern, locale=spoken)
    assert amounts.format_money(minor, currency, symbol=True) == format_currency(
        value, currency, locale=spoken
    )


def test_long_dates(spoken: str) -> None:
    wanted = {"en": "November 21, 2026", "zh_CN": "2026年11月21日"}[spoken]
    assert amounts.format_date(date(2026, 11, 21)) == wanted


def test_a_short_date_has_one_meaning() -> None:
    today = date(2026, 11, 21)
    days = [today + timedelta(days=n) for n in range(-800, 800)]
    short = [amounts.format_day(on, today) for on in days if len(amounts.format_day(on, today)) == 5]
    assert len(short) == len(set(short)) == 365
    assert amounts.format_day(date(2027, 11, 21), today) == "2027-11-21"


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Rate(Decimal("6.8")), "6.80%"),
        (Rate(Decimal("4.3525")), "4.3525%"),
        (Rate(Decimal(18)), "18.00%"),
        (Rate(Decimal("0.05"), RatePer.DAY), "0.05% a day"),
        (None, "?"),
    ],
)
def test_rates(rate: Rate | None, text: str) -> None:
    assert amounts.format_rate(rate) == text


@pytest.mark.parametrize(
    ("minor", "en", "zh"), [(64517344, "645k", "64.5万"), (0, "0", "0"), (150000, "1.5k", "1500")]
)
def test_compact_sums(minor: int, en: str, zh: str) -> None:
    assert amounts.format_compact(minor, "CNY") == en
    locale.use("zh_CN")
    try:
        assert amounts.format_compact(minor, "CNY") == zh
    finally:
        locale.use("en")


def test_weekends(spoken: str) -> None:
    assert [bool(amounts.format_weekend(date(2026, 11, day))) for day in (20, 21, 22, 23)] == [
        False,
        True,
        True,
        False,
    ]
