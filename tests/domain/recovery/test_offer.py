"""Offers: what they let go, what they leave unsaid, when they have lapsed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.recovery.offer import (
    Breach,
    Credited,
    Interest,
    Missing,
    Offer,
    OfferKind,
    OfferPayment,
    Standing,
)

TODAY = date(2026, 11, 21)
SUM = OfferPayment(due_on=date(2026, 12, 5), amount_minor=50_000)
BARE = Offer(id=1, loan_id=1, kind=OfferKind.INSTALMENTS, offered_on=TODAY)
WHOLE = replace(
    BARE, payments=(SUM,), interest=Interest.STOPS, breach=Breach.WHOLE, credited=Credited.RESTRUCTURED,
    is_written=True, valid_until=date(2026, 11, 30),
)  # fmt: skip


def test_everything_that_is_not_said_is_named():
    assert BARE.missing == (
        Missing.WRITTEN_FORM, Missing.PAYMENTS, Missing.INTEREST, Missing.BREACH, Missing.CREDITED,
        Missing.VALID_UNTIL,
    )  # fmt: skip
    assert WHOLE.missing == ()
    assert replace(WHOLE, interest=Interest.RUNS).missing == (Missing.INTEREST_SUM,)


@pytest.mark.parametrize("field", ["evidence", "letter"])
def test_a_kept_writing_is_one(field):
    assert replace(WHOLE, is_written=False, **{field: 4}).missing == ()
    assert replace(WHOLE, is_written=False).missing == (Missing.WRITTEN_FORM,)


def test_a_waiver_needs_no_payments_and_new_money_says_nothing_of_this_debt():
    assert Missing.PAYMENTS not in replace(BARE, kind=OfferKind.WAIVER).missing
    assert Missing.CREDITED not in replace(BARE, kind=OfferKind.FAMILY_LOAN).missing
    assert not OfferKind.LUMP_SUM.is_new_money


def test_an_offer_lapses_only_while_nobody_took_it():
    late = date(2026, 12, 1)
    assert WHOLE.has_lapsed(late)
    assert not WHOLE.has_lapsed(date(2026, 11, 30))
    assert not replace(WHOLE, standing=Standing.AGREED).has_lapsed(late)
    assert not BARE.has_lapsed(late)
    assert Missing.VALID_UNTIL not in replace(BARE, standing=Standing.AGREED).missing


def test_what_is_let_go_adds_up_and_what_was_only_said_has_its_day():
    given = replace(BARE, waived_interest_minor=300, waived_penalty_minor=20)
    assert given.waived == (("interest", 300), ("penalty", 20))
    assert given.waived_minor == 320
    agreed = replace(BARE, standing=Standing.AGREED, agreed_on=TODAY)
    assert (agreed.oral_since, agreed.is_done) == (TODAY, False)
    kept = replace(agreed, standing=Standing.KEPT)
    assert (kept.oral_since, kept.is_done) == (None, True)
