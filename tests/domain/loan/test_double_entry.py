"""What each fact moved between accounts, on loans and cards that can be reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.loan.double_entry import Cause, Leg, Side, movements
from tracker.domain.loan.facts import ChargeKind, Component, Method, Terms
from tracker.domain.loan.ledger import replay
from tracker.domain.rates import Rate

FEE, INTEREST, PRINCIPAL = Component.FEE, Component.INTEREST, Component.PRINCIPAL


def moved(facts):
    return [(each.on, each.cause, each.legs) for each in movements(facts, replay(facts, allocations=True))]


def test_interest_of_an_instalment_costs_when_it_is_paid(facts):
    loan = facts(
        Method.LEVEL_PAYMENT, 1_200_000, rate="12", periods=12, due_day=15, paid=[("02-15", 106_619)]
    )
    assert moved(loan) == [
        (date(2026, 1, 15), Cause.OPENING, (
            Leg(Side.DEBT, -1_200_000, PRINCIPAL), Leg(Side.OPENING, 1_200_000))),
        (date(2026, 2, 15), Cause.PAYMENT, (
            Leg(Side.PAID_FROM, -106_619), Leg(Side.DEBT, 94_619, PRINCIPAL),
            Leg(Side.COST, 12_000, INTEREST))),
    ]  # fmt: skip


def test_a_charge_costs_on_its_day_and_its_payment_meets_the_debt(facts):
    loan = facts(
        Method.INFORMAL, 50_000,
        charged=[("02-01", ChargeKind.LATE_FEE, 2_000), ("02-03", ChargeKind.CASH_ADVANCE, 700)],
        waived=[("02-05", FEE, 500)], paid=[("03-01", 60_000)],
    )  # fmt: skip
    assert moved(loan)[1:] == [
        (date(2026, 2, 1), Cause.CHARGE, (Leg(Side.DEBT, -2_000, FEE), Leg(Side.COST, 2_000, FEE))),
        (date(2026, 2, 3), Cause.CHARGE, (Leg(Side.DEBT, -700, PRINCIPAL), Leg(Side.CASH, 700))),
        (date(2026, 2, 5), Cause.WAIVER, (Leg(Side.DEBT, 500, FEE), Leg(Side.WAIVED, -500, FEE))),
        (date(2026, 3, 1), Cause.PAYMENT, (
            Leg(Side.PAID_FROM, -60_000), Leg(Side.DEBT, 1_500, FEE), Leg(Side.DEBT, 50_700, PRINCIPAL),
            Leg(Side.OVERPAID, 7_800))),
    ]  # fmt: skip


def test_interest_we_estimate_of_a_card_is_a_movement_of_its_own(facts):
    card = facts(
        Method.REVOLVING, 100_000, rate="18.25", statement_day=5, due_day=23, paid=[("02-20", 30_000)],
        stated=[("03-05", "03-23", 75_000, 5_000)],
    )  # fmt: skip
    found = moved(card)
    assert [cause for _on, cause, _legs in found] == [
        Cause.OPENING, Cause.ACCRUAL, Cause.PAYMENT, Cause.STATEMENT,
    ]  # fmt: skip
    interest = found[1][2][1]
    assert interest.side is Side.COST
    assert found[2][2] == (
        Leg(Side.PAID_FROM, -30_000), Leg(Side.DEBT, interest.minor, INTEREST),
        Leg(Side.DEBT, 30_000 - interest.minor, PRINCIPAL),
    )  # fmt: skip
    assert found[3][2][-1] == Leg(Side.ADJUSTED, 75_000 - 70_000 - interest.minor)


@pytest.mark.parametrize("paid", [[("02-15", 106_619)], [("02-15", 106_619), ("04-01", 10_000)]])
def test_a_closed_loan_ends_at_nothing(facts, paid):
    loan = facts(Method.LEVEL_PAYMENT, 1_200_000, rate="12", periods=12, due_day=15, paid=paid)
    closed = replace(loan, loan=replace(loan.loan, closed_on=date(2026, 3, 1)))
    ledger = replay(closed)
    assert moved(closed)[-1] == (
        max(date(2026, 3, 1), ledger.as_of), Cause.CLOSING,
        (Leg(Side.DEBT, ledger.balance), Leg(Side.WAIVED, -ledger.balance)),
    )  # fmt: skip


def test_unpaid_interest_that_new_terms_carry_on_is_a_cost(facts):
    new = Terms(
        effective_on=date(2026, 4, 1),
        rate=Rate(Decimal(12)),
        periods=12,
        first_due_on=date(2026, 5, 1),
        due_day=1,
    )
    loan = facts(Method.LEVEL_PAYMENT, 1_200_000, rate="12", periods=12, due_day=15, later=[new])
    (_opening, (on, cause, legs)) = moved(loan)
    assert (on, cause) == (date(2026, 4, 1), Cause.TERMS)
    assert {leg.side for leg in legs} == {Side.DEBT, Side.COST}
    assert sum(leg.minor for leg in legs) == 0
