"""A stored loan in the words it would be typed in: what a form begins with when it is edited."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.domain.loan.autopay import Autopay
from tracker.domain.loan.facts import LateFee, Loan, Terms
from tracker.domain.money import decimal_text
from tracker.domain.rates import Rate

AUTOPAY_FIELDS = (
    "autopay_on", "autopay_account", "autopay_mode", "autopay_fixed", "autopay_card", "autopay_expires",
    "autopay_at", "autopay_retry", "autopay_on_short", "autopay_holidays",
)  # fmt: skip
"""The words of a loan's autopay in the form of a whole loan."""


def loan_words(loan: Loan) -> dict[str, str]:
    """What the loan is, as `tracker.domain.loan.reading` reads it."""
    return {
        "name": loan.name,
        "lender": loan.lender,
        "method": loan.method.value,
        "currency": loan.currency,
        "balance": decimal_text(loan.balance_minor, loan.currency),
        "principal": _sum(loan.principal_minor, loan.currency),
        "opened": _day(loan.opened_on),
        "as_of": _day(loan.tracked_from),
        "stake": loan.stake.value,
        "note": loan.note,
    }


def terms_words(terms: Terms, currency: str) -> dict[str, str]:
    """The terms, as `read_terms` reads them; what is unknown is empty."""
    return {
        "rate": _rate(terms.rate),
        "day_count": terms.day_count.value,
        "every": terms.every.value,
        "periods": _number(terms.periods),
        "first_number": _number(terms.first_number),
        "payment": _sum(terms.payment_minor, currency),
        "first_due": _day(terms.first_due_on),
        "due_day": _number(terms.due_day),
        "lead_days": _number(terms.lead_days),
        "fee_rate": _percent(terms.fee_percent),
        "upfront_fee": _sum(terms.upfront_fee_minor, currency),
        "grace_days": _number(terms.grace_days),
        **_late_fee(terms.late_fee, currency),
        "penalty_rate": _rate(terms.penalty_rate),
        "rounding": terms.rounding.value,
        "excess": terms.excess.value,
        "statement_day": _number(terms.statement_day),
        "minimum_percent": _percent(terms.minimum_percent),
        "minimum_floor": _sum(terms.minimum_floor_minor, currency),
        "limit": _sum(terms.credit_limit_minor, currency),
        "promo_until": _day(terms.promo_until),
        "prepay_fee": _percent(terms.prepay_fee_percent),
        "prepay_fee_until": _day(terms.prepay_fee_until),
    }


def autopay_words(autopay: Autopay | None, currency: str) -> dict[str, str]:
    """The autopay, as `set_autopay` reads it; nothing where nobody said."""
    if autopay is None:
        return {}
    return {
        "autopay_on": "on" if autopay.is_on else "off",
        "autopay_account": autopay.account,
        "autopay_mode": autopay.mode.value,
        "autopay_fixed": _sum(autopay.fixed_minor, currency),
        "autopay_card": autopay.card_tail,
        "autopay_expires": _day(autopay.card_expires_on),
        "autopay_at": autopay.attempt_at,
        "autopay_retry": ",".join(map(str, autopay.retries)),
        "autopay_on_short": autopay.on_short.value,
        "autopay_holidays": autopay.holiday_rule.value,
    }


def _rate(rate: Rate | None) -> str:
    return "" if rate is None else f"{_percent(rate.percent)}/{rate.per.value}"


def _late_fee(fee: LateFee | None, currency: str) -> dict[str, str]:
    if fee is None:
        return {"late_fee": "", "late_fee_floor": "", "late_fee_cap": ""}
    return {
        "late_fee": _percent(fee.percent) or _sum(fee.flat_minor, currency),
        "late_fee_floor": _sum(fee.floor_minor, currency),
        "late_fee_cap": _sum(fee.cap_minor, currency),
    }


def _percent(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent.normalize():f}%"


def _sum(minor: int | None, currency: str) -> str:
    return "" if minor is None else decimal_text(minor, currency)


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()
