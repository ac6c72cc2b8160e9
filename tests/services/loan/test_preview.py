"""What a loan would look like, from little or much that is known."""

from __future__ import annotations

import pytest
from lived import facts

from tracker.services.loan.preview import preview_whole


def test_a_schedule_before_anything_is_saved(book):
    words = {
        "method": "level_payment", "principal": "120000", "rate": "6.8%", "periods": "48",
        "opened": "2026-11-20", "first_due": "2026-12-20",
    }  # fmt: skip
    before = facts(book)
    found = preview_whole(book, words)
    assert found.problems == ()
    assert [(row.due_on.isoformat(), row.amount, row.balance) for row in found.rows[:1]] == [
        ("2026-12-20", 286_243, 11_781_757)
    ]
    assert (found.total_minor, found.interest_minor) == (13_739_652, 1_739_652)
    assert found.unknown == ()
    assert facts(book) == before


def test_name_and_balance_leave_everything_else_unknown(book):
    found = preview_whole(book, {"name": "Card", "balance": "8200", "method": "revolving"})
    assert found.rows == ()
    assert found.interest_minor is None
    assert found.unknown == ("rate", "minimum_percent", "due_day")


def test_what_cannot_be_read_is_left_out_and_said(book):
    found = preview_whole(book, {"balance": "8200", "payment": "500", "due_day": "9", "rate": "0.18"})
    assert [each.code for each in found.problems] == ["rate_ambiguous"]
    assert found.loan is not None


def test_the_fourth_is_solved(book):
    words = {
        "method": "level_payment",
        "balance": "10000",
        "periods": "12",
        "payment": "888.49",
        "due_day": "9",
    }
    assert preview_whole(book, words).solved.percent.quantize(1) == 12


def test_another_instalment_than_the_level_one_is_noticed(book):
    words = {
        "method": "level_payment", "principal": "120000", "rate": "6.8%", "periods": "48", "payment": "2860",
        "first_due": "2026-12-20", "opened": "2026-11-20",
    }  # fmt: skip
    assert preview_whole(book, words).level_minor == 286_243
    assert preview_whole(book, words | {"payment": "2862.43"}).level_minor is None


@pytest.mark.parametrize("words", [{}, {"name": "x"}, {"balance": "-5"}, {"opened": "2027-01-01"}])
def test_too_little_is_a_problem_not_a_crash(book, words):
    found = preview_whole(book, words)
    assert found.loan is None
    assert found.problems


def test_a_payment_below_the_interest_never_ends(book):
    words = {"balance": "10000", "rate": "24%", "payment": "100", "due_day": "9"}
    found = preview_whole(book, words)
    assert found.endless
    assert found.interest_minor is None
