"""Words about talks: states, means, what was improper, what cannot be entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.recovery.message import Report


def state_text(state: str) -> str:
    """Where a negotiation stands."""
    words = {
        "draft": _("draft"),
        "sent": _("sent to them"),
        "papers_asked": _("papers asked for"),
        "counter": _("counter-offer"),
        "agreed_orally": _("agreed orally"),
        "confirmed": _("confirmed in writing"),
        "active": _("in force"),
        "kept": _("kept"),
        "broken": _("broken"),
        "lapsed": _("lapsed"),
    }
    return words.get(state, state)


def turn_text(turn: str) -> str:
    """Whose move it is."""
    return {"me": _("you"), "lender": _("the lender")}.get(turn, "")


def means_text(means: str) -> str:
    """By what a contact was made, or what a channel is."""
    words = {
        "phone": _("phone"),
        "sms": _("SMS"),
        "email": _("e-mail"),
        "chat": _("chat"),
        "app": _("app"),
        "site": _("web site"),
        "address": _("postal address"),
        "payee": _("account to pay to"),
        "letter": _("letter"),
        "visit": _("visit"),
        "other": _("other"),
    }
    return words.get(means, means)


def direction_text(direction: str) -> str:
    """Who began a contact."""
    return {"in": _("from them"), "out": _("from you")}.get(direction, direction)


def fate_text(fate: str) -> str:
    """What came of a promise."""
    words = {"open": _("open now"), "kept": _("kept"), "broken": _("broken"), "withdrawn": _("withdrawn")}
    return words.get(fate, fate)


def stage_text(kind: str) -> str:
    """A step of the other side."""
    words = {
        "reminder": _("reminder"),
        "call": _("call"),
        "letter": _("letter"),
        "third_party": _("third party"),
        "visit": _("visit"),
        "pre_suit": _("before a suit"),
        "court": _("court"),
        "enforcement": _("enforcement"),
        "settled": _("settled"),
    }
    return words.get(kind, kind)


def dubious_text(code: str) -> str:
    """What was improper in a contact, as the person noted it."""
    words = {
        "identity_refused": _("would not say who they are"),
        "third_party": _("contacted somebody else"),
        "threat": _("threat"),
        "insult": _("insult"),
        "disclosed": _("told others of the debt"),
        "false_claim": _("false statement"),
        "unreasonable_fee": _("unreasonable fee"),
        "unannounced_visit": _("visit without notice"),
    }
    return words.get(code, code)


def incident_text(test: str, count: int, limit: int) -> str:
    """What of the calls and visits is worth checking."""
    words = {
        "hours": _("reached in hours that are to be kept free"),
        "per_day": _("{count} calls in a day, where {limit} are the most"),
        "unanswered": _("{count} unanswered dials to one number in a day, where {limit} are the most"),
        "visits": _("{count} visits in a day, where {limit} are the most"),
        "per_week": _("{count} calls in seven days, where {limit} are presumed the most"),
        "after_talk": _("called again within seven days of a conversation"),
    }
    return words.get(test, test).format(count=count, limit=limit)


def found_text(kind: str) -> str:
    """What was found in a message."""
    words = {
        "amount": _("sum"),
        "date": _("day"),
        "phone": _("phone"),
        "link": _("link"),
        "email": _("e-mail"),
        "payee": _("account to pay to"),
        "secret": _("asks for a secret"),
    }
    return words.get(kind, kind)


def verdict_text(verdict: str) -> str:
    """How something in a message compares."""
    words = {"match": _("matches"), "conflict": _("conflicts"), "unknown": _("unknown")}
    return words.get(verdict, verdict)


def figure_text(what: str) -> str:
    """What a sum or day in a message matches; a channel stands for itself."""
    words = {
        "due": _("a due"),
        "overdue": _("what is overdue"),
        "balance": _("balance"),
        "payoff": _("what clears the loan"),
        "claim": _("what the lender claimed"),
        "above": _("more than clears the loan"),
        "unregistered": _("not registered"),
        "asked_for": _("a secret: tell nobody"),
    }
    return words.get(what, what)


def stop_text(report: Report) -> str:
    """Why a message is a hard stop."""
    kinds = {each.mention.kind.value for each in report.items if each.stops}
    if kinds == {"payee"}:
        return _("!! Stop: it names an account that is not registered. Do not pay, send nothing.")
    if kinds == {"secret"}:
        return _("!! Stop: it asks for a password or a code. Tell nobody, send nothing.")
    return _(
        "!! Stop: it names an account that is not registered, and asks for a secret."
        " Do not pay, send nothing."
    )


def arrears_text(status: str) -> str:
    """Whether arrears are known for certain."""
    words = {"none": _("none"), "suspected": _("suspected"), "confirmed": _("confirmed with the lender")}
    return words.get(status, status)


def flag_text(flag: str) -> str:
    """What the lender has done to an account."""
    words = {"frozen": _("frozen"), "accelerated": _("whole balance due"), "line_cut": _("credit line cut")}
    return words.get(flag, flag)


def tier_text(tier: str) -> str:
    """The tier in which a lender must class a loan at least."""
    words = {
        "normal": _("normal"),
        "special_mention": _("special mention"),
        "substandard": _("substandard"),
        "doubtful": _("doubtful"),
        "loss": _("loss"),
    }
    return words.get(tier, tier)


def share_text(component: str) -> str:
    """A part of the arrears."""
    words = {
        "principal": _("Principal"),
        "interest": _("Interest"),
        "fee": _("Fee"),
        "penalty": _("Penalty"),
    }
    return words.get(component, component)


def talk_fields() -> dict[str, str]:
    """The names of what is typed about talks."""
    return {
        "aim": _("what is asked for"),
        "channel": _("channel"),
        "contact": _("contact"),
        "negotiation": _("negotiation"),
        "promise": _("promise"),
        "stage": _("stage"),
        "direction": _("direction"),
        "means": _("means"),
        "identity": _("identity"),
        "recording": _("recording"),
        "conduct": _("conduct"),
        "side": _("who promised"),
        "fate": _("what came of it"),
        "hours": _("hours"),
        "found_on": _("found on"),
        "next": _("next"),
        "proof": _("proof"),
        "evidence": _("evidence"),
        "time": _("time"),
        "due": _("due"),
        "claimed": _("claimed"),
        "product": _("kind of credit"),
        "confirmed_on": _("confirmed on"),
        "frozen_on": _("frozen since"),
        "accelerated_on": _("whole balance due since"),
        "line_cut_on": _("line cut since"),
        "told_on": _("day of the figures"),
    }


def talk_problems() -> dict[str, str]:
    """What cannot be entered about talks."""
    return {
        "not_next": _("{value} does not follow {state}; accepted: {accepted}"),
        "talk_ended": _("these talks have ended ({state}); begin new ones"),
        "before_step": _("{field}: {value} is before the step itself"),
        "before_promise": _("{field}: {value} is before the promise"),
        "before_stage": _("{field}: {value} is before the stage itself"),
        "proof_needed": _(
            "nothing is confirmed without writing: say what shows it with --proof, or its number with"
            " --evidence"
        ),
        "no_evidence": _("{field}: the log of evidence has no entry {value}"),
        "times_unreadable": _("{field}: {value} is not understood; try 9:00-18:00 or 9:00-18:00 1-5"),
        "channel_taken": _("{value} is registered already"),
        "no_step": _("these talks have no step yet"),
    }


def product_text(product: str) -> str:
    """A kind of credit that rules go by; one that is not known here stays as it was typed."""
    words = {
        "online_loan": _("online loan"), "card": _("credit card"),
        "financial_loan": _("loan of a bank or finance company"),
        "micro_loan_company": _("loan of a micro-loan company"),
        "private_loan": _("loan between private persons"), "bnpl": _("pay later"),
    }  # fmt: skip
    return words.get(product, product)
