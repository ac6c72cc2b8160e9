"""Rows against the payments of the book: many of one day and amount cost no more than as many of others."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.loan.facts import Loan, Method, PaymentState
from tracker.formats.payment_list import PaymentLine
from tracker.services import payment_pairs
from tracker.services.payment_pairs import find_equals, sort_out
from tracker.store.exchange import HeldPayment

LOAN = Loan(
    id=1, slug="card", name="Card", method=Method.REVOLVING, currency="CNY",
    tracked_from=date(2025, 1, 1), balance_minor=0,
)  # fmt: skip
DAY = date(2026, 11, 2)
MANY = 2_000


def line(number, ref, on=DAY):
    return PaymentLine(
        line=number, paid_on=on, posted_on=None, amount_minor=1000, currency="CNY", loan="",
        state=PaymentState.POSTED, account="", ref=ref, note="",
    )  # fmt: skip


@pytest.fixture
def book_of(monkeypatch):
    """Says what the book holds, and counts how often a text is compared."""
    asked = []
    identity = payment_pairs._identity

    def counted(ref, note):
        asked.append(ref)
        return identity(ref, note)

    def holds(refs, on=DAY):
        key = (LOAN.id, on.isoformat(), 1000)
        held = [(key, HeldPayment(number, "posted", ref, "", 1)) for number, ref in enumerate(refs, 1)]
        monkeypatch.setattr(payment_pairs, "held_payments", lambda *_given: held)
        return asked

    monkeypatch.setattr(payment_pairs, "_identity", counted)
    return holds


@pytest.mark.parametrize("other", [False, True], ids=["the same ones", "other ones"])
def test_many_payments_of_one_day_and_amount_are_looked_up_not_searched(book_of, other):
    asked = book_of([f"R{number}" for number in range(MANY)])
    prefix = "S" if other else "R"
    rows = [(LOAN, line(number + 2, f"{prefix}{number}")) for number in reversed(range(MANY))]
    met = sort_out(None, rows)
    assert len(met.fresh) == (MANY if other else 0)
    assert len(met.held) == (0 if other else MANY)
    if not other:
        assert all(met.held[number + 2] == number + 1 for number in range(MANY))
    assert find_equals(rows) == {}
    assert len(asked) < 20 * MANY


def test_equal_rows_point_at_the_first_of_them():
    rows = [(LOAN, line(number, ref)) for number, ref in enumerate(("A", "B", "A", "", "B", "", "A"), 2)]
    assert find_equals(rows) == {4: 2, 6: 3, 7: 5, 8: 2}


def test_the_nearest_payment_is_told_of_those_that_may_be_meant(book_of):
    book_of(["x"], on=date(2026, 11, 5))
    rows = [(LOAN, line(2, "y", on=date(2026, 11, 2))), (LOAN, line(3, "z", on=date(2026, 11, 1)))]
    met = sort_out(None, rows)
    assert met.alike == {2: 1}
