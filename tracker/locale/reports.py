"""What columns and values of a report are called, in the person's language."""

from __future__ import annotations

from tracker.locale import _
from tracker.locale.loan import autopay_text, due_word, method_word, point_word, posting_word, state_word


def column_title(field: str) -> str:
    """The title of a column by the name of its field; the name itself where it has none."""
    return _titles().get(field, field)


def value_text(field: str, value: str) -> str:
    """A word of a column as a person reads it."""
    match field:
        case "status" | "state" | "outcome":
            return _happened(value)
        case "method":
            return method_word(value)
        case "kind":
            return _kind(value)
        case "autopay":
            return autopay_text(value) if value else value
        case "rate":
            return _rate(value)
    return value


def yes_or_no(said: bool) -> str:
    """A cell that holds yes or no."""
    return _("yes") if said else _("no")


def _rate(text: str) -> str:
    percent, _slash, per = text.partition("/")
    words = {"day": _("{percent} a day"), "month": _("{percent} a month")}
    return words.get(per, "{percent}").format(percent=percent)


def _happened(value: str) -> str:
    """What became of an alert, a mark or a dispute, else how far a loan or a payment is."""
    words = {
        "open": _("open"),
        "corrected": _("corrected"),
        "removed": _("removed"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
        "new": _("new"),
    }
    return words.get(value) or state_word(value)


def _kind(value: str) -> str:
    match value:
        case "actual" | "projected":
            return point_word(value)
        case "instalment" | "minimum" | "final":
            return due_word(value)
    return posting_word(value)


def _titles() -> dict[str, str]:
    return {
        "name": _("Loan"),
        "loan": _("Loan"),
        "loan_id": _("No."),
        "lender": _("Lender"),
        "method": _("Method"),
        "currency": _("Currency"),
        "balance": _("Balance"),
        "principal": _("Principal"),
        "rate": _("Rate"),
        "payment": _("Payment"),
        "due_day": _("Due day"),
        "first_due": _("Next due"),
        "next_due_on": _("Next due"),
        "next_amount": _("Next amount"),
        "opened": _("Opened"),
        "periods": _("Number"),
        "credit_limit": _("Limit"),
        "statement_day": _("Statement day"),
        "note": _("Note"),
        "date": _("Date"),
        "on": _("Date"),
        "at": _("Time"),
        "amount": _("Amount"),
        "state": _("State"),
        "status": _("State"),
        "posted_on": _("Posted"),
        "account": _("Account"),
        "ref": _("Reference"),
        "number": _("No."),
        "due_on": _("Due"),
        "pay_by": _("Pay by"),
        "days": _("Days"),
        "interest": _("Interest"),
        "fee": _("Fee"),
        "penalty": _("Penalty"),
        "unapplied": _("Overpaid"),
        "paid": _("Paid"),
        "kind": _("Kind"),
        "autopay": _("Autopay"),
        "overdue": _("Overdue"),
        "days_past_due": _("Days late"),
        "closed_on": _("Closed"),
        "mark_id": _("No."),
        "dispute_id": _("No."),
        "score_id": _("No."),
        "payment_id": _("No."),
        "description": _("Mark"),
        "bureau": _("Bureau"),
        "origin": _("Began"),
        "expected_removal": _("Expected to end"),
        "removed": _("Removed"),
        "ground": _("Ground"),
        "sent": _("Sent"),
        "answer_by": _("Answer by"),
        "answered": _("Answered"),
        "outcome": _("Outcome"),
        "model": _("Model"),
        "value": _("Score"),
        "settled": _("Settled"),
        "late": _("Late"),
        "streak": _("On time in a row"),
        "overdue_since": _("Overdue since"),
        "month": _("Month"),
        "dues": _("Payments"),
        "event": _("Event"),
        "certainty": _("Certainty"),
        "step": _("Step"),
        "message": _("Message"),
    }
