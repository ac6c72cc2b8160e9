"""Loans with instalments, their facts replayed; every number is worked out by hand.

Most cases are 300.00 at 1% a month in three payments: 99.01 + 3.00, 100.00 + 2.01, 100.99 + 1.01,
due on 15 February, March and April.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import (
    AllocationOrder,
    ChargeKind,
    Component,
    Excess,
    Method,
    PaymentState,
    Scope,
)
from tracker.domain.loan.ledger import Allocation, replay

FEE, INTEREST, PENALTY, PRINCIPAL = (
    Component.FEE,
    Component.INTEREST,
    Component.PENALTY,
    Component.PRINCIPAL,
)
LEVEL = Method.LEVEL_PAYMENT
THREE = {"rate": "12", "periods": 3}


def rows(ledger) -> list[tuple[int, int, int]]:
    """Principal, interest and what is open of each instalment."""
    return [(row.principal, row.interest, row.open) for row in ledger.instalments]


def split(found: Allocation) -> tuple[int, int, int, int, int]:
    return found.principal, found.interest, found.fee, found.penalty, found.unapplied


def test_nothing_paid(facts):
    ledger = replay(facts(LEVEL, 30000, **THREE))
    assert rows(ledger) == [(9901, 300, 10201), (10000, 201, 10201), (10099, 101, 10200)]
    assert (ledger.balance, ledger.principal, ledger.credit, ledger.settled_on) == (30000, 30000, 0, None)
    assert ledger.as_of == date(2026, 1, 15)
    assert ledger.days_past_due(date(2026, 2, 15)) == 0
    assert ledger.days_past_due(date(2026, 3, 16)) == 29
    assert ledger.arrears(date(2026, 3, 16)).minor == 20402


def test_paid_on_the_due_date(facts):
    ledger = replay(facts(LEVEL, 30000, paid=[("02-15", 10201)], **THREE), allocations=True)
    assert rows(ledger) == [(9901, 300, 0), (10000, 201, 10201), (10099, 101, 10200)]
    assert ledger.balance == 20099
    assert split(ledger.allocations[1]) == (9901, 300, 0, 0, 0)
    first = ledger.instalments[0]
    assert (first.settled_on, first.late_days) == (date(2026, 2, 15), 0)


def test_part_of_an_instalment_pays_interest_first(facts):
    ledger = replay(facts(LEVEL, 30000, paid=[("02-10", 1000)], **THREE), allocations=True)
    assert split(ledger.allocations[1]) == (700, 300, 0, 0, 0)
    assert rows(ledger)[0] == (9901, 300, 9201)
    assert ledger.balance == 29300


def test_arrears_then_one_large_payment(facts):
    # On 20 March all three are billed: 30602 in all. 25000 pays two and 101 + 4497 of the third.
    ledger = replay(facts(LEVEL, 30000, paid=[("03-20", 25000)], **THREE), allocations=True)
    assert rows(ledger) == [(9901, 300, 0), (10000, 201, 0), (10099, 101, 5602)]
    assert split(ledger.allocations[1]) == (24398, 602, 0, 0, 0)
    assert [row.late_days for row in ledger.instalments] == [33, 5, 0]


def test_an_extra_payment_repays_principal_and_keeps_the_payment(facts):
    # 15000 on 1 February: the running instalment 10201, then 4799 off the 20099 not billed: 15300.
    ledger = replay(facts(LEVEL, 30000, paid=[("02-01", 15000)], **THREE), allocations=True)
    assert split(ledger.allocations[1]) == (14700, 300, 0, 0, 0)
    # 153 on 15300: 10048 and 153; then 5252 and 53.
    assert rows(ledger) == [(9901, 300, 0), (10048, 153, 10201), (5252, 53, 5305)]


def test_an_extra_payment_may_pay_in_advance(facts):
    ledger = replay(
        facts(LEVEL, 30000, paid=[("02-01", 15000)], excess=Excess.ADVANCE, **THREE), allocations=True
    )
    assert rows(ledger) == [(9901, 300, 0), (10000, 201, 5402), (10099, 101, 10200)]
    assert split(ledger.allocations[1]) == (9901 + 4598, 300 + 201, 0, 0, 0)


def test_a_payment_before_anything_runs_is_principal(facts):
    ledger = replay(facts(LEVEL, 30000, paid=[("01-15", 10000)], **THREE))
    assert ledger.balance == 20000
    assert rows(ledger) == [(10001, 200, 10201), (9999, 100, 10099)]


def test_an_overpayment_is_credit_that_meets_later_charges(facts):
    given = {"paid": [("02-15", 10201), ("03-15", 10201), ("04-15", 10300)], **THREE}
    ledger = replay(facts(LEVEL, 30000, **given), allocations=True)
    assert (ledger.balance, ledger.credit, ledger.settled_on) == (0, 100, date(2026, 4, 15))
    assert split(ledger.allocations[3]) == (10099, 101, 0, 0, 100)
    ledger = replay(facts(LEVEL, 30000, charged=[("05-01", ChargeKind.LATE_FEE, 130)], **given))
    assert (ledger.balance, ledger.credit, ledger.charges[FEE], ledger.paid[FEE]) == (30, 0, 30, 100)
    assert ledger.settled_on is None


def test_the_last_instalment_paid_early_as_scheduled_has_no_credit(facts):
    paid = [("02-15", 10201), ("03-15", 10201), ("04-12", 10200)]
    ledger = replay(facts(LEVEL, 30000, paid=paid, **THREE))
    assert (ledger.balance, ledger.credit, ledger.paid[INTEREST]) == (0, 0, 602)


def test_clearing_early_owes_interest_to_the_day(facts):
    # 20099 principal after the first; on 28 February 13/30 of the 201 of the second has accrued.
    ledger = replay(facts(LEVEL, 30000, paid=[("02-15", 10201), ("02-28", 25000)], **THREE))
    assert ledger.paid[INTEREST] == 300 + 87
    assert (ledger.balance, ledger.credit) == (0, 25000 - 20099 - 87)
    assert all(row.open == 0 for row in ledger.instalments)


def test_clearing_early_drops_the_interest_of_instalments_not_begun(facts):
    order = AllocationOrder(order=(PRINCIPAL, INTEREST, FEE, PENALTY))
    given = {"allocation": order, "excess": Excess.ADVANCE, **THREE}
    # In advance: the first whole, the principal of the second; then the third's principal clears all.
    ledger = replay(facts(LEVEL, 30000, paid=[("01-16", 20201), ("01-20", 10099)], **given))
    assert (ledger.balance, ledger.credit, ledger.paid[INTEREST]) == (0, 0, 300)
    assert ledger.instalments[1].settled_on == date(2026, 1, 20)


def test_only_posted_payments_count(facts):
    from dataclasses import replace

    given = facts(LEVEL, 30000, paid=[("02-15", 10201)], **THREE)
    for state in PaymentState:
        payments = tuple(replace(each, state=state) for each in given.payments)
        ledger = replay(replace(given, payments=payments))
        assert ledger.balance == (20099 if state is PaymentState.POSTED else 30000)


def test_a_payment_counts_from_the_day_it_was_posted(facts):
    from dataclasses import replace

    given = facts(LEVEL, 30000, paid=[("02-14", 10201)], **THREE)
    late = replace(given, payments=(replace(given.payments[0], posted_on=date(2026, 2, 17)),))
    assert replay(late).instalments[0].late_days == 2


def test_history_before_tracking_does_not_count(facts):
    given = facts(
        LEVEL, 30000, paid=[("01-10", 500)], charged=[("01-09", ChargeKind.FEE, 70)],
        waived=[("01-09", PRINCIPAL, 900)], **THREE,
    )  # fmt: skip
    assert replay(given).balance == 30000


def test_no_interest_where_the_rate_is_unknown(facts):
    ledger = replay(facts(LEVEL, 30000, payment_minor=12000, due_day=20))
    assert rows(ledger) == [(12000, 0, 12000), (12000, 0, 12000), (6000, 0, 6000)]
    assert all(row.estimate for row in ledger.instalments)


def test_unknown_terms_still_take_payments(facts):
    for method in (LEVEL, Method.FLAT_FEE, Method.BULLET, Method.CUSTOM, Method.INFORMAL):
        ledger = replay(facts(method, 30000, opened=None, paid=[("02-15", 10201), ("03-01", 20000)]))
        assert (ledger.balance, ledger.credit) == (0, 201), method


def test_interest_only_of_an_unknown_rate_bills_only_the_principal(facts):
    given = {"periods": 3, "paid": [("03-20", 100)]}
    ledger = replay(facts(Method.INTEREST_ONLY, 30000, **given))
    assert [(row.number, row.principal, row.open) for row in ledger.instalments] == [(3, 30000, 29900)]


def test_interest_only(facts):
    # 10000 extra on 20 February: the running 300, then 9700 off the principal; 203 on what is left.
    ledger = replay(facts(Method.INTEREST_ONLY, 30000, paid=[("02-10", 300), ("02-20", 10000)], **THREE))
    assert rows(ledger) == [(0, 300, 0), (0, 300, 0), (20300, 203, 20503)]


def test_equal_principal_keeps_its_part_after_an_extra_payment(facts):
    ledger = replay(facts(Method.EQUAL_PRINCIPAL, 30000, paid=[("02-10", 15300)], **THREE))
    # 10000 + 300, then 5000 off: 15000 left.
    assert rows(ledger) == [(10000, 300, 0), (10000, 150, 10150), (5000, 50, 5050)]


def test_a_bullet_paid_in_part_and_cleared_early(facts):
    given = {"rate": "12", "periods": 6}
    ledger = replay(facts(Method.BULLET, 10000, paid=[("03-15", 1000)], **given), allocations=True)
    assert split(ledger.allocations[1]) == (400, 600, 0, 0, 0)
    # After two of six months 200 of 600 has accrued.
    ledger = replay(facts(Method.BULLET, 10000, paid=[("03-15", 10200)], **given))
    assert (ledger.balance, ledger.credit, rows(ledger)) == (0, 0, [(10000, 200, 0)])
    ledger = replay(facts(Method.BULLET, 10000, paid=[("01-15", 10000)], **given))
    assert (ledger.balance, ledger.credit) == (0, 0)


def test_a_bullet_joined_half_way_bears_interest_since_it_was_lent(facts):
    given = {"rate": "12", "first_due_on": date(2026, 4, 15)}
    lent = replay(facts(Method.BULLET, 10000, opened=date(2025, 4, 15), **given))
    assert rows(lent) == [(10000, 1200, 11200)]
    by_periods = replay(facts(Method.BULLET, 10000, opened=None, periods=6, **given))
    assert rows(by_periods) == [(10000, 600, 10600)]
    unknown = replay(facts(Method.BULLET, 10000, opened=None, **given))
    assert rows(unknown) == [(10000, 300, 10300)]


def test_a_flat_fee_is_owed_whole_when_paid_in_advance(facts):
    given = {"fee_percent": Decimal("0.6"), "periods": 3}
    ledger = replay(facts(Method.FLAT_FEE, 30000, paid=[("02-15", 10180), ("02-20", 20000)], **given))
    assert [(row.principal, row.fee, row.open) for row in ledger.instalments] == [
        (10000, 180, 0), (10000, 180, 0), (10000, 180, 360),
    ]  # fmt: skip
    assert ledger.balance == 360  # 180 of fee went before 9640 of principal
    ledger = replay(facts(Method.FLAT_FEE, 30000, paid=[("02-15", 10180), ("02-20", 20360)], **given))
    assert (ledger.balance, ledger.credit, ledger.settled_on) == (0, 0, date(2026, 2, 20))


def test_a_table_of_the_lenders_own(facts):
    table = [(1, "02-01", 100, 10, 1), (2, "03-01", 0, 0, 0), (3, "04-01", 200, 5, 0)]
    ledger = replay(facts(Method.CUSTOM, 300, table=table, paid=[("02-01", 111), ("02-03", 50)]))
    assert [(row.number, row.open) for row in ledger.instalments] == [(1, 0), (3, 155)]
    assert ledger.balance == 155  # 5 of the 50 was interest
    ledger = replay(facts(Method.CUSTOM, 300, table=table, paid=[("02-01", 400)]))
    assert (ledger.balance, ledger.credit) == (0, 84)


def test_new_terms_leave_a_table_alone(facts):
    from tracker.domain.loan.facts import Terms

    table = [(1, "02-01", 100, 10, 1), (2, "03-01", 200, 0, 0)]
    later = [Terms(effective_on=date(2026, 2, 10), grace_days=3)]
    ledger = replay(facts(Method.CUSTOM, 300, table=table, later=later))
    assert rows(ledger) == [(100, 10, 111), (200, 0, 200)]


@pytest.mark.parametrize(
    ("every", "dues"),
    [
        (Frequency.WEEK, [date(2026, 1, 22), date(2026, 1, 29), date(2026, 2, 5)]),
        (Frequency.TWO_WEEKS, [date(2026, 1, 29), date(2026, 2, 12), date(2026, 2, 26)]),
        (Frequency.QUARTER, [date(2026, 4, 15), date(2026, 7, 15), date(2026, 10, 15)]),
    ],
)
def test_other_steps_than_months(facts, every, dues):
    ledger = replay(facts(Method.EQUAL_PRINCIPAL, 30000, rate="52", periods=3, every=every))
    assert [row.due_on for row in ledger.instalments] == dues
    interest = {Frequency.WEEK: 300, Frequency.TWO_WEEKS: 600, Frequency.QUARTER: 3900}[every]
    assert ledger.instalments[0].interest == interest


def test_joined_half_way_on_the_due_day(facts):
    ledger = replay(facts(LEVEL, 30000, opened=None, due_day=15, **THREE))
    first = ledger.instalments[0]
    assert (first.started_on, first.due_on, first.interest) == (date(2025, 12, 15), date(2026, 1, 15), 300)
    # Paid on that very day it meets the instalment, not the principal behind it.
    paid = replay(facts(LEVEL, 30000, opened=None, due_day=15, paid=[("01-15", 10201)], **THREE))
    assert paid.instalments[0].settled_on == date(2026, 1, 15)
    assert paid.balance == 20099


# Charges and waivers


def test_charges_stand_before_instalments(facts):
    charged = [("02-20", ChargeKind.LATE_FEE, 50), ("02-20", ChargeKind.PENALTY, 7)]
    given = facts(LEVEL, 30000, charged=charged, paid=[("02-20", 10201)], **THREE)
    ledger = replay(given, allocations=True)
    assert split(ledger.allocations[1]) == (9844, 300, 50, 7, 0)
    assert rows(ledger)[0] == (9901, 300, 57)
    assert replay(given, until=date(2026, 2, 19)).balance == 30000


def test_charges_after_principal_come_last(facts):
    order = AllocationOrder(order=(PRINCIPAL, INTEREST, FEE, PENALTY))
    charged = [("02-20", ChargeKind.LATE_FEE, 50)]
    paid = [("02-25", 10201)]
    ledger = replay(
        facts(LEVEL, 30000, charged=charged, paid=paid, allocation=order, **THREE), allocations=True
    )
    # Principal of the first, its interest, then principal of the second that runs by now.
    assert split(ledger.allocations[1]) == (9901, 300, 0, 0, 0)
    paid = [("02-15", 10201), ("02-25", 20201)]
    ledger = replay(
        facts(LEVEL, 30000, charged=charged, paid=paid, allocation=order, **THREE), allocations=True
    )
    # On 25 February 20099 + 50 + 10/30 of 201 = 20216 would clear all; 20201 does not.
    assert split(ledger.allocations[2]) == (19950, 201, 50, 0, 0)
    assert ledger.balance == 149


def test_across_finishes_a_component_of_all_instalments(facts):
    order = AllocationOrder(scope=Scope.ACROSS)
    charged = [("02-20", ChargeKind.INTEREST, 9)]
    given = {"charged": charged, "paid": [("02-25", 700), ("03-15", 19711)], "allocation": order, **THREE}
    ledger = replay(facts(LEVEL, 30000, **given), allocations=True)
    assert split(ledger.allocations[1]) == (190, 510, 0, 0, 0)
    assert rows(ledger)[:2] == [(9901, 300, 0), (10000, 201, 0)]
    assert [row.settled_on for row in ledger.instalments[:2]] == [date(2026, 3, 15)] * 2


def test_beyond_ninety_days_principal_goes_first(facts):
    order = AllocationOrder(switch_after_days=90, switched=(PRINCIPAL, INTEREST, FEE, PENALTY))
    given = {"allocation": order, **THREE}
    within = replay(facts(LEVEL, 30000, paid=[("05-16", 400)], **given), allocations=True)
    beyond = replay(facts(LEVEL, 30000, paid=[("05-17", 400)], **given), allocations=True)
    assert split(within.allocations[1]) == (100, 300, 0, 0, 0)
    assert split(beyond.allocations[1]) == (400, 0, 0, 0, 0)


def test_a_purchase_joins_the_principal(facts):
    charged = [("02-20", ChargeKind.PURCHASE, 5000)]
    ledger = replay(facts(LEVEL, 30000, charged=charged, **THREE))
    # The running second instalment is billed with the third: 1% of 20099 + 5000.
    assert ledger.balance == 35000
    assert sum(row.principal for row in ledger.instalments) == 35000


def test_principal_lent_again_falls_due_again(facts):
    paid = [("02-01", 1000)]
    charged = [("03-01", ChargeKind.CASH_ADVANCE, 500)]
    ledger = replay(facts(Method.INFORMAL, 1000, payment_minor=300, due_day=10, paid=paid, charged=charged))
    assert [(row.due_on, row.open) for row in ledger.instalments if row.open] == [
        (date(2026, 3, 10), 300), (date(2026, 4, 10), 200),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("component", "amount", "balance", "first"),
    [
        (PRINCIPAL, 12000, 18000, None),
        (INTEREST, 120, 30000, (9901, 180, 10081)),
        (FEE, 120, 30000, (9901, 300, 10201)),
        (PENALTY, 120, 30000, (9901, 300, 10201)),
    ],
)
def test_waivers_of_each_component(facts, component, amount, balance, first):
    ledger = replay(facts(LEVEL, 30000, waived=[("02-10", component, amount)], **THREE))
    assert ledger.balance == balance
    if first:
        assert rows(ledger)[0] == first
    else:
        assert ledger.instalments[0].principal == 0
        assert sum(row.principal for row in ledger.instalments) == 18000


def test_a_waiver_meets_charges_first_and_settles(facts):
    charged = [("02-16", ChargeKind.INTEREST, 80)]
    waived = [("02-20", INTEREST, 380)]
    paid = [("02-18", 9981)]
    ledger = replay(facts(LEVEL, 30000, charged=charged, waived=waived, paid=paid, **THREE))
    # 80 + 300 + 9601 paid, then 380 let go of: 201 of the second, and the rest has nothing to meet.
    assert ledger.charges_open == 0
    assert rows(ledger)[:2] == [(9901, 300, 300), (10000, 0, 10000)]


def test_a_waiver_of_what_is_left_settles_the_instalment(facts):
    waived = [("02-20", PRINCIPAL, 201)]
    ledger = replay(facts(LEVEL, 30000, paid=[("02-15", 10000)], waived=waived, **THREE))
    assert ledger.instalments[0].settled_on == date(2026, 2, 20)
    assert ledger.instalments[0].late_days == 5


def test_waived_fees_of_a_flat_fee_are_those_coming(facts):
    given = {"fee_percent": Decimal("0.6"), "periods": 3}
    ledger = replay(facts(Method.FLAT_FEE, 30000, waived=[("01-20", FEE, 400)], **given))
    assert [row.fee for row in ledger.instalments] == [0, 0, 140]
    ledger = replay(facts(Method.FLAT_FEE, 30000, waived=[("01-20", PENALTY, 400)], **given))
    assert [row.fee for row in ledger.instalments] == [180, 180, 180]


def test_the_whole_principal_waived(facts):
    ledger = replay(facts(LEVEL, 30000, waived=[("01-15", PRINCIPAL, 50000)], paid=[("03-01", 10)], **THREE))
    assert (ledger.balance, ledger.credit, ledger.instalments) == (0, 10, [])


def test_settled_when_the_last_instalment_is(facts):
    order = AllocationOrder(order=(PRINCIPAL, INTEREST, FEE, PENALTY), scope=Scope.ACROSS)
    given = {"rate": "12", "periods": 1, "allocation": order}
    paid = [("02-20", 30000)]
    ledger = replay(facts(LEVEL, 30000, paid=paid, **given))
    assert (ledger.balance, ledger.settled_on) == (0, None)  # 3.00 of interest is open
    ledger = replay(facts(LEVEL, 30000, paid=[*paid, ("03-01", 300)], **given))
    assert ledger.settled_on == date(2026, 3, 1)


def test_a_payment_that_never_reaches_the_principal(facts):
    ledger = replay(facts(LEVEL, 30000, rate="12", payment_minor=300))
    assert ledger.endless
    assert len(ledger.instalments) == 120
    assert sum(row.principal for row in ledger.instalments) == 0
    # Ten thousand off leaves 1% of 20000: 100 of each payment reaches the principal.
    cured = replay(facts(LEVEL, 30000, rate="12", payment_minor=300, paid=[("02-15", 300), ("02-15", 10000)]))
    assert not cured.endless
    assert cured.instalments[1].principal == 100
    assert cured.instalments[-1].balance == 0


def test_a_long_history_of_bare_interest_has_no_sudden_end(facts):
    start = date(2006, 1, 15)
    ledger = replay(
        facts(LEVEL, 30000, start=start, rate="12", payment_minor=300, paid=[("2026-01-15", 100)])
    )
    assert max(row.amount for row in ledger.instalments) == 300
    assert len(ledger.instalments) == 240 + 120
