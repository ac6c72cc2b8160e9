"""Rows as programs read them (the fields of the JSON contract) and values as people do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.money import decimal_text
from tracker.locale import _
from tracker.locale.joining import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.domain.rates import Rate
    from tracker.services.views import CurrencyTotal, DueRow, LoanRow, PaymentRow, ScheduleRow, Warned

ON = "on"

LOAN_FIELDS = (
    "loan_id", "loan", "slug", "lender", "method", "currency", "balance", "rate_pct", "next_due_on",
    "next_amount", "estimate", "days_past_due", "overdue", "status", "autopay", "autopay_status", "account",
    "closed_on",
)  # fmt: skip
DUE_FIELDS = (
    "loan_id", "loan", "due_on", "pay_by", "days", "amount", "currency", "kind", "status", "days_past_due",
    "estimate", "autopay", "autopay_status", "account",
)  # fmt: skip
SCHEDULE_FIELDS = (
    "number", "due_on", "payment", "principal", "interest", "fee", "balance", "paid", "status",
)  # fmt: skip
PAYMENT_FIELDS = (
    "payment_id", "loan_id", "loan", "paid_on", "posted_on", "amount", "currency", "state", "account", "ref",
    "note", "allocation.principal", "allocation.interest", "allocation.fee", "allocation.penalty",
    "allocation.unapplied",
)  # fmt: skip


def money(minor: int | None, currency: str) -> str | None:
    """A sum as a decimal string."""
    return None if minor is None else decimal_text(minor, currency)


def rate_pct(rate: Rate | None) -> str | None:
    """The nominal rate a year as a percent string."""
    if rate is None:
        return None
    from tracker.locale.amounts import format_percent

    return format_percent(rate.yearly() * 100).rstrip("%")


def loan_json(row: LoanRow) -> dict[str, Any]:
    """A loan of a list."""
    return {
        "loan_id": row.loan_id,
        "loan": row.loan,
        "slug": row.slug,
        "lender": row.lender,
        "method": row.method,
        "currency": row.currency,
        "balance": money(row.balance_minor, row.currency),
        "rate_pct": rate_pct(row.rate),
        "next_due_on": row.next_due_on,
        "next_amount": money(row.next_amount_minor, row.currency),
        "estimate": row.next_estimate,
        "days_past_due": row.days_past_due,
        "overdue": money(row.overdue_minor, row.currency),
        "status": row.status,
        "autopay": row.autopay == ON,
        "autopay_status": row.autopay,
        "account": row.account,
        "closed_on": row.closed_on,
    }


def due_json(row: DueRow) -> dict[str, Any]:
    """An open due."""
    return {
        "loan_id": row.loan_id,
        "loan": row.loan,
        "due_on": row.due_on,
        "pay_by": row.pay_by,
        "days": row.days,
        "amount": money(row.amount_minor, row.currency),
        "currency": row.currency,
        "kind": row.kind,
        "status": row.status,
        "days_past_due": row.days_past_due,
        "estimate": row.estimate,
        "autopay": row.autopay == ON,
        "autopay_status": row.autopay,
        "account": row.account,
    }


def total_json(total: CurrencyTotal) -> dict[str, Any]:
    """A sum in one currency."""
    return {
        "currency": total.currency,
        "count": total.count,
        "amount": money(total.amount_minor, total.currency),
    }


def warned_json(warned: Warned) -> dict[str, Any]:
    """Something to watch."""
    return {
        "code": warned.code,
        "on": warned.on,
        "loan_id": warned.loan_id,
        "loan": warned.loan,
        "account": warned.account,
        "amount": money(warned.amount_minor, warned.currency),
        "message": warned_text(warned),
    }


def warned_text(warned: Warned) -> str:
    """Something to watch, in words."""
    if warned.code == "cash_short":
        from tracker.locale.cash import short_text

        short, at = warned.amount_minor or 0, warned.params.get("at", "")
        return short_text(warned.account, short, warned.currency, warned.on, at, warned.loan)
    from tracker.locale.reasons import reason_text

    reason = reason_text(warned.code, warned.params)
    return _("{loan}, due {on}: {reason}").format(loan=warned.loan, on=warned.on.isoformat(), reason=reason)


def schedule_json(row: ScheduleRow, currency: str) -> dict[str, Any]:
    """A line of a schedule."""
    return {
        "number": row.number,
        "due_on": row.due_on,
        "payment": money(row.payment_minor, currency),
        "principal": money(row.principal_minor, currency),
        "interest": money(row.interest_minor, currency),
        "fee": money(row.fee_minor, currency),
        "balance": money(row.balance_minor, currency),
        "paid": money(row.paid_minor, currency),
        "open": money(max(0, row.payment_minor - row.paid_minor), currency),
        "status": row.status,
        "settled_on": row.settled_on,
        "late_days": row.late_days,
        "estimate": row.estimate,
    }


def payment_json(row: PaymentRow) -> dict[str, Any]:
    """A payment; its allocation is null until it is posted."""
    code = row.currency
    parts = {
        "principal": row.principal_minor,
        "interest": row.interest_minor,
        "fee": row.fee_minor,
        "penalty": row.penalty_minor,
        "unapplied": row.unapplied_minor,
    }
    known = row.principal_minor is not None
    return {
        "payment_id": row.payment_id,
        "loan_id": row.loan_id,
        "loan": row.loan,
        "paid_on": row.paid_on,
        "posted_on": row.posted_on,
        "amount": money(row.amount_minor, code),
        "currency": code,
        "state": row.state,
        "account": row.account,
        "ref": row.ref,
        "note": row.note,
        "allocation": {name: money(minor or 0, code) for name, minor in parts.items()} if known else None,
    }


def amount_of(minor: int | None, currency: str, *, estimate: bool = False) -> str:
    """A sum for people; `~` marks an estimate, `?` what nobody knows."""
    if minor is None:
        return "?"
    from tracker.locale.hiding import shown_money

    return shown_money(minor, currency, estimate=estimate)


def sums_text(totals: Iterable[CurrencyTotal]) -> str:
    """The sums of each currency, for people."""
    return listed(f"{amount_of(each.amount_minor, each.currency)} {each.currency}" for each in totals)


def undated_text(names: Iterable[str]) -> str:
    """That a loan without a due day or an amount is not the same as nothing due, and what gives them."""
    words = _("The due day or the amount is not known: {names}. debt loan terms LOAN gives them.")
    return words.format(names=listed(names))


def severity(days: int, status: str) -> str:
    """The mark of a due: `!!` overdue, `!` within three days."""
    if status == "overdue":
        return "!!"
    return "!" if days <= 3 else ""


def day_text(on: date | None) -> str:
    """A date for people."""
    return on.isoformat() if on else ""


def days_text(days: int) -> str:
    """How far a due date is."""
    if days < 0:
        return _("{days} d late").format(days=-days)
    return _("today") if days == 0 else _("in {days} d").format(days=days)
