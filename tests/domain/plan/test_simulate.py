"""The engine of plans: against a slow twin, and by laws."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from portfolios import any_debts, budgets, owed, plain_debts

from tracker.domain.plan.charges import fee_in, interest_in, minimum_in, most_within
from tracker.domain.plan.debt import Budget, Debt, Drop, Parts, PrepayFee, RateFrom, Share
from tracker.domain.plan.run import Run, Short, Strategy
from tracker.domain.plan.simulate import (
    NotByRuleError,
    RefusedPaymentError,
    budget_of,
    first_asked,
    first_minimums,
    replay,
    simulate,
)

RULES = [Strategy.MINIMUM, Strategy.SNOWBALL, Strategy.AVALANCHE, Strategy.CUSTOM]
THREE = [
    owed(1, 500_000, "22.99", 150_00),
    owed(2, 350_000, "18.99", 100_00),
    owed(3, 1_200_000, "6.5", 350_00),
]


def rate_of(debt: Debt, month: int) -> Decimal:
    yearly = Decimal(0)
    for step in debt.rates:
        if step.month <= month:
            yearly = step.yearly
    return debt.quoted if not yearly and debt.fees_within else yearly


def slow_twin(
    debts: list[Debt], budget: Budget, strategy: Strategy, order: list[int], limit: int
) -> Run | None:
    """The same by the plainest code there is; the balances after each month, and the cash."""
    balances, cash, rows = {d.key: d.balance for d in debts}, budget.cash, []
    for month in range(limit):
        if not any(balances.values()):
            return rows, None
        asked = 0
        for debt in debts:
            interest = interest_in(debt, balances[debt.key], month)
            minimum = minimum_in(debt, balances[debt.key], interest, month)
            balances[debt.key] += interest - minimum
            asked += minimum
        left = cash + budget_of(debts, budget, month) - asked
        if left < min(cash, budget.buffer):
            if strategy is not Strategy.MINIMUM or budget.monthly is not None:
                return rows, Short(month=month, missing=min(cash, budget.buffer) - left)
            left = min(cash, budget.buffer)

        def place(debt: Debt, month: int = month) -> tuple:
            balance, rate = balances[debt.key], -rate_of(debt, month)
            if strategy is Strategy.SNOWBALL:
                return (balance, rate)
            named = strategy is Strategy.CUSTOM and debt.key in order
            return (order.index(debt.key) if named else len(order), rate, balance)

        for debt in sorted(debts, key=place):
            if strategy is Strategy.MINIMUM or debt.frozen or left <= budget.buffer:
                continue
            amount, fee = most_within(
                left - budget.buffer, balances[debt.key], fee_in(debt.prepay_fee, month)
            )
            balances[debt.key] -= amount
            left -= amount + fee
        cash = left
        rows.append((tuple(balances[d.key] for d in debts), cash))
    return rows, None


@settings(max_examples=300)
@given(any_debts(), budgets(), st.sampled_from(RULES))
def test_every_month_is_what_the_plainest_code_makes_it(debts, budget, strategy):
    order = [debt.key for debt in debts[::2]]
    run = simulate(debts, budget, strategy, order=order, limit=60)
    rows, short = slow_twin(debts, budget, strategy, order, 60)
    played = [(month.balance, month.cash) for month in run.months]
    assert played == rows[: len(played)]
    assert run.short == short or run.endless
    if not run.endless:
        assert len(played) == len(rows)


@given(any_debts(), budgets(), st.sampled_from(RULES))
def test_the_sums_of_a_run_are_those_of_its_months(debts, budget, strategy):
    run = simulate(debts, budget, strategy)
    within = sum(debt.fees_within for debt in debts)
    assert run.interest == within + sum(sum(month.interest) for month in run.months)
    assert run.fees == sum(sum(month.fees) for month in run.months)
    assert run.paid == run.fees + sum(sum(month.paid) for month in run.months)
    owed_now, start = sum(run.months[-1].balance) if run.months else None, sum(d.balance for d in debts)
    if run.ends:
        assert run.paid == start - within + run.cost
        assert {key for key, _ in run.order} == {debt.key for debt in debts if debt.balance}
        assert not owed_now


@given(any_debts(), budgets(), st.sampled_from(RULES[1:]))
def test_a_month_that_leaves_something_spends_all_but_the_buffer(debts, budget, strategy):
    run = simulate(debts, budget, strategy)
    cash = budget.cash
    for number, month in enumerate(run.months):
        assert sum(month.paid) + sum(month.fees) + month.cash == cash + budget_of(debts, budget, number)
        assert month.cash >= min(cash, budget.buffer)
        owing = [d for d, left in zip(debts, month.balance, strict=True) if left and not d.frozen]
        if any(debt.prepay_fee is None for debt in owing):
            assert month.cash <= budget.buffer or month.cash <= cash
            assert month.cash <= max(budget.buffer, 0)
        cash = month.cash


@given(plain_debts(), st.integers(0, 500_00), st.sampled_from(RULES[1:]))
def test_every_month_but_the_last_spends_the_whole_budget_to_the_cent(debts, extra, strategy):
    run = simulate(debts, Budget(extra=extra), strategy)
    assert run.ends
    assert {sum(month.paid) for month in run.months[:-1]} <= {first_minimums(debts) + extra}


@given(any_debts(), budgets(), st.sampled_from(RULES))
def test_what_a_run_paid_comes_to_the_same_when_replayed(debts, budget, strategy):
    run = simulate(debts, budget, strategy)
    assume(run.ends)
    again = replay(debts, budget, [month.paid for month in run.months], strategy)
    assert again == run


@given(any_debts(), budgets(), st.sampled_from(RULES))
def test_what_is_called_endless_is_not_over_when_it_is_played_on(debts, budget, strategy):
    run = simulate(debts, budget, strategy)
    if run.endless and len(run.months) < 1200:
        rows, short = slow_twin(debts, budget, strategy, [], 400)
        assert short is not None or (len(rows) == 400 and any(rows[-1][0]))


def test_the_published_comparison_of_three_debts():
    months = {s: simulate(THREE, Budget(extra=200_00), s) for s in RULES[1:3]}
    assert [(len(run.months), run.interest) for run in months.values()] == [(30, 323_011), (30, 307_523)]
    assert months[Strategy.AVALANCHE].order == ((1, 16), (2, 23), (3, 29))
    alone = simulate(THREE, Budget(), Strategy.MINIMUM)
    assert (len(alone.months), alone.interest) == (54, 599_706)


def test_the_custom_order_comes_first_and_the_rest_by_rate():
    run = simulate(THREE, Budget(extra=200_00), Strategy.CUSTOM, order=(3, 99))
    assert run.order[0][0] == 3
    assert simulate(THREE, Budget(extra=200_00), Strategy.CUSTOM).order == ((1, 16), (2, 23), (3, 29))


def test_a_fee_plan_is_ranked_by_what_its_borrower_sees():
    debts = [
        owed(1, 100_00, "10", 1),
        owed(2, 100_00, "0", 1, fees_within=5_00, quoted=Decimal("0.13")),
        owed(3, 100_00, "0", 1),
    ]
    run = simulate(debts, Budget(monthly=60_00), Strategy.AVALANCHE)
    assert [key for key, _ in run.order] == [2, 1, 3]
    assert run.cost == run.interest == 5_00 + sum(sum(month.interest) for month in run.months)


def test_a_rate_that_steps_up_changes_the_target():
    card = Debt(
        key=1, name="card", balance=100_000, minimum=Share(percent=Decimal(2), floor=20_00),
        rates=(RateFrom(month=0, yearly=Decimal(0)), RateFrom(month=3, yearly=Decimal("0.24"))),
    )  # fmt: skip
    run = simulate([card, owed(2, 100_000, "12", 20_00)], Budget(monthly=100_00), Strategy.AVALANCHE)
    assert [month.interest[0] > 0 for month in run.months[:5]] == [False] * 3 + [True] * 2
    assert [month.paid[0] > month.required[0] for month in run.months[:5]] == [False] * 3 + [True] * 2


def test_where_no_sum_is_given_arrears_and_ends_raise_the_first_month_only():
    debts = [owed(1, 100_000, "0", 50_00, arrears=80_00), owed(2, 60_000, "0", 10_00, ends_month=0)]
    budget = Budget(extra=5_00)
    assert (first_minimums(debts), first_asked(debts)) == (60_00, 50_00 + 80_00 + 600_00)
    assert [budget_of(debts, budget, month) for month in (0, 1)] == [735_00, 65_00]
    run = simulate(debts, budget, Strategy.SNOWBALL)
    assert run.budget == 735_00
    assert run.months[0].required == (130_00, 600_00)
    assert run.order[0] == (2, 0)


def test_where_no_sum_is_given_a_debt_that_starts_later_brings_its_minimum_then():
    debts = [owed(1, 100_000, "0", 50_00), owed(2, 60_000, "0", 10_00, starts_month=2)]
    budget = Budget(extra=5_00)
    assert [budget_of(debts, budget, month) for month in range(4)] == [55_00, 55_00, 65_00, 65_00]
    months = simulate(debts, budget, Strategy.AVALANCHE).months
    assert [month.required for month in months[:3]] == [(50_00, 0), (50_00, 0), (50_00, 10_00)]


def test_a_small_rest_of_a_card_is_asked_for_at_once():
    card = owed(1, 12_00, "0", Share(percent=Decimal(10), floor=5_00, rest=10_00))
    assert [month.required for month in simulate([card], Budget(), Strategy.MINIMUM).months] == [(12_00,)]


def test_a_balloon_the_money_does_not_meet_is_named_with_its_month():
    bullet = owed(1, 100_000, "12", Parts(), ends_month=6)
    run = simulate([bullet], Budget(monthly=50_00), Strategy.MINIMUM)
    # 10.00 interest a month, 40.00 kept of each month's 50.00.
    assert run.short == Short(month=6, missing=1_010_00 - 6 * 40_00 - 50_00)
    assert len(run.months) == 6
    assert simulate([bullet], Budget(), Strategy.MINIMUM).ends


def test_a_buffer_is_filled_first_and_never_drawn_on():
    run = simulate([owed(1, 100_000, "0", 10_00)], Budget(monthly=30_00, buffer=50_00), Strategy.SNOWBALL)
    assert [month.cash for month in run.months[:4]] == [20_00, 40_00, 50_00, 50_00]
    assert [month.paid[0] for month in run.months[:4]] == [10_00, 10_00, 20_00, 30_00]
    short = simulate(
        [owed(1, 100_000, "0", 40_00)], Budget(monthly=30_00, cash=100_00, buffer=90_00), Strategy.SNOWBALL
    ).short
    assert short == Short(month=1, missing=10_00)


def test_a_frozen_debt_gets_its_minimum_and_the_rest_is_kept():
    run = simulate([owed(1, 100_00, "0", 10_00, frozen=True)], Budget(monthly=30_00), Strategy.AVALANCHE)
    assert [month.cash for month in run.months[:2]] == [20_00, 40_00]
    assert len(run.months) == 10


def test_a_drop_and_a_one_off_change_their_months():
    budget = Budget(
        monthly=99_99, one_offs=((1, 5_00), (1, 1_00)),
        drops=(Drop(first_month=1, months=2, percent=Decimal(50)),),
    )  # fmt: skip
    assert [budget_of([], budget, month) for month in range(4)] == [99_99, 55_99, 49_99, 99_99]


def test_a_prepayment_fee_is_paid_out_of_the_money():
    fee = PrepayFee(percent=Decimal(2), last_month=1)
    debts = [owed(1, 100_000, "12", 10_00, prepay_fee=fee)]
    run = simulate(debts, Budget(monthly=112_00), Strategy.AVALANCHE)
    assert run.months[0].fees == (2_00,)
    assert run.months[0].paid == (110_00,)
    assert run.months[2].fees == (0,)
    assert run.cost == run.interest + run.fees


@pytest.mark.parametrize("strategy", RULES)
def test_interest_above_the_money_is_refused_at_once(strategy):
    debts = [owed(key, 1_000_000, "12", 50_00) for key in (1, 2, 3)]
    run = simulate(debts, Budget(monthly=150_00), strategy)
    assert run.endless
    assert len(run.months) < 5


def test_a_share_without_a_floor_ends():
    run = simulate([owed(1, 100_000, "18", Share(percent=Decimal(10)))], Budget(), Strategy.MINIMUM)
    assert run.ends


def test_an_optimum_is_not_played_by_a_rule():
    with pytest.raises(NotByRuleError):
        simulate(THREE, Budget(), Strategy.OPTIMAL)


@pytest.mark.parametrize(
    ("payments", "why"),
    [
        ([[5_00]], "5.00 below"),
        ([[10_00], [200_00]], "above what is owed"),
        ([[10_00]], "still owed"),
        ([[40_00], [61_00]], "beyond the money"),
    ],
)
def test_payments_that_cannot_be_made_are_refused(payments, why):
    debts, budget = [owed(1, 100_00, "0", 10_00)], Budget(monthly=35_00)
    with pytest.raises(RefusedPaymentError, match=why.replace("5.00", "500")):
        replay(debts, budget, payments, Strategy.OPTIMAL)


def test_minimums_beyond_the_money_are_refused_in_a_replay():
    with pytest.raises(RefusedPaymentError) as refused:
        replay([owed(1, 100_00, "0", 10_00)], Budget(monthly=5_00), [[10_00]], Strategy.OPTIMAL)
    assert (refused.value.month, refused.value.key) == (0, None)
