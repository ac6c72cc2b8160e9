"""Paying more, checked by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.loan.facts import LoanFacts, Method
from tracker.domain.loan.whatif import round_sums_above, what_if

TODAY = date(2026, 1, 15)
Facts = Callable[..., LoanFacts]


def test_a_level_loan_paid_faster(facts: Facts) -> None:
    # 1,000.00 at 1% a month, agreed 256.28 four times: 10.00 + 7.54 + 5.05 + 2.54 of interest. At 500.00:
    # 10.00 on 1,000.00, 5.10 on 510.00, 0.15 on 15.10: paid up on the third due date for 15.25.
    loan = facts(Method.LEVEL_PAYMENT, 100_000, rate="12", periods=4, due_day=15)
    agreed, faster = what_if(loan, TODAY, sums=[50_000]).outcomes
    assert (agreed.payment, agreed.ends_on, agreed.cost) == (None, date(2026, 5, 15), 2_513)
    assert (faster.ends_on, faster.cost, faster.saved) == (date(2026, 4, 15), 1_525, 988)


def test_a_card_paid_faster(facts: Facts) -> None:
    # 1,000.00 at 1% a month; the statement of 20 January adds 10.00 of interest. Paying 500.00 each time:
    # 1,010.00 - 500 = 510.00, + 5.10 - 500 = 15.10, + 0.15: 15.25 in all on the third due day.
    card = facts(
        Method.REVOLVING, 100_000, rate="12", statement_day=20, due_day=10, minimum_percent=Decimal(10)
    )
    found = what_if(card, TODAY, sums=[50_000]).outcomes
    assert (found[1].ends_on, found[1].cost) == (date(2026, 4, 10), 1_525)
    assert found[0].ends_on is not None
    assert found[0].cost is not None
    assert found[1].saved == found[0].cost - 1_525
    assert found[0].ends_on > date(2026, 12, 31)


def test_a_family_loan_only_ends_sooner(facts: Facts) -> None:
    loan = facts(Method.INFORMAL, 100_000, payment_minor=10_000, due_day=15)
    agreed, faster = what_if(loan, TODAY, sums=[25_000]).outcomes
    assert (agreed.ends_on, agreed.cost) == (date(2026, 11, 15), 0)
    assert (faster.ends_on, faster.cost, faster.saved) == (date(2026, 5, 15), 0, 0)


def test_what_never_ends_has_no_cost_but_more_may_end_it(facts: Facts) -> None:
    # 1% of 1,000.00 is the payment itself: the principal stays for ever.
    loan = facts(Method.LEVEL_PAYMENT, 100_000, rate="12", payment_minor=1_000, due_day=15)
    agreed, faster = what_if(loan, TODAY, sums=[50_000]).outcomes
    assert (agreed.ends_on, agreed.cost) == (None, None)
    assert (faster.ends_on, faster.cost, faster.saved) == (date(2026, 4, 15), 1_525, None)


def test_unknown_terms_say_which(facts: Facts) -> None:
    card = facts(Method.REVOLVING, 100_000, due_day=10)
    assert what_if(card, TODAY).unknown == ("rate",)
    bare = facts(Method.REVOLVING, 100_000, rate="18", due_day=10)
    assert what_if(bare, TODAY).unknown == ("minimum_percent",)
    family = facts(Method.INFORMAL, 100_000, due_day=10, opened=None)
    assert what_if(family, TODAY).unknown == ("payment",)


def test_a_flat_fee_does_not_shrink(facts: Facts) -> None:
    loan = facts(Method.FLAT_FEE, 100_000, fee_percent=Decimal(1), periods=10, due_day=10)
    assert what_if(loan, TODAY).fixed


@pytest.mark.parametrize(
    ("payment", "sums"),
    [
        (124_000, (150_000, 200_000)),
        (190_520, (250_000, 300_000)),
        (95_000, (100_000, 120_000)),
        (3, (100, 120)),
    ],
)
def test_sums_to_compare_are_round_and_above(payment: int, sums: tuple[int, ...]) -> None:
    assert round_sums_above(payment) == sums
