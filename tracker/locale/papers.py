"""Words that papers share: open places, where figures are from, causes, rules as they are cited."""

from __future__ import annotations

from tracker.domain.rule.facts import Rule
from tracker.locale import _
from tracker.locale.rules import kind_words, rule_title


def blank_text(code: str) -> str:
    """What belongs in a place that is left open."""
    words = {
        "name": _("your name"),
        "address": _("your address"),
        "phone": _("your phone number"),
        "contract": _("contract number"),
        "lender_address": _("address of the lender"),
        "body": _("whom the complaint goes to"),
        "bureau": _("credit bureau"),
        "report_on": _("date of the report"),
        "cause": _("what happened, and since when"),
        "ask": _("what you ask for: smaller sums, a later date, a waiver"),
        "monthly": _("what you can pay each month"),
        "agreed": _("what was agreed: sums, dates, what is waived"),
        "talked_on": _("date of the conversation"),
        "entry": _("which entry"),
        "ground": _("why the entry is wrong"),
        "incident": _("what happened, when, and who it was"),
        "income": _("income and essential costs: debt cash income add, debt cash expense add"),
    }
    return words.get(code, code)


def source_text(source: str, on: str = "") -> str:
    """Where a figure is from."""
    words = {
        "own": _("own records"),
        "lender": _("lender, {on}"),
        "estimate": _("estimate from the terms"),
    }
    return words.get(source, source).format(on=on)


def cause_sentence(cause: str) -> str:
    """What happened, as a person says it of themselves."""
    words = {
        "job_loss": _("I lost my job."),
        "income_cut": _("My income has fallen."),
        "illness": _("I have been ill."),
        "family": _("Things have changed in my family."),
        "disaster": _("I was hit by a disaster."),
        "fraud": _("I was the victim of a fraud."),
    }
    return words.get(cause, "")


def rule_line(rule: Rule) -> str:
    """A rule as a paper cites it: its title, where it stands, its number here, its dates. A fact only."""
    until = rule.effective_to.isoformat() if rule.effective_to else ""
    dates = _("in force since {start}") if not until else _("in force {start} to {until}")
    words = _("{title}. {citation} ({kind}, {dates}; {number})")
    return words.format(
        title=rule_title(rule), citation=rule.citation, kind=kind_words(rule.kind), number=rule.number,
        dates=dates.format(start=rule.effective_from.isoformat(), until=until),
    )  # fmt: skip


def kind_title(kind: str) -> str:
    """What a kind of paper is called in a list."""
    words = {
        "brief": _("situation brief"),
        "statement": _("statement for creditors"),
        "hardship": _("letter: help with repayments"),
        "confirm": _("letter: confirmation in writing"),
        "dispute": _("letter: objection to a credit report"),
        "complaint": _("letter: complaint about contacts"),
        "callsheet": _("call sheet"),
    }
    return words.get(kind, kind)


def papers_problems() -> dict[str, str]:
    """What keeps a paper from being made."""
    return {
        "unknown_redaction": _("{value} is not among what can be taken out; accepted: {accepted}"),
        "nothing_owed": _("there is no open debt to make a statement of"),
        "paper_of_loan": _("this paper is about one loan"),
    }


def interest_text(interest: str) -> str:
    """What becomes of interest under an offer."""
    words = {
        "stops": _("Interest stops for that time."),
        "included": _("Interest is in the payments."),
        "runs": _("Interest runs on beside the payments."),
    }
    return words.get(interest, "")
