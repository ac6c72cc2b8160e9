"""Offers against what they come to on paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.domain.calendar import add_months
from tracker.domain.money import decimal_text, to_minor
from tracker.domain.recovery.comparison import outline
from tracker.domain.recovery.offer import OfferPayment
from tracker.domain.tvm import npv

TODAY = date(2026, 11, 21)


def minor(text):
    return to_minor(Decimal(text), "CNY")


def payments(offer):
    if "amount" in offer:
        return [
            OfferPayment(due_on=add_months(TODAY, offer["at_month"]), amount_minor=minor(offer["amount"]))
        ]
    return [
        OfferPayment(due_on=add_months(TODAY, number), amount_minor=minor(offer["payment"]))
        for number in range(1, offer["months"] + 1)
    ]


def test_settlement_offer_comparison(record, close):
    given, expected = record["inputs"], record["expected"]
    monthly = Decimal(given["discount_annual"]) / 12
    for offer in given["offers"]:
        name, paid = offer["name"], payments(offer)
        shown = outline(paid, today=TODAY, owed_minor=minor(given["balance"]))
        if "total_paid" in expected:
            close("any", decimal_text(shown.total_minor, "CNY"), expected["total_paid"][name])
            close("any", decimal_text(-shown.cost_minor, "CNY"), expected["saving_vs_balance"][name])
        if "present_value" in expected:
            worth = npv(monthly, [Decimal(each.amount_minor) / 100 for each in paid], first_period=1)
            close("any", round(worth, 2), expected["present_value"][name])
