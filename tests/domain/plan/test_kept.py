"""How far the payments of an adopted plan are off."""

from __future__ import annotations

from tracker.domain.plan.kept import Followed, months_kept, off_by


def followed(paid, expected, *, over=False):
    return Followed(loan_id=1, loan="x", paid_minor=paid, expected_minor=expected, is_over=over)


def test_what_is_missing_of_what_was_due_is_behind():
    assert off_by([followed(900, 1000)], [followed(900, 2000)]) == -100


def test_a_hundredth_may_be_missing_or_more():
    assert off_by([followed(990, 1000)], [followed(990, 2000)]) == 0
    assert off_by([followed(989, 1000)], [followed(989, 2000)]) == -11
    assert off_by([followed(2020, 1000)], [followed(2020, 2000)]) == 0


def test_more_than_the_whole_month_is_ahead():
    assert off_by([followed(1500, 1000)], [followed(1500, 2000)]) == 0
    assert off_by([followed(2500, 1000)], [followed(2500, 2000)]) == 500


def test_money_that_went_to_another_loan_counts():
    before = [followed(1500, 1000), followed(500, 1000)]
    assert off_by(before, before) == 0


def test_a_loan_that_is_over_misses_nothing():
    assert followed(400, 1000, over=True).off_minor == 0
    assert followed(1400, 1000, over=True).off_minor == 400
    assert off_by([followed(400, 1000, over=True)], [followed(400, 2000, over=True)]) == 0


def test_months_at_whose_end_enough_was_paid_are_kept():
    assert months_kept([[followed(1000, 1000)], [followed(1500, 2000)], [followed(3000, 3000)]]) == 2
