from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.duplicates import WINDOW_DAYS, find_duplicates
from tracker.domain.loan.facts import Payment, PaymentState

START = date(2026, 11, 1)


def paid(number, days, amount=100, loan_id=1, state=PaymentState.POSTED):
    return Payment(
        id=number, loan_id=loan_id, paid_on=START + timedelta(days=days), amount_minor=amount,
        currency="CNY", state=state,
    )  # fmt: skip


def pairs(payments, separate=()):
    return [(each.first.id, each.again.id) for each in find_duplicates(payments, separate)]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (paid(2, 0), True),
        (paid(2, WINDOW_DAYS), True),
        (paid(2, WINDOW_DAYS + 1), False),
        (paid(2, 1, amount=101), False),
        (paid(2, 1, loan_id=2), False),
        (paid(2, 1, state=PaymentState.FAILED), False),
        (paid(2, 1, state=PaymentState.DUPLICATE), False),
    ],
)
def test_same_loan_same_sum_days_apart_both_posted(second, found):
    assert pairs([paid(1, 0), second]) == ([(1, 2)] if found else [])


def test_a_third_debit_is_told_beside_the_second():
    assert pairs([paid(3, 4), paid(1, 0), paid(2, 2)]) == [(1, 2), (2, 3)]


def test_what_somebody_looked_at_is_not_asked_again_but_still_compared():
    assert pairs([paid(1, 0), paid(2, 1), paid(3, 2)], separate=[2]) == [(2, 3)]


payments = st.lists(
    st.builds(
        paid, st.integers(1, 10**6), st.integers(0, 40), st.integers(1, 3), st.integers(1, 2),
        st.sampled_from(PaymentState),
    ),
    max_size=25, unique_by=lambda each: each.id,
)  # fmt: skip


@given(payments, st.randoms())
def test_the_order_they_are_given_in_does_not_matter(found, random):
    mixed = list(found)
    random.shuffle(mixed)
    assert pairs(mixed) == pairs(found)


@given(payments)
def test_every_near_pair_is_told_once_by_its_later_payment(found):
    posted = [each for each in found if each.state is PaymentState.POSTED]
    expected = {
        later.id
        for later in posted
        for earlier in posted
        if (earlier.paid_on, earlier.id) < (later.paid_on, later.id)
        and (earlier.loan_id, earlier.amount_minor) == (later.loan_id, later.amount_minor)
        and (later.paid_on - earlier.paid_on).days <= WINDOW_DAYS
    }
    told = [again for _first, again in pairs(found)]
    assert sorted(told) == sorted(expected)
