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


def case_fields() -> dict[str, str]:
    """The names of what is typed about cases."""
    return {
        "letter": _("settlement letter"),
        "hardship": _("hardship"),
        "paper": _("paper"),
        "complaint": _("complaint"),
        "incident": _("incident"),
        "message_check": _("checked message"),
        "adviser": _("adviser"),
        "cause": _("cause"),
        "since": _("since"),
        "expected": _("expected until"),
        "ended": _("ended on"),
        "what": _("what"),
        "state": _("state"),
        "body": _("to whom"),
        "filed": _("filed on"),
        "answered": _("answered on"),
        "fee": _("fee"),
        "saves": _("what it saves"),
    }


def case_problems() -> dict[str, str]:
    """What cannot be entered about cases."""
    return {
        "letter_needed": _(
            "{value} was in arrears or in talks: name its settlement letter with --letter N, kept by debt"
            " evidence add FILE --kind settlement_letter, or say --without-letter"
        ),
        "no_settlement_letter": _("{field}: #{value} is kept as {kind}, not as a settlement letter"),
        "letter_of_another": _("{field}: #{value} is about {loan}"),
    }
