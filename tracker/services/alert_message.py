"""The message that goes through a channel: one for everything a run says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.locale import ngettext
from tracker.services.alert_words import repeat_note, title

if TYPE_CHECKING:
    from tracker.services.alert import Alert

MARKS = {"overdue": "!!", "attention": "!"}
MOST_LINES = 20


def compose(alerts: Sequence[Alert], *, repeat: bool = False) -> tuple[str, str]:
    """The title and the lines, the worst first, cut where they are too many to read."""
    ordered = sorted(alerts, key=lambda each: each.severity != "overdue")
    lines = [f"{MARKS.get(each.severity, '!')} {each.message}" for each in ordered[:MOST_LINES]]
    more = len(ordered) - MOST_LINES
    if more > 0:
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    if repeat:
        lines.append(repeat_note())
    return title(len(ordered)), "\n".join(lines)
