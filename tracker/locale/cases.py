"""Words for hardship, complaints, settlements, checked messages, advisers and what lateness is called."""

from __future__ import annotations

from tracker.locale import _
from tracker.locale.talks import dubious_text, incident_text, tier_text

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


def cause_text(cause: str) -> str:
    """Why somebody cannot pay."""
    words = {
        "job_loss": _("loss of work"),
        "income_cut": _("less income"),
        "illness": _("illness"),
        "family": _("family change"),
        "disaster": _("disaster"),
        "fraud": _("fraud"),
        "other": _("other"),
    }
    return words.get(cause, cause)


def paper_text(what: str) -> str:
    """A paper of a hardship: one that is usually asked for, or as a person called it."""
    words = {
        "end_of_work": _("end of employment certificate"),
        "unemployment_benefit": _("unemployment benefit decision"),
        "bank_flow": _("bank statement of the last months"),
        "payslips": _("payslips before and after"),
        "employer_letter": _("letter of the employer"),
        "medical_certificate": _("medical certificate"),
        "medical_bills": _("medical bills"),
        "family_proof": _("proof of the family change"),
        "official_record": _("official record of what happened"),
        "loss_photos": _("photos of the loss"),
        "police_report": _("police report"),
    }
    return words.get(what, what)


def paper_state_text(state: str) -> str:
    """Where a paper stands."""
    words = {"missing": _("missing"), "have": _("have it"), "sent": _("handed in")}
    return words.get(state, state)


def complaint_state_text(state: str) -> str:
    """Where a complaint stands."""
    words = {
        "draft": _("draft"),
        "filed": _("filed"),
        "open": _("open"),
        "upheld": _("upheld"),
        "partly": _("partly upheld"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
    }
    return words.get(state, state)


def collected_text(what: str, times: int, allowed: int | None) -> str:
    """An incident of a complaint: what a rule counted, what a person noted, or their own words."""
    if allowed is not None and what.isidentifier():
        return incident_text(what, times, allowed)
    return dubious_text(what)


def checked_text(verdict: str) -> str:
    """What a check of a message came to."""
    words = {
        "stop": _("stop: do not pay"),
        "conflict": _("conflicts"),
        "unknown": _("unknown in part"),
        "match": _("matches"),
        "nothing": _("nothing to compare"),
    }
    return words.get(verdict, verdict)


def case_fields() -> dict[str, str]:
    """The names of what is typed about cases."""
    return {
        "letter": _("settlement letter"),
        "talk": _("negotiation"),
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
        "before_start": _("{field}: {value} is before it began"),
        "letter_of_another": _("{field}: #{value} is about {loan}"),
    }
