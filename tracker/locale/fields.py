"""What the fields of forms, options and files are called in the person's language."""

from __future__ import annotations

from tracker.domain.text import clean
from tracker.locale import _


def field_name(field: str) -> str:
    """The name of a field in the person's language, or the field as it is called in files."""
    from tracker.locale.borrowing import borrow_fields
    from tracker.locale.calculating import calc_fields
    from tracker.locale.cases import case_fields
    from tracker.locale.credit import credit_fields
    from tracker.locale.offers import offer_fields
    from tracker.locale.plan import plan_fields
    from tracker.locale.talks import talk_fields

    found = _fields().get(field) or talk_fields().get(field) or offer_fields().get(field)
    found = found or case_fields().get(field) or borrow_fields().get(field) or calc_fields().get(field)
    return found or plan_fields().get(field) or credit_fields().get(field, clean(field))


def _fields() -> dict[str, str]:
    return {
        "account": _("account"),
        "alert": _("alert"),
        "amount": _("amount"),
        "anchor": _("anchor"),
        "captured": _("captured"),
        "consent": _("consent"),
        "dispute": _("dispute"),
        "evidence": _("evidence"),
        "happened": _("happened"),
        "answer_by": _("answer by"),
        "arrives": _("arrives on"),
        "balance_on": _("balance of"),
        "buffer": _("buffer"),
        "certainty": _("certainty"),
        "cut_off": _("cut-off"),
        "event": _("income or expense"),
        "every": _("how often"),
        "from": _("from"),
        "lead_days": _("lead days"),
        "moves": _("money moves on"),
        "planned": _("planned day"),
        "tail": _("tail"),
        "until": _("until"),
        "answered": _("answered"),
        "as_of": _("as of"),
        "balance": _("balance"),
        "checked": _("checked on"),
        "currency": _("currency"),
        "daily_cap": _("daily cap"),
        "date": _("date"),
        "day_count": _("day count"),
        "days": _("days"),
        "description": _("what it says"),
        "due_day": _("due day"),
        "due_on": _("due date"),
        "effective_on": _("effective from"),
        "expires": _("card expiry"),
        "expected_removal": _("expected gone"),
        "fee_percent": _("fee rate"),
        "fee_rate": _("fee rate"),
        "file": _("file"),
        "first_due": _("first due date"),
        "grace_days": _("grace days"),
        "kind": _("kind"),
        "late_fee": _("late fee"),
        "lender": _("lender"),
        "limit": _("credit limit"),
        "loan": _("loan"),
        "method": _("method"),
        "minimum": _("minimum payment"),
        "minimum_percent": _("minimum payment"),
        "name": _("name"),
        "note": _("note"),
        "opened": _("opened on"),
        "opened_on": _("opened on"),
        "on": _("date"),
        "at": _("time"),
        "autopay": _("autopay"),
        "back_on": _("back on"),
        "holidays": _("holidays"),
        "quiet_hours": _("quiet hours"),
        "on_short": _("with too little money"),
        "result": _("result"),
        "result_on": _("result of"),
        "retry": _("retries"),
        "origin": _("since"),
        "outcome": _("answer"),
        "paid_on": _("paid on"),
        "payment": _("instalment amount"),
        "penalty_rate": _("penalty rate"),
        "periods": _("number of instalments"),
        "posted_on": _("posted on"),
        "principal": _("principal"),
        "rate": _("rate"),
        "receipt": _("receipt"),
        "ref": _("reference"),
        "removed": _("removed"),
        "row": _("row"),
        "schedule": _("schedule"),
        "sent": _("sent on"),
        "state": _("state"),
        "statement_on": _("statement date"),
        "terms": _("terms"),
        "theme": _("theme"),
        "upfront_fee": _("fee taken up front"),
        "year": _("year"),
    }
