"""What is stored, put into words, is read as the same again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import LateFee, Loan, Method, Terms
from tracker.domain.loan.reading import Reader, read_draft, read_terms
from tracker.domain.loan.wording import loan_words, terms_words
from tracker.domain.rates import DayCount, Rate, RatePer

TODAY = date(2026, 11, 21)
FULL = Terms(
    effective_on=TODAY, rate=Rate(Decimal("0.05"), RatePer.DAY), day_count=DayCount.ACTUAL_365,
    every=Frequency.QUARTER, periods=12, first_number=3, payment_minor=123_456, due_day=31, lead_days=2,
    first_due_on=date(2027, 1, 31), fee_percent=Decimal("0.6"), upfront_fee_minor=100, grace_days=3,
    late_fee=LateFee(percent=Decimal(5), floor_minor=1_000), penalty_rate=Rate(Decimal("23.1")),
    statement_day=5, minimum_percent=Decimal(10), minimum_floor_minor=5_000, credit_limit_minor=3_000_000,
    promo_until=date(2027, 3, 1), prepay_fee_percent=Decimal(1), prepay_fee_until=date(2027, 6, 1),
)  # fmt: skip


def test_terms_come_back_from_their_words() -> None:
    reader = Reader(terms_words(FULL, "CNY"), today=TODAY, currency="CNY")
    assert read_terms(reader, Terms(effective_on=TODAY)) == FULL
    assert not reader.problems


def test_unknown_terms_stay_unknown() -> None:
    bare = Terms(effective_on=TODAY)
    words = terms_words(bare, "CNY")
    assert {words[name] for name in ("rate", "periods", "payment", "due_day", "limit", "late_fee")} == {""}
    assert read_terms(Reader(words, today=TODAY, currency="CNY"), bare) == bare


def test_a_loan_comes_back_from_its_words() -> None:
    loan = Loan(
        id=1, slug="a", name="借呗", currency="CNY", method=Method.REVOLVING, tracked_from=date(2026, 11, 1),
        balance_minor=1_200_050, lender="蚂蚁", opened_on=date(2026, 1, 5), principal_minor=2_000_000,
        note="two\nlines",
    )  # fmt: skip
    draft, problems = read_draft(loan_words(loan), today=TODAY, currency="EUR")
    assert draft is not None, problems
    assert (draft.name, draft.lender, draft.currency, draft.method) == ("借呗", "蚂蚁", "CNY", loan.method)
    assert (draft.balance_minor, draft.principal_minor) == (1_200_050, 2_000_000)
    assert (draft.as_of, draft.opened_on, draft.note) == (loan.tracked_from, loan.opened_on, loan.note)
