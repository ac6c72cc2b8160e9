"""A journal as hledger has it: letter by letter, and by the program itself where it is installed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from journals import TEXTS, journal_of, journals
from proving import hledger as run
from proving import needs_hledger

from tracker.formats.journal_hledger import hledger


def test_letter_by_letter():
    text = "".join(hledger(journal_of(["Aunt 阿姨: x"], ["lent; at [home]"], [1250, 7], "JPY")))
    assert (
        text
        == """\
; Balances
; One remark (a) date x.

decimal-mark .
commodity 1000. JPY
account Equity:Opening balances
account Liabilities:Loans
account Liabilities:Loans:Aunt 阿姨 x

2026-01-31 * Opening: lent, at [home]
    ; note: lent; at (home)
    Liabilities:Loans:Aunt 阿姨 x                         -1250 JPY  ; principal
    Equity:Opening balances                             1250 JPY

2026-02-01 * ~ Opening: lent, at [home]
    ; note: lent; at (home)
    Liabilities:Loans:Aunt 阿姨 x                         -7 JPY  ; principal
    Equity:Opening balances                             7 JPY

2026-02-02 * Balances
    Liabilities:Loans:Aunt 阿姨 x                         0 JPY =* -1257 JPY
    Liabilities:Loans                                   0 JPY =* -1257 JPY
"""
    )


@needs_hledger
def test_a_wrong_balance_is_found(tmp_path):
    text = "".join(hledger(journal_of(["A"], ["x"], [1250])))
    assert run(text, tmp_path, "check", "--strict") == ""
    with pytest.raises(AssertionError, match=r"12\.51"):
        run(text.replace("=* -12.50", "=* -12.51"), tmp_path, "check")


@needs_hledger
def test_whatever_is_written_in_it_hledger_reads(tmp_path):
    made = journal_of(TEXTS, TEXTS, [number * 101 for number in range(1, 60)])
    assert run("".join(hledger(made)), tmp_path, "check", "--strict") == ""
    shown = run("".join(hledger(made)), tmp_path, "balance", "--flat", "-N", "Liabilities", "--depth", "2")
    assert shown.split() == [f"-{sum(n * 101 for n in range(1, 60)) / 100:.2f}", "CNY", "Liabilities:Loans"]


@needs_hledger
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=journals)
def test_any_journal_checks(tmp_path, made):
    assert run("".join(hledger(made)), tmp_path, "check", "--strict") == ""
