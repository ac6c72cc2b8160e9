from decimal import Decimal

import pytest

from tracker.domain.rates import Rate, RatePer
from tracker.domain.typed.rate import parse_rate


@pytest.mark.parametrize(
    ("text", "percent", "per"),
    [
        ("24%", "24", "year"),
        ("24", "24", "year"),
        (" 10.65%", "10.65", "year"),
        ("24,99 %", "24.99", "year"),
        ("18％", "18", "year"),
        ("12 % p.a.", "12", "year"),
        ("24.99% APR", "24.99", "year"),
        ("0", "0", "year"),
        ("0.05%/day", "0.05", "day"),
        ("2%/month", "2", "month"),
        ("5 bps", "0.05", "year"),
        ("日息万分之五", "0.05", "day"),
        ("日息万五", "0.05", "day"),
        ("万分之五", "0.05", "day"),
        ("万分之3.5", "0.035", "day"),
        ("万分之四点五", "0.045", "day"),
        ("月息1.2%", "1.2", "month"),
        ("月利率千分之八", "0.8", "month"),
        ("年化15.4%", "15.4", "year"),
        ("每日0.05%", "0.05", "day"),
        ("月息1分", "1.0", "month"),
        ("月息一分五", "1.5", "month"),
        ("月息1分5厘", "1.5", "month"),
        ("月息8厘", "0.8", "month"),
        ("2分利", "2.0", "month"),
        ("年息1分", "10", "year"),
        ("年息8厘", "8", "year"),
        ("日息5厘", "0.05", "day"),
        ("日息千一", "0.1", "day"),
        ("无息", "0", "year"),
        ("不计息", "0", "year"),
        (" Interest-free ", "0", "year"),
        ("年化 18%", "18", "year"),
        ("１８％", "18", "year"),
        ("百分之十八", "18", "year"),
        ("6.8个点", "6.8", "year"),
        ("18 percent", "18", "year"),
    ],
)
def test_rates_as_quoted(text, percent, per):
    assert parse_rate(text) == (Rate(Decimal(percent), RatePer(per)), ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("-5", "negative"),
        ("20000%", "rate_too_large"),
        ("60%/day", "rate_too_large"),
        ("1e5", "rate_unreadable"),
        ("NaN", "rate_unreadable"),
        ("%", "rate_unreadable"),
        ("5%/", "rate_unreadable"),
        ("5厘", "rate_unreadable"),
        ("分", "rate_unreadable"),
        ("1分15", "rate_unreadable"),
        ("5" * 100, "rate_unreadable"),
        ("0.24", "rate_ambiguous"),
        ("0.05/day", "rate_ambiguous"),
    ],
)
def test_what_is_refused(text, code):
    value, problems = parse_rate(text)
    assert value is None
    assert problems[0].code == code
    assert problems[0].ask == (code == "rate_ambiguous")
    assert problems[0].hint == ("--rate-unit" if code == "rate_ambiguous" else None)


def test_a_declared_unit_decides_bare_numbers_only():
    assert parse_rate("0.24", unit="percent")[0] == Rate(Decimal("0.24"))
    assert parse_rate("0.24", unit="fraction")[0] == Rate(Decimal(24))
    assert parse_rate("0.24%", unit="fraction")[0] == Rate(Decimal("0.24"))
    assert parse_rate("18", unit="fraction")[1][0].code == "rate_too_large"


def test_the_calculators_read_a_number_below_one_as_a_fraction():
    assert parse_rate("0.24", bare_fraction=True)[0] == Rate(Decimal(24))
    assert parse_rate("24", bare_fraction=True)[0] == Rate(Decimal(24))
    assert parse_rate("0.24%", bare_fraction=True)[0] == Rate(Decimal("0.24"))


def test_the_column_says_the_time_and_a_cell_may_not_contradict_it():
    assert parse_rate("0.05%", per=RatePer.DAY)[0] == Rate(Decimal("0.05"), RatePer.DAY)
    assert parse_rate("万分之五", per=RatePer.YEAR)[0] == Rate(Decimal("0.05"))
    assert parse_rate("0.05%/day", per=RatePer.YEAR)[1][0].code == "rate_period_conflict"
