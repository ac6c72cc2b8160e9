"""Times of day as people type them: `9:00`, `0900`, `9点半`, `21：15`."""

from __future__ import annotations

import re

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow

_TIME = re.compile(r"([0-9]{1,2})(?:[:.点时]([0-9]{2})?分?|([0-9]{2}))?")


def parse_clock(text: str, *, field: str = "at") -> Checked[str]:
    """The time of day as HH:MM."""
    plain = narrow(text).replace(" ", "").replace("半", "30").strip()
    if not plain:
        return None, (Problem(code="required", field=field),)
    match = _TIME.fullmatch(plain)
    if match:
        hour, minute = int(match[1]), int(match[2] or match[3] or 0)
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}", ()
    return None, (Problem(code="time_unreadable", field=field, value=text[:200]),)
