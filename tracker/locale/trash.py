"""What the things in the trash are called."""

from __future__ import annotations

from tracker.locale import _


def trashed_word(kind: str) -> str:
    """What a thing in the trash is."""
    return {
        "loan": _("loan"), "payment": _("payment"), "account": _("account"), "income": _("income"),
        "expense": _("expense"), "transfer": _("transfer"), "plan": _("plan"),
    }.get(kind, kind)  # fmt: skip
