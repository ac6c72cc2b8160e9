"""What clears a loan, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.loan.facts import ChargeKind, Excess, LateFee, Method, terms_on
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.payoff import payoff
from tracker.domain.rates import DayCount, Rate

LEVEL = Method.LEVEL_PAYMENT
THREE = {"rate": "12", "periods": 3}  # 300.00: 99.01 + 3.00, 100.00 + 2.01, 100.99 + 1.01
PENALTY = Rate(Decimal("18.25"))  # 0.05% a day


def quote(given, month_day: str):
    return payoff(given, date.fromisoformat(f"2026-{month_day}"))


def test_interest_to_the_day(facts):
    found = quote(facts(LEVEL, 30000, paid=[("02-15", 10201)], **THREE), "02-25")
    # 10 of 30 days of 201 on the 20099 left; 20099 at 12% over 360 is 6.70 a day.
    assert (found.principal, found.interest_due, found.interest_accrued) == (20099, 0, 67)
    assert (found.total, found.per_diem, found.estimate) == (20166, 7, True)
    assert found.still_to_pay == 20401
    assert found.saves == 235


def test_on_the_due_date_its_interest_is_due(facts):
    found = quote(facts(LEVEL, 30000, **THREE), "02-15")
    assert (found.principal, found.interest_due, found.interest_accrued, found.total) == (
        30000,
        300,
        0,
        30300,
    )


def test_overdue_principal_bears_no_more_contract_interest(facts):
    found = quote(facts(LEVEL, 30000, **THREE), "02-25")
    assert (found.principal, found.interest_due, found.interest_accrued) == (30000, 300, 67)
    assert found.per_diem == 7  # on 20099


def test_before_tracking_and_after_the_end(facts):
    given = facts(LEVEL, 30000, **THREE)
    assert payoff(given, date(2025, 1, 1)).total == 30000
    assert payoff(given, date(2027, 1, 1)).total == 30602


def test_charges_and_credit(facts):
    charged = [("02-01", ChargeKind.FEE, 500)]
    assert quote(facts(LEVEL, 30000, charged=charged, **THREE), "02-15").charges == 500
    overpaid = facts(LEVEL, 100, periods=1, rate="0", paid=[("02-15", 160)], charged=charged)
    found = quote(overpaid, "03-01")
    assert (found.principal, found.charges, found.credit, found.total) == (100, 340, 0, 440)
    found = quote(facts(LEVEL, 100, periods=1, rate="0", paid=[("02-15", 160)]), "03-01")
    assert (found.credit, found.total, found.saves) == (60, 0, 0)


def test_unknown_rate_is_said(facts):
    found = quote(facts(LEVEL, 30000, payment_minor=1000), "02-25")
    assert (found.unknown, found.per_diem, found.estimate) == (("rate",), 0, True)
    assert quote(facts(Method.INFORMAL, 30000), "02-25").unknown == ()
    assert quote(facts(Method.FLAT_FEE, 30000, fee_percent=Decimal(1), periods=3), "02-25").unknown == ()


def test_a_flat_fee_owes_its_coming_fees(facts):
    given = facts(Method.FLAT_FEE, 30000, fee_percent=Decimal("0.6"), periods=3, paid=[("02-15", 10180)])
    found = quote(given, "02-20")
    assert (found.principal, found.fees, found.fees_to_come, found.total) == (20000, 360, 360, 20360)
    assert (found.interest_accrued, found.per_diem) == (0, 0)
    late = quote(given, "03-20")
    assert (late.fees, late.fees_to_come) == (360, 180)


def test_day_counts(facts):
    given = {"rate": "36.5", "periods": 2, "day_count": DayCount.ACTUAL_365}
    found = quote(facts(Method.INTEREST_ONLY, 10000, **given), "01-20")
    assert (found.interest_accrued, found.per_diem) == (50, 10)


def test_a_loan_without_a_schedule(facts):
    found = quote(facts(Method.INFORMAL, 30000), "02-25")
    assert (found.total, found.still_to_pay, found.saves, found.estimate) == (30000, 30000, 0, False)


# Lateness


def test_penalty_begins_after_grace_and_counts_from_the_due_date(facts):
    given = facts(LEVEL, 30000, penalty_rate=PENALTY, grace_days=3, **THREE)
    assert [quote(given, on).penalty for on in ("02-15", "02-18", "02-19")] == [0, 0, 20]
    # 33 days on 9901 and 5 on 10000, each rounded: 163 + 25.
    assert quote(given, "03-20").penalty == 163 + 25


def test_the_lenders_penalty_covers_the_days_before_it(facts):
    charged = [("03-10", ChargeKind.PENALTY, 111)]
    found = quote(facts(LEVEL, 30000, penalty_rate=PENALTY, charged=charged, **THREE), "03-20")
    assert (found.charges, found.penalty) == (111, 50 + 25)  # 10 days on 9901, 5 on 10000
    before = quote(facts(LEVEL, 30000, penalty_rate=PENALTY, charged=charged, **THREE), "03-09")
    assert before.penalty == 109  # 22 days


def test_a_late_fee_for_each_missed_instalment(facts):
    fee = LateFee(percent=Decimal(5), floor_minor=100, cap_minor=505)
    given = {"late_fee": fee, "grace_days": 2, **THREE}
    assert quote(facts(LEVEL, 30000, **given), "02-17").late_fees == 0
    assert quote(facts(LEVEL, 30000, **given), "02-18").late_fees == 505  # 510.05 is above the cap
    assert quote(facts(LEVEL, 30000, **given), "03-20").late_fees == 1010
    part = facts(LEVEL, 30000, paid=[("02-15", 9201)], **given)
    assert quote(part, "02-18").late_fees == 100  # 5% of 10.00 is below the floor


def test_a_posted_late_fee_is_for_the_instalment_missed_before_it(facts):
    fee = LateFee(flat_minor=100)
    one = {"late_fee": fee, "charged": [("02-20", ChargeKind.LATE_FEE, 100)], **THREE}
    assert quote(facts(LEVEL, 30000, **one), "02-25").late_fees == 0
    assert quote(facts(LEVEL, 30000, **one), "03-20").late_fees == 100
    # February was paid late and its fee posted: March is missed and has none yet.
    paid = {"paid": [("02-21", 10301)], **one}
    assert quote(facts(LEVEL, 30000, **paid), "03-20").late_fees == 100
    early = one | {"charged": [("02-10", ChargeKind.LATE_FEE, 100)]}
    assert quote(facts(LEVEL, 30000, **early), "02-25").late_fees == 100


def test_the_fee_for_paying_early(facts):
    given = {"prepay_fee_percent": Decimal(1), "prepay_fee_until": date(2026, 2, 25), **THREE}
    book = facts(LEVEL, 30000, paid=[("02-15", 10201)], **given)
    assert quote(book, "02-25").prepay_fee == 201
    assert quote(book, "02-26").prepay_fee == 0
    # Overdue principal is not paid early; with nothing to come there is no fee.
    assert quote(facts(LEVEL, 30000, **given), "02-25").prepay_fee == 201
    assert quote(facts(LEVEL, 30000, **given | {"prepay_fee_until": None}), "04-20").prepay_fee == 0


def test_a_card(facts):
    given = {
        "start": date(2026, 1, 10), "opened": None, "rate": "18.25", "due_day": 25, "statement_day": 5,
        "minimum_percent": Decimal(10), "penalty_rate": PENALTY, "late_fee": LateFee(percent=Decimal(5)),
        "prepay_fee_percent": Decimal(1),
    }  # fmt: skip
    found = quote(facts(Method.REVOLVING, 100000, paid=[("01-25", 4000)], **given), "01-30")
    # 15 days at 50 and 5 at 48; late by 60.00 of the minimum; no penalty beside interest.
    assert (found.principal, found.interest_accrued, found.late_fees) == (96000, 750 + 240, 300)
    assert (found.penalty, found.prepay_fee, found.fees, found.interest_due) == (0, 0, 0, 0)
    assert (found.per_diem, found.total) == (48, 96000 + 990 + 300)
    charged = [("01-20", ChargeKind.FEE, 700)]
    assert quote(facts(Method.REVOLVING, 100000, charged=charged, **given), "01-22").charges == 700
    promo = facts(Method.REVOLVING, 100000, promo_until=date(2026, 6, 1), **given)
    assert (quote(promo, "01-30").interest_accrued, quote(promo, "01-30").per_diem) == (0, 0)


def test_terms_by_date(facts):
    from tracker.domain.loan.facts import Terms

    later = [Terms(effective_on=date(2026, 3, 1), grace_days=9)]
    given = facts(LEVEL, 30000, later=later, **THREE)
    assert terms_on(given, date(2026, 2, 28)).grace == 0
    assert terms_on(given, date(2026, 3, 1)).grace == 9
    assert terms_on(given, date(2020, 1, 1)).grace == 0


@pytest.mark.parametrize("count", [DayCount.EQUAL_MONTHS, DayCount.ACTUAL_365])
@pytest.mark.parametrize("excess", Excess)
def test_interest_paid_ahead_is_told_beside_the_total(facts, excess, count):
    given = {**THREE, "excess": excess, "day_count": count}
    paid = facts(LEVEL, 30000, paid=[("01-20", 20402)], **given)
    found = payoff(paid, date(2026, 1, 30))
    owed = replay(paid, until=date(2026, 1, 30))
    coming = [row for row in owed.instalments if row.paid_interest]
    whole = sum(row.paid_interest for row in coming)
    assert 0 < found.interest_ahead < whole  # fifteen days of the first period have run
    assert found.total == found.principal
    assert found.total_if_returned == found.total - found.interest_ahead
    # The total clears it here; once the period is over its interest is earned.
    later = payoff(paid, date(2026, 2, 15))
    assert later.interest_ahead == whole - coming[0].paid_interest


def test_fees_charged_whole_are_not_interest_paid_ahead(facts):
    flat = facts(Method.FLAT_FEE, 36000, paid=[("01-20", 24000)], periods=3, fee_percent=Decimal("0.5"))
    assert payoff(flat, date(2026, 1, 30)).interest_ahead == 0
