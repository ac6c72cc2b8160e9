"""What becomes of a draft: what was not said is inferred, solved for, or stays unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import Method, Terms
from tracker.domain.loan.opening import infer_method, open_loan
from tracker.domain.loan.reading import LoanDraft
from tracker.domain.rates import Rate

TODAY = date(2026, 6, 10)
RATE = Rate(Decimal(12))


def draft(**given) -> LoanDraft:
    fields = ("name", "lender", "method", "balance_minor", "principal_minor", "opened_on", "as_of")
    known = {key: given.pop(key) for key in fields if key in given}
    return LoanDraft(**{"name": "A", "currency": "CNY", **known}, terms=Terms(effective_on=TODAY, **given))


def opened(**given):
    found, problems = open_loan(draft(**given), today=TODAY, slug="a")
    assert problems == ()
    return found


def problems(**given) -> list[tuple[str, str]]:
    found, wrong = open_loan(draft(**given), today=TODAY, slug="a")
    assert found is None
    return [(each.code, each.field) for each in wrong]


@pytest.mark.parametrize(
    ("given", "method"),
    [
        ({}, Method.INFORMAL),
        ({"rate": RATE}, Method.INFORMAL),
        ({"periods": 3}, Method.INFORMAL),
        ({"rate": RATE, "periods": 3}, Method.LEVEL_PAYMENT),
        ({"rate": RATE, "payment_minor": 3}, Method.LEVEL_PAYMENT),
        ({"periods": 3, "payment_minor": 3}, Method.LEVEL_PAYMENT),
        ({"fee_percent": Decimal(1), "rate": RATE, "periods": 3}, Method.FLAT_FEE),
        ({"credit_limit_minor": 5, "rate": RATE, "periods": 3}, Method.REVOLVING),
        ({"statement_day": 5}, Method.REVOLVING),
        ({"minimum_percent": Decimal(0)}, Method.REVOLVING),
    ],
)
def test_the_method_inferred(given, method):
    assert infer_method(draft(**given)) is method


def test_a_name_and_a_balance_are_enough():
    loan, terms = opened(balance_minor=500)
    assert (loan.method, loan.balance_minor, loan.tracked_from) == (Method.INFORMAL, 500, TODAY)
    assert (loan.opened_on, loan.principal_minor, terms.effective_on) == (None, None, TODAY)


def test_a_principal_is_lent_today_or_when_it_was():
    loan, _ = opened(principal_minor=500)
    assert (loan.opened_on, loan.tracked_from, loan.balance_minor) == (TODAY, TODAY, 500)
    loan, terms = opened(principal_minor=500, opened_on=date(2026, 1, 5))
    assert (loan.opened_on, loan.tracked_from) == (date(2026, 1, 5),) * 2
    assert terms.effective_on == date(2026, 1, 5)


def test_a_principal_whose_first_due_date_is_past_was_lent_a_period_before_it():
    loan, terms = opened(principal_minor=1200, rate=RATE, periods=12, first_due_on=date(2026, 3, 31))
    assert (loan.opened_on, loan.tracked_from, terms.effective_on) == (date(2026, 2, 28),) * 3
    loan, _ = opened(principal_minor=1200, rate=RATE, periods=12, first_due_on=date(2026, 6, 11))
    assert (loan.opened_on, loan.tracked_from) == (TODAY, TODAY)


def test_a_balance_holds_from_its_date():
    loan, terms = opened(balance_minor=300, principal_minor=500, as_of=date(2026, 5, 1))
    assert (loan.tracked_from, loan.balance_minor, loan.principal_minor) == (date(2026, 5, 1), 300, 500)
    assert (loan.opened_on, terms.effective_on) == (None, date(2026, 5, 1))


def test_joined_half_way_what_is_left_is_numbered_on():
    # Twelve of 888.49 from 31 January: by 10 June four are past, the fifth is due on 30 June.
    loan, terms = opened(
        balance_minor=680_000, principal_minor=1_000_000, opened_on=date(2026, 1, 31), rate=RATE, periods=12
    )
    assert loan.tracked_from == TODAY
    assert (terms.periods, terms.first_number, terms.payment_minor) == (8, 5, 88849)
    assert (terms.first_due_on, terms.due_day) == (date(2026, 6, 30), 31)


def test_joined_half_way_on_the_due_day_it_is_still_to_pay():
    _, terms = opened(
        balance_minor=9000, opened_on=date(2026, 3, 10), method=Method.EQUAL_PRINCIPAL, periods=5
    )
    assert (terms.periods, terms.first_number, terms.first_due_on) == (3, 3, TODAY)
    assert terms.payment_minor is None


@pytest.mark.parametrize(
    ("given", "periods"),
    [
        ({"periods": 2, "rate": RATE}, 2),  # all of them are past: nobody knows what is left
        ({"periods": 12, "method": Method.BULLET}, 12),
        ({"periods": 12, "method": Method.LEVEL_PAYMENT}, 12),  # no rate, no schedule
    ],
)
def test_joined_half_way_where_nothing_can_be_counted(given, periods):
    _, terms = opened(balance_minor=9000, opened_on=date(2026, 1, 10), **given)
    assert (terms.periods, terms.first_number) == (periods, 1)


def test_weeks_keep_no_day_of_the_month():
    _, terms = opened(
        balance_minor=9000, opened_on=date(2026, 6, 1), every=Frequency.WEEK, periods=5, rate=RATE
    )
    assert (terms.periods, terms.first_due_on, terms.due_day) == (4, date(2026, 6, 15), None)


def test_the_fourth_is_solved_for():
    _, terms = opened(principal_minor=1_000_000, periods=12, payment_minor=88849)
    assert terms.rate is not None
    assert abs(terms.rate.percent - 12) < Decimal("0.001")
    loan, _ = opened(rate=RATE, periods=12, payment_minor=88849)
    assert abs(loan.balance_minor - 1_000_000) < 6


def test_what_cannot_be():
    assert problems() == [("required", "balance")]
    assert problems(principal_minor=1_000_000, periods=2, payment_minor=100) == [
        ("payments_below_principal", "payment")
    ]
    assert problems(
        balance_minor=1, principal_minor=100, upfront_fee_minor=100, opened_on=TODAY,
        first_due_on=date(2026, 6, 9), as_of=date(2026, 6, 8),
    ) == [
        ("before_opened", "first_due"), ("before_opened", "as_of"), ("fee_above_principal", "upfront_fee"),
    ]  # fmt: skip


def test_four_of_four_are_taken_as_they_are():
    loan, terms = opened(principal_minor=1_000_000, rate=RATE, periods=12, payment_minor=90_000)
    assert (loan.balance_minor, terms.rate, terms.payment_minor) == (1_000_000, RATE, 90_000)
