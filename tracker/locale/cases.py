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


def verdict_text(verdict: str) -> str:
    """How a cost stands to a cap."""
    words = {
        "above": _("above: worth checking"),
        "between": _("above if compounded, below if not"),
        "within": _("below"),
    }
    return words.get(verdict, verdict)


def lacking_text(what: str) -> str:
    """What is not known, and how to say it."""
    words = {
        "contract_on": _("the contract date: debt loan edit LOAN --opened DATE"),
        "received": _("the sum received: debt loan edit LOAN --principal AMOUNT"),
        "schedule": _("every instalment from the contract on, so no rate is computed"),
        "product": _("the kind of credit: debt loan arrears LOAN --product KIND"),
        "rate": _("no single rate solves these payments"),
        "rule": _("no rule pack of this place has a limitation rule"),
        "unverified": _("the text of the rule is unverified, so nothing is computed with it"),
        "due": _("the due date it runs from"),
    }
    return words.get(what, what)


def not_held_text(why: str) -> str:
    """Why a rule was not held against a loan."""
    words = {
        "unverified": _("its text is unverified"),
        "product": _("it is made for another kind of credit, or the kind is not known"),
        "not_in_force": _("it was not in force on the contract date"),
        "no_index": _("its index is not known for that day"),
    }
    return words.get(why, why)


def act_text(act: str) -> str:
    """What restarts a limitation period."""
    words = {
        "part_payment": _("payment"),
        "promise": _("promise of yours"),
        "request": _("request of yours"),
        "demand": _("demand of theirs"),
        "suit": _("suit"),
    }
    return words.get(act, act)


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
        "settlement_letter_needed": _(
            "{value} was in arrears or in talks: name its settlement letter with --letter N, kept by debt"
            " evidence add FILE --kind settlement_letter, or say --without-letter"
        ),
        "no_settlement_letter": _("{field}: #{value} is kept as {kind}, not as a settlement letter"),
        "before_it_began": _("{field}: {value} is before it began"),
        "letter_of_another": _("{field}: #{value} is about {loan}"),
    }
