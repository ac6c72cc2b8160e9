from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.facts import Method, Payment, PaymentState
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.states import COUNTED, REFUNDABLE, can_move, next_states

moves = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(PaymentState)), max_size=25)


def test_every_state_leads_somewhere_and_never_to_itself():
    for state in PaymentState:
        assert next_states(state)
        assert state not in next_states(state)
        assert can_move(state, state)


def test_nothing_goes_back_to_being_planned():
    assert not any(can_move(state, PaymentState.PLANNED) for state in PaymentState if state != "planned")


def test_what_is_posted_can_only_be_undone_by_the_lender_or_found_taken_twice():
    assert set(next_states(PaymentState.POSTED)) == {PaymentState.REVERSED, PaymentState.DUPLICATE}


def test_every_state_can_still_become_posted():
    for state in PaymentState:
        seen, wave = {state}, {state}
        while wave:
            wave = {after for each in wave for after in next_states(each)} - seen
            seen |= wave
        assert PaymentState.POSTED in seen


def test_money_under_way_is_neither_counted_nor_asked_back():
    assert not {PaymentState.SENT, PaymentState.PENDING} & (COUNTED | REFUNDABLE)


@given(moves)
def test_whatever_happens_only_posted_payments_reduce_the_balance(facts, steps):
    """A payment that moves through any steps counts exactly while it is posted."""
    loan = facts(Method.LEVEL_PAYMENT, 1_200_000, rate="12", periods=12, due_day=15)
    paid = [
        Payment(
            id=number, loan_id=1, paid_on=loan.loan.tracked_from + timedelta(days=20 * number),
            amount_minor=10_000 * number, currency="CNY", state=PaymentState.PLANNED,
        )
        for number in range(1, 5)
    ]  # fmt: skip
    untouched = replay(loan).balance
    for at, state in steps:
        if can_move(paid[at].state, state):
            paid[at] = replace(paid[at], state=state)
        counted = [each for each in paid if each.state is PaymentState.POSTED]
        ledger = replay(replace(loan, payments=tuple(paid)))
        assert ledger.balance == replay(replace(loan, payments=tuple(counted))).balance
        assert ledger.balance == untouched or counted
        assert sum(ledger.paid.values()) == sum(each.amount_minor for each in counted)
