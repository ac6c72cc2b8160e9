"""The payoff calculator without its command: debts of a list, orders by name, statements."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.domain.plan.debt import Budget, Fixed, PrepayFee, RateFrom, Share
from tracker.domain.plan.run import Strategy
from tracker.services.plan import calculator, solving

HEADER = (
    "name,balance,apr,minimum,minimum percent,floor,promo apr,promo months,prepay fee,prepay fee months,"
    "fees within,ends in months\n"
)


@pytest.fixture
def debts_of(tmp_path):
    def read(*rows: str):
        path = tmp_path / "loans.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
        found, problems = calculator.read_portfolio(path)
        assert problems == ()
        return found

    return read


def test_every_column_reaches_its_debt(debts_of):
    card, plan, loan = debts_of(
        "Card,1000,18%,,5%,50,2%,6,,,,",
        "Plan,1072,13%,89.33,,,,,,,72,12",
        "Loan,5000,6%,120,,,,,1%,12,,",
    ).debts
    assert card.minimum == Share(percent=Decimal(5), floor=50_00)
    assert card.rates == (
        RateFrom(month=0, yearly=Decimal("0.02")),
        RateFrom(month=6, yearly=Decimal("0.18")),
    )
    assert (plan.rates[0].yearly, plan.quoted, plan.fees_within) == (0, Decimal("0.13"), 72_00)
    assert (plan.minimum, plan.ends_month) == (Fixed(amount=89_33), 11)
    assert loan.prepay_fee == PrepayFee(percent=Decimal(1), last_month=11)


def test_a_minimum_beside_a_share_is_its_floor(debts_of):
    (card,) = debts_of("Card,1000,18%,30,5%,,,,,,,").debts
    assert card.minimum == Share(percent=Decimal(5), floor=30_00)


def test_an_order_by_name_takes_every_debt_of_that_name(debts_of):
    found = debts_of(*(f"{name},1000,18%,30,,,,,,,," for name in ("Car", "Card", "CAR")))
    assert calculator.named_order(found, " card ,car,") == ((2, 1, 3), ())
    order, problems = calculator.named_order(found, "boat")
    assert order is None
    assert problems[0].params == {"choices": "Car, Card, CAR"}


def test_without_a_solver_what_is_not_proved_is_left_out(debts_of, monkeypatch):
    monkeypatch.setattr(solving, "is_installed", lambda: False)
    many = debts_of(*(f"Loan {number},{number}000,{number}%,60,,,1%,9,,,," for number in range(5, 12)))
    budget = Budget(extra=500_00)
    ways = calculator.compare(many, budget)
    assert [each.run.strategy for each in ways] == list(Strategy)[:3]
    best = calculator.pay_off(many, budget, Strategy.OPTIMAL)
    assert (best.proven, best.solver) == (False, "missing")


def test_a_statement_needs_a_share(debts_of):
    assert calculator.one_statement(debts_of("Car,1000,18%,30,,,,,,,,")) is None
    name, found = calculator.one_statement(debts_of("Gone,0,1%,,2%,20,,,,,,", "Visa,1000,18%,,2%,20,,,,,,"))
    assert (name, found.payment) == ("Visa", 36_15)
    both = calculator.statements(debts_of("A,1000,18%,,2%,20,,,,,,", "B,500,12%,,2%,20,,,,,,"))
    assert [name for name, _each in both] == ["A", "B"]
