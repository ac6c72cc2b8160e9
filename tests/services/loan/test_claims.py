"""What lenders claim: kept, compared, explained."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lived import TODAY, add, facts, pay

from tracker.services.history import undo
from tracker.services.loan.change import close_loan
from tracker.services.loan.claims import (
    RECENT_DAYS,
    NoClaimError,
    add_claim,
    claim_gaps,
    explain_loan,
    remove_claim,
)
from tracker.store.claim import read_claims


@pytest.fixture
def loan(book):
    return add(book, as_of=(TODAY - timedelta(days=200)).isoformat())


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def test_a_claim_is_kept_and_told_whether_it_agrees(book, loan):
    done, _ = add_claim(book, loan, loan.balance_minor, on=loan.tracked_from, note="first letter")
    assert done.notes == ("It is what the book comes to.",)
    (kept,) = read_claims(book.conn, loan.id)
    assert (kept.amount_minor, kept.claimed_on, kept.note) == (
        loan.balance_minor, loan.tracked_from, "first letter",
    )  # fmt: skip
    undo(book)
    assert read_claims(book.conn, loan.id) == ()


def test_what_the_book_cannot_account_for_is_said_at_once(book, loan):
    done, _ = add_claim(book, loan, loan.balance_minor + 98_765, on=loan.tracked_from)
    assert done.notes == (f"957.71 of it the book cannot account for: debt loan explain {loan.id}",)
    (gap,) = claim_gaps_at(book, loan)
    assert (gap.loan_id, gap.minor) == (loan.id, 95_771)


def claim_gaps_at(book, loan):
    book.today = loan.tracked_from + timedelta(days=1)
    found = claim_gaps(book)
    book.today = TODAY
    return found


def test_a_second_claim_of_the_day_takes_the_place_of_the_first(book, loan):
    add_claim(book, loan, 1, on=TODAY)
    add_claim(book, loan, 2, on=TODAY)
    assert [each.amount_minor for each in read_claims(book.conn, loan.id)] == [2]


def test_the_latest_claim_is_explained_unless_another_is_asked_for(book, loan):
    first, second = TODAY - timedelta(days=30), TODAY
    add_claim(book, loan, 100, on=first)
    add_claim(book, loan, 200, on=second)
    assert explain_loan(book, loan.id).explanation.claimed_minor == 200
    assert explain_loan(book, loan.id, on=first).explanation.claimed_minor == 100
    asked = explain_loan(book, loan.id, claimed_minor=0)
    assert (asked.claim, asked.explanation.on, asked.explanation.claimed_minor) == (None, TODAY, 0)
    with pytest.raises(NoClaimError):
        explain_loan(book, loan.id, on=TODAY - timedelta(days=1))
    assert explain_loan(book, 99) is None


def test_the_lines_of_a_kept_claim_sum_to_the_difference(book, loan):
    pay(book, loan, 90_000, TODAY - timedelta(days=100))
    pay(book, loan, 40_000, TODAY - timedelta(days=3))
    for claimed in (0, 1_000_000, 912_345, 1_234_567):
        found = explain_loan(book, loan.id, claimed_minor=claimed).explanation
        assert sum(each.minor for each in found.lines) == claimed - found.ours_minor


@pytest.mark.parametrize(
    ("minor", "days", "expected"), [(-1, 0, "negative"), (5, 1, "in_the_future"), (5, -201, "before_tracked")]
)
def test_what_is_no_claim_is_refused(book, loan, minor, days, expected):
    before = facts(book)
    assert code(add_claim(book, loan, minor, on=TODAY + timedelta(days=days))) == expected
    assert facts(book) == before


def test_only_the_latest_recent_claim_of_an_open_loan_is_compared_unasked(book, loan):
    add_claim(book, loan, 5_000_000, on=TODAY - timedelta(days=RECENT_DAYS))
    assert len(claim_gaps(book)) == 1
    book.today += timedelta(days=1)
    assert claim_gaps(book) == ()
    book.today = TODAY
    ours = explain_loan(book, loan.id).explanation.ours_minor
    add_claim(book, loan, ours, on=TODAY)
    assert claim_gaps(book) == (), "a later claim that agrees settles it"
    remove_claim(book, loan)
    assert len(claim_gaps(book)) == 1
    close_loan(book, loan.id, TODAY)
    assert claim_gaps(book) == ()


def test_removing_needs_a_claim(book, loan):
    assert code(remove_claim(book, loan)) == "no_claim"
