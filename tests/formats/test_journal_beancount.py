"""A journal as beancount has it: letter by letter, and by the program itself where it is installed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from journals import TEXTS, journal_of, journals
from proving import bean_check, needs_beancount

from tracker.formats.journal_beancount import beancount


def test_letter_by_letter():
    text = "".join(beancount(journal_of(["阿姨"], ['a "b" \\ c'], [1250, 7])))
    assert (
        text
        == """\
; Balances
; One remark: [a] date:x.

option "title" "Balances"
option "operating_currency" "CNY"

2026-01-31 open Equity:Opening-balances
2026-01-31 open Liabilities:Loans
2026-01-31 open Liabilities:Loans:X-阿姨

2026-01-31 * "Opening: a \\"b\\" \\\\ c"
  note: "a \\"b\\" \\\\ c"
  Liabilities:Loans:X-阿姨                              -12.50 CNY  ; principal
  Equity:Opening-balances                             12.50 CNY

2026-02-01 ! "Opening: a \\"b\\" \\\\ c"
  note: "a \\"b\\" \\\\ c"
  Liabilities:Loans:X-阿姨                              -0.07 CNY  ; principal
  Equity:Opening-balances                             0.07 CNY

2026-02-03 balance Liabilities:Loans:X-阿姨                              -12.57 ~ 0 CNY
2026-02-03 balance Liabilities:Loans                                   -12.57 ~ 0 CNY
"""
    )


def test_there_is_no_day_after_the_last_one():
    made = replace(journal_of(["A"], ["x"], [5]), asserted_on=date.max)
    assert "9999-12-31 balance Liabilities:Loans:A" in "".join(beancount(made))


@needs_beancount
def test_a_wrong_balance_is_found_to_the_last_decimal(tmp_path):
    text = "".join(beancount(journal_of(["A"], ["x"], [1250])))
    bean_check(text, tmp_path)
    with pytest.raises(AssertionError, match=r"12\.51"):
        bean_check(text.replace("-12.50 ~ 0", "-12.51 ~ 0"), tmp_path)


@needs_beancount
def test_whatever_is_written_in_it_beancount_reads(tmp_path):
    made = journal_of(TEXTS, TEXTS, [number * 101 for number in range(1, 60)])
    bean_check("".join(beancount(made)), tmp_path)


@needs_beancount
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=journals)
def test_any_journal_checks(tmp_path, made):
    bean_check("".join(beancount(made)), tmp_path)
