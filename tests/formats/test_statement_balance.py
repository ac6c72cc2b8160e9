"""Balances that do not follow from the rows show that some are missing."""

from __future__ import annotations

from layouts_known import read

from tracker.formats.statement_balance import gaps

HEAD = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n"


def rows(pairs):
    return [f"DEBIT,03/{day:02d}/2025,X,{amount},ACH_DEBIT,{balance},,\n" for day, amount, balance in pairs]


FALLING = rows([(20, -1, 90), (19, -2, 91), (18, -3, 93), (17, -4, 96), (16, 50, 100), (15, -5, 50)])


def found(lines):
    _statement, entries = read((HEAD + "".join(lines)).encode())
    return gaps(entries)


def test_balances_that_follow_say_nothing():
    assert found(FALLING) == ()
    assert found(FALLING[::-1]) == ()


def test_a_row_that_was_cut_out_is_noticed():
    assert found(FALLING[:3] + FALLING[4:]) == (5,)
    assert found((FALLING[:3] + FALLING[4:])[::-1]) == (4,)


def test_balances_of_another_kind_say_nothing():
    assert found(rows([(20, -1, 5), (19, -2, 7), (18, -3, 1), (17, -4, 9), (16, 5, 3)])) == ()
    assert found(FALLING[:2]) == ()
