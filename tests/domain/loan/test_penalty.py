"""What lateness costs, and what waiting adds."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.penalty import cost_of_waiting, penalty, penalty_interest, penalty_rate
from tracker.domain.money import Rounding
from tracker.domain.rates import Rate, RatePer

EIGHTEEN = Rate(Decimal(18))


def test_the_contract_rate_is_raised_by_a_share_of_itself():
    assert penalty_rate(Rate(Decimal(12)), Decimal(50)) == EIGHTEEN
    raised = penalty_rate(Rate(Decimal("0.05"), RatePer.DAY), Decimal(30))
    assert (raised.percent, raised.per) == (Decimal("0.065"), RatePer.DAY)


def test_nothing_is_charged_before_the_first_overdue_day():
    assert penalty_interest(1_000_000, EIGHTEEN, 0) == 0
    assert penalty_interest(1_000_000, EIGHTEEN, -3) == 0


def test_a_lender_may_cut_fractions_off():
    assert penalty_interest(88_849, Rate(Decimal(36)), 1, basis=360) == 89
    assert penalty_interest(88_849, Rate(Decimal(36)), 1, basis=360, rounding=Rounding.DOWN) == 88


def test_waiting_adds_the_difference_between_two_days():
    # DOMAIN A.5: 10,000 at 18 % over 360 is 5.00 a day, and 0.05 on interest of 100.
    assert cost_of_waiting(1_000_000, 10_000, EIGHTEEN, 30, basis=360) == 15_150
    assert cost_of_waiting(1_000_000, 10_000, EIGHTEEN, 7, since_days=30, basis=360) == 3_535


@given(st.integers(0, 10**9), st.integers(0, 10**7), st.integers(0, 400), st.integers(0, 400))
def test_waiting_in_steps_costs_what_waiting_at_once_does(principal, interest, first, then):
    at_once = cost_of_waiting(principal, interest, EIGHTEEN, first + then)
    in_steps = cost_of_waiting(principal, interest, EIGHTEEN, first) + cost_of_waiting(
        principal, interest, EIGHTEEN, then, since_days=first
    )
    assert at_once == in_steps == penalty(principal, interest, EIGHTEEN, first + then).total
