"""Words for hardship, complaints, settlements, checked messages, advisers and what lateness is called."""

from __future__ import annotations

from tracker.locale import _
from tracker.locale.talks import tier_text

_TIERS = {
    "正常": "normal",
    "关注": "special_mention",
    "次级": "substandard",
    "可疑": "doubtful",
    "损失": "loss",
}


def label_kind_text(kind: str) -> str:
    """What sort of name a lateness has."""
    words = {
        "bucket": _("Age of arrears"),
        "code": _("Report code"),
        "letter": _("Sign on the report"),
        "tier": _("Lender's class"),
        "charge_off": _("Lender's books"),
    }
    return words.get(kind, kind)


def label_text(kind: str, code: str) -> str:
    """What a lateness is called."""
    if kind == "tier":
        return tier_text(_TIERS.get(code, code))
    words = {
        "pass": _("not classified"),
        "substandard": tier_text("substandard"),
        "charge_off": _("written off"),
    }
    return words.get(code, code) if kind == "charge_off" else code
