"""Templates fill words that are read, and never an amount or a rate."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.loan.reading import LOAN_FIELDS, TERMS_FIELDS, read_draft
from tracker.domain.loan.templates import TEMPLATES, filled_in


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_is_read_and_invents_nothing(kind: str) -> None:
    words = filled_in(kind)
    assert set(words) <= {*LOAN_FIELDS, *TERMS_FIELDS}
    draft, problems = read_draft({"name": "x", **words}, today=date(2026, 11, 21), currency="CNY")
    assert draft is not None, problems
    terms = draft.terms
    assert draft.balance_minor is draft.principal_minor is None
    assert terms.rate is terms.payment_minor is terms.credit_limit_minor is terms.minimum_percent is None
    assert terms.periods is terms.fee_percent is terms.due_day is None
