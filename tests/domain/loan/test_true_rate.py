"""What a loan costs a year by its contract, with what was kept back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.loan.facts import Loan, LoanFacts, Method, Terms
from tracker.domain.loan.true_rate import contract_cost
from tracker.domain.rates import Rate

D = Decimal
LOAN = Loan(
    id=1, slug="fast", name="Fast", method=Method.LEVEL_PAYMENT, currency="CNY", principal_minor=1_000_000,
    balance_minor=1_000_000, opened_on=date(2026, 1, 15), tracked_from=date(2026, 1, 15),
)  # fmt: skip
TERMS = Terms(
    effective_on=date(2026, 1, 15), rate=Rate(D(12)), periods=12, first_due_on=date(2026, 2, 15),
    upfront_fee_minor=30_000,
)  # fmt: skip


def facts(loan=LOAN, terms=TERMS) -> LoanFacts:
    return LoanFacts(loan=loan, terms=(terms,))


def test_what_was_kept_back_raises_it():
    found = contract_cost(facts())
    assert (found.received_minor, found.instalments, found.unknown) == (970_000, 12, ())
    # DOMAIN A: 17.83 by equal months; days over 365 are near
    assert round(found.nominal * 100, 1) == D("17.9")
    assert found.effective > found.nominal
    bare = contract_cost(facts(terms=replace(TERMS, upfront_fee_minor=None)))
    assert round(bare.nominal * 100, 1) == D("12.1")


@pytest.mark.parametrize(
    ("loan", "terms", "unknown"),
    [
        (replace(LOAN, opened_on=None), TERMS, ("contract_on", "schedule")),
        (replace(LOAN, principal_minor=None), TERMS, ("received",)),
        (replace(LOAN, tracked_from=date(2026, 3, 1)), TERMS, ("schedule",)),
        (replace(LOAN, method=Method.REVOLVING), TERMS, ("schedule",)),
        # the payment never reaches the principal
        (LOAN, replace(TERMS, periods=None, payment_minor=5000), ("schedule",)),
        (LOAN, replace(TERMS, upfront_fee_minor=1_000_000), ("rate",)),
    ],
)
def test_what_is_not_known_is_named(loan, terms, unknown):
    found = contract_cost(facts(loan, terms))
    assert found.unknown == unknown
    assert found.nominal is found.effective is None
