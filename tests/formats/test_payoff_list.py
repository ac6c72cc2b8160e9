from decimal import Decimal

import pytest

from tracker.domain.rates import Rate, RatePer
from tracker.formats.options import ReadOptions
from tracker.formats.payoff_list import read_payoff
from tracker.formats.source import decode


def read(text, **options):
    source, problems = decode(text.encode(), "test.csv")
    assert problems == ()
    return read_payoff(source, ReadOptions(**options))


def test_the_columns_of_the_contract():
    found, problems = read("name,balance,apr,minimum\nCard,5000,22.99,150\nCar,12000,6.5%,350.50\n")
    assert problems == ()
    rows = [(line.name, line.balance_minor, line.rate, line.minimum_minor) for line in found.lines]
    assert rows == [
        ("Card", 500_000, Rate(Decimal("22.99")), 15_000),
        ("Car", 1_200_000, Rate(Decimal("6.5")), 35_050),
    ]
    assert found.tally.accepted == 2


def test_shares_promotions_and_fees_for_prepaying():
    found, _problems = read(
        "债务名称,余额,年利率,最低还款比例,下限,优惠利率,优惠月数,提前还款手续费,提前还款收费月数,备注\n"
        "信用卡,1000,18%,5%,50,0,6,1%,12,x\n"
    )
    (line,) = found.lines
    assert (line.minimum_percent, line.floor_minor) == (5, 5000)
    assert (line.promo_percent, line.promo_months) == (0, 6)
    assert (line.fee_percent, line.fee_months) == (1, 12)
    assert [note.params for note in found.tally.notes] == [{"columns": "备注"}]


def test_fees_that_stay_and_a_month_that_asks_for_the_rest():
    found, _problems = read(
        "name,balance,apr,minimum,fees within,ends in months\nPlan,1072,13%,89.33,72,12\n"
    )
    assert (found.lines[0].fees_within_minor, found.lines[0].ends_month) == (72_00, 12)
    found, _problems = read("name,balance,apr,minimum,fees within\nPlan,10,13%,1,10.01\n")
    assert [problem.code for problem in found.tally.rejected] == ["more_than_balance"]


def test_a_rate_of_a_month_or_a_day():
    found, _problems = read("name,balance,daily rate,payment\nJiebei,1000,0.05%,100\n")
    assert found.lines[0].rate == Rate(Decimal("0.05"), RatePer.DAY)
    assert found.lines[0].minimum_minor == 100_00


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("Card,100,0.18,10,,,,,", "rate_ambiguous", "apr"),
        ("Card,100,,10,,,,,", "required", "apr"),
        ("Card,,18,10,,,,,", "required", "balance"),
        ("Card,100,18,,,,,,", "required", "minimum"),
        ("Card,-100,18,10,,,,,", "negative", "balance"),
        ("Card,100,-18,10,,,,,", "negative", "apr"),
        ("Card,100,18,ten,,,,,", "amount_unreadable", "minimum"),
        (",100,18,10,,,,,", "required", "name"),
        ("Card,100,18,,120,,,,", "beyond_whole", "minimum percent"),
        ("Card,100,18,10,,,4,,", "required", "promo months"),
        ("Card,100,18,10,,,4,many,", "periods_unreadable", "promo months"),
        ("Card,100,18,10,,,,,0.5", "rate_ambiguous", "prepay fee"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_column(row, code, column):
    header = "name,balance,apr,minimum,minimum percent,floor,promo apr,promo months,prepay fee\n"
    found, problems = read(f"{header}Fine,1,1,1,,,,,\n{row}\n")
    assert problems == ()
    (problem,) = found.tally.rejected
    assert (problem.code, problem.line, problem.column) == (code, 3, column)


def test_a_bare_rate_is_decided_by_the_declared_unit():
    found, _problems = read("name,balance,apr,minimum\nCard,100,0.18,10\n", rate_unit="fraction")
    assert found.lines[0].rate == Rate(Decimal(18))


def test_a_list_without_a_column_it_needs_is_refused():
    found, problems = read("name,balance,apr\nCard,100,18\n")
    assert found is None
    assert problems[0].code == "header_missing"
