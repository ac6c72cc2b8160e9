"""Arrears: the lender's figure wins over ours, and only the lender confirms."""

from __future__ import annotations

from datetime import date

from tracker.domain.loan.arrears import Classification
from tracker.domain.recovery.arrears import Share, Told, arrears

TODAY = date(2026, 11, 21)
OURS = {"principal": 150_000, "interest": 3_000, "fee": 0, "penalty": 1_200}


def of(told: Told | None = None, oldest: date | None = date(2026, 11, 9)):
    return arrears(
        today=TODAY, oldest_due_on=oldest, ours=OURS, told=told, classification=Classification.SPECIAL_MENTION
    )


def test_what_the_lender_did_not_say_is_an_estimate():
    found = of(Told(id=1, loan_id=1, penalty_minor=0, interest_minor=2_500))
    assert found.shares == (
        Share(component="principal", minor=150_000, estimate=True),
        Share(component="interest", minor=2_500, estimate=False),
        Share(component="fee", minor=0, estimate=True),
        Share(component="penalty", minor=0, estimate=False),
    )
    assert found.total_minor == 152_500
    assert of().total_minor == 154_200


def test_it_is_suspected_until_the_lender_confirms_it():
    assert (of().status, of().days_past_due, of().bucket) == ("suspected", 12, "M1")
    assert of().classification is Classification.SPECIAL_MENTION
    assert of(Told(id=1, loan_id=1)).status == "suspected"
    assert of(Told(id=1, loan_id=1, confirmed_on=TODAY)).status == "confirmed"


def test_nothing_is_in_arrears_before_a_due_has_passed():
    for oldest in (None, TODAY, date(2026, 12, 1)):
        found = of(Told(id=1, loan_id=1, confirmed_on=TODAY), oldest)
        assert (found.status, found.oldest_due_on, found.bucket) == ("none", None, "M0")
        assert found.classification is None


def test_flags_are_those_with_a_day():
    told = Told(id=1, loan_id=1, frozen_on=TODAY, line_cut_on=date(2026, 11, 10))
    assert told.flags == (("frozen", TODAY), ("line_cut", date(2026, 11, 10)))
    assert Told(id=1, loan_id=1).flags == ()
