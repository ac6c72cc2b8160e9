"""Loans and terms as typed: every problem at once, each naming its field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.loan.facts import (
    AllocationOrder,
    Component,
    Excess,
    LateFee,
    Method,
    Scope,
    Terms,
)
from tracker.domain.loan.reading import Reader, read_draft, read_terms
from tracker.domain.rates import DayCount, Rate, RatePer

TODAY = date(2026, 6, 10)


def read(old: Terms | None = None, **fields) -> tuple[Terms, list[tuple[str, str]]]:
    reader = Reader(fields, today=TODAY, currency="CNY")
    terms = read_terms(reader, old or Terms(effective_on=TODAY))
    return terms, [(each.code, each.field) for each in reader.problems]


def draft(**fields):
    found, problems = read_draft({"name": "A", **fields}, today=TODAY, currency="CNY")
    return found, [(each.code, each.field) for each in problems]


@pytest.mark.parametrize("field", ["fee_rate", "minimum_percent", "prepay_fee"])
def test_no_share_is_more_than_the_whole(field):
    assert read(**{field: "100%"})[1] == []
    assert read(**{field: "100.5"})[1] == [("beyond_whole", field)]
    assert read(**{field: "20000"})[1] == [("beyond_whole", field)]


def test_all_terms_at_once():
    terms, problems = read(
        rate="18%", day_count="actual-365", every="quarter", periods="12", first_number="3", payment="945.60",
        first_due="2026-07-01", due_day="1", lead_days="2", fee_rate="0.6%", upfront_fee="100",
        grace_days="3", penalty_rate="0.05%/day", rounding="down", excess="advance", statement_day="5",
        minimum_percent="10%", minimum_floor="50", limit="20000", promo_until="2026-12-31", prepay_fee="1",
        prepay_fee_until="2027-01-01",
    )  # fmt: skip
    assert problems == []
    assert (terms.rate, terms.day_count) == (Rate(Decimal(18)), DayCount.ACTUAL_365)
    assert (terms.every, terms.periods, terms.first_number) == ("quarter", 12, 3)
    assert (terms.payment_minor, terms.first_due_on, terms.due_day) == (94560, date(2026, 7, 1), 1)
    assert (terms.lead_days, terms.fee_percent, terms.upfront_fee_minor) == (2, Decimal("0.6"), 10000)
    assert (terms.grace_days, terms.penalty_rate) == (3, Rate(Decimal("0.05"), RatePer.DAY))
    assert (terms.rounding, terms.excess, terms.statement_day) == ("down", Excess.ADVANCE, 5)
    assert (terms.minimum_percent, terms.minimum_floor_minor) == (10, 5000)
    assert (terms.credit_limit_minor, terms.promo_until) == (2000000, date(2026, 12, 31))
    assert (terms.prepay_fee_percent, terms.prepay_fee_until) == (1, date(2027, 1, 1))


def test_what_is_not_typed_stays_and_a_dash_clears():
    old = Terms(effective_on=TODAY, rate=Rate(Decimal(12)), periods=3, lead_days=4, grace_days=5)
    terms, problems = read(old, periods=" ", rate="-", grace_days="未知", lead_days="none")
    assert problems == []
    assert (terms.periods, terms.rate, terms.grace_days, terms.lead_days) == (3, None, None, 0)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"payment": "0"}, ("not_positive", "payment")),
        ({"limit": "-5"}, ("negative", "limit")),
        ({"periods": "0"}, ("not_in_range", "periods")),
        ({"periods": "3661"}, ("not_in_range", "periods")),
        ({"periods": "1e3"}, ("periods_unreadable", "periods")),
        ({"periods": "９" * 400}, ("periods_unreadable", "periods")),
        ({"every": "fortnightly-ish"}, ("not_a_choice", "every")),
        ({"allocation": "fee, interest"}, ("not_an_order", "allocation")),
        ({"allocation": "fee,fee,interest,principal"}, ("not_an_order", "allocation")),
        ({"penalty_rate": "+50%"}, ("needs_rate", "penalty_rate")),
    ],
)
def test_a_wrong_field_is_named_and_the_old_value_stays(fields, problem):
    terms, problems = read(**fields)
    assert problems == [problem]
    assert terms == Terms(effective_on=TODAY)


def test_a_problem_says_what_is_accepted():
    reader = Reader({"every": "x", "periods": "x"}, today=TODAY, currency="CNY")
    read_terms(reader, Terms(effective_on=TODAY))
    params = {each.field: (each.value, each.params) for each in reader.problems}
    assert params["every"] == ("x", {"accepted": "week, two_weeks, month, quarter, half_year, year"})
    assert params["periods"][0] == "x"


@pytest.mark.parametrize(
    ("fields", "old", "fee"),
    [
        ({"late_fee": "30"}, None, LateFee(flat_minor=3000)),
        ({"late_fee": "5%"}, None, LateFee(percent=Decimal(5))),
        ({"late_fee": "5％", "late_fee_floor": "10", "late_fee_cap": "500"}, None,
         LateFee(percent=Decimal(5), floor_minor=1000, cap_minor=50000)),
        ({"late_fee": "5%"}, LateFee(flat_minor=3000, cap_minor=9), LateFee(percent=Decimal(5), cap_minor=9)),
        ({"late_fee_cap": "1"}, LateFee(percent=Decimal(5)), LateFee(percent=Decimal(5), cap_minor=100)),
        ({"late_fee": "-"}, LateFee(flat_minor=3000), None),
        ({}, LateFee(flat_minor=3000), LateFee(flat_minor=3000)),
    ],
)  # fmt: skip
def test_late_fees(fields, old, fee):
    terms, problems = read(Terms(effective_on=TODAY, late_fee=old), **fields)
    assert (terms.late_fee, problems) == (fee, [])


def test_a_penalty_is_a_rate_or_a_rise():
    assert read(rate="12%", penalty_rate="+50%")[0].penalty_rate == Rate(Decimal(18))
    assert read(rate="12%", penalty_rate="18%")[0].penalty_rate == Rate(Decimal(18))
    terms, problems = read(rate="12%", penalty_rate="+half")
    assert terms.penalty_rate is None
    assert [field for _, field in problems] == ["penalty_rate"]


def test_an_order_of_allocation():
    terms, problems = read(
        allocation="principal > interest > fee > penalty", scope="across", allocation_after_days="90",
        allocation_after="fee，interest，principal，penalty",
    )  # fmt: skip
    assert problems == []
    fee, interest, penalty, principal = (
        Component.FEE,
        Component.INTEREST,
        Component.PENALTY,
        Component.PRINCIPAL,
    )
    assert terms.allocation == AllocationOrder(
        order=(principal, interest, fee, penalty), scope=Scope.ACROSS, switch_after_days=90,
        switched=(fee, interest, principal, penalty),
    )  # fmt: skip


def test_a_draft():
    found, problems = draft(
        name="  借呗\x1b ", lender="Ant", method="Level Payment", currency="usd", balance="1,234.56",
        principal="2000", opened="2026-01-02", as_of="2026-06-01", note="a\nb", rate="10%",
    )  # fmt: skip
    assert problems == []
    assert (found.name, found.lender, found.method) == ("借呗", "Ant", Method.LEVEL_PAYMENT)
    assert (found.currency, found.balance_minor, found.principal_minor) == ("USD", 123456, 200000)
    assert (found.opened_on, found.as_of, found.note) == (date(2026, 1, 2), date(2026, 6, 1), "a\nb")
    assert (found.terms.effective_on, found.terms.rate) == (date(2026, 6, 1), Rate(Decimal(10)))


def test_a_draft_of_a_name_alone():
    found, problems = draft()
    assert problems == []
    assert (found.method, found.balance_minor, found.opened_on) == (None, None, None)
    assert found.terms == Terms(effective_on=TODAY)


def test_a_bullet_counts_days():
    assert draft(method="bullet")[0].terms.day_count is DayCount.ACTUAL_365
    assert draft(method="bullet", day_count="actual_360")[0].terms.day_count is DayCount.ACTUAL_360


def test_every_problem_of_a_draft_at_once():
    found, problems = draft(
        name=" ", currency="XX", balance="-3", opened="2026-06-11", as_of="2027-01-01", method="magic"
    )
    assert found is None
    assert ("required", "name") in problems
    assert ("in_the_future", "opened") in problems
    assert ("in_the_future", "as_of") in problems
    assert ("not_a_choice", "method") in problems
    assert ("negative", "balance") in problems
    assert {"currency"} <= {field for _, field in problems}


def test_a_name_has_an_end():
    assert draft(name="a" * 301)[1] == [("too_long", "name")]
    assert draft(name="a" * 300)[1] == []
