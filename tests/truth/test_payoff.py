"""Published comparisons of ways of paying, minimum payments of cards, and US card statements."""

from __future__ import annotations

from decimal import Decimal

from tracker.domain.money import decimal_text
from tracker.domain.plan.debt import Budget, Debt, Fixed, RateFrom, Share
from tracker.domain.plan.disclosure import CardBalance, CardTerms, disclose
from tracker.domain.plan.run import Run, Strategy
from tracker.domain.plan.simulate import simulate


def minor(text: str) -> int:
    return int(Decimal(text) * 100)


def dollars(amount: int | None) -> str:
    assert amount is not None
    return decimal_text(amount, "USD")


def owed(number, given) -> Debt:
    yearly = Decimal(given["apr_pct"]) / 100
    if "min_pct_of_balance" in given:
        minimum = Share(percent=Decimal(given["min_pct_of_balance"]), floor=minor(given["min_floor"]))
    else:
        minimum = Fixed(amount=minor(given.get("minimum") or given["fixed_payment"]))
    return Debt(
        key=number,
        name=given.get("name", ""),
        balance=minor(given["balance"]),
        rates=(RateFrom(month=0, yearly=yearly),),
        minimum=minimum,
    )


def play(record) -> Run:
    given = record["inputs"]
    debts = [owed(number, each) for number, each in enumerate(given["debts"])]
    return simulate(debts, Budget(extra=minor(given["extra_per_month"])), Strategy(given["strategy"]))


def test_payoff_strategy(record, close):
    names = [each["name"] for each in record["inputs"]["debts"]]
    run = play(record)
    close("months", len(run.months))
    close("total_interest", dollars(run.interest))
    close("exact_total_interest", dollars(run.interest))
    order = [{"debt": names[key], "month": month + 1} for key, month in run.order]
    assert order == record["expected"]["payoff_order"]


def test_payoff_strategy_zero_interest(record, close):
    names = [each["name"] for each in record["inputs"]["debts"]]
    run = play(record)
    close("first_payoff_month", run.order[0][1] + 1)
    close("total_months", len(run.months))
    after = dict(zip(names, map(dollars, run.months[3].balance), strict=True))
    expected = record["expected"]["balances_after_4_months"]
    assert {name: after[name] for name in expected} == expected
    assert run.interest == 0


def test_card_payoff_projection(record, close):
    run = simulate([owed(0, record["inputs"])], Budget(), Strategy.MINIMUM)
    months = len(run.months)
    close("months", months)
    close("interest", dollars(run.interest))
    expected = record["expected"]
    if "years" in expected:
        close("years", round(months / 12))
    if "interest_whole_dollars" in expected:
        close("interest_whole_dollars", round(run.interest / 100))
    if "years_months" in expected:
        assert expected["years_months"] == f"{months // 12}y{months % 12}m"


def test_us_card_repayment_disclosure(record, close):
    given = record["inputs"]
    balances = [
        CardBalance(amount=minor(amount), yearly=Decimal(apr))
        for amount, apr in zip(given["balances"], given["aprs_ascending"], strict=True)
    ]
    terms = CardTerms(
        percent=Decimal(given["min_payment_pct"]),
        floor=minor(given["min_payment_floor"]),
        promo_last_month=given["promo_last_month"],
        after_promo=Decimal(given["post_promo_rate"]),
    )
    found = disclose(balances, terms)
    close("months_min_only", found.months)
    close("total_min_only", dollars(found.total))
    close("payment_36", dollars(found.payment))
    close("total_36", dollars(found.payment_total))
    if "savings_rounded" in record["expected"]:
        close("savings_rounded", found.saving // 100)
        close("first_month_balance", dollars(found.first_balance), record["expected"]["first_month_balance"])
