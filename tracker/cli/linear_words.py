"""How plain lines are worded: `Label: value`, days and sums in full words."""

from __future__ import annotations

from datetime import date

from tracker.locale import _, language, ngettext

LONGEST = 40
"""Characters of an answer that are said back."""


def pair(label: str, value: object) -> str:
    """`Label: value`."""
    return _("{label}: {value}").format(label=label, value=value)


def place_of(answer: str, last: int) -> int | None:
    """The place in a list that a number from 1 means."""
    known = answer.isdecimal() and len(answer) < 10 and 0 < int(answer) <= last
    return int(answer) - 1 if known else None


def not_in_menu(answer: str, last: int) -> str:
    """That an answer is no choice, and which are."""
    answer = answer if len(answer) <= LONGEST else f"{answer[:LONGEST]}…"
    return _("{answer} is not in this menu. Type a number from 0 to {last}.").format(answer=answer, last=last)


def weekday(on: date) -> str:
    """The day of the week in full."""
    from babel.dates import format_date

    return str(format_date(on, "EEEE", locale=language()))


def due_in(days: int) -> str:
    """How far a due date is, in full words."""
    if days < 0:
        return late(-days)
    if days == 0:
        return _("today")
    return ngettext("in {days} day", "in {days} days", days).format(days=days)


def late(days: int) -> str:
    """How late something is, in full words."""
    return ngettext("{days} day late", "{days} days late", days).format(days=days)
