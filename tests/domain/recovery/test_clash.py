"""Autopay against an arrangement: the old sum, or a binding nobody looked at since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.domain.loan.autopay import Autopay, AutopayMode
from tracker.domain.loan.ledger import Instalment
from tracker.domain.recovery.clash import autopay_clash

TODAY = BEGAN = date(2026, 11, 21)


def row(on, amount, paid=0):
    return Instalment(
        number=1, started_on=TODAY, due_on=on, principal=amount, interest=0, fee=0, balance=0,
        paid_principal=paid,
    )  # fmt: skip


PAST, OLD, NEW = row(date(2026, 11, 9), 900), row(date(2026, 12, 9), 1000), row(date(2026, 12, 15), 600)
AUTOPAY = Autopay(loan_id=1, is_on=True, checked_on=date(2026, 11, 1))


def clash(autopay, replaced=(PAST, OLD), coming=(NEW,)):
    return autopay_clash(autopay, effective_on=BEGAN, replaced=replaced, coming=coming, today=TODAY)


def test_a_binding_nobody_looked_at_since_may_follow_the_old_dues():
    found = clash(AUTOPAY)
    assert (found.code, found.old_on, found.old_minor) == ("old_dues", OLD.due_on, 1000)
    assert (found.new_on, found.new_minor) == (NEW.due_on, 600)
    assert clash(replace(AUTOPAY, checked_on=None)).code == "old_dues"
    assert clash(replace(AUTOPAY, checked_on=BEGAN)) is None


def test_sums_of_one_day_are_set_side_by_side_and_what_agreeing_costs_is_paid_apart():
    fee = Instalment(number=1, started_on=TODAY, due_on=TODAY, principal=0, interest=0, fee=60, balance=0)
    same = row(OLD.due_on, 1060)
    found = clash(AUTOPAY, coming=(fee, PAST, same))
    assert (found.old_on, found.old_minor, found.new_on, found.new_minor) == (
        OLD.due_on,
        1000,
        OLD.due_on,
        1060,
    )
    assert clash(AUTOPAY, coming=(fee, row(OLD.due_on, 1000))) is None
    fixed = replace(AUTOPAY, mode=AutopayMode.FIXED, fixed_minor=600, checked_on=TODAY)
    assert clash(fixed, coming=(fee, NEW)) is None


def test_what_was_overdue_may_still_be_drawn():
    assert clash(AUTOPAY, replaced=(PAST,)).old_on == PAST.due_on


def test_a_fixed_sum_clashes_whenever_it_is_not_the_agreed_one():
    fixed = replace(AUTOPAY, mode=AutopayMode.FIXED, fixed_minor=1000, checked_on=TODAY)
    found = clash(fixed)
    assert (found.code, found.old_minor, found.new_minor) == ("amount", 1000, 600)
    assert clash(replace(fixed, fixed_minor=600)) is None


def test_without_autopay_or_dues_nothing_clashes():
    assert clash(None) is None
    assert clash(replace(AUTOPAY, is_on=False)) is None
    assert clash(AUTOPAY, coming=(row(NEW.due_on, 600, paid=600),)) is None
    assert clash(AUTOPAY, replaced=()) is None
    assert clash(AUTOPAY, replaced=(row(NEW.due_on, 600),)) is None
