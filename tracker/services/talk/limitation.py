"""What restarts a limitation period, told when a promise, a request or a part payment is entered."""

from __future__ import annotations

from datetime import date

from tracker.domain.rule.facts import Area, Rule, Standing
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.rule import packs


def restart_rules(book: Book, on: date, act: str) -> tuple[Rule, ...]:
    """The rules in force on a day by which an act (promise, request, part_payment) restarts limitation."""
    return tuple(
        rule
        for rule in packs().of(book.jurisdiction, Area.LIMITATION)
        if rule.standing(on) is Standing.IN_FORCE and act in rule.params.get("restarts_on", "").split(",")
    )


def restart_notes(book: Book, on: date, act: str) -> tuple[str, ...]:
    """One line for each such rule, with how well its text is known; no advice, no date of its own."""
    found = []
    for rule in restart_rules(book, on, act):
        words = _("It may restart the limitation period: {number}, {citation}. debt rules show {number}")
        if not rule.evidence.verified:
            words = _("It may restart the limitation period (unverified): {number}, {citation}.")
        found.append(words.format(number=rule.number, citation=rule.citation))
    return tuple(found)
