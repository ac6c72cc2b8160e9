"""What the method of a loan, its states, its dues and what is posted to it are called."""

from __future__ import annotations

from tracker.domain.text import clean
from tracker.locale import _


def method_word(method: str) -> str:
    """How a loan is repaid, shortly."""
    words = {
        "level_payment": _("equal payments"),
        "equal_principal": _("equal principal"),
        "interest_only": _("interest only"),
        "bullet": _("bullet"),
        "flat_fee": _("flat fee"),
        "revolving": _("card or line"),
        "custom": _("own schedule"),
        "informal": _("informal"),
    }
    return words.get(method, clean(method))


def method_text(method: str) -> str:
    """How a loan is repaid, where there is room to say it."""
    longer = {
        "bullet": _("all at the end"),
        "revolving": _("card or credit line"),
        "custom": _("the lender's own table"),
    }
    return longer.get(method) or method_word(method)


def state_word(state: str) -> str:
    """The state of a loan, an instalment or a payment."""
    words = {
        "overdue": _("overdue"),
        "grace": _("grace"),
        "due_today": _("due today"),
        "upcoming": _("upcoming"),
        "paid": _("paid"),
        "unknown": _("unknown"),
        "closed": _("closed"),
        "planned": _("planned"),
        "sent": _("sent"),
        "pending": _("pending"),
        "posted": _("posted"),
        "failed": _("failed"),
        "reversed": _("reversed"),
        "duplicate": _("duplicate"),
    }
    return words.get(state, clean(state))


def autopay_text(status: str | None) -> str:
    """Whether autopay can be relied on; a question mark if nobody said."""
    words = {
        "on": _("on"),
        "off": _("off"),
        "unchecked": _("unchecked"),
        "expired": _("card expired"),
    }
    return words.get(status or "", "?")


def due_word(kind: str) -> str:
    """What sort of due it is."""
    words = {"instalment": _("instalment"), "minimum": _("minimum"), "final": _("final")}
    return words.get(kind, clean(kind))


def posting_word(kind: str) -> str:
    """What was charged, or what part of a debt a sum is about."""
    words = {
        "purchase": _("purchase"),
        "cash_advance": _("cash advance"),
        "interest": _("interest"),
        "fee": _("fee"),
        "late_fee": _("late fee"),
        "penalty": _("penalty"),
        "principal": _("principal"),
    }
    return words.get(kind, clean(kind))


def point_word(kind: str) -> str:
    """Whether a balance is known or looked ahead to."""
    return {"actual": _("actual"), "projected": _("projected")}.get(kind, clean(kind))
