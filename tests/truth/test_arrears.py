"""Published examples of card charges, penalties, lateness, allocation and early payoff."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.domain.loan.allocation import (
    Debt,
    RatedBalance,
    allocate,
    allocate_by_rate,
    allocate_debts,
)
from tracker.domain.loan.arrears import bucket, metro2_history, metro2_status
from tracker.domain.loan.card import interest_on_segments, late_fee, minimum_payment
from tracker.domain.loan.facts import AllocationOrder, Component, LateFee, Method, Terms
from tracker.domain.loan.penalty import penalty, penalty_interest, penalty_rate
from tracker.domain.loan.prepay import (
    daily_interest,
    flat_fee_payoff,
    payoff_quote,
    rule_of_78_rebate,
    settle,
)
from tracker.domain.loan.schedule import amortise
from tracker.domain.money import decimal_text
from tracker.domain.rates import Rate, RatePer


def minor(text: str) -> int:
    return int(Decimal(text) * 100)


def yuan(amount: int) -> str:
    return decimal_text(amount, "CNY")


def daily(percent: str) -> Rate:
    return Rate(Decimal(percent), RatePer.DAY)


def test_cn_card_minimum_payment(record, close):
    given = record["inputs"]
    parts = {name: minor(value) for name, value in given.items() if name != "percent"}
    close("minimum_payment", yuan(minimum_payment(percent=Decimal(given["percent"]), **parts)))


def test_cn_card_late_fee(record, close):
    given = record["inputs"]
    terms = LateFee(percent=Decimal(given["rate_pct"]), floor_minor=minor(given["minimum_fee"]))
    close("late_fee", yuan(late_fee(minor(given["minimum_payment"]), minor(given["paid_by_due"]), terms)))


def test_cn_card_revolving_interest(record, close):
    given = record["inputs"]
    segments = [(minor(segment["balance"]), segment["days"]) for segment in given["segments"]]
    close("interest", yuan(interest_on_segments(segments, daily(given["daily_rate_pct"]))))


def raised(given) -> Rate:
    return penalty_rate(Rate(Decimal(given["contract_annual_rate"]) * 100), Decimal(given["uplift_pct"]))


def test_cn_penalty_interest(record, close):
    given = record["inputs"]
    rate, basis = raised(given), given["year_basis"]
    close("penalty_annual_rate", rate.yearly())
    interest = penalty_interest(minor(given["overdue_principal"]), rate, given["days_overdue"], basis=basis)
    close("penalty_interest", yuan(interest))


def test_cn_penalty_interest_compound(record, close):
    given = record["inputs"]
    found = penalty(
        minor(given["overdue_principal"]),
        minor(given["overdue_interest"]),
        raised(given),
        given["days_overdue"],
        basis=given["year_basis"],
    )
    close("penalty_on_principal", yuan(found.on_principal))
    close("compound_on_interest", yuan(found.on_interest))
    close("total", yuan(found.total))


def test_dpd_bucket(record):
    assert [bucket(days) for days in record["inputs"]["days_past_due"]] == record["expected"]["buckets"]


def test_dpd_status_code(record):
    code = metro2_history if "History" in record["source"] else metro2_status
    assert [code(days) for days in record["inputs"]["days_past_due"]] == record["expected"]["codes"]


C = Component
NAMES = {
    "costs": C.FEE,
    "interest_and_fees": C.INTEREST,
    "interest": C.INTEREST,
    "penalty": C.PENALTY,
    "principal": C.PRINCIPAL,
}
CARD = AllocationOrder(
    order=(C.PENALTY, C.FEE, C.INTEREST, C.PRINCIPAL),
    switch_after_days=90,
    switched=(C.PRINCIPAL, C.INTEREST, C.FEE, C.PENALTY),
)


def opened(given) -> dict[Component, int]:
    return {NAMES[name]: minor(value) for name, value in given.items() if name in NAMES}


def test_payment_allocation(record, close):
    given, expected = record["inputs"], record["expected"]
    if "balances" in given:
        shares_by_rate(given, expected)
    elif "instalments" in given:
        parts = [opened(instalment) for instalment in given["instalments"]]
        found = allocate(minor(given["payment"]), parts, AllocationOrder())
        for instalment, part in zip(given["instalments"], found.parts, strict=True):
            wanted = expected[f"n{instalment['n']}"]
            assert {name: yuan(part.get(NAMES[name], 0)) for name in wanted} == wanted
    else:
        part = opened(given)
        order = CARD if "90 days" in given["rule"] else AllocationOrder()
        found = allocate(minor(given["payment"]), [part], order, given.get("days_past_due", 0))
        for name in expected:
            component = NAMES[name.removeprefix("remaining_")]
            paid = found.total(component)
            close(name, yuan(part[component] - paid if name.startswith("remaining_") else paid))


def shares_by_rate(given, expected) -> None:
    balances = [
        RatedBalance(
            percent=Decimal(balance["apr_pct"]),
            amount=minor(balance["amount"]),
            disputed=minor(balance.get("disputed", "0")),
        )
        for balance in given["balances"]
    ]
    shares = allocate_by_rate(minor(given["payment_above_minimum"]), balances)
    for balance, share in zip(given["balances"], shares, strict=True):
        assert yuan(share.paid) == expected[balance["name"]]
        assert yuan(share.paid_disputed) == expected.get("disputed_" + balance["name"].split("_")[0], "0.00")


def test_multi_debt_allocation(record, close):
    given = record["inputs"]
    debts = [
        Debt(
            due_on=date.fromisoformat(debt["due"]),
            amount=minor(debt["amount"]),
            percent=Decimal(debt["rate_pct"]),
            secured=int(debt["secured"]),
        )
        for debt in given["debts"]
    ]
    names = [debt["id"] for debt in given["debts"]]
    chosen = names.index(given["designated"]) if given["designated"] else None
    paid = allocate_debts(minor(given["payment"]), debts, date.fromisoformat(given["as_of"]), chosen)
    for name, amount in zip(names, paid, strict=True):
        close(name, yuan(amount))


def test_early_payoff_quote(record, close):
    given = record["inputs"]
    assert given["method"] == "等本等息"
    plan = flat_fee_payoff(
        minor(given["principal"]),
        Decimal(given["fee_rate_per_period_pct"]),
        given["periods"],
        given["instalments_paid"],
    )
    close("outstanding_principal", yuan(plan.principal))
    close("remaining_fees", yuan(plan.remaining_fees))
    close("payoff", yuan(plan.total))
    close("payoff_if_fees_waived", yuan(plan.total_if_fees_waived))


def test_a_level_loan_is_paid_off_with_interest_for_the_days_gone():
    # DOMAIN D.2 on the schedule of cn-debx-1: six of twelve paid, ten days into the seventh.
    terms = Terms(effective_on=date(2026, 1, 1), rate=Rate(Decimal(24)), periods=12)
    paid = amortise(Method.LEVEL_PAYMENT, terms, 1_000_000, start=date(2026, 1, 1))[5]
    quote = payoff_quote(paid.balance, Rate(Decimal(24)), 10, basis=360, fee_percent=Decimal(1))
    assert yuan(quote.principal) == "5296.67"
    assert yuan(quote.interest) == "35.31"
    assert yuan(quote.per_diem) == "3.53"
    assert yuan(quote.fee) == "52.97"
    assert yuan(quote.total) == "5384.95"


def test_rule_of_78_rebate(record, close):
    given = record["inputs"]
    rebate = rule_of_78_rebate(minor(given["total_finance_charge"]), given["months"], given["payments_made"])
    close("rebate", yuan(rebate))


def test_early_or_late_settlement(record, close):
    given = record["inputs"]
    assert given["interest_rounding"].startswith("truncate")
    payments = [(date.fromisoformat(p["date"]), minor(p["amount"])) for p in given["payments"]]
    found = settle(
        minor(given["principal"]),
        daily(given["daily_rate_pct"]),
        date.fromisoformat(given["start"]),
        payments,
        date.fromisoformat(given["settlement_date"]),
    )
    close("settlement_amount", yuan(found.total))
    close("principal_portion", yuan(found.principal))
    close("interest_portion", yuan(found.interest))


def test_a_payment_on_the_way_to_a_settlement():
    # DOMAIN A.8, third case: 50.00 on day 115 leaves 53.30 to pay on day 122.
    payments = [(date(2023, 12, 22), 10053), (date(2024, 1, 22), 10053), (date(2024, 2, 22), 10053)]
    payments.append((date(2024, 3, 22), 5000))
    found = settle(25000, daily("0.8"), date(2023, 11, 28), payments, date(2024, 3, 29))
    assert yuan(found.total) == "53.30"


def test_cn_daily_interest(record, close):
    given = record["inputs"]
    found = daily_interest(
        minor(given["principal"]),
        daily(given["daily_rate_pct"]),
        date.fromisoformat(given["drawn"]),
        date.fromisoformat(given["repaid"]),
    )
    assert found.days == record["expected"]["days"]
    close("interest", yuan(found.interest))
    close("total", yuan(found.total))


def test_every_example_of_the_card_illustration():
    # xyka.net/know/fn36670.html: 17.40, 20.20, 19.70, 18.90 for the four months.
    months = [[(100000, 24), (90000, 12)], [(100000, 30), (80000, 13)], [(100000, 31), (70000, 12)]]
    months.append([(100000, 30), (60000, 13)])
    interest = [yuan(interest_on_segments(month, daily("0.05"))) for month in months]
    assert interest == ["17.40", "20.20", "19.70", "18.90"]
