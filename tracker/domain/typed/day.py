"""Days of the month as people write them: `17`, `17th`, `每月17日`, `月底`."""

from __future__ import annotations

import re

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow
from tracker.domain.typed.numeral import parse_digits

LAST = 31
"""The last day of every month: due days are clamped to short months, never moved."""

_DAY = re.compile(
    r"(?:day |the )?([0-9]{1,2})(?:st|nd|rd|th)?(?: of (?:the|each|every) month)?"
    r"|(?:每月|每个月)?([0-9]{1,2})[日号]?"
)
_RUN = re.compile(r"[零一二三四五六七八九十]+")
_LAST = {
    "last",
    "last day",
    "last day of the month",
    "end of month",
    "每月底",
    "每月末",
    "最后1天",
    "月底",
    "月末",
    "每月月底",
    "每月最后1天",
}


def parse_due_day(text: str, *, field: str = "due_day") -> Checked[int]:
    """The day of the month, 1 to 31."""
    plain = " ".join(narrow(text).split()).casefold()
    if not plain:
        return None, (Problem(code="required", field=field),)
    plain = _RUN.sub(lambda run: parse_digits(run[0]) or run[0], plain)
    if plain in _LAST:
        return LAST, ()
    if match := _DAY.fullmatch(plain):
        day = int(match[1] or match[2])
        if 1 <= day <= LAST:
            return day, ()
    return None, (Problem(code="due_day_unreadable", field=field, value=text[:200]),)
