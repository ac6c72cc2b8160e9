"""Words for where a rule stands, how far it binds and how well it is known."""

from __future__ import annotations

from datetime import date

from tracker.domain.rule.facts import Area, Evidence, Kind, Rule, Standing
from tracker.locale import _, language


def rule_title(rule: Rule) -> str:
    """What a rule is called, in the language in use."""
    return rule.title[_key()]


def rule_text(rule: Rule) -> str:
    """What a rule says, in the language in use."""
    return rule.text[_key()]


def kind_words(kind: Kind) -> str:
    """How far a rule binds."""
    return {
        Kind.LAW: _("law"),
        Kind.MANDATORY_STANDARD: _("mandatory standard"),
        Kind.RECOMMENDED_STANDARD: _("recommended standard"),
        Kind.SELF_REGULATION: _("self-regulation"),
        Kind.POLICY: _("policy or practice"),
    }[kind]


def area_words(area: Area) -> str:
    """What a rule is about."""
    return {
        Area.RATES: _("rates"),
        Area.CARDS: _("cards"),
        Area.CREDIT_FILE: _("credit file"),
        Area.CONDUCT: _("collection"),
        Area.LIMITATION: _("limitation"),
        Area.PERIOD: _("periods"),
        Area.CLASSIFICATION: _("classification"),
        Area.ENFORCEMENT: _("enforcement"),
        Area.HOTLINE: _("hotlines"),
    }[area]


def standing_words(rule: Rule, on: date) -> str:
    """Where a rule stands on a day, with the day that decides it."""
    match rule.standing(on):
        case Standing.IN_FORCE:
            return _("in force")
        case Standing.NOT_YET:
            return _("not before {date}").format(date=rule.effective_from)
        case Standing.EXPIRED:
            return _("ended {date}").format(date=rule.effective_to)


def evidence_words(evidence: Evidence) -> str:
    """How well the text of a rule is known."""
    return {
        Evidence.READ: _("text read"),
        Evidence.SECOND_HAND: _("read at second hand"),
        Evidence.DERIVED: _("derived from the text"),
        Evidence.MEMORY_HIGH: _("unverified: from memory"),
        Evidence.MEMORY_MEDIUM: _("unverified: from memory, uncertain"),
    }[evidence]


def _key() -> str:
    return "zh" if language().startswith("zh") else "en"
