"""Loans and terms survive the way into rows and back, whatever is unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import (
    AllocationOrder,
    Component,
    Excess,
    LateFee,
    Loan,
    Method,
    Scope,
    Terms,
)
from tracker.domain.money import Rounding
from tracker.domain.rates import DayCount, Rate, RatePer
from tracker.store import write
from tracker.store.loan import (
    LOAN_COLUMNS,
    TERMS_COLUMNS,
    loan_to_row,
    read_entries,
    read_statements,
    row_to_loan,
    row_to_terms,
    terms_to_row,
)

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
minor = st.integers(0, 10**12)
percent = st.decimals(0, 500, places=6)
rates = st.builds(Rate, percent, st.sampled_from(RatePer))
orders = st.permutations(list(Component)).map(tuple)
terms_of = st.builds(
    Terms,
    id=st.integers(1, 99), effective_on=days, rate=st.none() | rates, day_count=st.sampled_from(DayCount),
    every=st.sampled_from(Frequency), periods=st.none() | st.integers(1, 3660),
    first_number=st.integers(1, 99),
    payment_minor=st.none() | minor, first_due_on=st.none() | days, due_day=st.none() | st.integers(1, 31),
    lead_days=st.integers(0, 60), fee_percent=st.none() | percent, upfront_fee_minor=st.none() | minor,
    grace_days=st.none() | st.integers(0, 365),
    late_fee=st.none() | st.builds(
        LateFee, flat_minor=minor, percent=st.none() | percent, floor_minor=st.none() | minor,
        cap_minor=st.none() | minor,
    ),
    penalty_rate=st.none() | rates,
    allocation=st.builds(
        AllocationOrder, order=orders, scope=st.sampled_from(Scope),
        switch_after_days=st.none() | st.integers(1, 99), switched=st.just(()) | orders,
    ),
    rounding=st.sampled_from(Rounding), excess=st.sampled_from(Excess),
    statement_day=st.none() | st.integers(1, 31), minimum_percent=st.none() | percent,
    minimum_floor_minor=st.none() | minor, credit_limit_minor=st.none() | minor,
    promo_until=st.none() | days, prepay_fee_percent=st.none() | percent, prepay_fee_until=st.none() | days,
    source=st.sampled_from(("user", "import")),
)  # fmt: skip
loans = st.builds(
    Loan,
    id=st.integers(1, 99), slug=st.just("x"), name=st.text(min_size=1),
    currency=st.sampled_from(("CNY", "JPY")),
    method=st.sampled_from(Method), tracked_from=days, balance_minor=minor, lender=st.text(),
    opened_on=st.none() | days, principal_minor=st.none() | minor, closed_on=st.none() | days, note=st.text(),
)  # fmt: skip


def names(columns: str) -> list[str]:
    return [name.strip() for name in columns.split(",")]


@given(loans)
def test_a_loan_is_what_it_was(given_loan):
    row = loan_to_row(given_loan) | {"id": given_loan.id, "version": given_loan.version}
    assert row_to_loan(tuple(row[name] for name in names(LOAN_COLUMNS))) == given_loan


@given(terms_of)
def test_terms_are_what_they_were(terms):
    row = terms_to_row(terms, 1) | {"id": terms.id}
    assert row_to_terms(tuple(row[name] for name in names(TERMS_COLUMNS))) == terms


def test_rates_are_never_floats():
    row = terms_to_row(Terms(effective_on=date(2026, 1, 1), rate=Rate(Decimal("0.05"), RatePer.DAY)), 1)
    assert (row["rate_percent"], row["rate_per"]) == ("0.05", "day")
    assert not any(isinstance(value, float) for value in row.values())


def test_entries_are_the_posted_payments_in_the_order_they_took_effect(db, at, loan, payment):
    with write.transaction(db, title="x", at=at) as writer:
        loan_id = writer.insert("loan", loan())
        late = writer.insert("payment", payment(loan_id, 5, paid_on="2026-01-05", posted_on="2026-01-20"))
        big = writer.insert("payment", payment(loan_id, 9, paid_on="2026-01-10"))
        small = writer.insert("payment", payment(loan_id, 7, paid_on="2026-01-10"))
        for state in ("planned", "sent", "pending", "failed", "reversed", "duplicate"):
            writer.insert("payment", payment(loan_id, 1, state=state))
        writer.trash("payment", writer.insert("payment", payment(loan_id, 1)))
    on = date(2026, 1, 10)
    assert read_entries(db.conn, loan_id) == [(on, 7, small), (on, 9, big), (date(2026, 1, 20), 5, late)]


def test_statements_are_oldest_first(db, at, loan):
    with write.transaction(db, title="x", at=at) as writer:
        loan_id = writer.insert("loan", loan(method="revolving"))
        for on in ("2026-03-06", "2026-01-06"):
            row = {"loan_id": loan_id, "statement_on": on, "due_on": "2026-03-24", "balance_minor": 5}
            writer.insert("statement", row)
    assert [each.statement_on.month for each in read_statements(db.conn, loan_id)] == [1, 3]
