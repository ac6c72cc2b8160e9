from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.claim import Basis, explain
from tracker.domain.loan.facts import ChargeKind, Component, LateFee, Method, Payment, PaymentState
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.payoff import payoff
from tracker.domain.rates import Rate

ON = date(2026, 3, 10)


def codes(found):
    return [each.code for each in found.lines]


@pytest.fixture
def loan(facts):
    """Twelve months at 12 %, the first instalment of 1,066.19 paid when it was due."""
    return facts(
        Method.LEVEL_PAYMENT, 1_200_000, rate="12", periods=12, due_day=15, paid=[("02-15", 106_619)]
    )


def test_a_claim_of_the_bare_balance_needs_no_words(loan):
    found = explain(loan, ON, 1_105_381)
    assert (found.ours_minor, found.difference_minor, found.lines) == (1_105_381, 0, ())
    assert found.explained


def test_interest_to_the_day_is_told_with_its_days(loan):
    found = explain(loan, ON, 1_105_381 + 9_212)
    (line,) = found.lines
    assert (line.code, line.minor, line.since, line.days) == (
        "interest_accrued", 9_212, date(2026, 2, 15), 23,
    )  # fmt: skip
    assert line.basis is Basis.ESTIMATE
    assert found.explained


def test_a_payment_the_lender_has_not_counted_is_found_by_what_it_did(loan):
    """Without the payment the whole principal is owed: 946.19 of it paid principal."""
    found = explain(loan, ON, 1_200_000)
    (line,) = found.lines
    assert (line.code, line.minor, line.about, line.basis) == (
        "payment_not_counted", 94_619, 1, Basis.MATCH,
    )  # fmt: skip
    assert not found.explained
    assert found.unfounded_minor == 94_619


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (PaymentState.PENDING, "payment_under_way"),
        (PaymentState.SENT, "payment_under_way"),
        (PaymentState.FAILED, "payment_failed_counted"),
        (PaymentState.REVERSED, "payment_reversed_counted"),
        (PaymentState.DUPLICATE, "payment_duplicate_counted"),
        (PaymentState.PLANNED, "less_unknown"),
    ],
)
def test_a_payment_only_the_lender_has_booked(loan, state, code):
    more = Payment(
        id=9, loan_id=1, paid_on=date(2026, 3, 8), amount_minor=50_000, currency="CNY", state=state
    )
    with_it = replace(loan, payments=(*loan.payments, more))
    claimed = replay(
        replace(loan, payments=(*loan.payments, replace(more, state=PaymentState.POSTED)))
    ).balance
    found = explain(with_it, ON, claimed)
    assert codes(found)[-1] == code
    assert found.explained is False


def test_charges_and_waivers_one_side_lacks(facts):
    loan = facts(
        Method.LEVEL_PAYMENT, 1_200_000, rate="12", periods=12, due_day=15, paid=[("02-15", 106_619)],
        charged=[("03-01", ChargeKind.FEE, 3_500)], waived=[("03-02", Component.PRINCIPAL, 777)],
    )  # fmt: skip
    ours = replay(loan, until=ON).balance
    assert codes(explain(loan, ON, ours - 3_500)) == ["charge_not_claimed"]
    assert codes(explain(loan, ON, ours + 777)) == ["waiver_not_counted"]
    both = explain(loan, ON, ours - 3_500 + 777)
    assert sorted(codes(both)) == ["charge_not_claimed", "waiver_not_counted"]


def test_a_late_fee_of_the_contract_that_nobody_posted_to_us(facts):
    loan = facts(
        Method.LEVEL_PAYMENT, 1_200_000, rate="12", periods=12, due_day=15, paid=[("02-15", 106_619)],
        late_fee=LateFee(flat_minor=5_000),
    )  # fmt: skip
    assert codes(explain(loan, ON, 1_105_381 + 5_000)) == ["late_fee_not_posted"]


def test_the_clearing_sum_of_an_overdue_loan_is_explained_part_by_part(facts):
    loan = facts(
        Method.LEVEL_PAYMENT, 1_200_000, rate="12", periods=12, due_day=15,
        penalty_rate=Rate(Decimal("18")), late_fee=LateFee(flat_minor=5_000),
    )  # fmt: skip
    owed = payoff(loan, ON)
    found = explain(loan, ON, owed.total)
    assert codes(found) == ["interest_due", "interest_accrued", "penalty", "late_fees"]
    assert found.explained
    without = explain(loan, ON, owed.total - owed.late_fees)
    assert codes(without) == ["interest_due", "interest_accrued", "penalty"], "it may not have charged it yet"


def test_a_card_is_explained_from_its_last_statement(facts):
    card = facts(
        Method.REVOLVING, 1_000_000, rate="18.25", statement_day=5, due_day=23, minimum_percent=Decimal(10),
        stated=[("02-05", "02-23", 1_000_000, 100_000)], charged=[("02-20", ChargeKind.PURCHASE, 5_000)],
    )  # fmt: skip
    owed = payoff(card, date(2026, 3, 1))
    found = explain(card, date(2026, 3, 1), owed.total)
    assert found.explained
    if found.lines:
        assert found.lines[0].since == date(2026, 2, 5)
    assert codes(explain(card, date(2026, 3, 1), replay(card).balance - 5_000)) == ["charge_not_claimed"]


def test_a_cent_for_each_payment_is_rounding_and_no_more(loan):
    assert codes(explain(loan, ON, 1_105_382)) == ["rounding"]
    assert explain(loan, ON, 1_105_382).explained
    assert codes(explain(loan, ON, 1_105_384)) == ["more_unknown"]


def test_what_nothing_accounts_for_is_said_to_be_unknown(loan):
    more, less = explain(loan, ON, 1_300_000), explain(loan, ON, 1_000_000)
    assert (codes(more)[-1], more.rest_minor > 0) == ("more_unknown", True)
    assert (codes(less), less.rest_minor) == (["less_unknown"], -105_381)


@st.composite
def stories(draw):
    method = draw(st.sampled_from([Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.FLAT_FEE,
                                   Method.REVOLVING, Method.INFORMAL]))  # fmt: skip
    day = st.integers(16, 75).map(lambda days: (date(2026, 1, 1) + timedelta(days=days)).isoformat())
    given = {
        "paid": draw(st.lists(st.tuples(day, st.integers(1, 200_000)), max_size=4)),
        "charged": draw(
            st.lists(st.tuples(day, st.sampled_from(ChargeKind), st.integers(1, 9_000)), max_size=3)
        ),
        "waived": draw(
            st.lists(st.tuples(day, st.sampled_from(Component), st.integers(1, 9_000)), max_size=2)
        ),
    }
    states = draw(st.lists(st.sampled_from(PaymentState), min_size=4, max_size=4))
    return method, given, states, draw(st.integers(0, 2_000_000)), draw(st.integers(-50_000, 50_000))


@given(stories(), st.booleans())
def test_the_lines_sum_to_the_difference_exactly(facts, story, near):
    """Whatever the facts, whatever is claimed: ours and every line add up to the claim."""
    method, given_facts, states, claimed, off = story
    terms = {} if method is Method.INFORMAL else {"rate": "12", "periods": 12, "due_day": 15}
    if method is Method.REVOLVING:
        terms = {"rate": "18.25", "statement_day": 5, "due_day": 23, "minimum_percent": Decimal(10)}
    if method is Method.FLAT_FEE:
        terms = {"fee_percent": Decimal("0.6"), "periods": 12, "due_day": 15}
    loan = facts(method, 1_200_000, **terms, **given_facts)
    paid = tuple(replace(each, state=state) for each, state in zip(loan.payments, states, strict=False))
    loan = replace(loan, payments=paid)
    ours = replay(loan, until=ON).balance
    found = explain(loan, ON, max(0, ours + off) if near else claimed)
    assert found.ours_minor == ours
    assert sum(each.minor for each in found.lines) == found.difference_minor
    assert found.ours_minor + found.difference_minor == found.claimed_minor
    assert all(each.minor for each in found.lines), "a line of nothing says nothing"
    assert found.rest_minor == sum(each.minor for each in found.lines if each.basis is Basis.REST)
